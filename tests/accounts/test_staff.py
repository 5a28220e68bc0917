"""Staff accounts, as an administrator makes them."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse

from portal.accounts.models import User
from portal.outbound.mail.sending import send_queued
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = UserFactory(role="administrator")
    sign_in(user)
    return user


def typed(**changes):
    return {"email": "New@Example.org", "first_name": "Noor", "last_name": "de Wit", "organisation": ""} | changes


def test_an_administrator_makes_an_account_without_a_password(client, administrator):
    form = client.get(reverse("wagtailusers_users:add")).context["form"]
    assert list(form.fields) == ["email", "first_name", "last_name", "organisation", "groups"]
    manager = Group.objects.get(name="manager")
    client.post(reverse("wagtailusers_users:add"), typed(groups=[manager.pk]))
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    assert [group.name for group in user.groups.all()] == ["manager"]
    client.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": user.email})
    send_queued()
    assert mail.outbox[0].to == [user.email]


def test_nobody_is_made_a_superuser_here(client, administrator):
    client.post(reverse("wagtailusers_users:add"), typed(is_superuser="on"))
    assert not User.objects.get(email="new@example.org").is_superuser
    other = UserFactory(role="editor")
    address = reverse("wagtailusers_users:edit", args=[other.pk])
    assert "is_superuser" not in client.get(address).context["form"].fields
    client.post(address, typed(email=other.email, is_superuser="on", is_active="on"))
    other.refresh_from_db()
    assert other.first_name == "Noor"
    assert not other.is_superuser


def test_an_address_is_used_once_whatever_its_capitals(client, administrator):
    UserFactory(email="new@example.org")
    response = client.post(reverse("wagtailusers_users:add"), typed())
    assert response.status_code == 200
    assert "email" in response.context["form"].errors
    assert User.objects.filter(email__iexact="new@example.org").count() == 1


@pytest.mark.parametrize("role", ["editor", "manager", "trainer"])
def test_others_make_no_accounts(client, sign_in, settings, role):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(UserFactory(role=role))
    client.post(reverse("wagtailusers_users:add"), typed())
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("role", ["administrator", "editor", "manager", "trainer"])
def test_nobody_changes_what_a_role_may_do(client, sign_in, settings, role):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(UserFactory(role=role))
    group = Group.objects.get(name="manager")
    before = set(group.permissions.all())
    assert client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).status_code == 302
    client.post(reverse("wagtailusers_groups:edit", args=[group.pk]), {"name": "bosses"})
    group.refresh_from_db()
    assert group.name == "manager"
    assert set(group.permissions.all()) == before


def test_staff_find_their_keys_in_the_admin(client, administrator):
    assert reverse("mfa_index") in client.get(reverse("wagtailadmin_account")).content.decode()
