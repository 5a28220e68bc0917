"""The demo accounts (DESIGN §5): invented people, one password, no second factor."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR, COACH, EDITOR, MANAGER, TRAINER
from portal.organisations.models import Country

PASSWORD = "eigen-kracht-demo"  # noqa: S105 - everybody may know it: the demo prints it


class Account(NamedTuple):
    name: str
    first_name: str
    last_name: str
    country: str
    role: str | None
    region: str | None = None
    at_front_desk: bool = False

    @property
    def email(self):
        return f"{self.name}@demo.example"


ACCOUNTS = [
    Account("admin", "Ada", "Demo-Beheer", Country.NL, ADMINISTRATOR),
    Account("editor", "Eva", "Demo-Redactie", Country.NL, EDITOR),
    Account("manager", "Marijke", "Demo-Overijssel", Country.NL, MANAGER, region="overijssel", at_front_desk=True),
    Account("manager2", "Bram", "Demo-Brabant", Country.NL, MANAGER, region="noord-brabant"),
    Account("manager-be", "Nele", "Demo-Brussel", Country.BE, MANAGER, region="brussel", at_front_desk=True),
    Account("trainer", "Tom", "Demo-Trainer", Country.NL, TRAINER),
    Account("trainer2", "Truus", "Demo-Trainster", Country.NL, TRAINER),
    Account("trainer-be", "Thijs", "Demo-Trainer", Country.BE, TRAINER),
    Account("trainer2-be", "Tine", "Demo-Trainster", Country.BE, TRAINER),
    Account("coach", "Koen", "Demo-Coach", Country.BE, COACH),
    Account("candidate", "", "", Country.NL, None),
    Account("coordinator", "", "", Country.NL, None),
]


def make_people(organisations) -> dict[str, User]:
    """The accounts by name, each in its role and region."""
    return {account.name: _make(account, organisations[account.country]) for account in ACCOUNTS}


def _make(account, organisation):
    user = User.objects.create_user(
        account.email,
        PASSWORD,
        first_name=account.first_name,
        last_name=account.last_name,
        organisation=organisation,
        is_superuser=False,
        is_staff=account.role not in (None, COACH),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if account.role:
        user.groups.add(Group.objects.get(name=account.role))
        UserProfile.get_for_user(user)
    if account.region:
        organisation.regions.filter(slug=account.region).update(manager=user)
    if account.at_front_desk:
        organisation.regions.filter(is_front_desk=True).update(manager=user)
    return user
