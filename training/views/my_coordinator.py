"""What a coordinator can do and when, on a page of their own, and leaving the roster (DESIGN §3, Coordinator)."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.organisations.models import Region
from portal.organisations.words import word_of
from portal.workflow.moves import NotPossible
from portal.workflow.once import DoneBefore, once
from training.actions.offering import Outdated, change_own_data
from training.actions.rostering import leave_roster
from training.coaching import coach_of
from training.coordinator_states import ON_THE_ROSTER, CoordinatorState
from training.forms.my import StopForm
from training.forms.my_coordinator import WHEN, OwnDataForm, kept_in_words
from training.models import Coordinator
from training.roster import number_of, with_facts
from training.views.my import OwnView
from training.views.my_acts import ActView

_TYPED = ("background", "other", "travel_minutes", "away_from", "away_until")
_LEFT_MEANWHILE = gettext_lazy("You left the roster in the meantime, so we keep none of it. You may copy it from here.")


class CoordinatorOwnView(OwnView):
    """For who is, or was, on the roster."""

    coordinator: Coordinator

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            rows = with_facts(Coordinator.objects.of(request.user)).select_related(
                "vault", "region__organisation", "coach__organisation"
            )
            found = rows.first()
            if found is None:
                raise Http404
            self.coordinator = found
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_here(self):
        return self.coordinator.state in ON_THE_ROSTER


class OwnDataView(CoordinatorOwnView):
    """GET shows what stands there and the form, POST keeps it. Nothing that was typed is lost."""

    def get(self, request):
        with self.look():
            return self._page(self._form())

    def post(self, request):
        with self.look():
            form = self._form(request.POST)
            if not self.is_here:
                return self._not_kept()
            if not form.is_valid():
                return self._page(form, status=422)
            try:
                with transaction.atomic():
                    if form.cleaned_data["drawn"]:
                        once(form.cleaned_data["drawn"], f"{request.path}?{request.POST.urlencode()}")
                    change_own_data(self.coordinator, by=request.user, **form.to_offer)
            except DoneBefore:
                pass
            except Outdated as refusal:
                return self._outdated(refusal)
            except NotPossible as refusal:
                self.coordinator.refresh_from_db(fields=["state"])
                if not self.is_here:
                    return self._not_kept()
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
                return self._page(form, status=422)
        messages.success(request, _("We kept it."))
        return redirect("training:my_coordinator")

    def _not_kept(self):
        """They left meanwhile: what they typed is theirs, to copy."""
        typed = "\n\n".join(said for name in _TYPED if (said := self.request.POST.get(name, "").strip()))
        if not typed:
            return redirect("training:my_coordinator")
        return self.show("not_kept", {"typed": typed, "hint": _LEFT_MEANWHILE}, status=409)

    def _outdated(self, refusal):
        """What was typed stays; pressed again it takes the place of what stands there now."""
        said = self.request.POST.copy()
        said["edition"] = str(Coordinator.objects.values_list("edition", flat=True).get(pk=self.coordinator.pk))
        again = self._form(said)
        again.full_clean()
        again.add_error(None, str(refusal.message))
        return self._page(again, status=409, changed=kept_in_words(self._now()))

    def _now(self):
        return with_facts(Coordinator.objects.of(self.request.user)).select_related("region__organisation").get()

    def _form(self, said=None):
        initial = self._kept() if said is None else None
        organisation = self.candidate.organisation
        return OwnDataForm(said, initial=initial, organisation=organisation, regions=self._other_regions())

    def _kept(self):
        own = self.coordinator
        return {
            "edition": own.edition,
            "languages": [each.code for each in own.candidate.spoken_languages.all()],
            "travel_minutes": own.travel_minutes,
            "regions": [each.region_id for each in own.also_in.all()],
            "when": [name for name, _label in WHEN if getattr(own, name)],
            "away_from": own.away_from,
            "away_until": own.away_until,
            "background": own.background,
            "background_agreed": own.background_agreed_at is not None,
        }

    def _other_regions(self):
        own = self.coordinator
        regions = Region.objects.filter(organisation_id=own.organisation_id).exclude(pk=own.region_id)
        return regions.exclude(is_front_desk=True).order_by("name")

    def _page(self, form, *, status=200, changed=None):
        context = {
            "form": form if self.is_here else None,
            "own": self.coordinator,
            "changed": changed,
            "number": number_of(self.coordinator),
            "scopes": [each.get_scope_display() for each in self.coordinator.scopes.all()],
            "manager": word_of(self.candidate.organisation, "regional manager"),
            "conduct": self.candidate.rule_book.get_conduct_display(),
            "coach": coach_of(self.coordinator),
            "is_practising": self.coordinator.state == CoordinatorState.PRACTISING,
        }
        return self.show("coordinator", context, status=status)


class LeaveView(CoordinatorOwnView, ActView):
    """Who practises stops or pauses on the track instead."""

    form_class = StopForm
    heading = gettext_lazy("Do you want to leave the roster?")
    lead = gettext_lazy("You may. Nobody asks you for a conference any more.")
    points = (
        (gettext_lazy("Your region hears that you left"), gettext_lazy("Nobody waits for you any more.")),
        (gettext_lazy("What you told about who you are is erased"), gettext_lazy("Nobody needs it then.")),
        (gettext_lazy("Only away for a while?"), gettext_lazy("Then say from when until when instead, and stay.")),
        (gettext_lazy("You may come back"), gettext_lazy("Call your region. As long as your certificate is valid.")),
        (
            gettext_lazy("What you took along of your certificate stays yours"),
            gettext_lazy("Who looks up its number reads that you are no longer registered."),
        ),
        (
            gettext_lazy("After a while nothing of you is kept here"),
            gettext_lazy("Until then you find your page as it is. Then everything is erased, with your account."),
        ),
    )
    button = gettext_lazy("Leave the roster")
    back = gettext_lazy("No, I stay")
    leads_to = "training:my_coordinator"
    done = gettext_lazy("You left the roster. Thank you for all that you did.")

    def get(self, request):
        if self.coordinator.state != CoordinatorState.REGISTERED:
            return redirect(self.leads_to)
        return self.page(self.form_of())

    def act(self, *, reason):
        leave_roster(self.coordinator, by=self.request.user, reason=reason.strip())
