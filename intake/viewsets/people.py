"""What staff read of the people of a referral: who must still be asked, who said what. Made while looking."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from intake.models import Consent, CorePerson


def missing_of(person: CorePerson) -> list[str]:
    """What is missing before this person's agreement stands, in sentences that name them."""
    name = person.name
    if not person.agreement_givers:
        if person.is_group:
            return [_("%(name)s: ask who speaks for the group.") % {"name": name}]
        return [_("%(name)s: nobody was asked yet.") % {"name": name}]
    last, still = person.last_answers, person.still_to_ask
    missing = []
    for giver in person.agreement_givers:
        who = Consent.Giver(giver).label
        if giver in still:
            missing.append(_("%(name)s: still to ask: %(who)s.") % {"name": name, "who": who})
        elif last.get(giver) == Consent.Answer.NO:
            missing.append(_("%(name)s: %(who)s said no.") % {"name": name, "who": who})
    if not missing and not person.agreed:
        missing.append(_("%(name)s: somebody must say yes; nobody could be asked safely.") % {"name": name})
    return missing


@dataclass(frozen=True)
class Standing:
    """One of the people in the middle, as the workbench shows them."""

    person: CorePerson
    number: int
    missing: list[str]
    has_code: bool  # of their own
    shares_code: bool  # the referrer's: they asked for themselves

    @property
    def sign(self) -> str:
        """How far it is, as a word for the dot before the name: agreed, refused, partly, unasked."""
        if self.person.agreed:
            return "agreed"
        if self.person.is_refused:
            return "refused"
        return "partly" if self.person.last_answers else "unasked"


def standings(referral, people) -> list[Standing]:
    """`people` with their consents fetched."""
    return [
        Standing(
            person=person,
            number=place,
            missing=missing_of(person),
            has_code=bool(person.code_hash) and person.code_hash != referral.follow_code_hash,
            shares_code=bool(person.code_hash) and person.code_hash == referral.follow_code_hash,
        )
        for place, person in enumerate(people, start=1)
    ]
