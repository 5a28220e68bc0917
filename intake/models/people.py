"""Who stands in the middle: core persons and parties, and what was said when they were asked (DESIGN §3, Referral)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.models.referral import Referral
from intake.models.vocabulary import PartyKind, WhoseAgreement
from portal.organisations.models import Organisation
from portal.privacy.fields import SealedJSONField, SealedTextField
from portal.privacy.labels import Plain
from portal.privacy.models import SealedModel
from portal.workflow.constraints import one_of


class CorePerson(SealedModel):
    """The person at the centre, or a party. Their pace, their question, their choice who comes (DOMAIN §3.2)."""

    sealed_as = "intake.coreperson"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="core_persons")
    created = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(_("stands here as"), max_length=12, choices=PartyKind.choices, default=PartyKind.PERSON)
    # Who asked, and therefore knows of it; reached as the referral says, with the referral's code.
    is_referrer = models.BooleanField(_("is who asked"), default=False, editable=False)
    name = SealedTextField(_("name"))
    spokesperson = SealedTextField(_("who speaks for the group"), blank=True, default="")
    telephone = SealedTextField(_("telephone"), blank=True, default="")
    email = SealedTextField(_("e-mail address"), blank=True, default="")
    reach_safely = SealedTextField(_("how to reach them safely"), blank=True, default="")
    age = SealedJSONField(_("age"), null=True, blank=True)
    # Raised by every change of what staff fill in, so that an old form can be told.
    edition = models.PositiveIntegerField(default=1, editable=False)
    # Their own code, from acceptance on (DESIGN §3, Case). Only a hash is kept.
    code_hash = models.CharField(max_length=128, blank=True, editable=False)
    whose_agreement = models.CharField(
        _("whose agreement is needed"), max_length=10, choices=WhoseAgreement.choices, blank=True, default=""
    )
    # A referrer who is somebody else learns how it went only while each of them allows it (DESIGN §3, Case).
    results_shared_at = models.DateTimeField(_("the referrer may know how it went since"), null=True, blank=True)

    SENSITIVITY = {
        "referral": Plain.KEY,
        "created": Plain.TIME,
        "kind": Plain.STATE,
        "is_referrer": Plain.STATE,
        "edition": Plain.TECHNICAL,
        "code_hash": Plain.TECHNICAL,
        "whose_agreement": Plain.STATE,
        "results_shared_at": Plain.TIME,
    }

    class Meta:
        verbose_name = _("core person")
        verbose_name_plural = _("core persons")
        ordering = ["created"]
        constraints = [
            one_of("kind", PartyKind, name="coreperson_kind_known"),
            one_of("whose_agreement", WhoseAgreement, name="coreperson_whose_agreement_known", blank=True),
            models.UniqueConstraint(
                fields=["referral"],
                condition=models.Q(is_referrer=True),
                name="coreperson_one_asked",
                violation_error_message=_("Only one of them can be who asked."),
            ),
        ]

    def __str__(self):
        return str(self.referral)

    def access_scope(self):
        return self.referral.access_scope()

    @property
    def is_group(self) -> bool:
        return self.kind == PartyKind.GROUP

    @property
    def agreed(self) -> bool:
        """Whether it may go on, as their age asks (DESIGN §3, Referral); nobody who counts says no.

        A child who decides too says yes, and a parent says yes or cannot safely be asked. Of somebody younger a parent
        says yes. Everybody else says yes themselves.
        """
        last = self.last_answers
        own = last.get(Consent.Giver.SELF) == Consent.Answer.YES
        parents = {last.get(giver) for giver in PARENTS}
        if not self.agreement_givers or self.is_refused:
            return False
        if self.whose_agreement == WhoseAgreement.PARENTS:
            return Consent.Answer.YES in parents
        if self.whose_agreement == WhoseAgreement.BOTH:
            return own and bool(parents & {Consent.Answer.YES, Consent.Answer.UNSAFE})
        return own

    @property
    def mail_address(self) -> str:
        """Where mail to them goes; empty when it goes nowhere. Who asked themselves is reached as the referral says."""
        return self.referral.mail_address if self.is_referrer else self.email

    @property
    def is_refused(self) -> bool:
        """Whether somebody whose agreement counts said no the last time that they were asked: it waits (DESIGN §3)."""
        last = self.last_answers
        return any(last.get(giver) == Consent.Answer.NO for giver in self.agreement_givers)

    @property
    def last_answers(self) -> dict[str, str]:
        """What each who was asked said last, as far as it still counts."""
        said = [consent for consent in self.consents.all() if not consent.void]
        by_day = sorted(said, key=lambda consent: (consent.spoken_on, consent.created))
        return {consent.given_by: consent.answer for consent in by_day}

    @property
    def still_to_ask(self) -> list[str]:
        """Who must say something first; nobody while the age is not known. One of two parents is enough."""
        last, givers = self.last_answers, self.agreement_givers
        still: list[str] = (
            [Consent.Giver.SELF] if Consent.Giver.SELF in givers and Consent.Giver.SELF not in last else []
        )
        if Consent.Giver.PARENT in givers and not last.keys() & set(PARENTS):
            still.append(Consent.Giver.PARENT)
        return still

    @property
    def agreement_givers(self) -> list[str]:
        """Whose word counts; nobody's yet while the age is not known."""
        return _GIVERS.get(self.whose_agreement, [])


