from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "intake"
    label = "intake"
    verbose_name = _("Intake")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from intake.actions.receiving import searchable_values
        from intake.models import Case, Referral
        from intake.permissions import BY_ROLE
        from intake.states import CASE_TRACK, REFERRAL_TRACK
        from intake.worklist import case_lines, referral_lines
        from portal import workflow
        from portal.accounts.roles import register_role
        from portal.backoffice import worklist
        from portal.privacy import blind

        workflow.register(REFERRAL_TRACK, Referral)
        workflow.register(CASE_TRACK, Case)
        for role, permissions in BY_ROLE.items():
            register_role(role, permissions=permissions)
        worklist.register(referral_lines)
        worklist.register(case_lines)
        blind.register(Referral, searchable_values)
