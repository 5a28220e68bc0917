"""A second pair of eyes: somebody else approves, and with that the page is published."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupApprovalTask, Page, Workflow

from cms_pages.editing.approval import NAME, found_approval, waiting_lines
from cms_pages.models import SecondPairOfEyes
from portal.accounts.roles import open_site_to_editors
from portal.outbound.mail.sending import send_queued
from tests.accounts.factories import UserFactory
from tests.cms_pages.factories import TextPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def opened(settings, organisation):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.EMAIL_BACKEND = "portal.outbound.mail.outbox.OutboxBackend"
    open_site_to_editors()


@pytest.fixture
def eva(organisation):
    return UserFactory(role="editor", organisation=organisation, email="eva@example.org")


@pytest.fixture
def noor(organisation):
    return UserFactory(role="editor", organisation=organisation, email="noor@example.org")


@pytest.fixture
def draft(home, eva):
    """A page that was never published, submitted by Eva."""
    page = TextPageFactory(parent=home, title="Uw kring", live=False, has_unpublished_changes=True)
    page.save_revision(user=eva)
    page.get_workflow().start(page, eva)
    return Page.objects.get(pk=page.pk)


def browser(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def act(user, page, action):
    """Presses a button of the workflow, as the page of Wagtail does."""
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return browser(user).post(address, {"comment": "Zo."})


def test_every_page_has_the_workflow_and_wagtails_example_is_gone(home):
    assert home.get_workflow().name == NAME
    assert [task.name for task in home.get_workflow().tasks] == [NAME]
    assert Workflow.objects.count() == 1
    assert not GroupApprovalTask.objects.exists()


def test_founding_again_changes_nothing(home):
    page = TextPageFactory(parent=home)
    found_approval()
    assert Workflow.objects.count() == SecondPairOfEyes.objects.count() == 1
    assert page.get_workflow().name == NAME


def test_somebody_else_approves_and_it_is_published(draft, eva, noor):
    assert act(noor, draft, "approve").status_code == 302
    draft.refresh_from_db()
    assert draft.live
    assert not draft.workflow_in_progress


def test_an_administrator_approves_too(draft, organisation):
    ada = UserFactory(role="administrator", organisation=organisation)
    act(ada, draft, "approve")
    draft.refresh_from_db()
    assert draft.live


def test_whoever_submitted_does_not_approve(draft, eva):
    act(eva, draft, "approve")
    draft.refresh_from_db()
    assert not draft.live
    assert draft.workflow_in_progress


def test_not_even_a_superuser_approves_what_is_their_own(home):
    boss = UserFactory(superuser=True)
    page = TextPageFactory(parent=home, live=False)
    page.save_revision(user=boss)
    page.get_workflow().start(page, boss)
    task = page.current_workflow_task
    assert task.get_actions(page, boss) == []
    assert not task.get_task_states_user_can_moderate(boss)
    assert task.get_actions(page, UserFactory(superuser=True))


def test_the_editing_page_offers_approval_to_the_other_only(draft, eva, noor):
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert 'data-workflow-action-name="approve"' in browser(noor).get(address).content.decode()
    assert 'data-workflow-action-name="approve"' not in browser(eva).get(address).content.decode()


@pytest.mark.parametrize("role", ["manager", "trainer", None])
def test_nobody_else_approves(role, draft, organisation):
    user = UserFactory(role=role, organisation=organisation)
    act(user, draft, "approve")
    draft.refresh_from_db()
    assert not draft.live
    assert draft.current_workflow_task.get_actions(draft, user) == []


def test_asking_for_changes_leaves_it_a_draft(draft, noor):
    act(noor, draft, "reject")
    draft.refresh_from_db()
    assert not draft.live
    assert draft.current_workflow_state.status == "needs_changes"


def test_a_step_that_was_taken_is_not_taken_again(draft, noor):
    state = draft.current_workflow_task_state
    state.approve(user=noor)
    state.refresh_from_db()
    with pytest.raises(PermissionDenied):
        state.approve(user=noor)


def test_editors_hear_of_it_by_mail_through_the_outbox(eva, noor, draft, organisation):
    UserFactory(role="manager", organisation=organisation)
    assert mail.outbox == []  # nothing left past the outbox
    send_queued()
    assert [message.to for message in mail.outbox] == [["noor@example.org"]]
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert "Uw kring" in text
    assert f"/admin/pages/{draft.pk}/edit/" in text
    act(noor, draft, "approve")
    send_queued()
    assert [message.to for message in mail.outbox[1:]] == [["eva@example.org"]]


def test_it_waits_on_the_home_of_the_other(draft, eva, noor, organisation):
    with translation.override("en"):
        assert [line.title for line in waiting_lines(noor, most=5)] == ["Uw kring"]
        assert list(waiting_lines(eva, most=5)) == []
        assert list(waiting_lines(UserFactory(role="manager", organisation=organisation), most=5)) == []


@pytest.mark.parametrize("pages", [1, 3])
def test_what_waits_costs_the_same_for_many_pages(pages, home, eva, noor, django_assert_num_queries):
    for _number in range(pages):
        page = TextPageFactory(parent=home, live=False)
        page.save_revision(user=eva)
        page.get_workflow().start(page, eva)
    with django_assert_num_queries(5):
        assert len(list(waiting_lines(noor, most=5))) == pages


def test_a_manager_pays_one_query_for_it(organisation, django_assert_num_queries):
    user = UserFactory(role="manager", organisation=organisation)
    with django_assert_num_queries(1):
        assert not list(waiting_lines(user, most=5))


def test_an_editor_may_still_publish_alone(home, eva):
    page = TextPageFactory(parent=home, live=False)
    assert page.permissions_for_user(eva).can_publish()
