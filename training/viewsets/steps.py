"""The steps of a candidate that staff take, and what they write: what each asks and says beforehand."""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.steps import StepAction
from training.actions.certifying import certify, give_new_certificate, revoke_certificate_of
from training.actions.ending import begin_again, go_on_after_pause, pause_track, record_withdrawal, turn_down
from training.actions.evaluating import write_evaluation
from training.actions.guiding import (
    correct_region,
    enrol_in_deepening,
    enrol_in_training,
    finish_deepening,
    finish_training,
    invite_candidate,
    keep_what_was_earned,
    leave_training,
    practise_again,
    record_meeting,
    record_missed_meeting,
    see_conduct,
    wait_for_another,
)
from training.actions.practising import hold_first_conference
from training.actions.reporting import agree, answer_report, ask_for_talk, sign_answer
from training.actions.talking import record_talk
from training.actions.writing import write_note
from training.coordinator_states import REVOKE
from training.models import Evaluator
from training.states import ANSWER, GUIDE, WRITE
from training.telling import REASON_FOR_CANDIDATE
from training.viewsets.forms import (
    AnswerForm,
    ConductForm,
    FamilyEvaluationForm,
    ManagerEvaluationForm,
    NoteForm,
    OptionalReasonForm,
    RegionForm,
    RevokeForm,
    SignForm,
    TalkForm,
)

_MAIL = _("They get a mail that there is news, without a word about it.")
_READ = _("They read the reason.")

_GUIDING = {
    "invite": StepAction(invite_candidate, consequences=(_MAIL,)),
    "attend_meeting": StepAction(
        record_meeting, consequences=(_MAIL, _("Now it is their turn: they decide whether they take the training."))
    ),
    "miss_meeting": StepAction(record_missed_meeting, consequences=(_("You can invite them again."),)),
    "enrol": StepAction(enrol_in_training, consequences=(_MAIL,)),
    "leave_training": StepAction(leave_training),
    "finish_training": StepAction(finish_training, consequences=(_MAIL, _("Now they write their report."))),
    "agree": StepAction(agree, consequences=(_MAIL, _("They are on the roster, to practise."))),
    "talk": StepAction(ask_for_talk, consequences=(_MAIL,)),
    "hold_first_conference": StepAction(
        hold_first_conference, consequences=(_MAIL, _("Now you, the family and the candidate look back."))
    ),
    "wait_for_another": StepAction(
        wait_for_another, consequences=(_("They keep what they earned, and wait for another conference."),)
    ),
    "practise_again": StepAction(practise_again, consequences=(_MAIL,)),
    "certify": StepAction(
        certify,
        consequences=(
            _MAIL,
            _("They are registered as coordinator for families and individuals, from today."),
            _("They get a certificate in their name. Anybody can check its number on our site."),
        ),
    ),
    "deepen": StepAction(enrol_in_deepening, consequences=(_MAIL,)),
    "finish_deepening": StepAction(
        finish_deepening, consequences=(_MAIL, _("Now they say in a second report what else fits them."))
    ),
    "not_now": StepAction(turn_down, consequences=(_MAIL, _("They can begin again later."))),
    "record_withdrawal": StepAction(
        record_withdrawal, consequences=(_("For when they told you. On their own page they can do it themselves."),)
    ),
    "come_back": StepAction(begin_again, consequences=(_("What they earned before still counts."),)),
    "keep_what_was_earned": StepAction(
        keep_what_was_earned, consequences=(_("They do not take the first training again: now they write the report."),)
    ),
    "pause": StepAction(pause_track, form=OptionalReasonForm),
    "go_on": StepAction(go_on_after_pause),
    "see_conduct": StepAction(
        see_conduct,
        form=ConductForm,
        consequences=(_("It is written down that you saw it. Keep no copy: give it back, or delete it."),),
    ),
    "correct_region": StepAction(
        correct_region,
        form=RegionForm,
        consequences=(
            _("It leaves your list, and you can no longer open it, unless you answer for that region too."),
            _("Whoever answers for that region gets a mail with the number, and nothing else."),
        ),
    ),
}
STEPS = {
    name: replace(step, consequences=(*step.consequences, _READ)) if name in REASON_FOR_CANDIDATE else step
    for name, step in _GUIDING.items()
}

ENTRIES = {
    "answer": EntryAction(
        answer_report,
        ANSWER,
        AnswerForm,
        _("Answer the report"),
        looks=True,
        panel="answer",
        done=_("The answer stands there, with your signature"),
        consequences=(
            _("You sign it with it. Another trainer signs too: nobody decides alone."),
            _("Other words, or another decision, take away the signatures that stand there."),
        ),
    ),
    "sign": EntryAction(
        sign_answer,
        ANSWER,
        SignForm,
        _("Sign the answer"),
        looks=True,
        panel="answer",
        done=_("You signed the answer"),
        consequences=(_("You stand behind the answer as it is now."),),
    ),
    "talk": EntryAction(
        record_talk,
        ANSWER,
        TalkForm,
        _("Write down the talk"),
        panel="talk",
        consequences=(_MAIL, _("Now it is their turn: they say what they think after the talk.")),
    ),
    "evaluate": EntryAction(
        partial(write_evaluation, by_whom=Evaluator.MANAGER),
        GUIDE,
        ManagerEvaluationForm,
        _("Write down how you look back"),
        looks=True,
        panel="evaluations",
    ),
    "evaluate_family": EntryAction(
        partial(write_evaluation, by_whom=Evaluator.FAMILY),
        GUIDE,
        FamilyEvaluationForm,
        _("Write down what the family said"),
        looks=True,
        panel="evaluations",
    ),
    "revoke_certificate": EntryAction(
        revoke_certificate_of,
        REVOKE,
        RevokeForm,
        _("Revoke the certificate"),
        panel="certificate",
        done=_("The certificate is revoked"),
        consequences=(
            _MAIL,
            _("They read the reason on their own page, as you write it."),
            _("From this moment anybody who looks the number up reads that it counts no more."),
            _("They leave the roster: nobody is matched with them."),
        ),
    ),
    "new_certificate": EntryAction(
        give_new_certificate,
        GUIDE,
        EntryForm,
        _("Give a new certificate"),
        panel="certificate",
        done=_("They have a new certificate"),
        consequences=(_MAIL, _("It has a number of its own; the old one stays revoked."), _("They are on the roster.")),
    ),
    "note": EntryAction(write_note, WRITE, NoteForm, _("Write a note"), panel="notes"),
}
