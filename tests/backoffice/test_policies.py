"""The permission policy of scoped models, and the checks that keep the side doors of sealed models shut."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.test.utils import isolate_apps
from wagtail.admin.views.generic import IndexView
from wagtail.permissions import policy_registry

from intake.models import Case, Referral
from portal.backoffice import checks
from portal.backoffice.listing import ScopedIndexView
from portal.backoffice.policies import ScopedPermissionPolicy, register_scoped
from portal.backoffice.viewsets import ScopedViewSet, registered_viewsets
from portal.organisations.models import Organisation
from portal.privacy.models import SealedModel
from tests.accounts.factories import UserFactory
from tests.intake.factories import make_manager, make_referral


@pytest.fixture
def policy():
    registered_viewsets()  # the admin's addresses have been read
    return policy_registry.get_by_type(Referral)


@pytest.mark.parametrize("model", [Referral, Case])
def test_every_scoped_model_is_under_the_policy(model, policy):
    assert isinstance(policy_registry.get_by_type(model), ScopedPermissionPolicy)


@pytest.mark.django_db
def test_policy_asks_the_role_and_the_row(policy):
    referral, other = make_referral(), make_manager()
    manager, superuser = referral.region.manager, UserFactory(superuser=True)
    assert policy.user_has_permission(other, "view")
    assert policy.user_has_permission_for_instance(manager, "view", referral)
    assert not policy.user_has_permission_for_instance(other, "view", referral)
    assert not policy.user_has_permission(superuser, "view")
    assert not policy.user_has_permission(manager, "delete")


@pytest.mark.django_db
def test_policy_gives_rows_to_users_and_users_to_rows(policy):
    referral, foreign = make_referral(), make_referral()
    manager = referral.region.manager
    superuser = UserFactory(superuser=True)
    assert list(policy.instances_user_has_permission_for(manager, "view")) == [referral]
    assert not policy.instances_user_has_permission_for(superuser, "view").exists()
    assert set(policy.users_with_permission("view")) == {manager, foreign.region.manager}
    assert list(policy.users_with_permission_for_instance("view", referral)) == [manager]


def test_a_model_under_another_policy_is_refused():
    class Elsewhere(models.Model):
        class Meta:
            app_label = "tests"

    policy_registry.register(Elsewhere, value=object())
    with pytest.raises(ImproperlyConfigured, match="another permission policy"):
        register_scoped(Elsewhere)


def test_a_list_that_knows_no_scope_is_refused():
    viewset = next(each for each in registered_viewsets() if each.model is Referral)
    with pytest.raises(ImproperlyConfigured, match="lists rows of every region"):
        viewset.construct_view(IndexView)
    assert viewset.construct_view(ScopedIndexView)


def test_a_step_that_the_table_does_not_know_is_refused_at_the_start():
    class Mistaken(ScopedViewSet):
        model = Referral
        name = "mistaken"
        steps = {"no_such_step": None}

    with pytest.raises(LookupError, match="no_such_step"):
        Mistaken().on_register()


@isolate_apps("intake")
def test_a_sealed_model_that_is_a_snippet_is_named(monkeypatch):
    class Door(SealedModel):
        sealed_as = "tests.door"

        class Meta:
            app_label = "intake"

    monkeypatch.setattr(checks.apps, "get_models", lambda: [Door, Organisation])
    monkeypatch.setattr(checks, "get_snippet_models", lambda: [Door, Organisation])
    assert [error.obj for error in checks.sealed_models_are_no_snippets(None)] == [Door]


def test_our_own_sealed_models_are_no_snippets():
    assert checks.sealed_models_are_no_snippets(None) == []


def test_an_address_that_is_not_there_stays_in_the_admin_and_others_find_their_language(client, db):
    assert client.get("/admin/referrals/no-such-thing/").status_code == 302  # to the login: nobody learns what is there
    assert client.get("/refer/")["Location"].startswith("/nl/")