def whose_agreement(organisation: Organisation, age: int | None) -> WhoseAgreement:
    """Whose agreement counts for somebody of this age in years; None is an adult (DESIGN §3, Referral)."""
    if age is None or age >= organisation.child_decides_from:
        return WhoseAgreement.SELF
    if age >= organisation.child_joins_from:
        return WhoseAgreement.BOTH
    return WhoseAgreement.PARENTS


class Consent(SealedModel):
    """What a core person, or one of two parents, said when they were asked. Of each of them the last word counts."""

    class Giver(models.TextChoices):
        SELF = "self", _("the person themself")
        PARENT = "parent", _("a parent or guardian")
        OTHER_PARENT = "other_parent", _("the other parent or guardian")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, they agree")
        NO = "no", _("No, they do not agree")
        UNSAFE = "unsafe", _("Not asked: asking is not safe")

    sealed_as = "intake.consent"

    core_person = models.ForeignKey(CorePerson, on_delete=models.CASCADE, related_name="consents")
    given_by = models.CharField(_("who was asked"), max_length=15, choices=Giver.choices)
    answer = models.CharField(_("what they said"), max_length=10, choices=Answer.choices)
    spoken_on = models.DateField(_("spoken to on"))
    spoken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("spoken to by")
    )
    # Their words, or why it was not safe to ask.
    words = SealedTextField(_("in their words"), blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)
    # It stays to be read, and does not count any more: the person turned out to be somebody else, or a group.
    void = models.BooleanField(_("does not count any more"), default=False, editable=False)

    SENSITIVITY = {
        "core_person": Plain.KEY,
        "given_by": Plain.STATE,
        "answer": Plain.STATE,
        "spoken_on": Plain.TIME,
        "spoken_by": Plain.KEY,
        "created": Plain.TIME,
        "void": Plain.STATE,
    }

    class Meta:
        verbose_name = _("agreement to a conference")
        verbose_name_plural = _("agreements to a conference")
        ordering = ["created"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(given_by__in=["self", "parent", "other_parent"]),
                name="consent_giver_known",
                violation_error_message=_("Choose one of the list."),
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["yes", "no"])
                | models.Q(answer="unsafe", given_by__in=["parent", "other_parent"]),
                name="consent_answer_fits",
                violation_error_message=_("Only asking a parent can be unsafe: the person always decides too."),
            ),
            models.CheckConstraint(
                condition=models.Q(spoken_on__gte=date(2000, 1, 1)),
                name="consent_spoken_in_our_time",
                violation_error_message=_("This date is too long ago."),
            ),
        ]

    def __str__(self):
        return str(self.core_person)

    def access_scope(self):
        return self.core_person.access_scope()


PARENTS = (Consent.Giver.PARENT, Consent.Giver.OTHER_PARENT)
_GIVERS: dict[str, list[str]] = {
    WhoseAgreement.SELF: [Consent.Giver.SELF],
    WhoseAgreement.PARENTS: [*PARENTS],
    WhoseAgreement.BOTH: [Consent.Giver.SELF, *PARENTS],
}
