"""Which models move along which track. Apps register theirs in `AppConfig.ready()`."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from portal.workflow.tracks import Track

_models: dict[str, type[models.Model]] = {}


def register(track: Track, model: type[models.Model]) -> None:
    """Makes a model's moves and notes loggable. Registering the same again does nothing."""
    if getattr(model, "track", None) is not track:
        raise ImproperlyConfigured(f"{model.__name__}.track is not the track {track.name} it is registered with.")
    if not isinstance(model._meta.pk, models.UUIDField):
        raise ImproperlyConfigured(f"{model.__name__} needs a UUID as its key: the log refers to rows by UUID.")
    if not callable(getattr(model.objects.all(), "visible_to", None)):
        raise ImproperlyConfigured(f"{model.__name__}.objects cannot say which rows are visible_to(user).")
    if _models.setdefault(track.name, model) is not model:
        raise ImproperlyConfigured(f"{track.name} is the track of {_models[track.name].__name__} already.")


def tracked_models() -> list[Any]:
    """Every model that was registered; each knows its `track`."""
    return list(_models.values())
