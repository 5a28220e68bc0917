"""A coordinator's own conferences: what they are asked, what is theirs, what was (DESIGN §3, Assignment)."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_noop
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from intake.actions.case_messages import unread_of_coordinator
from intake.actions.voices import about_change, for_coordinator, read_by_coordinator
from intake.assignment_states import ACTIVE, AT_HAND, AssignmentState
from intake.coordinating import NAMES_ARE_SHOWN, how_far, is_asked
from intake.forms.my_case import AcceptForm
from intake.models import Assignment
from intake.queries import assignments_of, last_handover
from intake.registration import registration_of
from intake.views.my_case_shown import asked_facts, people_by_side, who_asked
from portal.accounts import second_factor
from portal.organisations.models import Organisation
from portal.organisations.words import word_of
from portal.privacy.looking import looking, refused
from portal.workflow.queries import last_reason
from training.models import Coordinator

# What "who looked" of the case says a coordinator saw.
ASKED_SCREEN = gettext_noop("asked as coordinator: the region's word")
NAMES_SCREEN = gettext_noop("asked as coordinator: the names")
CASE_SCREEN = gettext_noop("as coordinator: the whole case")
REFUSED_SCREEN = gettext_noop("as coordinator")
# What the texts of these pages are called, before a “_” where there are more of a kind: what somebody typed for too
# long is theirs, and they get it back.
TYPED = (
    "employer", "reason", "handover", "text", "helped", "words", "remarks", "what", "who", "condition", "watcher",
    "adjusting", "said_by", "acceptable", "place", "spoken", "food", "rituals", "safety_plan", "name", "invited",
    "telephone", "email", "address", "hindrance", "arranged",
)  # fmt: skip
_SHOWN_TOO = ("case__manager", "case__wishes", "case__question", "case__acceptor")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class OwnCasesView(View):
    """For who is, or was, on the roster. Nothing of it is there for anybody else."""

    organisation: Organisation

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.ask_to_sign_in()
        self.find(**kwargs)
        return self.hindrance() or super().dispatch(request)

    def find(self):
        """Raises Http404 for what is not theirs."""
        own = Coordinator.objects.of(self.request.user).select_related("organisation").first()
        if own is None:
            raise Http404
        self.organisation = own.organisation

    def hindrance(self):
        """A page that comes first, if any."""

    def ask_to_sign_in(self):
        if typed := typed_in(self.request):
            return render(self.request, "training/my/signed_out.html", {"typed": typed}, status=403)
        return redirect_to_login(self.request.path)

    def show(self, template, context, *, status=200):
        own = {"own_organisation": self.organisation, "manager_word": word_of(self.organisation, "regional manager")}
        return render(self.request, f"intake/my/{template}.html", own | context, status=status)


class CasesView(OwnCasesView):
    """Nothing is opened here: which language, region and kind, no name."""

    def get(self, request):
        found = list(assignments_of(request.user).select_related("case__wishes", "case__plan"))
        asked = sorted((one for one in found if is_asked(one)), key=lambda one: one.answer_by)
        own = [one for one in found if one.state in AT_HAND]
        past = [one for one in found if one not in asked and one not in own]
        context = {
            "asked": [asked_facts(one) for one in asked],
            "own": [asked_facts(one) | {"how_far": how_far(one)} for one in own],
        }
        return self.show("cases", context | {"past": past})


class OwnCaseView(OwnCasesView):
    """A page about one assignment of theirs. Somebody else's is not there, and the try is written down."""

    assignment: Assignment
    names_are_shown = True
    # In which states of the assignment what it shows is shut for a session without a second factor.
    guarded: tuple[str, ...] = NAMES_ARE_SHOWN

    def find(self, *, pk):
        found = assignments_of(self.request.user).select_related(*_SHOWN_TOO).filter(pk=pk).first()
        if found is None:
            self._refuse(pk)
        self.assignment, self.organisation = found, found.case.organisation

    def hindrance(self):
        shows_names = self.names_are_shown and self.assignment.state in self.guarded
        return self._second_factor_first() if shows_names and second_factor.is_owed(self.request) else None

    @property
    def case(self):
        return self.assignment.case

    def _refuse(self, pk):
        foreign = Assignment.objects.select_related("case__vault").filter(pk=pk).first()
        if foreign is not None:
            refused(foreign.case, by=self.request.user, screen=REFUSED_SCREEN)
        raise Http404

    def _second_factor_first(self):
        """Says why, with what was typed; afterwards they come back to the conference."""
        back = reverse("intake:my_case", args=[self.assignment.pk])
        context = {
            "address": f"{second_factor.address_owed(self.request.user)}?{urlencode({'next': back})}",
            "is_enrolled": second_factor.is_enrolled(self.request.user),
            "typed": typed_in(self.request),
            "may_decline": is_asked(self.assignment),
        }
        return self.show("second_factor", context, status=403)

    def look(self, screen):
        """Each opening is a line of the case: these are other people's words, not their own."""
        return looking(self.case, by=self.request.user, screen=screen)

    def show(self, template, context, *, status=200):
        own = {"assignment": self.assignment, "case": self.case, "manager": self.case.manager.get_full_name()}
        return super().show(template, own | context, status=status)


