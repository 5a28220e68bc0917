"""The step of a workflow at which somebody else looks."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from portal.privacy.labels import Plain


class SecondPairOfEyes(AbstractGroupApprovalTask):
    """Wagtail's approval by groups, but never by whoever asked for it: not even a superuser."""

    SENSITIVITY = {"groups": Plain.STATE}

    class Meta:
        verbose_name = _("second pair of eyes")
        verbose_name_plural = _("second pairs of eyes")

    def get_actions(self, obj, user):
        """What this user may do with the page now; Wagtail asks again when a button is pressed."""
        return [] if _asked_for(obj) == user else super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        return waiting.exclude(workflow_state__requested_by=user) if waiting else TaskState.objects.none()

    @classmethod
    def get_description(cls):
        return _("Somebody of the chosen groups approves, but never whoever submitted the page.")


def _asked_for(obj):
    """Who submitted it; nobody when no workflow is running."""
    state = obj.current_workflow_state
    return state.requested_by if state else None
