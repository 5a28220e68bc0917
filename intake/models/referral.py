"""A referral: somebody asks for a conference, for themselves or for somebody they care about (DOMAIN §3.1)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from intake.models.vocabulary import (
    FOR_THEMSELVES,
    MAIL_IS_SAFE,
    Awareness,
    Channel,
    ConferenceModel,
    ForWhom,
    Profession,
    ReferrerRole,
    SafeChannel,
    Subject,
    YesNo,
)
from intake.states import OPEN_REFERRALS, REFERRAL_TRACK, ReferralState
from portal.organisations.models import Organisation, OwnRegionsQuerySet
from portal.privacy.fields import SealedJSONField, SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import is_a_language, is_a_reference, one_of
from portal.workflow.models import Tracked
from portal.workflow.references import shown
from portal.workflow.tracks import state_constraint

# From a warning on there is at least this long before a referral erases itself (DESIGN §3, Referral).
WARNED_BEFORE = timedelta(days=7)
# What staff do with a referral besides moving it along its track.
REFERRAL_WORK_PERMISSIONS = [
    ("enter_referral", "Enter referral"),
    ("write_referral", "Write referral"),
]


class Referral(Tracked, SealedModel):
    sealed_as = "intake.referral"
    track = REFERRAL_TRACK

    reference = models.CharField(_("number"), max_length=6, unique=True, editable=False)
    # The draft's own key: the same form sent twice is refused by the database.
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    channel = models.CharField(_("came in by"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    # Since when nobody agrees: since it came in, an agreement was lost, it was let go, or it closed.
    term_from = models.DateTimeField(_("term counts from"), default=timezone.now, editable=False)
    # Raised by every change of what staff fill in, so that an old form can be told.
    edition = models.PositiveIntegerField(default=1, editable=False)

    # Who asks for whom. Empty: not said yet, as by whoever asked to be called back.
    for_whom = models.CharField(_("for whom"), max_length=12, choices=ForWhom.choices, blank=True, default="")
    referrer_role = models.CharField(_("who asks"), max_length=12, choices=ReferrerRole.choices, blank=True, default="")
    profession = models.CharField(_("works at"), max_length=20, choices=Profession.choices, blank=True, default="")
    awareness = models.CharField(
        _("does the person know?"), max_length=10, choices=Awareness.choices, blank=True, default=""
    )
    may_be_named = models.CharField(
        _("may we say who asked?"), max_length=3, choices=YesNo.choices, blank=True, default=""
    )

    # What it is about.
    story = SealedTextField(_("what is going on"), blank=True, default="")
    subjects = SealedJSONField(_("subjects"), default=list, blank=True)
    children_involved = models.CharField(
        _("are children involved?"), max_length=3, choices=YesNo.choices, blank=True, default=""
    )
    children = SealedTextField(_("which children, how old"), blank=True, default="")
    wished_model = models.CharField(
        _("wished model"), max_length=15, choices=ConferenceModel.choices, blank=True, default=""
    )
    bodies_involved = SealedTextField(_("who is involved already"), blank=True, default="")
    postcode = SealedTextField(_("postcode"), blank=True, default="")
    spoken_languages = SealedTextField(_("languages of those it is about"), blank=True, default="")
    interpreter = models.CharField(
        _("is an interpreter needed?"), max_length=3, choices=YesNo.choices, blank=True, default=""
    )
    access_needs = SealedTextField(_("what makes it possible to take part"), blank=True, default="")

    # How to reach who asks.
    referrer_name = SealedTextField(_("name of the referrer"))
    referrer_work = SealedTextField(_("work and organisation of the referrer"), blank=True, default="")
    telephone = SealedTextField(_("telephone"), blank=True, default="")
    email = SealedTextField(_("e-mail address"), blank=True, default="")
    safe_channel = models.CharField(
        _("how to reach them"), max_length=10, choices=SafeChannel.choices, blank=True, default=""
    )
    safe_times = SealedTextField(_("when it is safe to call"), blank=True, default="")
    never_do = SealedTextField(_("what we must never do"), blank=True, default="")
    voicemail_is_safe = models.BooleanField(_("voicemail is safe"), default=False)
    wants_mail = models.BooleanField(_("wants the number by e-mail"), default=False)

    follow_code_hash = models.CharField(max_length=128, blank=True, editable=False)
    needs_look = models.BooleanField(
        _("look whether it is real"), default=False, help_text=_("It came without proof that a person sent it.")
    )
    # Set while everybody whose agreement counts says yes. Without it the referral erases itself after its term.
    agreed_at = models.DateTimeField(_("everyone agrees since"), null=True, blank=True, editable=False)
    warned_at = models.DateTimeField(_("warned that it will be erased"), null=True, blank=True, editable=False)
    is_held = models.BooleanField(_("kept from being erased"), default=False, editable=False)
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("duplicate of")
    )

    SENSITIVITY = {
        "reference": Plain.KEY,
        "submission_key": Plain.KEY,
        "organisation": Plain.KEY,
        "region": Plain.PLACE,
        "channel": Plain.STATE,
        "language": Plain.LANGUAGE,
        "received_at": Plain.TIME,
        "term_from": Plain.TIME,
        "edition": Plain.TECHNICAL,
        "for_whom": Plain.STATE,
        "referrer_role": Plain.STATE,
        "profession": Plain.STATE,
        "awareness": Plain.STATE,
        "may_be_named": Plain.STATE,
        "children_involved": Plain.STATE,
        "wished_model": Plain.STATE,
        "interpreter": Plain.STATE,
        "safe_channel": Plain.STATE,
        "voicemail_is_safe": Plain.STATE,
        "wants_mail": Plain.STATE,
        "follow_code_hash": Plain.TECHNICAL,
        "needs_look": Plain.STATE,
        "agreed_at": Plain.TIME,
        "warned_at": Plain.TIME,
        "is_held": Plain.STATE,
        "duplicate_of": Plain.KEY,
    }

    objects = OwnRegionsQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-received_at"]
        permissions = [*REFERRAL_TRACK.permissions("intake"), *REFERRAL_WORK_PERMISSIONS]
        indexes = [
            models.Index(fields=["region", "state", "-received_at"], name="referral_by_region"),
            models.Index(fields=["region", "-received_at"], name="referral_by_day"),
            models.Index(
                fields=["term_from"],
                condition=models.Q(agreed_at__isnull=True, is_held=False),
                name="referral_unagreed",
            ),
        ]
        constraints = [
            state_constraint(REFERRAL_TRACK, "referral_state_on_track"),
            one_of("channel", Channel, name="referral_channel_known"),
            one_of("for_whom", ForWhom, name="referral_for_whom_known", blank=True),
            one_of("referrer_role", ReferrerRole, name="referral_role_known", blank=True),
            one_of("profession", Profession, name="referral_profession_known", blank=True),
            one_of("awareness", Awareness, name="referral_awareness_known", blank=True),
            one_of("may_be_named", YesNo, name="referral_may_be_named_known", blank=True),
            one_of("children_involved", YesNo, name="referral_children_known", blank=True),
            one_of("wished_model", ConferenceModel, name="referral_model_known", blank=True),
            one_of("interpreter", YesNo, name="referral_interpreter_known", blank=True),
            one_of("safe_channel", SafeChannel, name="referral_safe_channel_known", blank=True),
            is_a_language("language", name="referral_language_known"),
            is_a_reference("reference", name="referral_reference_is_one"),
            models.CheckConstraint(
                condition=~models.Q(state=ReferralState.ACCEPTED) | models.Q(agreed_at__isnull=False),
                name="referral_accepted_only_agreed",
                violation_error_message=_("First record that everyone it is about agrees."),
            ),
            models.CheckConstraint(
                condition=models.Q(duplicate_of__isnull=True) | models.Q(state=ReferralState.DUPLICATE),
                name="referral_only_duplicates_point",
                violation_error_message=_("Only a duplicate leads to another referral."),
            ),
        ]

    def __str__(self):
        return shown(self.reference)

    @property
    def language_name(self) -> str:
        """The language of the form, named in the reader's own."""
        return get_language_info(self.language)["name_translated"]

    @property
    def subject_labels(self) -> list[str]:
        """What it is about, in words; readable only while looking at it."""
        return [str(Subject(one).label) for one in self.subjects if one in Subject.values]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REFERRALS

    @property
    def is_own(self) -> bool:
        """Whether who asked is the person at the centre."""
        return self.for_whom in FOR_THEMSELVES

    @property
    def may_tell_who_asked(self) -> bool:
        """Whether those whom it is about may read who asked: who did so said yes, or that they know and agree.

        Without an answer it is first talked about with who asked.
        """
        return self.may_be_named == YesNo.YES or (not self.may_be_named and self.awareness == Awareness.AGREES)

    @property
    def is_not_held(self) -> bool:
        return not self.is_held

    @property
    def promise_due(self):
        """When a coordinator should have accepted, by the organisation's promise; None when it makes none."""
        return promised_by(self.organisation, self.received_at)

    @property
    def may_be_mailed(self) -> bool:
        """Whether a mail to who asked is safe, as far as they said."""
        return self.safe_channel in MAIL_IS_SAFE

    @property
    def gets_receipt(self) -> bool:
        """Whether they asked for their number by mail. Whoever only looks with the code reads that we send nothing."""
        return self.wants_mail and self.safe_channel != SafeChannel.CODE

    @property
    def mail_address(self) -> str:
        """Where mail to who asked goes; empty when it goes nowhere. Readable only while looking at it."""
        return self.email if self.may_be_mailed else ""

    @property
    def term_ends(self):
        """When the time to agree is over; None while everyone agrees or it is kept (DESIGN §3, Referral)."""
        if self.agreed_at is not None or self.is_held:
            return None
        return self.term_from + timedelta(days=self.organisation.unagreed_kept_days)

    @property
    def erases_at(self):
        """When it erases itself because nobody agreed, at the earliest: never within WARNED_BEFORE of the warning."""
        if self.term_ends is None:
            return None
        return max(self.term_ends, (self.warned_at or timezone.now()) + WARNED_BEFORE)

    @property
    def erases_soon(self) -> bool:
        """Whether its term is over within WARNED_BEFORE: then the region is warned."""
        return self.term_ends is not None and self.term_ends <= timezone.now() + WARNED_BEFORE

    def everyone_agreed(self) -> bool:
        """Whether each core person's agreement is recorded, as their age asks (DESIGN §3, Referral)."""
        people = list(self.core_persons.prefetch_related("consents"))
        return bool(people) and all(person.agreed for person in people)


def promised_by(organisation: Organisation, start):
    """`start` plus the organisation's promise in days; None when it makes none."""
    if organisation.start_within_days is None:
        return None
    return start + timedelta(days=organisation.start_within_days)
