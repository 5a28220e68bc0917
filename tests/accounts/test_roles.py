"""Roles: groups with exactly the permissions that the code gives them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from portal.accounts import roles
from portal.organisations.models import Organisation
from tests.accounts.factories import UserFactory
from training.permissions import RULES

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry(monkeypatch):
    """A registry whose changes are gone after the test."""
    copied = {name: roles.Role(role.name, role.label, set(role.permissions)) for name, role in roles.roles().items()}
    monkeypatch.setattr(roles, "_roles", copied)


def permissions_of(name):
    return {
        f"{app}.{codename}"
        for app, codename in Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
    }


def test_migrating_makes_the_roles():
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.roles())
    for name, role in roles.roles().items():
        assert permissions_of(name) == role.permissions
        # A coach works in the account area; the admin is for staff.
        assert ("wagtailadmin.access_admin" in role.permissions) == (name != roles.COACH)


def test_every_registered_permission_exists():
    assert roles.sync_roles() == []
    call_command("sync_roles")


def test_a_permission_that_does_not_exist_is_named(registry):
    roles.register_role("manager", permissions=["intake.fly"])
    with pytest.raises(CommandError, match=r"intake\.fly"):
        call_command("sync_roles")


def test_an_upper_app_adds_to_a_role_without_knowing_who_came_first(registry):
    roles.register_role("porter", permissions=["auth.view_group"])
    roles.register_role("porter", "Coach", ["auth.add_group"])
    roles.sync_roles()
    assert permissions_of("porter") == {"auth.view_group", "auth.add_group"}
    assert roles.roles()["porter"].label == "Coach"


def test_what_was_given_by_hand_is_taken_away():
    Group.objects.get(name="manager").permissions.add(Permission.objects.get(codename="add_user"))
    roles.sync_roles()
    assert "accounts.add_user" not in permissions_of("manager")


def test_syncing_again_changes_nothing():
    before = {name: permissions_of(name) for name in roles.roles()}
    roles.sync_roles()
    assert {name: permissions_of(name) for name in roles.roles()} == before


def test_administrators_and_editors_hold_nothing_of_a_case():
    for name in ["administrator", "editor"]:
        held = {permission for permission in permissions_of(name) if permission.split(".")[0] in ("intake", "training")}
        assert held <= ({*RULES} if name == "administrator" else set())


def test_the_rules_for_candidates_name_nobody():
    assert {permission.split("_", 1)[1] for permission in RULES} == {"rulebook"}


def test_editors_get_the_site():
    roles.open_site_to_editors()
    roles.open_site_to_editors()
    pages = GroupPagePermission.objects.filter(group__name="editor").values_list("permission__codename", flat=True)
    assert sorted(pages) == ["add_page", "change_page", "publish_page"]
    assert GroupCollectionPermission.objects.filter(group__name="editor").count() == 6


def test_a_role_is_named_in_the_readers_language():
    group = Group.objects.get(name="manager")
    with translation.override("en"):
        assert str(roles.label_of(group)) == "regional manager"


def test_holding_comes_from_a_role_and_nothing_else():
    manager = UserFactory(role="administrator")
    assert manager.holds("accounts.add_user")
    assert not manager.holds("accounts.fly")
    by_hand = UserFactory()
    by_hand.user_permissions.add(Permission.objects.get(codename="add_user"))
    assert by_hand.has_perm("accounts.add_user")
    assert not by_hand.holds("accounts.add_user")
    superuser = UserFactory(superuser=True)
    assert superuser.has_perm("accounts.add_user")
    assert not superuser.holds("accounts.add_user")


def test_an_account_that_is_switched_off_holds_nothing():
    user = UserFactory(role="administrator", is_active=False)
    assert not user.holds("accounts.add_user")


def test_holding_is_asked_once(django_assert_num_queries):
    user = UserFactory(role="administrator")
    with django_assert_num_queries(1):
        assert user.holds("accounts.add_user")
        assert not user.holds("intake.view_referral")


@pytest.fixture
def organisation(db):
    from wagtail.models import Site

    site = Site.objects.get()
    return Organisation.objects.filter(site=site).first() or Organisation.objects.create(
        site=site, name="EKC", legal_name="EKC", country="NL", words="nl-org", telephone="038", email="a@example.org",
        website="example.org", leave_to="https://example.org",
    )  # fmt: skip


def test_regions_are_those_one_manages_or_stands_in_for(organisation, django_assert_num_queries):
    user, other = (UserFactory(role="manager", organisation=organisation) for _ in range(2))
    managed = organisation.regions.create(name="A", slug="a1", manager=user)
    stood_in = organisation.regions.create(name="B", slug="b1", manager=other, deputy=user)
    organisation.regions.create(name="C", slug="c1", manager=other)
    with django_assert_num_queries(1):
        assert user.region_ids == {managed.pk, stood_in.pk}
        assert user.region_ids == {managed.pk, stood_in.pk}
