"""May who asked know how it went? Those whom it is about say so, and may take it back (DESIGN §3, Case)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.case_holding import WORK, hold_case
from intake.actions.following import Follower
from intake.actions.holding import hold_person
from intake.actions.own_codes import as_it_is_now
from intake.actions.voices import core_person_of
from intake.case_states import CASE_TRACK
from intake.models import Case, CorePerson
from intake.results import Results, may_be_shared, results_for_referrer
from portal.privacy import VISITOR
from portal.workflow import log
from portal.workflow.moves import NotAllowed, NotPossible, lock


@transaction.atomic
def share_results(follower: Follower, *, is_shared: bool) -> CorePerson:
    """They allow it with their own code, or take it back: at any time, also after the end.

    Raises NotAllowed for who is not one of those whom it is about, and NotPossible before the conference, when nobody
    else asked, and when the code was replaced. Said already: nothing happens.
    """
    person = core_person_of(follower)
    if person is None:
        raise NotAllowed("Only those whom it is about say who may know how it went.")
    case = follower.case
    lock(case)
    if as_it_is_now(follower) is None:
        raise NotPossible(_("This is no longer here."))
    return _share(case, person, is_shared=is_shared, by=VISITOR)


@transaction.atomic
def record_results_permission(case: Case, *, by, core_person: CorePerson, is_shared: bool) -> CorePerson:
    """Staff write down what one of them said in a talk, also after the end.

    Raises NotAllowed, and NotPossible before the conference, when nobody else asked, and for somebody of another case.
    """
    hold_case(case, by=by, permission=WORK, states=CASE_TRACK.states.values)
    return _share(case, core_person, is_shared=is_shared, by=by)


def results_with(follower: Follower) -> Results | None:
    """What who asked for somebody else reads of how it went; None for everybody else, and without permission."""
    if follower.core_person is not None or follower.case is None:
        return None
    return results_for_referrer(follower.case)


def _share(case, person, *, is_shared, by):
    hold_person(person, referral=case.referral)
    if not may_be_shared(case):
        raise NotPossible(_("There is nobody else to tell it to now."))
    if is_shared == (person.results_shared_at is not None):
        return person
    person.results_shared_at = timezone.now() if is_shared else None
    person.save(update_fields=["results_shared_at"])
    log.note(case, "share_results", by=by)
    return person
