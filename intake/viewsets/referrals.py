"""Referrals in the admin: the list of a manager's regions, the workbench, and the steps to an accepted referral."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.ui.tables import Column, DateColumn

from intake.actions.referrals import accept_referral, decline_referral, record_agreement, start_talk
from intake.forms.steps import AcceptForm, AgreementForm
from intake.models import Referral
from intake.queries import matches_search
from intake.states import ReferralState
from portal.backoffice.steps import StepAction
from portal.backoffice.viewsets import ScopedViewSet
from portal.backoffice.workbench import Clock, Panel
from portal.organisations.words import word_of


class ReferralViewSet(ScopedViewSet):
    model = Referral
    name = "referrals"
    url_prefix = "referrals"
    icon = "mail"
    menu_label = _("Referrals")
    menu_order = 110
    add_to_admin_menu = True
    screen = gettext_noop("referral: workbench")
    list_display = [
        "__str__",
        Column("state_label", label=_("State"), sort_key="state"),
        Column("get_for_whom_display", label=_("For whom")),
        Column("region", label=_("Region"), sort_key="region__name"),
        Column("language_name", label=_("Language"), sort_key="language"),
        DateColumn("received_at", label=_("Received"), sort_key="received_at"),
    ]
    list_filter = ["state", "region", "for_whom", "language"]
    list_select_related = ("region", "organisation")
    ordering = ["-received_at"]
    steps = {
        "start_talk": StepAction(start_talk),
        "record_agreement": StepAction(record_agreement, form=AgreementForm, looks=True),
        "accept": StepAction(
            accept_referral,
            form=AcceptForm,
            consequences=(
                _("A case is opened, with you as its manager. Its clock runs from the day of the referral."),
            ),
        ),
        "decline": StepAction(decline_referral),
    }

    def search(self, text, user):
        return matches_search(Referral, text, user=user)

    def get_workbench(self, obj, user):
        people = list(obj.core_persons.prefetch_related("consents__spoken_by"))
        context = {"referral": obj, "people": people, "core_person_word": word_of(obj.organisation, "core person")}
        return {
            "clock": _clock(obj),
            "notices": _notices(obj),
            "panels": [
                Panel("contact", _("Safe contact"), "intake/workbench/contact.html", context),
                Panel("story", _("What is going on"), "intake/workbench/story.html", context),
                Panel("agreement", _("Who agrees"), "intake/workbench/agreement.html", context),
            ],
        }


def _notices(referral):
    """Where it goes on, once it is accepted."""
    if referral.state != ReferralState.ACCEPTED:
        return []
    address = reverse("cases:inspect", args=[referral.case.pk])
    return [format_html('<a href="{}">{}</a>', address, _("Go to the case"))]


def _clock(referral):
    if referral.promise_due is None or referral.state == ReferralState.DECLINED:
        return None
    return Clock(_("A coordinator has accepted by"), referral.promise_due)
