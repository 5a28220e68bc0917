"""Invitations on the coordinator's pages: who has one, making them, and each on paper and in a calendar."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_noop, ngettext

from intake.actions.inviting import invite, invite_all, invited, is_invited, refuse_inviting, why_not_invited
from intake.case_states import CaseState
from intake.documents.invitation import invitation_calendar, invitation_pdf, invitations_pdf, preparation_pdf
from intake.models import Participant
from intake.preparation import still_to_do
from intake.views.my_conference import OfConferenceView
from intake.views.my_plan import NO_PDF, as_file, key_of
from portal.outbound.calendar import CONTENT_TYPE
from portal.outbound.pdf import PdfUnavailable
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible

OWN_NAME_SCREEN = gettext_noop("as coordinator: own name on invitations")


class InvitationsView(OfConferenceView):
    """The list: of each person whether there is a letter for the day that stands, or what hinders it."""

    def get(self, request):
        if self.case.state != CaseState.PREPARATION:
            return redirect("intake:my_conference", pk=self.assignment.pk)
        return self._page()

    def post(self, request):
        if self.assignment.state not in self.states:
            return redirect("intake:my_case", pk=self.assignment.pk)
        whom = request.POST.get("participant", "")
        participant = None if whom == "all" else self._participant(whom)
        try:
            with self.look_at_work():
                made = [invite(participant, by=request.user)] if participant else invite_all(self.case, by=request.user)
        except NotPossible as refusal:
            if self.case.state != CaseState.PREPARATION:
                messages.warning(request, str(refusal.message))
                return redirect("intake:my_conference", pk=self.assignment.pk)
            return self._page(refusal=str(refusal.message), status=422)
        words = ngettext("%(count)d invitation is ready.", "%(count)d invitations are ready.", len(made))
        messages.success(request, words % {"count": len(made)})
        return redirect("intake:my_invitations", pk=self.assignment.pk)

    def _participant(self, key):
        row = Participant.objects.select_related("vault").filter(case=self.case, pk=key_of(key)).first()
        if row is None:
            raise Http404
        row.case = self.case
        return row

    def _page(self, *, refusal="", status=200):
        with self.look_at_work():
            hindrance = ""
            try:
                refuse_inviting(self.case)
            except NotPossible as why:
                hindrance = str(why.message)
            people = list(self.case.participants.select_related("side__vault"))
            for one in people:
                one.is_ready = is_invited(one, self.conference)
                one.is_for_another_day = one.invited_at is not None and not one.is_ready
                one.why_not = why_not_invited(one)
            context = {
                "people": people,
                "conference": self.conference,
                "hindrance": hindrance,
                "refusal": "" if refusal == hindrance else refusal,
                "ready": sum(one.is_ready for one in people),
                "to_make": sum(not one.is_ready and not one.why_not for one in people),
            }
            return self.show("invitations", context, status=status)


class InvitationFileView(OfConferenceView):
    """One file, made anew each time from what stands there now; each is a look at the case."""

    def find(self, *, pk, participant=None):
        super().find(pk=pk)
        self.participant_key = participant

    def get(self, request):
        with self.look_at_work():
            try:
                return self.file()
            except PdfUnavailable:
                messages.warning(request, NO_PDF)
            except NotPossible as refusal:
                messages.warning(request, str(refusal.message))
        return redirect("intake:my_invitations", pk=self.assignment.pk)

    def file(self):
        raise NotImplementedError

    def people(self):
        """Who has an invitation for the day that stands: all, or the one that the address names.

        Raises Http404, and NotPossible as long as nobody can be invited: no letter goes out then either.
        """
        if self.case.state != CaseState.PREPARATION or self.conference is None:
            raise Http404
        self.conference.case = self.case
        rows = list(invited(self.case, self.conference))
        if self.participant_key is not None:
            rows = [one for one in rows if one.pk == self.participant_key]
        if not rows:
            raise Http404
        refuse_inviting(self.case)
        return rows

    def own_name(self) -> str:
        """What stands beneath a letter."""
        candidate = self.assignment.coordinator.candidate
        with looking(candidate, by=self.request.user, screen=OWN_NAME_SCREEN):
            return candidate.name


class LetterView(InvitationFileView):
    def file(self):
        (participant,) = self.people()
        content = invitation_pdf(participant, self.conference, coordinator=self.own_name())
        return as_file(content, "application/pdf", "invitation.pdf")


class LettersView(InvitationFileView):
    def file(self):
        content = invitations_pdf(self.people(), self.conference, coordinator=self.own_name())
        return as_file(content, "application/pdf", "invitations.pdf")


class DayFileView(InvitationFileView):
    def file(self):
        (participant,) = self.people()
        return as_file(invitation_calendar(participant, self.conference), CONTENT_TYPE, "conference.ics")


class SheetView(InvitationFileView):
    """The sheet with which they prepare; also before there is a day."""

    def file(self):
        todo = still_to_do(self.case) if self.case.state == CaseState.PREPARATION else []
        content = preparation_pdf(self.case, self.conference, todo=todo)
        return as_file(content, "application/pdf", "preparation.pdf")