class CaseView(OwnCaseView):
    """As much of the case as their state opens."""

    def get(self, request):
        return self.page_for_state()

    def page_for_state(self, form=None, *, status=200):
        state = self.assignment.state
        if state in ACTIVE:
            return self._open_case()
        if state in AT_HAND:
            return self._given()
        if not is_asked(self.assignment):
            return self.show("case_over", {"is_late": state in (AssignmentState.OFFERED, AssignmentState.INTERESTED)})
        if state == AssignmentState.INTERESTED:
            return self._with_names(form or AcceptForm(), status=status)
        with self.look(ASKED_SCREEN):
            return self.show("case_asked", asked_facts(self.assignment))

    def _given(self):
        """Nothing of the case is opened for the call that is left; of a plan that changes why, and what was decided."""
        plan = {"still_calls": not self.assignment.call_is_over(), "is_changed": self.case.plan.is_changed}
        if not plan["is_changed"]:
            return self.show("case_given", plan)
        with self.look(CASE_SCREEN):
            plan |= {"why": last_reason(self.assignment, "take_up"), "decisions": about_change(self.case)}
            response = self.show("case_given", plan)
        read_by_coordinator(plan["decisions"])
        return response

    def _with_names(self, form, *, status):
        with self.look(NAMES_SCREEN):
            referral = self.case.referral
            context = {
                "form": form,
                "sides": people_by_side(self.case),
                "asker": who_asked(referral),
                "referral": referral,
                "acceptor": getattr(self.case, "acceptor", None),
            }
            return self.show("case_names", asked_facts(self.assignment) | context, status=status)

    def _open_case(self):
        with self.look(CASE_SCREEN):
            case = self.case
            before, decisions = last_handover(case), for_coordinator(case)
            context = {
                "decisions": decisions,
                "has_message": unread_of_coordinator(self.assignment),
                "handover": before.handover if before else "",
                "sides": people_by_side(case),
                "referral": case.referral,
                "asker": who_asked(case.referral),
                "question": getattr(case, "question", None),
                "requirements": list(case.minimumrequirements.all()),
                "acceptor": getattr(case, "acceptor", None),
                "registration": registration_of(case),
            }
            response = self.show("case_open", asked_facts(self.assignment) | context)
        read_by_coordinator(decisions)
        return response


def typed_in(request) -> str:
    """All that was typed on a page of theirs, to give it back."""
    said = [text for name, text in request.POST.items() if {name, name.partition("_")[0]} & set(TYPED) and text.strip()]
    return "\n\n".join(said)
