"""What Wagtail does at the end of a workflow. Imported while its models load: nothing may be imported here."""


def publish_approved(workflow_state, user=None) -> None:
    """Publishes. Who may approve does it by approving: also an administrator, who has no rights to pages otherwise."""
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
