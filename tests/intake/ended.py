"""Cases with a plan, measurements and a claim, in the state that is asked: rows of their own, moved by the system."""

from datetime import timedelta

from django.utils import timezone

from intake.models import (
    Agreement,
    Assignment,
    Case,
    Conference,
    FollowUp,
    Moment,
    Participant,
    PartTime,
    Plan,
    parts_of,
)
from portal.workflow.moves import move
from tests.intake.matched import coordinator_in, make_region, make_waiting, offer, take

DAY = timedelta(days=1)


def make_at_work(region=None, *, coordinator=None) -> Assignment:
    """A case in preparation, with a coordinator who accepted it."""
    region = region or make_region()
    return take(offer(make_waiting(region), coordinator or coordinator_in(region)))


def add_participant(case, name="Tante Demo", **fields) -> Participant:
    told = {"tie": "family", "language": "nl", "coming": "comes", "was_there": True, "telephone": "06 12345678"}
    return Participant.objects.create(vault=case.vault, case=case, name=name, **(told | fields))


def hold(assignment, *, agreements=2, **participant) -> Case:
    """The conference was held, with its times, somebody who was there, and a plan being written."""
    case = assignment.case
    now = timezone.now()
    Conference.objects.create(vault=case.vault, case=case, starts_at=now)
    for number, part in enumerate(parts_of(case.model)):
        PartTime.objects.create(
            vault=case.vault, case=case, part=part.key, starts_at=now + number * DAY / 24,
            ends_at=now + (number + 1) * DAY / 24,
        )  # fmt: skip
    add_participant(case, **participant)
    Case.objects.filter(pk=case.pk).update(state="held", held_on=timezone.localdate())
    plan = Plan.objects.create(vault=case.vault, case=case, language="nl")
    for number in range(agreements):
        Agreement.objects.create(vault=case.vault, case=case, plan=plan, position=number, text=f"Agreement {number}")
    return fresh(case)


def give_plan(case) -> Case:
    """Everybody has the plan: two measurements wait, the coordinator still has one call to make."""
    now, today = timezone.now(), timezone.localdate()
    Plan.objects.filter(case=case).update(
        state="given", accepted_on=today, accepted_how="circle", given_at=now, presented_at=now
    )
    for moment, days in ((Moment.FOUR_WEEKS, 28), (Moment.THREE_MONTHS, 91)):
        FollowUp.objects.create(
            vault=case.vault, case=case, moment=moment, due_on=today + days * DAY, lapses_on=today + (days + 21) * DAY
        )
    case = fresh(case)
    move(case, "run_plan", by=None)
    move(case.assignments.get(state="accepted"), "give_plan", by=None, place=None)
    return fresh(case)


def make_running(region=None, **more) -> Case:
    """A case whose plan is carried out."""
    return give_plan(hold(make_at_work(region), **more))


def make_followed_up(region=None, **more) -> Case:
    """As make_running, after both measurements lapsed."""
    case = make_running(region, **more)
    for follow_up in case.followups.all():
        move(follow_up, "lapse", by=None)
    move(case.assignments.get(state="distributed"), "finish", by=None)
    return move(fresh(case), "finish_follow_up", by=None)


def fresh(case) -> Case:
    return Case.objects.select_related("organisation", "region__manager", "referral", "vault", "manager").get(
        pk=case.pk
    )
