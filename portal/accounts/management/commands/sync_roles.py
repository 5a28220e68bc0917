"""manage.py sync_roles: makes the roles in the database what the code says they are."""

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.roles import roles, sync_roles


class Command(BaseCommand):
    help = "Makes every role a group with exactly its permissions. Also runs by itself after every migrate."

    def handle(self, *args, **options):
        missing = sync_roles()
        if missing:
            raise CommandError(f"These permissions do not exist: {', '.join(missing)}")
        self.stdout.write(f"Roles: {', '.join(sorted(roles()))}.")
