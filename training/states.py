"""The track of a candidate as data: from the first letter to a coordinator with all scopes decided (DOMAIN §4)."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.tracks import States, Track, Transition


class CandidateState(States):
    WRITING = "writing", _("Being written"), _("You are writing your letter")
    APPLIED = "applied", _("Applied"), _("We have your letter")
    INVITED = "invited", _("Invited to the information meeting"), _("You are invited to an information meeting")
    INFORMED = "informed", _("Was at the information meeting"), _("You decide whether you take the training")
    DECIDED = "decided", _("Wants to take the training"), _("You take the training")
    IN_TRAINING = "in_training", _("In the training (EK1)"), _("You have a place in the training")
    TRAINED = "trained", _("Took the training: report awaited"), _("You write your report")
    REPORTED = "reported", _("Report to answer"), _("The trainers read your report")
    IN_TALK = "in_talk", _("In talk with the trainers"), _("You talk with the trainers")
    PRACTISING = "practising", _("Practising"), _("You do your first conference")
    LOOKING_BACK = "looking_back", _("First conference held: evaluation"), _("We look back on it together")
    CERTIFIED = "certified", _("Coordinator"), _("You are a coordinator")
    DEEPENING = "deepening", _("In the second training (EK2)"), _("You have a place in the second training")
    DEEPENED = "deepened", _("Took the second training: report awaited"), _("You write your second report")
    COMPLETE = "complete", _("Coordinator, scopes decided"), _("You are a coordinator for what fits you")
    NOT_NOW = "not_now", _("Not now"), _("Not now")
    WITHDRAWN = "withdrawn", _("Stopped"), _("You stopped")


S = CandidateState
# Where the way to the certificate is still open: who is here may stop, and hear "not now".
ON_THE_WAY = (
    S.APPLIED, S.INVITED, S.INFORMED, S.DECIDED, S.IN_TRAINING, S.TRAINED, S.REPORTED, S.IN_TALK, S.PRACTISING,
    S.LOOKING_BACK,
)  # fmt: skip
REGISTERED = (S.CERTIFIED, S.DEEPENING, S.DEEPENED, S.COMPLETE)
ENDED = (S.NOT_NOW, S.WITHDRAWN)
# Where trainers have something to read, to answer or to see the end of.
FOR_TRAINERS = (
    S.IN_TRAINING, S.TRAINED, S.REPORTED, S.IN_TALK, S.PRACTISING, S.LOOKING_BACK, S.DEEPENING, S.DEEPENED,
)  # fmt: skip
# What staff see: a letter that is still being written is its writer's alone.
FOR_STAFF = (*ON_THE_WAY, *REGISTERED, *ENDED)
# The permissions that this track asks, and to see and to write about somebody on it.
GUIDE, TURN_DOWN = "training.guide_candidate", "training.turn_down_candidate"
SEE_CANDIDATE, WRITE = "training.view_candidate", "training.write_candidate"
ANSWER = "training.answer_report"

CANDIDATE_TRACK = Track(
    name="training.candidate",
    states=CandidateState,
    initial=S.WRITING,
    transitions=(
        Transition(
            name="apply",
            label=_("Send the letter"),
            done=_("The letter came in"),
            public=_("You sent your letter"),
            sources=(S.WRITING,),
            target=S.APPLIED,
            by_owner=True,
        ),
        Transition(
            name="invite",
            label=_("Invite to an information meeting"),
            done=_("Invited to an information meeting"),
            public=_("You were invited to an information meeting"),
            sources=(S.APPLIED,),
            target=S.INVITED,
            permission=GUIDE,
            conditions=("is_not_paused",),
            tone="positive",
        ),
        Transition(
            name="attend_meeting",
            label=_("Was at the information meeting"),
            done=_("Was at the information meeting"),
            public=_("You were at the information meeting"),
            sources=(S.APPLIED, S.INVITED),
            target=S.INFORMED,
            permission=GUIDE,
            conditions=("is_not_paused",),
            asks_date=True,
            tone="positive",
        ),
        Transition(
            name="miss_meeting",
            label=_("Was not at the information meeting"),
            done=_("Was not at the information meeting"),
            public=_("You could not come to the information meeting"),
            sources=(S.INVITED,),
            target=S.APPLIED,
            permission=GUIDE,
        ),
        Transition(
            name="decide",
            label=_("Yes, I want to take the training"),
            done=_("Wants to take the training"),
            public=_("You chose to take the training"),
            sources=(S.INFORMED,),
            target=S.DECIDED,
            by_owner=True,
            conditions=("is_not_paused",),
            tone="positive",
        ),
        Transition(
            name="enrol",
            label=_("Give a place in the training"),
            done=_("Has a place in the training (EK1)"),
            public=_("You got a place in the training"),
            sources=(S.DECIDED,),
            target=S.IN_TRAINING,
            permission=GUIDE,
            conditions=("is_not_paused",),
            tone="positive",
        ),
        Transition(
            name="leave_training",
            label=_("Gives up the place in the training"),
            done=_("Gave up the place in the training"),
            public=_("You gave up your place in the training"),
            sources=(S.IN_TRAINING,),
            target=S.DECIDED,
            permission=GUIDE,
            asks_reason=True,
        ),
        # These two follow from a seat in an event, as does the pair of the second training below: whoever may take or
        # give up the seat moves the track with it, and nobody moves it without one.
        Transition(
            name="take_place",
            label=_("Takes a place in a training"),
            done=_("Has a place in a training (EK1) with its days"),
            public=_("You got a place in the training"),
            sources=(S.DECIDED,),
            target=S.IN_TRAINING,
            conditions=("is_not_paused",),
        ),
        Transition(
            name="lose_place",
            label=_("Has no place in a training any more"),
            done=_("Has no place in a training (EK1) any more"),
            public=_("Your place in the training came free"),
            sources=(S.IN_TRAINING,),
            target=S.DECIDED,
        ),
        Transition(
            name="finish_training",
            label=_("Took the training"),
            done=_("Took the training (EK1)"),
            public=_("You took the training"),
            sources=(S.IN_TRAINING,),
            target=S.TRAINED,
            permission=GUIDE,
            asks_date=True,
            tone="positive",
        ),
        Transition(
            name="report",
            label=_("Send the report"),
            done=_("The report came in"),
            public=_("You sent your report"),
            sources=(S.TRAINED,),
            target=S.REPORTED,
            by_owner=True,
            conditions=("is_not_paused",),
        ),
        Transition(
            name="agree",
            label=_("Yes from both sides"),
            done=_("Both sides say yes"),
            public=_("You and the trainers say yes"),
            sources=(S.REPORTED, S.IN_TALK),
            target=S.PRACTISING,
            permission=ANSWER,
            conditions=("both_say_yes",),
            tone="positive",
        ),
        Transition(
            name="talk",
            label=_("Have a talk about the report"),
            done=_("Asked for a talk about the report"),
            public=_("The trainers want to talk about it with you"),
            sources=(S.REPORTED,),
            target=S.IN_TALK,
            permission=ANSWER,
            asks_reason=True,
        ),
        Transition(
            name="hold_first_conference",
            label=_("The first conference was held"),
            done=_("The first conference was held"),
            public=_("You did your first conference"),
            sources=(S.PRACTISING,),
            target=S.LOOKING_BACK,
            permission=GUIDE,
            conditions=("conduct_is_valid",),
            asks_date=True,
            tone="positive",
        ),
        Transition(
            name="count_first_conference",  # by the system, when its case says that it was held
            label=_("The first conference was held"),
            done=_("The first conference was held"),
            public=_("You did your first conference"),
            sources=(S.PRACTISING,),
            target=S.LOOKING_BACK,
            asks_date=True,
        ),
        Transition(
            name="wait_for_another",
            label=_("The first conference stopped"),
            done=_("The first conference stopped: waits for another"),
            public=_("Your first conference stopped. You wait for another"),
            sources=(S.PRACTISING,),
            target=None,
            permission=GUIDE,
            asks_reason=True,
        ),
        Transition(
            name="practise_again",
            label=_("One more conference under guidance"),
            done=_("Does one more conference under guidance"),
            public=_("You do one more conference under guidance"),
            sources=(S.LOOKING_BACK,),
            target=S.PRACTISING,
            permission=GUIDE,
            asks_reason=True,
        ),
        Transition(
            name="certify",
            label=_("Give the certificate"),
            done=_("Got the certificate and is registered"),
            public=_("You got your certificate"),
            sources=(S.LOOKING_BACK,),
            target=S.CERTIFIED,
            permission=GUIDE,
            conditions=("is_evaluated_well", "conduct_is_valid"),
            tone="positive",
        ),
        Transition(
            name="deepen",
            label=_("Give a place in the second training"),
            done=_("Has a place in the second training (EK2)"),
            public=_("You got a place in the second training"),
            sources=(S.CERTIFIED,),
            target=S.DEEPENING,
            permission=GUIDE,
            conditions=("held_enough_for_ek2",),
            tone="positive",
        ),
        Transition(
            name="take_second_place",
            label=_("Takes a place in a second training"),
            done=_("Has a place in a second training (EK2) with its days"),
            public=_("You got a place in the second training"),
            sources=(S.CERTIFIED,),
            target=S.DEEPENING,
            conditions=("held_enough_for_ek2",),
        ),
        Transition(
            name="lose_second_place",
            label=_("Has no place in a second training any more"),
            done=_("Has no place in a second training (EK2) any more"),
            public=_("Your place in the second training came free"),
            sources=(S.DEEPENING,),
            target=S.CERTIFIED,
        ),
        Transition(
            name="finish_deepening",
            label=_("Took the second training"),
            done=_("Took the second training (EK2)"),
            public=_("You took the second training"),
            sources=(S.DEEPENING,),
            target=S.DEEPENED,
            permission=GUIDE,
            asks_date=True,
            tone="positive",
        ),
        Transition(
            name="choose_scopes",
            label=_("Send the second report"),
            done=_("Chose the scopes in the second report"),
            public=_("You chose what fits you"),
            sources=(S.DEEPENED,),
            target=S.COMPLETE,
            by_owner=True,
        ),
        Transition(
            name="not_now",
            label=_("Not now"),
            done=_("Heard “not now”"),
            public=_("Not now"),
            sources=ON_THE_WAY,
            target=S.NOT_NOW,
            permission=TURN_DOWN,
            conditions=("is_answered_together", "is_talked_over"),
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="withdraw",
            label=_("Stop"),
            done=_("Stopped, by their own choice"),
            public=_("You stopped"),
            sources=ON_THE_WAY,
            target=S.WITHDRAWN,
            by_owner=True,
            tone="serious",
        ),
        Transition(
            name="record_withdrawal",
            label=_("Record that they stop"),
            done=_("Stopped, as they told staff"),
            public=_("You stopped"),
            sources=ON_THE_WAY,
            target=S.WITHDRAWN,
            permission=TURN_DOWN,
            asks_reason=True,
            tone="serious",
        ),
        Transition(
            name="come_back",
            label=_("Begin again"),
            done=_("Came back"),
            public=_("You came back"),
            sources=ENDED,
            target=S.APPLIED,
            permission=GUIDE,
            by_owner=True,
        ),
        Transition(
            name="keep_what_was_earned",
            label=_("The training counts still"),
            done=_("The training they took before counts"),
            public=_("The training you took before counts"),
            sources=(S.APPLIED,),
            target=S.TRAINED,
            permission=GUIDE,
            conditions=("took_training_before",),
            asks_reason=True,
            tone="positive",
        ),
        Transition(
            name="pause",
            label=_("Pause"),
            done=_("Paused"),
            public=_("You paused"),
            sources=ON_THE_WAY,
            target=None,
            permission=GUIDE,
            by_owner=True,
            conditions=("is_not_paused",),
        ),
        Transition(
            name="go_on",
            label=_("Go on"),
            done=_("Goes on after the pause"),
            public=_("You go on"),
            sources=ON_THE_WAY,
            target=None,
            permission=GUIDE,
            by_owner=True,
            conditions=("is_paused",),
        ),
        Transition(
            name="see_conduct",
            label=_("Record the good-conduct document"),
            done=_("The good-conduct document was seen"),
            public=_("We saw your good-conduct document"),
            sources=(*ON_THE_WAY, *REGISTERED),
            target=None,
            permission=GUIDE,
            asks_date=True,
        ),
        Transition(
            name="correct_region",
            label=_("Correct the region"),
            done=_("Handed over to another region"),
            sources=(*ON_THE_WAY, *REGISTERED),
            target=None,
            permission=GUIDE,
        ),
    ),
    conditions={
        "is_paused": "",
        "is_not_paused": "",
        "both_say_yes": _("First two trainers sign the answer to the report, and both sides say yes."),
        "is_answered_together": _("Nobody decides alone: first the trainers sign an answer that is no yes."),
        "is_talked_over": _("The candidate and the trainers see it differently: have a talk first."),
        "conduct_is_valid": _("First record a good-conduct document that is still valid."),
        "is_evaluated_well": _("First the manager's evaluation stands here, and is positive."),
        "held_enough_for_ek2": _("Not enough conferences yet for the second training."),
        "took_training_before": "",
    },
    notes={
        "note": _("A note was written"),
        "message": _("A message was sent"),
        "answer_report": _("A trainer answered the report"),
        "record_talk": _("The talk about the report was held"),
        "reconsider": _("Said after the talk what they think now"),
        "evaluate": _("An evaluation was written down"),
        "change_details": _("The details were changed"),
        "take_file": _("A file came in"),
        "remove_file": _("A file was taken away"),
        "hold_conference": _("A conference was held"),
        "correct_conference": _("The day of a conference was corrected"),
        "revoke_certificate": _("The certificate was revoked"),
        "give_new_certificate": _("Got a new certificate"),
        "enrol_in": _("Has a place in a training day"),
        "leave_seat": _("No longer has a place in a training day"),
    },
)
