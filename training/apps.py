from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    label = "training"
    verbose_name = _("Training")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from portal import workflow
        from portal.accounts.roles import register_role
        from portal.backoffice import worklist
        from portal.privacy import blind
        from training.actions.applying import searchable_values
        from training.coordinator_states import CERTIFICATE_TRACK, COORDINATOR_TRACK
        from training.event_states import EVENT_TRACK, SEAT_TRACK
        from training.models import Candidate, Certificate, Coordinator, Seat, TrainingEvent
        from training.permissions import BY_ROLE
        from training.states import CANDIDATE_TRACK
        from training.worklist import SOURCES

        workflow.register(CANDIDATE_TRACK, Candidate)
        workflow.register(COORDINATOR_TRACK, Coordinator)
        workflow.register(CERTIFICATE_TRACK, Certificate)
        workflow.register(EVENT_TRACK, TrainingEvent)
        workflow.register(SEAT_TRACK, Seat)
        for role, permissions in BY_ROLE.items():
            register_role(role, permissions=permissions)
        for source in SOURCES:
            worklist.register(source)
        blind.register(Candidate, searchable_values)
