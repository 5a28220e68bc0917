"""`python -m tests.checks.deployment`: Django's own check of the production settings finds nothing to warn of."""

import base64
import os
import sys

import django
from django.core.management import CommandError, call_command

# Stand-ins: nothing is connected to, and no key here opens anything.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "a-stand-in-that-is-long-and-varied-enough-0123456789-abcdefghijklmnop",
    "KEY_ENCRYPTION_KEYS": "check:" + base64.urlsafe_b64encode(bytes(range(32))).decode(),
    "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "ALLOWED_HOSTS": "www.portal.example,be.portal.example",
}


def main() -> int:
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except CommandError as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    os.environ.update(ENVIRONMENT)
    os.environ.pop("INSECURE_LOCAL", None)
    django.setup()
    sys.exit(main())
