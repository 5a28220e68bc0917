"""Staff accounts, as an administrator makes them."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.outbound.mail.sending import send_queued
from tests.accounts.factories import PASSWORD, UserFactory
from tests.organisations.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    user = UserFactory(role="administrator", organisation=OrganisationFactory())
    sign_in(user)
    return user


def typed(**changes):
    return {"email": "New@Example.org", "first_name": "Noor", "last_name": "de Wit"} | changes


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def groups_of(user):
    return sorted(user.groups.values_list("name", flat=True))


def keys(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def test_an_administrator_makes_an_account_without_a_password(client, administrator):
    form = client.get(reverse("wagtailusers_users:add")).context["form"]
    assert list(form.fields) == ["email", "first_name", "last_name", "groups"]
    manager = Group.objects.get(name="manager")
    client.post(reverse("wagtailusers_users:add"), typed(groups=[manager.pk]))
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    assert groups_of(user) == ["manager"]
    client.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": user.email})
    send_queued()
    assert mail.outbox[0].to == [user.email]


def test_nobody_is_made_a_superuser_here(client, administrator):
    client.post(reverse("wagtailusers_users:add"), typed(is_superuser="on"))
    assert not User.objects.get(email="new@example.org").is_superuser
    other = UserFactory(role="editor", organisation=administrator.organisation)
    address = edit(other)
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


@pytest.mark.parametrize("role", ["editor", "manager", "trainer", "coach"])
def test_others_make_no_accounts(client, sign_in, settings, role):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(UserFactory(role=role))
    client.post(reverse("wagtailusers_users:add"), typed())
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("role", ["administrator", "editor", "manager", "trainer", "coach"])
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


def test_an_administrator_gives_themselves_no_role(client, administrator):
    """Two clicks away from every family's story."""
    for names in (["administrator", "manager"], ["administrator", "trainer"], ["manager"], []):
        response = client.post(edit(administrator), typed(email=administrator.email, groups=keys(*names)))
        assert "groups" in response.context["form"].errors, names
        assert groups_of(administrator) == ["administrator"]


def test_an_administrator_keeps_the_own_name_in_order(client, administrator):
    before = administrator.organisation
    sister = OrganisationFactory(belgian=True)
    client.post(
        edit(administrator),
        typed(email=administrator.email, groups=keys("administrator"), organisation=sister.pk, is_active=""),
    )
    administrator.refresh_from_db()
    assert administrator.first_name == "Noor"
    assert administrator.organisation == before
    assert administrator.is_active


def test_nobody_is_both_administrator_and_manager(client, administrator):
    both = keys("administrator", "manager")
    response = client.post(reverse("wagtailusers_users:add"), typed(groups=both))
    assert "groups" in response.context["form"].errors
    assert not User.objects.filter(email="new@example.org").exists()
    other = UserFactory(role="manager", organisation=administrator.organisation)
    response = client.post(edit(other), typed(email=other.email, groups=both, is_active="on"))
    assert "groups" in response.context["form"].errors
    assert groups_of(other) == ["manager"]


def test_a_new_account_is_of_the_own_organisation(client, administrator):
    sister = OrganisationFactory(belgian=True)
    client.post(reverse("wagtailusers_users:add"), typed(organisation=sister.pk))
    assert User.objects.get(email="new@example.org").organisation == administrator.organisation


def test_an_account_stays_with_its_organisation(client, administrator):
    other = UserFactory(role="editor", organisation=administrator.organisation)
    sister = OrganisationFactory(belgian=True)
    client.post(edit(other), typed(email=other.email, organisation=sister.pk, is_active="on"))
    other.refresh_from_db()
    assert other.first_name == "Noor"
    assert other.organisation == administrator.organisation


@pytest.fixture
def foreign_accounts(administrator):
    """Of the sister organisation, of none, and a superuser of the own organisation."""
    return [
        UserFactory(email="zilvermeeuw1@example.org", role="manager", organisation=OrganisationFactory(belgian=True)),
        UserFactory(email="zilvermeeuw2@example.org"),
        UserFactory(email="zilvermeeuw3@example.org", superuser=True, organisation=administrator.organisation),
    ]


VIEWS_OF_ONE = ["edit", "delete", "history", "history_results", "usage", "copy"]


def address_of(view, user):
    """Also of a view that should have no address."""
    route = view.replace("_", "-")
    return f"{reverse('wagtailusers_users:index')}{route}/{user.pk}/"


@pytest.mark.parametrize("view", VIEWS_OF_ONE)
def test_a_foreign_account_is_not_there(client, administrator, foreign_accounts, view):
    for account in foreign_accounts:
        for method in (client.get, client.post):
            assert method(address_of(view, account), typed()).status_code == 404
        before, account = account, User.objects.get(pk=account.pk)
        assert (account.email, account.first_name, account.is_active) == (before.email, "", True)


def test_only_the_own_accounts_are_listed(client, administrator, foreign_accounts):
    own = UserFactory(role="editor", organisation=administrator.organisation)
    for view in ("index", "index_results"):
        for query in ("", "?q=example"):
            page = client.get(reverse(f"wagtailusers_users:{view}") + query).content.decode()
            assert own.email in page
            assert "zilvermeeuw" not in page
    export = client.get(reverse("wagtailusers_users:index") + "?export=csv")
    assert "zilvermeeuw" not in export.getvalue().decode()


