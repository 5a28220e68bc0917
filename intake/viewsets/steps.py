"""The steps of a referral and what staff write at it: what each asks, says beforehand and leads to."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intake.actions.closing import decline_and_tell, refer_on_and_tell
from intake.actions.codes import renew_follow_code, renewed_before
from intake.actions.people import add_person, change_person, issue_code, issued_before, record_agreement
from intake.actions.referrals import (
    accept_referral,
    accepted_before,
    correct_region,
    hold_referral,
    mark_duplicate,
    record_withdrawal,
    release_referral,
    start_talk,
)
from intake.actions.writing import change_contact, record_call, send_message, write_note
from intake.forms.closing import DeclineForm, ReferOnForm
from intake.forms.contact import ContactForm
from intake.forms.entries import CallForm, CodeForm, MessageForm, NoteForm
from intake.forms.people import ChangePersonForm, PersonForm
from intake.forms.steps import AcceptForm, AgreementForm, DuplicateForm, RegionForm
from intake.models import CallAttempt
from intake.states import ReferralState
from intake.viewsets.asking import OpenEntry, OpenStep
from portal.backoffice.entries import EntryAction, EntryForm
from portal.backoffice.steps import StepAction

WRITE = "intake.write_referral"


def _to_the_case(referral, accepted):
    case = getattr(referral, "case", None)
    return reverse("cases:inspect", args=[case.pk]) if case else None


def _to_the_talk(referral, call):
    """Who spoke with somebody starts the talk, if it was not yet."""
    spoke = call is not None and call.outcome == CallAttempt.Outcome.REACHED
    if not spoke or referral.state != ReferralState.RECEIVED:
        return None
    return reverse("referrals:step", args=[referral.pk, "start_talk"])


STEPS = {
    "start_talk": StepAction(
        start_talk, consequences=(_("You say with it that you looked: somebody real asks for this."),)
    ),
    "record_agreement": StepAction(record_agreement, form=AgreementForm, looks=True),
    "accept": StepAction(
        accept_referral,
        form=AcceptForm,
        looks=True,
        consequences=(
            _("A case is opened. Its clock runs from the day of the referral."),
            _("Each person at the centre gets a code of their own. The next page shows it, once: say it or print it."),
            _("Whoever asked for somebody else follows from now on only whether it was received, runs or ended."),
        ),
        answer="intake/workbench/accepted.html",
        again=accepted_before,
        leads_to=_to_the_case,
    ),
    "decline": OpenStep(
        decline_and_tell,
        form=DeclineForm,
        consequences=(_("Whoever asked does not read the reason. They read the message, if you send one."),),
    ),
    "refer_on": OpenStep(
        refer_on_and_tell,
        form=ReferOnForm,
        consequences=(_("Whoever asked does not read to whom and why. They read the message, if you send one."),),
    ),
    "mark_duplicate": StepAction(
        mark_duplicate,
        form=DuplicateForm,
        consequences=(_("This one closes. You go on under the other number; what stands here stays here."),),
    ),
    "record_withdrawal": StepAction(
        record_withdrawal, consequences=(_("For when somebody told you. With the code they can do it themselves."),)
    ),
    "correct_region": StepAction(
        correct_region,
        form=RegionForm,
        consequences=(
            _("It leaves your list, and you can no longer open it, unless you answer for that region too."),
            _("Whoever answers for that region gets a mail with the number, and nothing else."),
            _("Whoever follows it notices nothing."),
        ),
    ),
    "hold": StepAction(
        hold_referral, consequences=(_("It stays until somebody lets it go, also if nobody ever agrees."),)
    ),
    "release": StepAction(
        release_referral, consequences=(_("If nobody agreed, it erases itself when its time is over. You are warned."),)
    ),
}

ENTRIES = {
    "note": EntryAction(write_note, WRITE, NoteForm, _("Write a note"), panel="notes"),
    "call": EntryAction(
        record_call, WRITE, CallForm, _("Write down a call"), looks=True, panel="calls", leads_to=_to_the_talk
    ),
    "message": OpenEntry(
        send_message,
        WRITE,
        MessageForm,
        _("Send a message"),
        looks=True,
        panel="messages",
        done=_("The message is there"),
        consequences=(
            _("They read it with their number and their code."),
            _("Did they say that e-mail is safe? Then they get a mail that something waits, without a word about it."),
        ),
    ),
    "add_person": OpenEntry(
        add_person,
        WRITE,
        PersonForm,
        _("Add somebody"),
        panel="agreement",
        consequences=(_("From then on their agreement is needed too."),),
    ),
    "change_person": OpenEntry(
        change_person,
        WRITE,
        ChangePersonForm,
        _("Change what we know"),
        looks=True,
        panel="agreement",
        consequences=(
            _("Until it is accepted: who gets another name, or becomes a group or a person, is asked again."),
        ),
    ),
    "change_contact": OpenEntry(
        change_contact,
        WRITE,
        ContactForm,
        _("Change how to reach them"),
        looks=True,
        panel="contact",
        consequences=(_("From now on we mail, call and write only as it says here."),),
    ),
    "renew_code": EntryAction(
        renew_follow_code,
        WRITE,
        EntryForm,
        _("New code for who asked"),
        looks=True,
        panel="contact",
        done=_("A new code was made"),
        consequences=(
            _("The next page shows it, once: say it or print it."),
            _("The code that they had opens nothing any more, and who is looking with it now is shut out."),
            _("Be sure that you speak to the one who asked: with the code they read your messages."),
        ),
        answer="intake/workbench/renewed.html",
        again=renewed_before,
    ),
    "issue_code": EntryAction(
        issue_code,
        WRITE,
        CodeForm,
        _("Make a new code (the old one stops)"),
        looks=True,
        panel="agreement",
        done=_("A new code was made"),
        consequences=(
            _("The next page shows it, once: say it or print it."),
            _("The code that this person had opens nothing any more."),
        ),
        answer="intake/workbench/coded.html",
        again=issued_before,
    ),
}
