"""Who thinks along with a volunteer: the regional manager chooses (DESIGN §1, coach)."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible
from training.actions.rostering import is_guided_by, lock_on_roster
from training.coaching import close_to_former_coach, coaches_for
from training.mails import send_coach_chosen_mail
from training.models import Coordinator


@transaction.atomic
def choose_coach(coordinator: Coordinator, *, by, coach: User | None) -> Coordinator:
    """`coach` thinks along from now on, or nobody (None). What stood open to another one closes; the new one is mailed.

    The same one again: nothing happens. Raises NotAllowed, and NotPossible for who left the roster, where coordinators
    are no volunteers, and for an account that is no coach of their organisation, or their own (field "coach").
    """
    if not is_guided_by(by, coordinator):
        raise NotAllowed(f"{by!r} does not choose a coach for {coordinator.pk}.")
    locked = lock_on_roster(coordinator)
    if not locked.organisation.has_volunteers:
        raise NotPossible(_("Coaches are there for volunteers. Coordinators of this organisation are paid."))
    if coach is not None and not coaches_for(locked).filter(pk=coach.pk).exists():
        raise NotPossible(_("This account cannot be their coach (any more). Choose somebody else."), field="coach")
    if locked.coach_id == (coach.pk if coach else None):
        return locked
    close_to_former_coach(locked, by=by)
    locked.coach = coach
    locked.save(update_fields=["coach"])
    log.note(locked, "choose_coach" if coach else "remove_coach", by=by)
    if coach is not None:
        send_coach_chosen_mail(locked)
    return locked
