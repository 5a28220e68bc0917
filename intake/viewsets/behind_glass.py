"""A referral of another region, opened once and read-only when it cannot wait (PROMISES, Access log)."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from intake.actions.breaking_glass import tell_glass_broken
from intake.models import Referral
from intake.viewsets.alarms import alarms_of
from intake.viewsets.panels import Opened, referral_panels
from portal.backoffice.break_glass import Glass
from portal.backoffice.workbench import Panel
from portal.organisations.words import word_of
from portal.workflow.references import read_reference


def _find(reference, user):
    """Only in the user's own organisation: elsewhere the number is as wrong as any other."""
    number = read_reference(reference)
    if not number or user.organisation_id is None:
        return None
    return Referral.objects.filter(organisation_id=user.organisation_id, reference=number).first()


def _panels(referral, user):
    """As on the workbench; nothing leads to where the user may not go."""
    opened = Opened(referral, user)
    alarms = alarms_of(referral, people=opened.standings, unread=opened.unread, user=user)
    alarms = [alarm if alarm.address.startswith("#") else replace(alarm, address="") for alarm in alarms]
    first = opened.context() | {"object": referral, "alarms": alarms}
    return [
        Panel("first", _("Read this first"), "intake/workbench/first.html", first),
        *_of_the_case(opened),
        *referral_panels(opened),
    ]


def _of_the_case(opened):
    case = getattr(opened.referral, "case", None)
    if case is None:
        return []
    context = opened.context() | {"case": case, "manager_word": word_of(case.organisation, "regional manager")}
    return [Panel("case", _("The case"), "intake/workbench/case.html", context)]


REFERRAL_GLASS = Glass(permission="intake.view_referral", find=_find, tell=tell_glass_broken, panels=_panels)
