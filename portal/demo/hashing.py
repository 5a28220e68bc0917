"""The demo's passwords and codes are printed on the screen: they need no slow hash."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """Django's own with fewer rounds. For the demo alone."""

    algorithm = "pbkdf2_sha256"
    iterations = 20_000
