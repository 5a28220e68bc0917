"""The track of a case as data: from the question to a plan that is kept (DOMAIN §3.2–3.8; DESIGN §3, Case)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class CaseState(States):
    QUESTION = "question", _("Question"), _("We are looking for the question together")
    MATCHING = "matching", _("Matching"), _("We are looking for a coordinator who suits you")
    PREPARATION = "preparation", _("Preparation"), _("A coordinator is there: you prepare the conference together")
    HELD = "held", _("Conference held"), _("You had the conference: the plan is written down")
    PLAN_RUNNING = "plan_running", _("Plan running"), _("The plan is there, and it is carried out")
    FOLLOWED_UP = "followed_up", _("Followed up"), _("We asked how it went")
    CLOSED = "closed", _("Closed"), _("This has come to its end")
    STOPPED = "stopped", _("Stopped"), _("Closed")


C = CaseState
OPEN_CASES = (C.QUESTION, C.MATCHING, C.PREPARATION, C.HELD, C.PLAN_RUNNING, C.FOLLOWED_UP)
# No coordinator accepted yet: the clock of the promise runs.
LOOKING = (C.QUESTION, C.MATCHING)
# What a question is written for is still to come.
BEFORE_THE_CONFERENCE = (C.QUESTION, C.MATCHING, C.PREPARATION)
# A coordinator works in it: the circle, the conference, the plan.
AT_WORK = (C.PREPARATION, C.HELD)
# The plan was given to everybody.
WITH_A_PLAN = (C.PLAN_RUNNING, C.FOLLOWED_UP, C.CLOSED)

_WORK = "intake.work_case"


def _reopen(name, *, sources, target, when):
    """One way back for each place that a case had come to."""
    return Transition(
        name=name,
        label=_("Open it again"),
        done=_("Opened again"),
        public=_("We go on"),
        sources=sources,
        target=target,
        permission="intake.reopen_case",
        conditions=(when,),
        asks_reason=True,
    )


CASE_TRACK = Track(
    name="intake.case",
    states=CaseState,
    initial=C.QUESTION,
    transitions=(
        Transition(
            name="settle_question",
            label=_("Look for a coordinator"),
            done=_("The question stands: a coordinator is looked for"),
            public=_("We are looking for a coordinator who suits you"),
            sources=(C.QUESTION,),
            target=C.MATCHING,
            permission="intake.settle_question",
            conditions=("question_is_ready",),
            tone="positive",
        ),
        Transition(
            name="assign",
            label=_("Begin the preparation"),
            done=_("A coordinator accepted: the preparation begins"),
            public=_("A coordinator is there: you prepare the conference together"),
            sources=(C.MATCHING,),
            target=C.PREPARATION,  # by the system, when a coordinator accepts
        ),
        Transition(
            name="look_again",
            label=_("Look for another coordinator"),
            done=_("The coordinator stopped: another one is looked for"),
            public=_("We are looking for another coordinator"),
            sources=(C.PREPARATION, C.HELD),
            target=C.MATCHING,  # by the system, when the assignment ends early
        ),
        Transition(
            name="assign_after",
            label=_("Go on after the conference"),
            done=_("Another coordinator accepted: the plan is written down"),
            public=_("A coordinator is there again: the plan is written down"),
            sources=(C.MATCHING,),
            target=C.HELD,  # by the system, when a coordinator accepts after the conference
            conditions=("was_held",),
        ),
        Transition(
            name="hold",
            label=_("The conference was held"),
            done=_("The conference was held"),
            public=_("You had the conference"),
            sources=(C.PREPARATION,),
            target=C.HELD,
            permission=_WORK,
            by_owner=True,
            conditions=("nothing_unsafe", "times_are_known"),
            tone="positive",
        ),
        Transition(
            name="run_plan",
            label=_("The plan runs"),
            done=_("Everybody has the plan: it is carried out"),
            public=_("The plan is there, and it is carried out"),
            sources=(C.HELD, C.MATCHING),  # staff give it when its coordinator is gone
            target=C.PLAN_RUNNING,  # by the system, when the plan is given to everybody
        ),
        Transition(
            name="finish_follow_up",
            label=_("Followed up"),
            done=_("It was asked how it went, after three months"),
            public=_("We asked how it went"),
            sources=(C.PLAN_RUNNING,),
            target=C.FOLLOWED_UP,  # by the system, when the last measurement was answered or lapsed
        ),
        Transition(
            name="close",
            label=_("Close the case"),
            done=_("Closed"),
            public=_("This has come to its end"),
            sources=(C.FOLLOWED_UP,),
            target=C.CLOSED,
            permission="intake.close_case",
            conditions=("nothing_unsafe", "registration_is_complete"),
            tone="positive",
        ),
        Transition(
            name="stop",
            label=_("Stop the case"),
            done=_("Stopped"),
            public=_("Closed"),
            sources=OPEN_CASES,
            target=C.STOPPED,
            permission="intake.stop_case",
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="stop_by_family",
            label=_("Stop"),
            done=_("Stopped by who it is about"),
            public=_("Stopped: you asked for it"),
            sources=OPEN_CASES,
            target=C.STOPPED,  # by the code of a core person
            tone="serious",
        ),
        _reopen("reopen", sources=(C.STOPPED,), target=C.QUESTION, when="was_never_held"),
        _reopen("reopen_after", sources=(C.STOPPED,), target=C.MATCHING, when="was_held_without_plan"),
        _reopen("reopen_plan", sources=(C.STOPPED, C.CLOSED), target=C.PLAN_RUNNING, when="has_given_plan"),
    ),
    conditions={
        "question_is_ready": _("First write the question down and say yes to each of the four points."),
        "nothing_unsafe": _("Somebody is worried about safety. First write down what is done about it."),
        "times_are_known": _("First write down when each part of the conference began and ended."),
        "registration_is_complete": _("Something of the registration is still missing."),
        # With empty words the step is not offered at all.
        "was_held": "",
        "was_never_held": "",
        "was_held_without_plan": "",
        "has_given_plan": "",
    },
    notes={
        "open": _("Opened"),
        "change_question": _("The question was written down"),
        "change_requirement": _("The minimum requirement was written down"),
        "remove_requirement": _("A minimum requirement was taken away"),
        "change_acceptor": _("Who must accept the plan was written down"),
        "remove_acceptor": _("Nobody has to accept the plan any more"),
        "change_financing": _("How it is paid was written down"),
        "change_wishes": _("What the family wishes of a coordinator was written down"),
        "offer": _("A coordinator was asked"),
        "withdraw_offer": _("The question to a coordinator was taken back"),
        "lapse_offer": _("A coordinator did not answer in time"),
        "decline_offer": _("A coordinator said no"),
        "raise_concern": _("Somebody is worried about safety"),
        "settle_concern": _("What is done about the worry was written down"),
        "pause": _("It was put on hold, at the family's pace"),
        "resume": _("It goes on again"),
        "decide": _("Somebody whom it is about decided by code"),
        "write_to_coordinator": _("The region wrote to the coordinator"),
        "write_to_region": _("The coordinator wrote to the region"),
        "add_participant": _("Somebody joined the circle"),
        "change_participant": _("Something about somebody of the circle was written down"),
        "remove_participant": _("Somebody left the circle"),
        "change_conference": _("Day, place and what is needed were written down"),
        "invite": _("An invitation was made"),
        "change_times": _("The times of a part were written down"),
        "correct_times": _("The times of the conference, and who was there, were corrected"),
        "plan_conference": _("The conference was planned"),
        "write_plan": _("The plan was written"),
        "write_verdict": _("A verdict about the plan was written down"),
        "give_code": _("A code was given to somebody of the circle"),
        "revoke_code": _("A code was taken back"),
        "answer_follow_up": _("It was written down how it goes"),
        "lapse_follow_up": _("Nobody answered how it goes"),
        "share_results": _("It was said whether who asked may know how it went"),
        "hand_in_claim": _("Hours and expenses were handed in"),
        "judge_claim": _("Hours and expenses were looked at"),
        "open_to_coach": _("The coordinator lets their coach read along"),
        "close_to_coach": _("It was closed to the coach again"),
        "change_manager": _("Somebody else leads the case"),
        "take_up_again": _("The plan must change: the coordinator writes it"),
        "let_rest": _("The plan stays as it was given"),
    },
)
