"""A second pair of eyes: an editor submits a page, somebody else approves it, and with that it is published.

Editors may also publish by themselves: a wrong telephone number cannot wait. For leaflets, stories and everything new
the second pair is what docs/editors.md asks.
"""

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from cms_pages.models import SecondPairOfEyes
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.backoffice.worklist import Line

NAME = "Een tweede paar ogen"  # a row, read by everybody in the admin: in the language that editors write in
_WAGTAILS_EXAMPLE = "Moderators approval"


@transaction.atomic
def found_approval(apps=None, **kwargs) -> None:
    """Gives every page the workflow, approved by editors and administrators. Again after each migrate, to no effect.

    Wagtail's example goes: nobody is in its group. Pages that were given a workflow of their own keep it.
    """
    if apps and not apps.is_installed("cms_pages"):  # half-migrated: the tables are not there yet
        return
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    task = SecondPairOfEyes.objects.first() or SecondPairOfEyes.objects.create(name=NAME)
    task.groups.set([Group.objects.get_or_create(name=name)[0] for name in (ADMINISTRATOR, EDITOR)])
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    _forget_example()
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})


def waiting_lines(user, most: int):
    """Pages that wait for this user's eyes, the longest waiting first."""
    for task in SecondPairOfEyes.objects.filter(active=True, groups__in=user.groups.all()).distinct():
        waiting = task.get_task_states_user_can_moderate(user).select_related("revision").order_by("started_at")[:most]
        pages = Page.objects.in_bulk([int(state.revision.object_id) for state in waiting])
        for state in waiting:
            page = pages[int(state.revision.object_id)]
            yield Line(
                title=page.get_admin_display_title(),
                detail=_("Read it and approve it, or ask for changes"),
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                since=state.started_at,
                kind=_("Page"),
            )


def _forget_example():
    example = Workflow.objects.filter(name=_WAGTAILS_EXAMPLE, workflow_states=None).first()
    if example:
        tasks = [each.task_id for each in example.workflow_tasks.all()]
        example.delete()
        GroupApprovalTask.objects.filter(pk__in=tasks, task_states=None).delete()
