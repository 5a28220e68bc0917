"""What a tracked row has, and the log of its moves."""

import operator
from functools import reduce
from typing import ClassVar

from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models.audit_log import BaseLogEntry, BaseLogEntryManager

from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import AccessLogEntry, SealedModel
from portal.workflow.registry import tracked_models
from portal.workflow.tracks import Track


class StateField(models.CharField):
    """The state on its model's track. Never editable: `moves.move` changes it, nothing else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 30, "editable": False} | kwargs)

    def contribute_to_class(self, cls, name, private_only=False):
        track = getattr(cls, "track", None)
        if track is not None and not cls._meta.abstract:
            self.choices = track.states.choices
            self.default = str(track.initial)
        super().contribute_to_class(cls, name, private_only)

    def deconstruct(self):
        # A migration needs a column; the words of the states are no business of the database.
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs


class Tracked(models.Model):
    """A row that moves along a track. The concrete model sets `track`, and its manager answers `visible_to(user)`."""

    track: ClassVar[Track]
    SENSITIVITY = {"state": Plain.STATE}

    state = StateField(_("state"))

    class Meta:
        abstract = True

    def belongs_to(self, user) -> bool:
        """Whether the row is about this user, who may then make the steps `by_owner`."""
        return False

    @property
    def state_label(self) -> str:
        """For staff."""
        return str(self.track.states(self.state).label)

    @property
    def public_state_label(self) -> str:
        """For everybody else."""
        return str(self.track.public_label(self.state))


class MoveLogManager(BaseLogEntryManager):
    def log_action(self, instance, action, **kwargs):
        """Called by Wagtail's registry. The label is the row's `__str__`, which is its reference; data stays empty."""
        if kwargs.pop("data", None):
            raise ValueError("The log of a tracked row holds no data in plain.")
        if kwargs.get("actor_kind", AccessLogEntry.Actor.USER) != AccessLogEntry.Actor.USER:
            kwargs["user"] = None  # Wagtail fills in whoever is signed in; what the system did, the system did
        kwargs |= {
            "object_id": instance.pk,
            "organisation_id": getattr(instance, "organisation_id", None),
            "region_id": getattr(instance, "region_id", None),
        }
        return super().log_action(instance, action, **kwargs)

    def for_instance(self, instance):
        content_type = ContentType.objects.get_for_model(instance, for_concrete_model=False)
        return self.filter(content_type=content_type, object_id=instance.pk)

    def viewable_by_user(self, user):
        """The lines about rows that the user may see, and no others: not for superusers either."""
        models_shown = [model for model in tracked_models() if user.holds(_view_permission(model))]
        rows = [
            models.Q(
                content_type=ContentType.objects.get_for_model(model),
                object_id__in=model.objects.visible_to(user).order_by().values("pk"),
            )
            for model in models_shown
        ]
        return self.filter(reduce(operator.or_, rows)) if rows else self.none()


def _view_permission(model):
    return f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}"


class MoveLogEntry(BaseLogEntry):
    """One line of a tracked row's timeline.

    Its key is a number and not a UUID, because Wagtail's site history puts the keys of all logs into one UNION. The
    reason lies apart, sealed, because a seal needs a UUID as its key.
    """

    object_id = models.UUIDField(_("row"), editable=False)
    # Where the row was then. No foreign keys: a region may go, what happened there stays.
    organisation_id = models.BigIntegerField(_("organisation"), null=True, blank=True, editable=False)
    region_id = models.BigIntegerField(_("region"), null=True, blank=True, editable=False)
    actor_kind = models.CharField(
        _("who"), max_length=10, choices=AccessLogEntry.Actor.choices, default=AccessLogEntry.Actor.USER
    )
    from_state = models.CharField(_("from"), max_length=30, blank=True)
    to_state = models.CharField(_("to"), max_length=30, blank=True)
    on = models.DateField(_("on"), null=True, blank=True)
    SENSITIVITY = {
        "id": Plain.KEY,
        "content_type": Plain.KEY,
        "object_id": Plain.KEY,
        "label": Plain.KEY,
        "action": Plain.STATE,
        "data": Plain.TECHNICAL,
        "timestamp": Plain.TIME,
        "uuid": Plain.KEY,
        "user": Plain.KEY,
        "revision": Plain.KEY,
        "content_changed": Plain.TECHNICAL,
        "deleted": Plain.TECHNICAL,
        "organisation_id": Plain.KEY,
        "region_id": Plain.PLACE,
        "actor_kind": Plain.STATE,
        "from_state": Plain.STATE,
        "to_state": Plain.STATE,
        "on": Plain.TIME,
    }

    objects = MoveLogManager()

    class Meta:
        verbose_name = _("line of the timeline")
        verbose_name_plural = _("timeline")
        ordering = ["-timestamp", "-id"]
        indexes = [models.Index(fields=["content_type", "object_id", "-timestamp"], name="movelog_row")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(data={}),
                name="movelog_no_data",
                violation_error_message=_("The log of a tracked row holds no data in plain."),
            )
        ]

    def __str__(self):
        return f"{self.label} {self.action}"

    @property
    def user_display_name(self) -> str:
        """Who it was, also where Wagtail shows the line: what a visitor did, the system did not."""
        if self.actor_kind == AccessLogEntry.Actor.USER:
            return super().user_display_name
        return self.get_actor_kind_display()

    @property
    def reason(self) -> str:
        """Why, in the words of whoever did it; readable only while looking at the row."""
        sealed = getattr(self, "sealed_reason", None)
        return sealed.text if sealed else ""


class MoveReason(SealedModel):
    """The reason that somebody gave with a move or note, sealed in the vault of the row it is about."""

    sealed_as = "workflow.reason"
    SENSITIVITY = {"entry": Plain.KEY}

    entry = models.OneToOneField(MoveLogEntry, on_delete=models.CASCADE, related_name="sealed_reason")
    text = SealedTextField(_("reason"))

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")

    def access_scope(self):
        entry = self.entry
        return {"organisation_id": entry.organisation_id, "region_id": entry.region_id, "reference": entry.label}


class SentForm(models.Model):
    """A form that did its work: the same one with the same answers does it no second time (see `once`)."""

    SENSITIVITY = {"id": Plain.KEY, "at": Plain.TIME}

    id = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")

    def __str__(self):
        return str(self.pk)