def test_an_administrator_of_no_organisation_keeps_nobody(client, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(UserFactory(role="administrator"))
    account = UserFactory()
    assert client.get(edit(account)).status_code == 404
    client.post(reverse("wagtailusers_users:add"), typed())
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_superuser_keeps_every_organisation_but_no_superuser(client, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    superuser = UserFactory(superuser=True)
    sign_in(superuser)
    sister = OrganisationFactory(belgian=True)
    client.post(reverse("wagtailusers_users:add"), typed(organisation=sister.pk, groups=keys("administrator")))
    account = User.objects.get(email="new@example.org")
    assert account.organisation == sister
    assert client.get(edit(account)).status_code == 200
    assert client.get(edit(superuser)).status_code == 404


@pytest.mark.parametrize("superuser", [False, True])
def test_no_account_is_deleted(client, administrator, sign_in, superuser):
    """Who handled a case stays named in it: an account is switched off."""
    other = UserFactory(role="manager", organisation=administrator.organisation)
    if superuser:
        client.post(reverse("account_logout"))
        sign_in(UserFactory(superuser=True))
    for view in ("delete", "usage", "copy"):
        assert client.post(address_of(view, other)).status_code == 404
    for page in (client.get(edit(other)), client.get(reverse("wagtailusers_users:index"))):
        assert page.status_code == 200
        assert f"/delete/{other.pk}/" not in page.content.decode()
    client.post(edit(other), typed(email=other.email, groups=keys("manager"), organisation=other.organisation_id))
    other.refresh_from_db()
    assert not other.is_active


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
@pytest.mark.parametrize("superuser", [False, True])
def test_nothing_is_done_to_many_accounts_at_once(client, administrator, sign_in, action, superuser):
    other = UserFactory(role="editor", organisation=OrganisationFactory(belgian=True))
    if superuser:
        client.post(reverse("account_logout"))
        sign_in(UserFactory(superuser=True))
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    for chosen in (f"id={other.pk}", f"id={administrator.pk}", "id=all"):
        for method in (client.get, client.post):
            answer = method(f"{address}?{chosen}", {"role": keys("manager")[0], "mark_as_active": "False"})
            assert answer.status_code == 404
    other.refresh_from_db()
    assert (groups_of(other), groups_of(administrator), other.is_active) == (["editor"], ["administrator"], True)
    assert "bulk-actions" not in client.get(reverse("wagtailusers_users:index")).content.decode()


def test_an_administrator_changes_no_site(client, administrator):
    """Sites say whose address is whose: they go over the border of an organisation."""
    site = OrganisationFactory(belgian=True).site
    for name in ("index", "add"):
        assert client.get(reverse(f"wagtailsites:{name}"))["Location"] == reverse("wagtailadmin_home")
    for name in ("edit", "delete"):
        address = reverse(f"wagtailsites:{name}", args=[site.pk])
        assert client.post(address, {"hostname": "elsewhere.example.org"})["Location"] == reverse("wagtailadmin_home")
    site.refresh_from_db()
    assert site.hostname == "be.localhost"


def enters(email, password=PASSWORD):
    browser = Client()
    browser.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in browser.session


def test_another_address_shuts_out_whoever_reads_the_old_one(client, administrator, mailoutbox):
    other = UserFactory(role="editor", email="old@example.org", organisation=administrator.organisation)
    EmailAddress.objects.create(user=other, email="also-old@example.org", verified=True)
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": other.email, "password": PASSWORD})
    assert elsewhere.get("/admin/").status_code == 200
    client.post(edit(other), typed(email="New@Example.org", groups=keys("editor"), is_active="on"))
    other.refresh_from_db()
    assert other.email == "new@example.org"
    assert elsewhere.get("/admin/").status_code == 302
    for email in ("old@example.org", "also-old@example.org", "new@example.org"):
        assert not enters(email), email
    for email in ("old@example.org", "new@example.org"):
        Client().post(reverse("account_reset_password"), {"email": email})
    send_queued()
    [letter] = [each for each in mailoutbox if "@example.org" in each.to[0]]
    assert letter.to == ["new@example.org"]
    owner = Client()
    page = owner.get(re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1], follow=True)
    owner.post(page.request["PATH_INFO"], dict.fromkeys(["password1", "password2"], "another tangled red thread"))
    assert enters("new@example.org", "another tangled red thread")


def test_the_same_address_keeps_everything(client, administrator):
    other = UserFactory(role="editor", email="old@example.org", organisation=administrator.organisation)
    client.post(edit(other), typed(email="Old@Example.org", groups=keys("editor"), is_active="on"))
    other.refresh_from_db()
    assert other.first_name == "Noor"
    assert enters("old@example.org")


@pytest.mark.parametrize("other", ["administrator", "manager", "trainer", "editor"])
def test_a_coach_has_no_other_role(client, administrator, other):
    """What a volunteer opens to their coach is not for staff."""
    both = keys("coach", other)
    response = client.post(reverse("wagtailusers_users:add"), typed(groups=both))
    assert "groups" in response.context["form"].errors
    coach = UserFactory(role="coach", organisation=administrator.organisation)
    response = client.post(edit(coach), typed(email=coach.email, groups=both, is_active="on"))
    assert "groups" in response.context["form"].errors
    assert groups_of(coach) == ["coach"]


def test_a_coach_is_made_here_and_enters_no_admin(client, administrator, as_user):
    client.post(reverse("wagtailusers_users:add"), typed(groups=keys("coach")))
    coach = User.objects.get(email="new@example.org")
    assert groups_of(coach) == ["coach"]
    assert as_user(coach).get("/admin/", follow=True).status_code == 403
