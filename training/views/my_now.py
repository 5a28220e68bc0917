"""What is asked of a candidate now: one thing, or nothing while somebody else has the turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from training.drawn.meter import meter
from training.models import Candidate, Evaluator, ProfilePoint, Report, TrainingEvent
from training.states import CandidateState
from training.telling import Happened

S = CandidateState
YOURS, OURS = gettext_lazy("Now it is your turn"), gettext_lazy("Now it is our turn")
# While something of somebody waits for the document of good conduct.
_NEEDS_CONDUCT = (S.TRAINED, S.REPORTED, S.IN_TALK, S.PRACTISING)


@dataclass(frozen=True)
class Now:
    """`turn` says whose turn it is; `address` and `button` are the one thing to do; `quote` was said to them."""

    turn: str
    heading: str
    text: str
    address: str = ""
    button: str = ""
    quote: str = ""
    more: list[str] = field(default_factory=list)
    meter: str = ""
    kept: str = ""
    event: TrainingEvent | None = None

    @property
    def is_ours(self) -> bool:
        """Whether nothing waits for them: what they may do then is a link, no button that calls."""
        return self.turn == str(OURS)


# Where nothing is asked: what happens, and what that means.
_WAITING = {
    S.APPLIED: (
        gettext_lazy("We read your letter"),
        gettext_lazy("Then we invite you to a meeting. There you hear more and ask what you like. Now you may wait."),
    ),
    S.INVITED: (
        gettext_lazy("Come to the information meeting"),
        gettext_lazy(
            "There you hear what the work is, and meet people who do it. You decide afterwards. Do you not know yet "
            "when and where, or can you not come? Call us."
        ),
    ),
    S.DECIDED: (
        gettext_lazy("We look for a place for you"),
        gettext_lazy("You said yes. As soon as there is a place in the training, you read it here and get a mail."),
    ),
    S.IN_TRAINING: (
        gettext_lazy("You have a place in the training"),
        gettext_lazy(
            "In the training you practise with others, and find out together with the trainers whether this fits you. "
            "Afterwards you write a short report."
        ),
    ),
    S.REPORTED: (
        gettext_lazy("The trainers read your report"),
        gettext_lazy("They talk about it and give you one answer together. You read it here and get a mail."),
    ),
    S.IN_TALK: (
        gettext_lazy("A talk with the trainers"),
        gettext_lazy("They want to talk about your report with you before they decide. They call you for a day."),
    ),
    S.PRACTISING: (
        gettext_lazy("Your first conference"),
        gettext_lazy("You do it yourself, and are not alone: we help with everything you want to ask."),
    ),
    S.DEEPENING: (
        gettext_lazy("You have a place in the second training"),
        gettext_lazy("There you practise conferences about repair, and with groups. Afterwards you say what fits you."),
    ),
    S.COMPLETE: (
        gettext_lazy("You are a coordinator"),
        gettext_lazy("All ten steps are done. Thank you for the way you went. We call you when somebody needs you."),
    ),
}


def asked_now(candidate: Candidate, *, reports: Mapping[int, Report], happened: list[Happened]) -> Now:
    """To be called while looking at the candidate."""
    if candidate.is_paused:
        return Now(
            turn=_("You paused on %(day)s") % {"day": date_format(localdate(candidate.paused_at))},
            heading=_("Take the time that you need"),
            text=_("What you did stays as it is. You go on here when you want to, where you were."),
            address=reverse("training:my_go_on"),
            button=_("Go on"),
        )
    asked = _ASKED.get(CandidateState(candidate.state))
    if asked is not None:
        return asked(candidate, reports, happened)
    heading, text = _WAITING[CandidateState(candidate.state)]
    is_whole = candidate.state == S.COMPLETE
    return Now(
        turn=_("You did it") if is_whole else str(OURS),
        heading=str(heading),
        text=str(text),
        more=_more(candidate),
    )


def _write_letter(candidate, reports, happened):
    try:
        address = reverse("training:apply")
    except NoReverseMatch:
        address = ""
    return Now(
        turn=str(YOURS),
        heading=_("Write your letter"),
        text=_("Why do you want to do this? Tell it in your own words. What you write is kept, and only you see it."),
        address=address,
        button=_("Go on with your letter"),
    )


def _choose(candidate, reports, happened):
    return Now(
        turn=str(YOURS),
        heading=_("Do you take the training?"),
        text=_("You were at the information meeting. Take the time to think. Yes is good, and so is no."),
        address=reverse("training:my_decide"),
        button=_("Tell us what you choose"),
    )


def _report(candidate, reports, happened):
    written = written_points(reports.get(1))
    count, total = sum(written), len(written)
    kept = ""
    if count:
        day = date_format(localdate(candidate.touched_at), "MONTH_DAY_FORMAT")
        kept = ngettext(
            "You wrote about %(count)d of the %(total)d points. Kept on %(day)s.",
            "You wrote about %(count)d of the %(total)d points. Kept on %(day)s.",
            count,
        ) % {"count": count, "total": total, "day": day}
    return Now(
        turn=str(YOURS),
        heading=_("Write your report"),
        text=_(
            "Does this role fit you? You write it down, point by point along the profile. Two pages are enough. There "
            "are no right or wrong answers."
        ),
        address=reverse("training:my_report"),
        button=_("Go on with your report") if count else _("Begin with your report"),
        meter=meter(written),
        kept=kept,
        more=_more(candidate),
    )


def _talk(candidate, reports, happened):
    report = reports.get(1)
    if report is None or report.talked_at is None:
        heading, text = _WAITING[S.IN_TALK]
        quote = _reason(happened, "talk")
        return Now(turn=str(OURS), heading=str(heading), text=str(text), quote=quote, more=_more(candidate))
    talked = _("You talked about it on %(day)s.") % {"day": date_format(report.talked_on)}
    if not report.said_since_talk:
        return Now(
            turn=str(YOURS),
            heading=_("What do you think now?"),
            text=_("You talked with the trainers. Does the role fit you? You may think what you thought before."),
            address=reverse("training:my_reconsider"),
            button=_("Say what you think now"),
            more=[talked, *_more(candidate)],
        )
    return Now(
        turn=str(OURS),
        heading=_("The trainers read what you think now"),
        text=_("Then you hear how it goes on. You read it here and get a mail."),
        address=reverse("training:my_reconsider"),
        button=_("Read or change what you said"),
        more=[talked, *_more(candidate)],
    )


def _look_back(candidate, reports, happened):
    if own_evaluation(candidate) is None:
        return Now(
            turn=str(YOURS),
            heading=_("How do you look back?"),
            text=_("You did your first conference. We ask the family and the people of your region too, and you."),
            address=reverse("training:my_look_back"),
            button=_("Write how you look back"),
        )
    return Now(
        turn=str(OURS),
        heading=_("We look back on it together"),
        text=_("You wrote how you look back. Your region talks about it with you, and then you hear what comes next."),
        address=reverse("training:my_look_back"),
        button=_("Read or change what you wrote"),
    )


def _certified(candidate, reports, happened):
    held, wanted = candidate.conferences_held, candidate.rule_book.conferences_before_ek2
    left = max(0, wanted - held)
    if not left:
        next_line = _("You did enough conferences for the second training. You hear from us when there is a place.")
    else:
        next_line = ngettext(
            "After %(count)d more conference you can take the second training.",
            "After %(count)d more conferences you can take the second training.",
            left,
        ) % {"count": left}
    return Now(
        turn=_("You got your certificate"),
        heading=_("You are a coordinator"),
        text=_("You are registered for families and individuals. We call you when somebody needs you."),
        more=[next_line],
    )


def _second_report(candidate, reports, happened):
    return Now(
        turn=str(YOURS),
        heading=_("What else fits you?"),
        text=_("After the second training you say for which conferences you want to be there from now on."),
        address=reverse("training:my_second_report"),
        button=_("Write your second report"),
    )


def _not_now(candidate, reports, happened):
    return Now(
        turn=_("Not now"),
        heading=_("It does not fit now. That says nothing about later."),
        text=_(
            "Thank you for the way you went with us. What you did stays yours. When something has changed, or you see "
            "it in another way, you may begin again."
        ),
        quote=_reason(happened, "not_now"),
        address=reverse("training:my_begin_again"),
        button=_("Begin again"),
    )


def _stopped(candidate, reports, happened):
    return Now(
        turn=_("You stopped"),
        heading=_("Thank you for the way you went with us"),
        text=_("What you did stays yours. Do you want to after all, now or later? You are welcome."),
        address=reverse("training:my_begin_again"),
        button=_("Begin again"),
    )


_ASKED = {
    S.WRITING: _write_letter,
    S.INFORMED: _choose,
    S.TRAINED: _report,
    S.IN_TALK: _talk,
    S.LOOKING_BACK: _look_back,
    S.CERTIFIED: _certified,
    S.DEEPENED: _second_report,
    S.NOT_NOW: _not_now,
    S.WITHDRAWN: _stopped,
}


def written_points(report: Report | None) -> list[bool]:
    """For each point of the profile whether something is written about it."""
    points = report.points if report else {}
    return [bool(points.get(point, "").strip()) for point in ProfilePoint]


def own_evaluation(candidate: Candidate):
    """What the candidate wrote about the newest conference."""
    return candidate.evaluations.filter(by_whom=Evaluator.SELF, number=candidate.conferences_held).first()


def _more(candidate):
    said = []
    if candidate.state == S.APPLIED and candidate.took_training_before:
        said.append(_("You took the training before. We look with you from where you go on."))
    if candidate.state in _NEEDS_CONDUCT:
        said.append(_conduct(candidate))
    return said


def _conduct(candidate):
    named = {"document": candidate.rule_book.get_conduct_display()}
    if candidate.conduct_is_valid:
        named["day"] = date_format(candidate.conduct_valid_until)
        return _("We saw your %(document)s. It counts until %(day)s.") % named
    return _("Before your first conference we look at your %(document)s. We keep no copy.") % named


def _reason(happened, name):
    return next((one.reason for one in reversed(happened) if one.name == name), "")
