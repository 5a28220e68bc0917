"""There is one door: allauth's login. This tries every address of the site with the right name and password."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import translation

from tests.accounts.factories import PASSWORD, UserFactory, give_app

pytestmark = pytest.mark.django_db

# What a converter, or a group of a regular expression, is filled with so that the address resolves.
FILL = {"int": "1", "uuid": "0e9fbd11-7e1d-4b52-9c4c-5b1f1a3f6f57", "slug": "a", "str": "a", "path": "a"}
OUR_DOOR = "account_login"


def addresses(patterns=None, prefix="") -> Iterator[tuple[str, str | None]]:
    """Every address that the resolver knows, with its name; what it asks for is filled with something."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield "/" + route.lstrip("/"), pattern.name


def filled(pattern) -> str:
    route = str(pattern)
    if hasattr(pattern, "_route"):
        return re.sub(r"<(?:(\w+):)?\w+>", lambda match: FILL.get(match[1] or "str", "1"), str(pattern._route))
    if hasattr(pattern, "_regex"):
        route = re.sub(r"\(\?P<\w+>((?:[^()]|\([^()]*\))*)\)", sample, str(pattern._regex))
        route = re.sub(r"\(((?:[^()]|\([^()]*\))*)\)", sample, route)
        return re.sub(r"[\^$\\]|\.\*", "", route)
    return route


def sample(match) -> str:
    return "1" if r"\d" in match[1] or "[0-9" in match[1] else "a/" if match[1].endswith("/)*") else "a"


def typed(user) -> dict:
    """Name and password under every name that a login form has for them."""
    names = ["username", "email", "login", "user", "auth-username", "id_username"]
    return dict.fromkeys(names, user.email) | dict.fromkeys(["password", "password1", "auth-password"], PASSWORD)


def opens_a_session(address, user, method="post") -> bool:
    visitor = Client(raise_request_exception=False)
    getattr(visitor, method)(address, typed(user))
    return "_auth_user_id" in visitor.session


def test_the_walk_reaches_what_it_should():
    found = dict(addresses())
    assert len(found) > 200
    for expected in ["/admin/login/", "/nl/_util/login/", "/nl/accounts/login/", "/nl/accounts/2fa/authenticate/"]:
        assert expected in found
    lost = [address for address in found if not resolves(address)]
    assert lost == []


def resolves(address) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def test_the_walk_would_find_an_open_door(settings):
    settings.ROOT_URLCONF = "tests.accounts.urls_with_an_open_door"
    user = UserFactory(superuser=True)
    assert {name for address, name in set(addresses()) if opens_a_session(address, user)} == {OUR_DOOR, "open"}


def test_no_address_opens_a_session_but_the_one_login():
    user = UserFactory(superuser=True)
    opened = {name for address, name in set(addresses()) if opens_a_session(address, user)}
    assert opened == {OUR_DOOR}


def test_the_one_login_does_not_open_for_whoever_has_a_second_factor():
    user = UserFactory(superuser=True)
    give_app(user)
    assert not [address for address, _name in set(addresses()) if opens_a_session(address, user)]


@pytest.mark.parametrize("shut", ["/admin/login/", "/nl/_util/login/", "/ar/_util/login/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_shut_door_leads_to_the_login_and_remembers_where_to(client, shut, method):
    response = getattr(client, method)(f"{shut}?next=/admin/cases/")
    assert response.status_code == 302
    with translation.override("ar" if "/ar/" in shut else "nl"):
        assert response["Location"] == f"{reverse('account_login')}?next=%2Fadmin%2Fcases%2F"


@pytest.mark.parametrize("rest", ["", "done/", "confirm/MQ/a-b/", "complete/"])
def test_wagtails_password_reset_leads_to_ours(client, rest):
    response = client.get(f"/admin/password_reset/{rest}")
    assert response["Location"] == reverse("account_reset_password")


def test_whoever_may_not_enter_the_admin_is_told_so_and_not_sent_in_circles(client, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(UserFactory())
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1


def test_staff_who_are_signed_in_go_to_their_work(client, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    sign_in(UserFactory(role="manager"))
    assert client.get("/admin/login/")["Location"] == "/admin/"
