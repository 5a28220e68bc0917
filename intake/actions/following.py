"""Following a referral by number and code, without an account. The view counts the tries."""

from intake.models import Referral
from intake.references import read_reference
from portal.privacy.codes import check_code


def follow_referral(*, organisation, reference: str, code: str) -> Referral | None:
    """The referral with this number and code; None when either is wrong, after the same slow check.

    Others who guess with a number lock nobody out: a number may be given to anyone.
    """
    number = read_reference(reference)
    referral = Referral.objects.filter(organisation=organisation, reference=number).first() if number else None
    right = check_code(code, referral.follow_code_hash if referral else None)
    return referral if right else None
