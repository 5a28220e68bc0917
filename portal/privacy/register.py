"""Which field of ours holds what: the labels, read back for checks and for the register of processing."""

from django.apps import apps
from django.db import models
from wagtail.models import Page

from portal.privacy.fields import SealedField
from portal.privacy.labels import SEALED, Plain

_OUR_PACKAGES = {"portal", "intake", "training", "cms_pages"}
_NOTHING_OF_PEOPLE = {"periodic"}  # names of tasks and when they ran; stands below everything that knows people


def our_models() -> list[type[models.Model]]:
    """The models whose fields need a label."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in _OUR_PACKAGES and config.label not in _NOTHING_OF_PEOPLE
        for model in config.get_models()
        if not model._meta.proxy
    ]


def sensitivity(model: type[models.Model]) -> dict[str, str]:
    """Label by field name: a `Plain` or "sealed". Raises ValueError for a label that does not exist."""
    labels = {name: Plain(label) for name, label in written_labels(model).items()}
    return labels | {field.name: SEALED for field in labelled_fields(model) if isinstance(field, SealedField)}


def written_labels(model: type[models.Model]) -> dict[str, str]:
    """What the SENSITIVITY of a model and of its bases say; the nearest word counts."""
    labels: dict[str, str] = {}
    for base in reversed(model.__mro__):
        labels |= vars(base).get("SENSITIVITY", {})
    return labels


def labelled_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model that are ours to label: not the link to a parent, nor what the base of a page brings."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    foreign = _names_from_page_bases(model) if issubclass(model, Page) else set()
    return [field for field in fields if not _is_parent_link(field) and field.name not in foreign]


def _is_parent_link(field):
    return bool(field.remote_field and getattr(field.remote_field, "parent_link", False))


def _names_from_page_bases(model):
    bases = [
        base
        for base in model.__mro__
        if base.__module__.startswith(("wagtail.", "modelcluster.")) and hasattr(base, "_meta")
    ]
    return {field.name for base in bases for field in base._meta.get_fields()}
