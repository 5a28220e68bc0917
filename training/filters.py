"""By what the list of candidates can be narrowed. Everything asked is plain: nothing sealed is opened."""

from datetime import timedelta

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.backoffice.listing import ScopedFilterSet
from portal.organisations.models import Organisation
from training.coordinator_states import CoordinatorState
from training.languages import language_name
from training.models import Candidate, Coordinator, Scope, SpokenLanguage
from training.roster import available
from training.searching import conduct_expires, conduct_warned_until, in_this_state_since, spoken_by_candidates_of
from training.states import FOR_STAFF, ON_THE_WAY, CandidateState

ON_THEIR_WAY = "on_the_way"
# How long somebody waits in one state, in days: at least, less than.
WAITS: dict[str, tuple[int, int | None]] = {
    "month": (0, 30), "quarter": (30, 90), "half": (90, 180), "longer": (180, None),
}  # fmt: skip
WAIT_CHOICES = [
    ("month", _("Less than a month")),
    ("quarter", _("1 to 3 months")),
    ("half", _("3 to 6 months")),
    ("longer", _("More than 6 months")),
]


class OneOfFilter(django_filters.ChoiceFilter):
    """Radio buttons with "All" before them, as Wagtail draws its own."""

    def __init__(self, *, label, choices, widget=forms.RadioSelect, **kwargs):
        super().__init__(label=label, choices=choices, widget=widget, empty_label=_("All"), **kwargs)


class CandidateFilterSet(ScopedFilterSet):
    state = OneOfFilter(
        label=_("State"),
        choices=[(ON_THEIR_WAY, _("On the way to the certificate")), *((one.value, one.label) for one in FOR_STAFF)],
        method="filter_state",
        widget=forms.Select,
    )
    waits = OneOfFilter(label=_("In this state for"), choices=WAIT_CHOICES, method="filter_waits")
    spoken = OneOfFilter(label=_("Speaks"), field_name="spoken_languages__code", choices=[], widget=forms.Select)
    paused = OneOfFilter(label=_("Paused"), choices=[("yes", _("Yes")), ("no", _("No"))], method="filter_paused")
    conduct = OneOfFilter(
        label=_("Good-conduct document"),
        choices=[
            ("expires", _("Counts for less than three months, or not any more")),
            ("missing", _("Not seen yet")),
        ],
        method="filter_conduct",
    )

    class Meta:
        model = Candidate
        fields = ["state", "waits", "region", "organisation", "spoken", "paused", "conduct"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.request.user
        codes = spoken_by_candidates_of(user)
        names = sorted(((code, language_name(code)) for code in codes), key=lambda one: one[1].casefold())
        self.filters["spoken"].extra["choices"] = names
        organisations = Organisation.objects.filter(regions__in=user.region_ids).distinct()
        self.filters["organisation"].queryset = organisations
        if organisations.count() < 2:
            del self.filters["organisation"]

    def filter_state(self, queryset, name, value):
        if value == ON_THEIR_WAY:
            return queryset.filter(state__in=ON_THE_WAY)
        return queryset.filter(state=CandidateState(value))

    def filter_waits(self, queryset, name, value):
        least, most = WAITS[value]
        now = timezone.now()
        waiting = queryset.annotate(waits_since=in_this_state_since())
        waiting = waiting.filter(waits_since__lte=now - timedelta(days=least))
        return waiting if most is None else waiting.filter(waits_since__gt=now - timedelta(days=most))

    def filter_paused(self, queryset, name, value):
        return queryset.filter(paused_at__isnull=value == "no")

    def filter_conduct(self, queryset, name, value):
        if value == "expires":
            return queryset.filter(conduct_expires())
        return queryset.filter(conduct_valid_until__isnull=True)


class CoordinatorFilterSet(ScopedFilterSet):
    state = OneOfFilter(label=_("State"), choices=CoordinatorState.choices, method="filter_state")
    scope = OneOfFilter(label=_("For"), field_name="scopes__scope", choices=Scope.choices, widget=forms.Select)
    spoken = OneOfFilter(
        label=_("Speaks"), field_name="candidate__spoken_languages__code", choices=[], widget=forms.Select
    )
    available = OneOfFilter(
        label=_("Can be asked now"), choices=[("yes", _("Yes")), ("no", _("No"))], method="filter_available"
    )
    conduct = OneOfFilter(
        label=_("Good-conduct document"),
        choices=[
            ("expires", _("Counts for less than three months, or not any more")),
            ("missing", _("Not seen yet")),
        ],
        method="filter_conduct",
    )

    class Meta:
        model = Coordinator
        fields = ["state", "region", "scope", "spoken", "available", "conduct"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = Coordinator.objects.visible_to(self.request.user).order_by().values("candidate")
        spoken = SpokenLanguage.objects.filter(candidate__in=own).order_by("code")
        codes = spoken.values_list("code", flat=True).distinct()
        names = sorted(((code, language_name(code)) for code in codes), key=lambda one: one[1].casefold())
        self.filters["spoken"].extra["choices"] = names

    def filter_state(self, queryset, name, value):
        return queryset.filter(state=CoordinatorState(value))

    def filter_available(self, queryset, name, value):
        now = available(timezone.localdate())
        return queryset.filter(now) if value == "yes" else queryset.exclude(now)

    def filter_conduct(self, queryset, name, value):
        if value == "expires":
            return queryset.filter(candidate__conduct_valid_until__lte=conduct_warned_until())
        return queryset.filter(candidate__conduct_valid_until__isnull=True)
