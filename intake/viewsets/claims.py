"""Claims in the admin: the list of a manager's regions, and what was approved in a month, for each coordinator."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from intake.claim_states import ClaimState
from intake.claimed import Total, approved_in, total_of, with_sums
from intake.filters import OneOfFilter
from intake.models import Claim
from intake.viewsets.coordinating import called
from portal.backoffice.listing import ScopedFilterSet, ScopedIndexView
from portal.backoffice.viewsets import ScopedViewSet
from portal.workflow.references import shown

MONTHS = 24


class ClaimFilterSet(ScopedFilterSet):
    state = OneOfFilter(label=_("State"), choices=ClaimState.choices)
    month = OneOfFilter(label=_("Approved in"), choices=[], method="filter_month")

    class Meta:
        model = Claim
        fields = ["state", "month"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = _months()

    def filter_month(self, queryset, name, value):
        day = parse_date(f"{value}-01")
        approved = Q(state=ClaimState.APPROVED, judged_at__year=day.year, judged_at__month=day.month)
        return queryset.filter(approved)


class ClaimIndexView(ScopedIndexView):
    filterset_class = ClaimFilterSet

    def get_base_queryset(self):
        return with_sums(super().get_base_queryset())

    @cached_property
    def header_buttons(self):
        return [HeaderButton(_("Statement of a month"), url=reverse("claims:statement"), icon_name="calendar")]


@dataclass
class Statement:
    """What one coordinator gets of one month."""

    called: str
    claims: list[tuple[Claim, Total]] = field(default_factory=list)

    @property
    def hours(self) -> Decimal:
        return sum((total.hours for _claim, total in self.claims), Decimal(0))

    @property
    def kilometres(self) -> Decimal:
        return sum((total.kilometres for _claim, total in self.claims), Decimal(0))

    @property
    def expense(self) -> Decimal:
        return sum((total.expense for _claim, total in self.claims), Decimal(0))

    @property
    def euro(self) -> Decimal:
        return sum((total.euro for _claim, total in self.claims), Decimal(0))


class StatementView(WagtailAdminTemplateMixin, TemplateView):
    """`?month=2026-03`; without it this month. By coordinators' numbers: no name is opened."""

    template_name = "intake/claims/statement.html"
    page_title = _("Statement of a month")
    header_icon = "calendar"
    viewset = None
    model = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds("intake.view_claim"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        claims = {"url": reverse("claims:index"), "label": self.viewset.menu_label}
        return [*self.breadcrumbs_items, claims, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        months = _months()
        asked = self.request.GET.get("month", "")
        chosen = asked if asked in dict(months) else months[0][0]
        found: dict = defaultdict(list)
        for claim in approved_in(date.fromisoformat(f"{chosen}-01"), user=self.request.user):
            found[claim.assignment.coordinator].append((claim, total_of(claim)))
        statements = [Statement(called(coordinator), claims) for coordinator, claims in found.items()]
        return super().get_context_data(**kwargs) | {
            "months": months,
            "chosen": chosen,
            "month_in_words": dict(months)[chosen],
            "statements": statements,
            "euro": sum((one.euro for one in statements), Decimal(0)),
            "list_url": f"{reverse('claims:index')}?state=approved&month={chosen}",
        }


def _months():
    """The last two years, this month first, as they stand in the address and in words."""
    day = timezone.localdate().replace(day=1)
    found = []
    for _number in range(MONTHS):
        found.append((day.strftime("%Y-%m"), date_format(day, "YEAR_MONTH_FORMAT")))
        day = (day.replace(month=day.month - 1)) if day.month > 1 else day.replace(year=day.year - 1, month=12)
    return found


def _link(claim):
    address = f"{reverse('cases:inspect', args=[claim.case_id])}#claims"
    return format_html('<a href="{}">{}</a>', address, shown(claim.case.reference))


def _called(claim):
    return called(claim.assignment.coordinator)


def _euro(claim):
    return f"€ {total_of(claim).euro}"


class ClaimViewSet(ScopedViewSet):
    model = Claim
    name = "claims"
    url_prefix = "claims"
    icon = "form"
    menu_label = _("Hours and costs")
    menu_order = 125
    add_to_admin_menu = True
    inspect_view_enabled = False
    screen = gettext_noop("claims")
    index_view_class = ClaimIndexView
    list_select_related = (
        "case__region", "case__organisation", "assignment__coordinator__candidate", "assignment__coordinator__region",
    )  # fmt: skip
    list_display = [
        Column("case", label=pgettext_lazy("of a request", "Number"), accessor=_link),
        Column("state_label", label=_("State"), sort_key="state"),
        Column("coordinator", label=_("Coordinator"), accessor=_called),
        Column("region", label=_("Region"), accessor="case.region"),
        Column("handed_in_at", label=_("Handed in"), sort_key="handed_in_at"),
        Column("judged_at", label=_("Looked at"), sort_key="judged_at"),
        Column("euro", label=_("Together"), accessor=_euro),
    ]
    ordering = ["-handed_in_at"]
    export_columns = [
        (pgettext_lazy("of a request", "Number"), "reference"),
        (_("State"), "state_label"),
        (_("Coordinator"), _called),
        (_("Region"), "case.region"),
        (_("Handed in"), "handed_in_at"),
        (_("Looked at"), "judged_at"),
        (_("Hours"), lambda claim: total_of(claim).hours),
        (_("Euro per hour"), lambda claim: total_of(claim).hour_fee),
        (_("Kilometres"), lambda claim: total_of(claim).kilometres),
        (_("Euro per kilometre"), lambda claim: total_of(claim).kilometre_fee),
        (_("Expenses"), lambda claim: total_of(claim).expense),
        (_("Together"), lambda claim: total_of(claim).euro),
    ]

    def get_urlpatterns(self):
        return [path("statement/", self.construct_view(StatementView), name="statement"), *super().get_urlpatterns()]
