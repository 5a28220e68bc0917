"""The circle: who belongs to it, who comes, and what makes it possible to come (DOMAIN §3.4; DESIGN §3, Circle)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models.case_rows import OfCase
from intake.models.people import CorePerson
from intake.models.shapes import IN_PRIVATE_TIME, Capacity, PartKey
from portal.privacy.fields import SealedTextField
from portal.privacy.labels import Plain
from portal.workflow.constraints import is_a_language, one_of


class Tie(models.TextChoices):
    """How somebody is tied to who is in the middle. The rings of the circle go by this."""

    HOUSEHOLD = "household", _("lives with them")
    FAMILY = "family", _("family")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    ACQUAINTANCE = "acquaintance", _("from school, work, club or faith")
    PROFESSIONAL = "professional", _("through their work")


class Contact(models.TextChoices):
    NOT_YET = "not_yet", _("not spoken to yet")
    TRIED = "tried", _("tried")
    SPOKEN = "spoken", _("spoken to")


class Coming(models.TextChoices):
    UNKNOWN = "unknown", _("not known yet")
    COMES = "comes", _("comes")
    OTHERWISE = "otherwise", _("does not come, but thinks along by letter or telephone")
    NOT = "not", _("does not come")


class Needs(models.TextChoices):
    """How far what keeps somebody from coming is taken away."""

    NOTHING = "nothing", _("nothing keeps them")
    TO_ARRANGE = "to_arrange", _("still to be arranged")
    ARRANGED = "arranged", _("arranged")


class Participant(OfCase):
    """Somebody of the circle, or a professional who informs or must accept. Private time goes by `capacity`."""

    sealed_as = "intake.participant"

    # Whose side they stand on where a model has parties; None is everybody's. Never shown to another side.
    side = models.ForeignKey(
        CorePerson, null=True, blank=True, on_delete=models.CASCADE, related_name="own_circle",
        verbose_name=_("on the side of"),
    )  # fmt: skip
    # Is one of the people in the middle, where these come themselves.
    is_core = models.BooleanField(_("is in the middle"), default=False, editable=False)
    name = SealedTextField(_("name"), max_length=120)
    who = SealedTextField(_("who they are"), max_length=120, blank=True, default="")  # "aunt", "mentor at school"
    tie = models.CharField(_("tie"), max_length=12, choices=Tie.choices)
    capacity = models.CharField(_("is there as"), max_length=12, choices=Capacity.choices, default=Capacity.MEMBER)
    is_child = models.BooleanField(_("is a child"), default=False)
    language = models.CharField(_("reads"), max_length=10, choices=settings.LANGUAGES)
    large_type = models.BooleanField(_("large letters"), default=False)
    telephone = SealedTextField(_("telephone"), max_length=40, blank=True, default="")
    email = SealedTextField(_("e-mail address"), max_length=254, blank=True, default="")
    address = SealedTextField(_("address"), max_length=300, blank=True, default="")
    # Only what its owner releases stands on paper for others (PROMISES, Other people in a case).
    shares_contact = models.BooleanField(_("others may have number and address"), default=False)
    # Nobody else may learn where they are: marked on every screen that would show it.
    is_hidden = models.BooleanField(_("the address is secret"), default=False)
    invited_by = SealedTextField(_("who asked them along"), max_length=120, blank=True, default="")
    contact = models.CharField(_("contact"), max_length=10, choices=Contact.choices, default=Contact.NOT_YET)
    contacted_on = models.DateField(_("spoken to on"), null=True, blank=True)
    needs = models.CharField(_("what keeps them"), max_length=10, choices=Needs.choices, default=Needs.NOTHING)
    hindrance = SealedTextField(_("what keeps them from coming"), max_length=500, blank=True, default="")
    arranged = SealedTextField(_("what is arranged"), max_length=500, blank=True, default="")
    is_briefed = models.BooleanField(_("knows what is asked of them"), default=False)
    coming = models.CharField(_("comes"), max_length=10, choices=Coming.choices, default=Coming.UNKNOWN)
    # The day_edition of the conference for which an invitation was made: another day needs another letter.
    invited_edition = models.PositiveIntegerField(null=True, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    # The open parts to which they come (keys of shapes.PartKey), and the private one, which the database watches.
    open_parts = models.JSONField(_("comes to"), default=list, blank=True)
    in_private_time = models.BooleanField(_("comes to private time"), default=False)
    was_there = models.BooleanField(_("was there"), null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=1, editable=False)

    SENSITIVITY = {
        "side": Plain.KEY, "is_core": Plain.STATE, "tie": Plain.STATE, "capacity": Plain.STATE,
        "is_child": Plain.STATE, "language": Plain.LANGUAGE, "large_type": Plain.STATE, "shares_contact": Plain.STATE,
        "is_hidden": Plain.STATE, "contact": Plain.STATE, "contacted_on": Plain.TIME, "needs": Plain.STATE,
        "is_briefed": Plain.STATE, "coming": Plain.STATE, "invited_edition": Plain.TECHNICAL,
        "invited_at": Plain.TIME, "open_parts": Plain.STATE, "in_private_time": Plain.STATE, "was_there": Plain.STATE,
        "added_at": Plain.TIME, "edition": Plain.TECHNICAL,
    }  # fmt: skip

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["added_at", "pk"]
        constraints = [
            one_of("tie", Tie, name="participant_tie_known"),
            one_of("capacity", Capacity, name="participant_capacity_known"),
            one_of("contact", Contact, name="participant_contact_known"),
            one_of("needs", Needs, name="participant_needs_known"),
            one_of("coming", Coming, name="participant_coming_known"),
            is_a_language("language", name="participant_language_known"),
            models.CheckConstraint(
                condition=Q(in_private_time=False) | Q(capacity__in=[str(each) for each in IN_PRIVATE_TIME]),
                name="participant_private_time_by_capacity",
                violation_error_message=_("Private time is for the circle alone."),
            ),
            models.CheckConstraint(
                condition=Q(is_hidden=False) | Q(shares_contact=False),
                name="participant_hidden_is_not_shared",
                violation_error_message=_("A secret address is not given to others."),
            ),
            models.UniqueConstraint(
                fields=["side"],
                condition=Q(is_core=True),
                name="participant_each_core_person_once",
                violation_error_message=_("Each of them stands in the middle once."),
            ),
        ]

    @property
    def may_be_in_private_time(self) -> bool:
        return self.capacity in IN_PRIVATE_TIME

    @property
    def is_professional(self) -> bool:
        return not self.may_be_in_private_time

    @property
    def parts(self) -> list[str]:
        """The parts to which they come, the private one among them; keys of PartKey."""
        return [*self.open_parts, *([PartKey.PRIVATE.value] if self.in_private_time else [])]
