"""`manage.py rotate_keys`: wraps every key anew under the first of KEY_ENCRYPTION_KEYS."""

from django.core.management.base import BaseCommand, CommandError

from portal.privacy import keys
from portal.privacy.rotation import rotate


class Command(BaseCommand):
    help = "Wraps every vault, purpose and search key under the newest of KEY_ENCRYPTION_KEYS. Safe to run again."

    def handle(self, *args, **options):
        result = rotate()
        self.stdout.write(f"{result.rewrapped} keys are now wrapped by “{keys.newest_name()}”.")
        if result.unreadable:
            raise CommandError(
                "Not one of KEY_ENCRYPTION_KEYS opens these; keep the old keys and put the missing one back:\n  "
                + "\n  ".join(result.unreadable)
            )
        self.stdout.write("This database needs the older keys no longer; backups made before now do.")
