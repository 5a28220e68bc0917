"""The question of a case on its workbench: what is complete, what is missing, and where each part is written."""

from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from intake.actions.questions import (
    SETTLE,
    can_change_acceptor,
    remove_acceptor,
    remove_requirement,
    settle_question,
    write_acceptor,
    write_financing,
    write_question,
    write_requirement,
)
from intake.case_states import BEFORE_THE_CONFERENCE, CaseState
from intake.forms.question import (
    AcceptorForm,
    ChangeRequirementForm,
    FinancingForm,
    QuestionForm,
    ReasonForm,
    RemoveRequirementForm,
    RequirementForm,
)
from intake.models import CHECKLIST, Acceptor, Case, CaseQuestion, Financing, FinancingState
from intake.question_coach import remarks_on
from intake.viewsets.asking import begun
from portal.backoffice.entries import EntryAction, EntryView
from portal.backoffice.steps import StepAction
from portal.backoffice.workbench import Panel

PANEL = "question"


def _remove_requirement(case, *, by, requirement, reason):
    return remove_requirement(requirement, by=by, reason=reason)


_ERASED = _("The words are erased. That it was taken away, and your reason, stay in the timeline.")
QUESTION_STEPS = {
    "settle_question": StepAction(
        settle_question,
        consequences=(
            _("Each person at the centre reads the question, with their own code. Whoever only referred does not."),
            _("You can still change it, as long as all four points stay true."),
        ),
    )
}
QUESTION_ENTRIES = {
    "question": EntryAction(
        write_question, SETTLE, QuestionForm, _("Write the question"), looks=True, panel=PANEL,
        done=_("The question was kept"),
    ),
    "requirement": EntryAction(
        write_requirement, SETTLE, RequirementForm, _("Add a minimum requirement"), panel=PANEL
    ),
    "change_requirement": EntryAction(
        write_requirement, SETTLE, ChangeRequirementForm, _("Change the minimum requirement"), looks=True, panel=PANEL
    ),
    "remove_requirement": EntryAction(
        _remove_requirement, SETTLE, RemoveRequirementForm, _("Take the minimum requirement away"), looks=True,
        panel=PANEL, consequences=(_ERASED,), done=_("Taken away"),
    ),
    "acceptor": EntryAction(
        write_acceptor, SETTLE, AcceptorForm, _("Who must accept the plan"), looks=True, panel=PANEL,
        consequences=(
            _("They read the plan when it is there, and say whether it is safe and lawful. They do not make it."),
            _("It is never the coordinator: who organises the conference does not judge the plan."),
        ),
    ),
    "remove_acceptor": EntryAction(
        remove_acceptor, SETTLE, ReasonForm, _("Nobody has to accept the plan"), panel=PANEL, consequences=(_ERASED,),
        done=_("Taken away"),
    ),
    "financing": EntryAction(
        write_financing, SETTLE, FinancingForm, _("How it is paid"), looks=True, panel=PANEL
    ),
}  # fmt: skip


class CaseEntryView(EntryView):
    """As EntryView. `?requirement=<key>` says which one; the coach answers without anything being kept."""

    def dispatch(self, request, *args, **kwargs):
        if self.asked.form is FinancingForm and self.object.organisation.free_for_families:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.asked.form is not QuestionForm or "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form(request.POST)
        form.full_clean()
        return self._page(form)

    def get_form(self, data=None, files=None):
        form = begun(super().get_form(data, files), self.request)
        if self.asked.form in (ChangeRequirementForm, RemoveRequirementForm) and not form.is_bound:
            form.initial["requirement"] = self.request.GET.get("requirement")
            if form.row() is None:
                raise Http404
        return form

    def get_template_names(self):
        own = {
            QuestionForm: "intake/workbench/question_form.html",
            RemoveRequirementForm: "intake/workbench/removed.html",
        }
        if self.asked.form in own and self.template_name == EntryView.template_name:
            return [own[self.asked.form]]
        return super().get_template_names()


class Piece(NamedTuple):
    """One part of the preparation at a glance. `sign` is done, todo, or none where nothing needs to stand there."""

    heading: str
    said: str
    sign: str


class QuestionOpened:
    """All that stands around the question of a case, open, in a number of queries that does not grow."""

    def __init__(self, case: Case, user):
        self.case = case
        self.question = CaseQuestion.objects.filter(case=case).select_related("written_by").first()
        self.requirements = list(case.minimumrequirements.select_related("written_by"))
        self.acceptor = Acceptor.objects.filter(case=case).first()
        self.is_free = case.organisation.free_for_families
        self.financing = None if self.is_free else Financing.objects.filter(case=case).first()
        is_theirs = case.region_id in user.region_ids and user.holds(SETTLE)
        self.may_write = is_theirs and case.state in BEFORE_THE_CONFERENCE
        self.may_write_acceptor = is_theirs and can_change_acceptor(case)

    @property
    def points(self) -> list[tuple[object, bool]]:
        """The four points of a good question in words, each with whether it was said yes to."""
        labels = {name: CaseQuestion._meta.get_field(name).verbose_name for name in CHECKLIST}
        return [(labels[name], getattr(self.question, name, False)) for name in CHECKLIST]

    @property
    def remarks(self):
        return remarks_on(self.question.text, self.question.language) if self.question else []

    @property
    def is_settled(self) -> bool:
        return self.case.state in (CaseState.MATCHING, CaseState.PREPARATION)

    @property
    def pieces(self) -> list[Piece]:
        return [self._question_piece(), self._requirements_piece(), self._acceptor_piece(), self._financing_piece()]

    def _question_piece(self):
        heading, missing = gettext("The question"), sum(not said for _label, said in self.points)
        if self.question is None:
            return Piece(heading, gettext("Not written yet"), "todo")
        if missing:
            words = ngettext("%(count)d point still to go", "%(count)d points still to go", missing)
            return Piece(heading, words % {"count": missing}, "todo")
        return Piece(heading, gettext("Complete"), "done")

    def _requirements_piece(self):
        heading, count = gettext("Minimum requirements"), len(self.requirements)
        return Piece(heading, str(count) if count else gettext("None"), "done" if count else "none")

    def _acceptor_piece(self):
        heading = gettext("Who must accept the plan")
        return (
            Piece(heading, gettext("Written down"), "done")
            if self.acceptor
            else Piece(heading, gettext("Nobody"), "none")
        )

    def _financing_piece(self):
        heading = gettext("How it is paid")
        if self.is_free:
            return Piece(heading, gettext("Free for the family"), "done")
        if self.financing is None:
            return Piece(heading, gettext("Not written yet"), "todo")
        is_done = self.financing.state == FinancingState.GRANTED
        return Piece(heading, str(self.financing.get_state_display()), "done" if is_done else "todo")


def question_panel(case: Case, user) -> Panel:
    """Made while looking at the case."""
    opened = QuestionOpened(case, user)
    return Panel(PANEL, _("The question"), "intake/workbench/question.html", {"case": case, "opened": opened})
