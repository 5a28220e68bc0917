"""By what the lists of referrals and cases can be narrowed. Everything asked is plain: nothing sealed is opened."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.case_states import LOOKING, CaseState
from intake.models import Case, Channel, ConferenceModel, ForWhom, Referral
from intake.next_acts import TO_CALL_BACK
from intake.queries import (
    clock_between,
    erasing_soon,
    over_the_promise,
    with_unread_answers,
)
from intake.states import OPEN_REFERRALS, ReferralState
from portal.backoffice.listing import ScopedFilterSet
from portal.organisations.models import Organisation

OPEN = "open"
# The age of the clock in days: at least, less than.
AGES: dict[str, tuple[int | None, int | None]] = {
    "week": (None, 7), "two": (7, 14), "four": (14, 28), "older": (28, None),
}  # fmt: skip
AGE_CHOICES = [
    ("week", _("Less than a week")),
    ("two", _("1 to 2 weeks")),
    ("four", _("2 to 4 weeks")),
    ("older", _("More than 4 weeks")),
    ("over", _("Over the promise")),
]


class OneOfFilter(django_filters.ChoiceFilter):
    """Radio buttons with "All" before them, as Wagtail draws its own."""

    def __init__(self, *, label, choices, **kwargs):
        super().__init__(label=label, choices=choices, widget=forms.RadioSelect, empty_label=_("All"), **kwargs)


class ClockedFilterSet(ScopedFilterSet):
    """What both lists share. A subclass says from when its clock runs, and for which rows it runs."""

    clock_from = ""
    running = Q()

    clock = OneOfFilter(label=_("The clock runs"), choices=AGE_CHOICES, method="filter_clock")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self._sees_more_than_one_organisation():
            del self.filters["organisation"]

    def filter_clock(self, queryset, name, value):
        running = queryset.filter(self.running)
        if value == "over":
            return running.filter(over_the_promise(self.clock_from))
        return running.filter(clock_between(self.clock_from, *AGES[value]))

    def _sees_more_than_one_organisation(self):
        organisations = Organisation.objects.filter(regions__in=self.request.user.region_ids).distinct()
        self.filters["organisation"].queryset = organisations
        return organisations.count() > 1


class ReferralFilterSet(ClockedFilterSet):
    clock_from = "received_at"
    running = Q(state__in=OPEN_REFERRALS)

    state = OneOfFilter(
        label=_("State"),
        choices=[(OPEN, _("Open: received or in talk")), *ReferralState.choices],
        method="filter_state",
    )
    notice = OneOfFilter(
        label=_("What stands out"),
        choices=[
            ("call_back", _("Call back")),
            ("unread", _("New message")),
            ("erases", _("Erases itself within a week")),
            ("look", _("Look whether it is real")),
        ],
        method="filter_notice",
    )
    wished_model = OneOfFilter(label=_("Wished model"), choices=ConferenceModel.choices)
    language = OneOfFilter(label=_("Language"), choices=settings.LANGUAGES)
    channel = OneOfFilter(label=_("Came in by"), choices=Channel.choices)
    for_whom = OneOfFilter(label=_("For whom"), choices=ForWhom.choices)

    class Meta:
        model = Referral
        fields = [
            "state", "notice", "clock", "region", "organisation", "wished_model", "language", "channel", "for_whom",
        ]  # fmt: skip

    def filter_state(self, queryset, name, value):
        return queryset.filter(self.running if value == OPEN else Q(state=value))

    def filter_notice(self, queryset, name, value):
        conditions = {
            "call_back": TO_CALL_BACK,
            "unread": Q(with_unread_answers()),
            "erases": erasing_soon(),
            "look": Q(needs_look=True, state__in=OPEN_REFERRALS),
        }
        return queryset.filter(conditions[value])


class CaseFilterSet(ClockedFilterSet):
    clock_from = "clock_from"
    running = Q(state__in=LOOKING)

    state = OneOfFilter(label=_("State"), choices=CaseState.choices)
    unread = OneOfFilter(label=_("What stands out"), choices=[("yes", _("New message"))], method="filter_unread")
    model = OneOfFilter(label=_("Model"), choices=ConferenceModel.choices)
    language = OneOfFilter(label=_("Language"), field_name="referral__language", choices=settings.LANGUAGES)
    channel = OneOfFilter(label=_("Came in by"), field_name="referral__channel", choices=Channel.choices)

    class Meta:
        model = Case
        fields = ["state", "unread", "clock", "region", "organisation", "model", "language", "channel"]

    def filter_unread(self, queryset, name, value):
        return queryset.filter(with_unread_answers("referral"))
