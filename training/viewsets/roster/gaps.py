"""What the roster lacks: per region what is asked for next to who can be asked, so that people know whom to recruit.

Background is left out on purpose: it is sealed, each told it for a family that asks, and a count of it in one region
would point at a person.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.backoffice.trail import Trail
from portal.organisations.queries import regions_of
from training.demand import demand_for
from training.languages import language_name
from training.models import Candidate, Coordinator, CoordinatorRegion, Scope
from training.roster import available
from training.states import ON_THE_WAY

_SPOKEN, _SCOPE = "candidate__spoken_languages__code", "scopes__scope"


@dataclass(frozen=True)
class Gap:
    """One language or scope in a region: how often it is asked for, who can be asked, who is on the way."""

    name: str
    asked: int
    there: int
    coming: int = 0

    @property
    def is_gap(self) -> bool:
        return self.asked > 0 and self.there == 0

    @property
    def is_tight(self) -> bool:
        return self.asked > self.there > 0

    @property
    def order(self):
        """What is asked for and nobody can do stands first, then what is asked for more often than people can do it."""
        return (not self.is_gap, not self.is_tight, -self.asked, self.there, self.name.casefold())


@dataclass(frozen=True)
class RegionGaps:
    region: object
    available: int
    languages: list[Gap]
    scopes: list[Gap]

    @property
    def sought(self) -> list[str]:
        """Whom to look for, in words."""
        languages = [_("somebody who speaks %(name)s") % {"name": gap.name} for gap in self.languages if gap.is_gap]
        scopes = [_("somebody for: %(name)s") % {"name": gap.name} for gap in self.scopes if gap.is_gap]
        return [*languages, *scopes]

    @property
    def worst(self):
        return -sum(gap.asked for gap in [*self.languages, *self.scopes] if gap.is_gap)


class GapsView(Trail, WagtailAdminTemplateMixin, TemplateView):
    """The regions of the user, what is lacking most first; bare counts, at the same cost however many there are."""

    template_name = "training/roster/gaps.html"
    page_title = gettext_lazy("What the roster lacks")
    header_icon = "user"
    viewset = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.holds("training.view_coordinator"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        found = sorted((self._gaps_of(region) for region in self.regions), key=lambda one: (one.worst, one.region.name))
        return super().get_context_data(**kwargs) | {
            "regions": found,
            "index_url": self.index_url,
        }

    @cached_property
    def regions(self):
        return list(regions_of(self.request.user))

    @cached_property
    def asked(self) -> tuple[Counter, Counter]:
        """How often by (region, language) and by (region, scope)."""
        languages: Counter = Counter()
        scopes: Counter = Counter()
        for one in demand_for(self.request.user):
            languages[one.region_id, one.language] += one.count
            scopes[one.region_id, one.scope] += one.count
        return languages, scopes

    @cached_property
    def there(self) -> dict[str, Counter]:
        """Who can be asked today, in their own region and in those where they also work."""
        return {name: self._counted(name) for name in (_SPOKEN, _SCOPE, "pk")}

    @cached_property
    def coming(self) -> Counter:
        """Who is on the way to the certificate, by region and language."""
        rows = Candidate.objects.filter(region__in=self.regions, state__in=ON_THE_WAY, paused_at__isnull=True)
        counted = rows.order_by().values_list("region_id", "spoken_languages__code").annotate(count=Count("pk"))
        return Counter({(region, code): count for region, code, count in counted})

    def _counted(self, name):
        what = () if name == "pk" else (name,)
        own = self._available.filter(region__in=self.regions).order_by().values_list("region_id", *what)
        guests = CoordinatorRegion.objects.filter(region__in=self.regions, coordinator__in=self._available.values("pk"))
        also = guests.order_by().values_list("region_id", *(f"coordinator__{each}" for each in what))
        counted: Counter = Counter()
        for rows in (own, also):
            for *key, count in rows.annotate(count=Count("pk", distinct=True)):
                counted[tuple(key)] += count
        return counted

    @property
    def _available(self):
        return Coordinator.objects.filter(available(timezone.localdate()), organisation=self.request.user.organisation)

    def _gaps_of(self, region):
        languages, scopes = self.asked
        spoken, registered, everybody = self.there[_SPOKEN], self.there[_SCOPE], self.there["pk"]
        codes = {code for own, code in [*languages, *spoken] if own == region.pk and code}
        return RegionGaps(
            region=region,
            available=everybody[(region.pk,)],
            languages=sorted(
                (
                    Gap(
                        language_name(code),
                        languages[region.pk, code],
                        spoken[region.pk, code],
                        self.coming[region.pk, code],
                    )
                    for code in codes
                ),
                key=lambda gap: gap.order,
            ),
            scopes=sorted(
                (
                    Gap(str(scope.label), scopes[region.pk, scope.value], registered[region.pk, scope.value])
                    for scope in Scope
                ),
                key=lambda gap: gap.order,
            ),
        )
