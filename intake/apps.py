from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "intake"
    label = "intake"
    verbose_name = _("Intake")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from intake import coaching
        from intake.actions.coaching import close_to_former_coach
        from intake.actions.receiving import searchable_values
        from intake.assignment_states import ASSIGNMENT_TRACK
        from intake.case_states import CASE_TRACK
        from intake.claim_states import CLAIM_TRACK
        from intake.coordinating import bench_links, case_that_waits, own_lines
        from intake.demand import waiting_demand
        from intake.follow_up_states import FOLLOW_UP_TRACK
        from intake.models import Assignment, Case, Claim, FollowUp, Plan, Referral
        from intake.permissions import BY_ROLE
        from intake.plan_states import PLAN_TRACK
        from intake.states import REFERRAL_TRACK
        from intake.viewsets.behind_glass import REFERRAL_GLASS
        from intake.worklist import SOURCES
        from portal import workflow
        from portal.accounts import second_factor
        from portal.accounts.roles import register_role
        from portal.backoffice import worklist
        from portal.backoffice.break_glass import register_glass
        from portal.privacy import blind
        from training import bench_links as bench
        from training import coaching as coaches
        from training import demand
        from training import own_lines as own_page

        workflow.register(REFERRAL_TRACK, Referral)
        workflow.register(CASE_TRACK, Case)
        workflow.register(ASSIGNMENT_TRACK, Assignment)
        workflow.register(PLAN_TRACK, Plan)
        workflow.register(FOLLOW_UP_TRACK, FollowUp)
        workflow.register(CLAIM_TRACK, Claim)
        for role, permissions in BY_ROLE.items():
            register_role(role, permissions=permissions)
        for source in SOURCES:
            worklist.register(source)
        blind.register(Referral, searchable_values)
        register_glass(REFERRAL_GLASS)
        demand.register(waiting_demand)
        own_page.register(own_lines)
        own_page.register(coaching.own_lines)
        bench.register(bench_links)
        coaches.register(close_to_former_coach)
        second_factor.register_need(case_that_waits, words=_("To your conference"))
        second_factor.register_need(coaching.coaching_held, words=_("Your coordinators"))
