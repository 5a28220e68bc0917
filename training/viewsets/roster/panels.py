"""The panels of a coordinator's workbench, and what must be read before them. All made while looking."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.backoffice.workbench import Panel
from training.bench_links import bench_links
from training.coaching import coach_of
from training.coordinator_states import ON_THE_ROSTER
from training.languages import language_name
from training.models import Coordinator
from training.roster import REFRESHED_WITHIN_YEARS, number_of, why_not, with_facts
from training.states import GUIDE, REGISTERED
from training.viewsets.conduct import ends_soon


class Opened:
    """A coordinator, open, with all that the panels show: a number of queries that does not grow."""

    def __init__(self, coordinator: Coordinator, user):
        self.coordinator, self.user = coordinator, user
        self.facts = with_facts(Coordinator.objects.filter(pk=coordinator.pk)).get()
        self.candidate = coordinator.candidate
        self.may_guide = user.holds(GUIDE) and coordinator.state in ON_THE_ROSTER
        self.may_count = self.may_guide and self.candidate.state in REGISTERED
        self.links = bench_links(coordinator, user)
        self.reasons = why_not(coordinator, on=timezone.localdate(), include_practising=True)

    @property
    def number(self) -> str:
        return number_of(self.coordinator)

    @property
    def languages(self) -> list[str]:
        names = [language_name(each.code) for each in self.facts.candidate.spoken_languages.all()]
        return sorted(names, key=str.casefold)


def notices_of(opened: Opened) -> list[str]:
    """What to read before anything else: why nobody can ask them, and what ends soon."""
    if opened.coordinator.state not in ON_THE_ROSTER:
        return []
    notices = [_("Cannot be asked for a conference now: %(reason)s") % {"reason": reason} for reason in opened.reasons]
    warning = ends_soon(opened.facts.conduct_until)
    return [*notices, warning] if warning else notices


def panels_of(opened: Opened) -> list[Panel]:
    context = {"opened": opened, "own": opened.facts, "coordinator": opened.coordinator, "candidate": opened.candidate}
    held = list(opened.candidate.held_conferences.order_by("-on", "-pk")[:20])
    return [
        _panel("who", _("Who it is"), context),
        _panel("offered", _("What they can do and when"), context),
        _panel("scopes", _("For which conferences"), context | {"scopes": list(opened.facts.scopes.all())}),
        *_coach_panels(opened.coordinator, context),
        _panel("conferences", _("Conferences held"), context | {"held": held, "years": REFRESHED_WITHIN_YEARS}),
        _panel("background", _("Background"), context),
    ]


def _coach_panels(coordinator, context):
    """Coaches are there for volunteers."""
    if not coordinator.organisation.has_volunteers:
        return []
    coach = coach_of(coordinator)
    return [_panel("coach", _("Coach"), context | {"coach": coach, "former": None if coach else coordinator.coach})]


def _panel(name, heading, context):
    return Panel(name, heading, f"training/roster/{name}.html", context)
