"""The track of a case as data: from the question to the conference (DOMAIN §3.2–3.4; DESIGN §3, Case)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class CaseState(States):
    QUESTION = "question", _("Question"), _("We are looking for the question together")
    MATCHING = "matching", _("Matching"), _("We are looking for a coordinator who suits you")
    PREPARATION = "preparation", _("Preparation"), _("A coordinator is there: you prepare the conference together")
    STOPPED = "stopped", _("Stopped"), _("Closed")


C = CaseState
OPEN_CASES = (C.QUESTION, C.MATCHING, C.PREPARATION)
# No coordinator accepted yet: the clock of the promise runs.
LOOKING = (C.QUESTION, C.MATCHING)
# What a question is written for is still to come.
BEFORE_THE_CONFERENCE = (C.QUESTION, C.MATCHING, C.PREPARATION)

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
            sources=(C.PREPARATION,),
            target=C.MATCHING,  # by the system, when the assignment ends early
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
    ),
    conditions={
        "question_is_ready": _("First write the question down and say yes to each of the four points."),
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
    },
)
