"""What is typed while somebody tells it on the telephone, by the names of the page."""

import uuid

from portal.privacy.looking import looking

NEW = "/admin/referrals/new/"
TOLD = {
    "referrer_name": "Samira Demo",
    "telephone": "06 12345678",
    "for_whom": "family",
    "person_1_name": "Younes",
    "story": "Younes has not been at school for six weeks.",
    "language": "nl",
}


def told(**changes):
    """What is typed; `drawn` is the form's own name, and an answer of None stays empty."""
    answers = TOLD | {"drawn": str(uuid.uuid4())} | changes
    return {name: answer for name, answer in answers.items() if answer is not None}


def opened(referral):
    return looking(referral, by=None, screen="test")
