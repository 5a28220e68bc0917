"""What people agree to when they sign up, word for word, by version: each subscriber keeps the number of theirs.

Never change words that somebody agreed to: write them under the next number. `tests/newsletter/test_agreement.py`
holds the published ones.
"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    1: _(
        "We use your e-mail address only to send you this newsletter. In every newsletter stands a link to stop. "
        "Then we erase your address."
    ),
}
VERSION = max(WORDS)
