"""The lists of referrals and cases: how long the clock has run, what stands out, and where to begin something new."""

from datetime import datetime

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from intake.case_states import LOOKING
from intake.filters import CaseFilterSet, ReferralFilterSet
from intake.models import Case, Referral
from intake.next_acts import is_to_call_back
from intake.queries import with_unread_answers
from intake.viewsets.telephone import may_enter
from portal.backoffice.listing import ScopedIndexView
from portal.backoffice.searching import SearchView

_STRONG, _QUIET = " bo-mark-strong", ""


class ReferralRows:
    """What a line of the list shows besides the row's own fields, in the same query."""

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(has_answers=with_unread_answers())


class ReferralIndexView(ReferralRows, ScopedIndexView):
    filterset_class = ReferralFilterSet

    @property
    def may_enter(self):
        return may_enter(self.request.user)

    @cached_property
    def header_buttons(self):
        if not self.may_enter:
            return []
        return [HeaderButton(_("New referral by telephone"), url=reverse("referrals:new"), icon_name="plus")]


class ReferralSearchView(ReferralRows, SearchView):
    """Found by number, name, address or telephone number."""


class CaseRows:
    def get_base_queryset(self):
        return super().get_base_queryset().annotate(has_answers=with_unread_answers("referral"))


class CaseIndexView(CaseRows, ScopedIndexView):
    filterset_class = CaseFilterSet

    @cached_property
    def header_buttons(self):
        return [HeaderButton(_("As a board"), url=reverse("cases:board"), icon_name="grip")]


class CaseSearchView(CaseRows, SearchView):
    """Found as its referral is."""


def clock_of(row: Referral | Case):
    """How long the clock has run and what was promised, in words; nothing when it stands still."""
    started = row.received_at if isinstance(row, Referral) else row.clock_from
    runs = row.is_open if isinstance(row, Referral) else row.state in LOOKING
    if not runs:
        return ""
    if isinstance(row, Case) and row.paused_at is not None:
        return gettext("On hold")
    days = max(0, (timezone.now() - started).days)
    running = ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days else gettext("Since today")
    due = row.promise_due
    if due is None:
        return running
    if due < timezone.now():
        late = (timezone.now() - due).days
        words = ngettext("Too late by %(days)d day", "Too late by %(days)d days", late) % {"days": late}
        return format_html(
            '{}<br><strong class="bo-overdue">{}</strong>', running, words if late else gettext("Too late")
        )
    return format_html("{}<br>{}", running, gettext("by %(due)s") % {"due": _day(due)})


def marks_of(row: Referral | Case):
    """What stands out, in words, each a mark of its own; strong where somebody waits for an answer."""
    marks = [(_STRONG, gettext("New message"))] if row.has_answers else []
    if isinstance(row, Referral):
        marks += _marks_of_referral(row)
    return format_html_join(" ", '<span class="bo-mark{}">{}</span>', marks)


def _marks_of_referral(referral):
    marks = []
    if is_to_call_back(referral):
        marks.append((_STRONG, gettext("Call back")))
    if referral.is_open and referral.needs_look:
        marks.append((_QUIET, gettext("Look whether it is real")))
    if referral.is_held:
        marks.append((_QUIET, gettext("Kept")))
    if referral.erases_soon:
        words = gettext("Nobody agreed: erases itself on %(day)s") % {"day": _day(referral.erases_at)}
        marks.append((_STRONG, words))
    return marks


def _day(moment: datetime):
    return date(timezone.localtime(moment), "DATE_FORMAT")


REFERRAL_COLUMNS = [
    "__str__",
    Column("state_label", label=_("State"), sort_key="state"),
    Column("clock", label=_("The clock runs"), accessor=clock_of, sort_key="received_at"),
    Column("marks", label=_("What stands out"), accessor=marks_of),
    Column("get_for_whom_display", label=_("For whom")),
    Column("region", label=_("Region"), sort_key="region__name"),
    Column("language_name", label=_("Language"), sort_key="language"),
]
CASE_COLUMNS = [
    "__str__",
    Column("state_label", label=_("State"), sort_key="state"),
    Column("clock", label=_("The clock runs"), accessor=clock_of, sort_key="clock_from"),
    Column("marks", label=_("What stands out"), accessor=marks_of),
    Column("get_model_display", label=_("Model"), sort_key="model"),
    Column("region", label=_("Region"), sort_key="region__name"),
    Column("manager", label=_("Manager")),
]
# What a list is taken along with: plain facts, to count and to plan with.
REFERRAL_EXPORT = [
    (pgettext_lazy("of a request", "Number"), str),
    (_("State"), "state_label"),
    (_("Received"), "received_at"),
    (_("Promised by"), "promise_due"),
    (_("For whom"), "get_for_whom_display"),
    (_("Who asks"), "get_referrer_role_display"),
    (_("Works at"), "get_profession_display"),
    (_("Wished model"), "get_wished_model_display"),
    (_("Organisation"), "organisation"),
    (_("Region"), "region"),
    (_("Language"), "language_name"),
    (_("Came in by"), "get_channel_display"),
    (_("Everyone agrees since"), "agreed_at"),
]
CASE_EXPORT = [
    (pgettext_lazy("of a request", "Number"), str),
    (_("State"), "state_label"),
    (_("Opened"), "opened_at"),
    (_("The clock runs from"), "clock_from"),
    (_("Promised by"), "promise_due"),
    (_("Model"), "get_model_display"),
    (_("Organisation"), "organisation"),
    (_("Region"), "region"),
    (_("Manager"), "manager"),
    (_("Language"), "referral.language_name"),
    (_("Came in by"), "referral.get_channel_display"),
]
