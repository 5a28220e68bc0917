"""Hours and costs of a coordinator for a conference: written line by line, handed in, read again until approved."""

from functools import partial
from itertools import chain

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import UUIDField
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.actions.claiming import CLAIMED_IN, add_line, hand_in_claim, may_begin, open_claim, remove_line
from intake.claim_states import OPEN_CLAIMS, ClaimState
from intake.claimed import as_money, total_of
from intake.forms.claims import LineForm
from intake.forms.my_case import ActForm
from intake.models import ClaimKind
from intake.views.at_work import AtWorkActView
from portal.workflow.moves import NotPossible
from portal.workflow.queries import last_reason
from portal.workflow.tracks import Text


class ClaimView(AtWorkActView):
    """The lines of the claim, with a form for one more. Posting keeps that line."""

    tab = back = "my_claim"
    states: tuple[str, ...] = CLAIMED_IN
    template = "claim"
    names_are_shown = False  # their own words and numbers only
    done: Text = _("It was added.")

    @property
    def form_class(self):
        return partial(LineForm, assignment=self.assignment)

    @property
    def is_possible(self):
        if self.assignment.state not in self.states:
            return False
        return self.claim.state in OPEN_CLAIMS if self.claim else may_begin(self.assignment)

    @cached_property
    def claim(self):
        return open_claim(self.assignment)

    def get(self, request):
        return self.page(self.form_class())

    def act(self, **answers):
        add_line(self.assignment, by=self.request.user, **answers)

    def refused(self, form, refusal):
        self.__dict__.pop("claim", None)
        return super().refused(form, refusal)

    def page(self, form, *, status=200):
        with self.look_at_work():
            claim = self.claim
            context = {
                "form": form if self.is_possible else None,
                "claim": claim,
                "lines": list(claim.lines.select_related("vault")) if claim else [],
                "total": total_of(claim) if claim else None,
                "hour": _fee(self.organisation.hour_fee),
                "kilometre": _fee(self.organisation.kilometre_fee),
                "may_change": self.is_possible,
                "why_returned": self._why_returned(),
                "approved": self._approved(),
                "hours": ClaimKind.HOURS,
                "kilometres": ClaimKind.KILOMETRES,
            }
            return self.show(self.template, context, status=status)

    def _why_returned(self) -> str:
        if self.claim is None or self.claim.state != ClaimState.RETURNED:
            return ""
        return last_reason(self.claim, "send_back")

    def _approved(self):
        rows = self.assignment.claims.filter(state=ClaimState.APPROVED).select_related("case__organisation")
        return [(claim, total_of(claim)) for claim in rows]


class _ClaimActView(ClaimView):
    """One button of that page."""

    form_class = ActForm
    done: Text = ""

    def get(self, request):
        return self.lead_back()

    def page(self, form, *, status=200):
        for words in chain.from_iterable(form.errors.values()):
            messages.warning(self.request, words)
        return self.lead_back()


class RemoveLineView(_ClaimActView):
    done = _("It was taken away.")

    def act(self):
        remove_line(self.assignment, by=self.request.user, key=self._key())

    def _key(self):
        try:
            return UUIDField().clean(self.request.POST.get("line", ""))
        except ValidationError:
            raise NotPossible(_("This is no longer here.")) from None


class HandInView(_ClaimActView):
    done = _("Handed in. Your region looks at it.")

    @property
    def is_possible(self):
        return super().is_possible and self.claim is not None and self.claim.has_lines()

    def act(self):
        hand_in_claim(self.assignment, by=self.request.user)

    def lead_back(self):
        return redirect("intake:my_claim", pk=self.assignment.pk)


def _fee(amount) -> str:
    """Empty when it is not paid."""
    return as_money(amount) if amount else ""
