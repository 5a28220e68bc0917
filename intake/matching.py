"""Who could do a case: the roster, ranked for this family, with the reasons for and against (DOMAIN §3.3).

All of it is plain and opens nothing. Each rule stands here once: what leaves somebody out in `_rules`, what counts for
or against somebody in `WEIGHTS` and `_facts`. The database ranks, so that it costs the same for any number of people.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case as Choose
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.assignment_states import ACTIVE, ASKED, AssignmentState
from intake.demand import SCOPE_OF
from intake.models import Assignment, Case, ConferenceModel, DeclineGround, MatchWishes
from portal.workflow.tracks import Text
from training.coordinator_states import CoordinatorState
from training.languages import language_name
from training.models import Coordinator, SpokenLanguage
from training.roster import roster, rules

# Whoever had no case for so long comes first: the work is spread.
RESTED_DAYS = 90


@dataclass(frozen=True)
class Weight:
    """How much a fact counts, and how it is said where it holds and where it does not. Empty words say nothing."""

    name: str
    points: int
    words: Text = ""
    otherwise: Text = ""


WEIGHTS = (
    Weight("speaking", 40, gettext_lazy("Speaks %(language)s"), gettext_lazy("Does not speak %(language)s")),
    Weight("living_here", 30, gettext_lazy("Lives in this region"), gettext_lazy("Lives elsewhere, works here too")),
    Weight("no_refusal", 25, "", gettext_lazy("Said no to this case before")),
    Weight("free_then", 20, gettext_lazy("Can do it at these times"), gettext_lazy("Other times than the family asks")),
    Weight("rested", 15, gettext_lazy("No case for a while"), gettext_lazy("Had a case a short while ago")),
    Weight("no_silence", 15, "", gettext_lazy("Did not answer in time before")),
    Weight("here_throughout", 10, "", gettext_lazy("Away on some of these days")),
    Weight("not_asked_now", 10, "", gettext_lazy("Is asked for another case now")),
    Weight("registered", 10, "", gettext_lazy("Still practises: you place and mentor them")),
    Weight("refreshed", 5, gettext_lazy("Followed something in the last three years")),
    Weight("not_taken_back", 5, "", gettext_lazy("Was asked before; the question was taken back")),
)


@dataclass(frozen=True)
class Reason:
    """One of the reasons for or against somebody, in words."""

    words: str
    is_for: bool


def wishes_of(case: Case) -> MatchWishes:
    """What the family wishes; nothing special where nobody wrote it down."""
    return MatchWishes.objects.filter(case=case).first() or MatchWishes(case=case, vault_id=case.vault_id)


def matches_for(case: Case, *, wishes: MatchWishes, on: date | None = None) -> QuerySet[Coordinator]:
    """Who can be asked for this case now, the best first, with the facts that `why` puts into words.

    Of each: what the roster tells (`training.roster.with_facts`), `cases_at_hand`, `last_case_at`, `score`, and for
    each weight that this family asks about whether it holds (`is_<name>`). The same order for the same facts.
    """
    asked = roster(case.organisation, **_asked(case, wishes, on))
    for _name, holds, _words in _own_rules(case, wishes):
        asked = asked.filter(holds)
    facts = _facts(case, wishes)
    points = {weight.name: weight.points for weight in WEIGHTS}
    ranked = asked.annotate(
        cases_at_hand=_cases_at_hand(),
        last_case_at=Subquery(_last_case(), output_field=DateTimeField()),
        **{f"is_{name}": _tells(holds) for name, holds in facts.items()},
    )
    score = sum(
        (_points(Q(**{f"is_{name}": True}), points[name]) for name in facts), Value(0, output_field=IntegerField())
    )
    return ranked.annotate(score=score).order_by("-score", F("last_case_at").asc(nulls_first=True), "pk")


def why(coordinator: Coordinator, *, wishes: MatchWishes) -> list[Reason]:
    """Of one of `matches_for`: every reason for and against, those that count most first."""
    language = {"language": language_name(wishes.language)} if wishes.language else {}
    reasons = []
    for weight in WEIGHTS:
        holds = getattr(coordinator, f"is_{weight.name}", None)
        words = weight.words if holds else weight.otherwise
        if holds is not None and words:
            reasons.append(Reason(str(words) % language, holds))
    return reasons


def why_not(
    coordinator: Coordinator, *, case: Case, wishes: MatchWishes, on: date | None = None
) -> list[Text]:  # fmt: skip
    """Why `matches_for` leaves this coordinator out: every reason in words, none when it does not."""
    if coordinator.organisation_id != case.organisation_id:
        return [_("Is of another organisation.")]
    asked = _rules(case, wishes, on)
    tested = {f"passes_{name}": _tells(holds) for name, holds, _words in asked}
    answer = Coordinator.objects.filter(pk=coordinator.pk).annotate(**tested).values(*tested).get()
    return [words for name, _holds, words in asked if not answer[f"passes_{name}"]]


@dataclass(frozen=True)
class LeftOut:
    """How many of those who work in the region cannot be asked, for one reason; some for more than one."""

    words: Text
    count: int


def left_out(case: Case, *, wishes: MatchWishes, on: date | None = None) -> list[LeftOut]:
    """Why people on the roster who work in this region cannot be asked, the reason that leaves out most first."""
    asked = [rule for rule in _rules(case, wishes, on) if rule[0] not in _WHO_IS_HERE]
    here = _who_is_here(case, wishes).annotate(**{f"passes_{name}": _tells(holds) for name, holds, _words in asked})
    counts = here.aggregate(
        **{name: Count("pk", filter=Q(**{f"passes_{name}": False})) for name, _holds, _words in asked}
    )
    found = [LeftOut(words, counts[name]) for name, _holds, words in asked if counts[name]]
    return sorted(found, key=lambda one: -one.count)


def recruitment_needed(case: Case, *, wishes: MatchWishes | None = None) -> list[str]:
    """When nobody can be asked: for whom the organisation would have to look, in sentences; else nothing."""
    wishes = wishes or wishes_of(case)
    by_name = {name: holds for name, holds, _words in _rules(case, wishes, None)}
    does_it, speaks = by_name["for_it"], by_name.get("speaking", Q())
    passes = Q()
    for holds in by_name.values():
        passes &= holds
    here = _who_is_here(case, wishes).annotate(
        does_it=_tells(does_it), speaks=_tells(speaks) if speaks else Value(True), passes=_tells(passes)
    )
    counts = here.aggregate(
        here=Count("pk"),
        doing=Count("pk", filter=Q(does_it=True)),
        speaking=Count("pk", filter=Q(does_it=True, speaks=True)),
        passing=Count("pk", filter=Q(passes=True)),
    )
    if counts["passing"]:
        return []
    words = {"region": case.region, "model": case.get_model_display(), "language": language_name(wishes.language)}
    if not counts["here"]:
        return [_("Nobody on the roster works in %(region)s: look for somebody when you recruit.") % words]
    if not counts["doing"]:
        return [_("Nobody in %(region)s is registered for “%(model)s”: look for somebody when you recruit.") % words]
    if not counts["speaking"]:
        return [_("Nobody in %(region)s speaks %(language)s: look for somebody when you recruit.") % words]
    return [_("Everybody in %(region)s who could do it cannot now: more people are needed there.") % words]


def refused_because(case: Case) -> dict[str, int]:
    """On which grounds people said no to this case, and how often, by DeclineGround."""
    said_no = Assignment.objects.filter(case=case, state=AssignmentState.DECLINED).order_by()
    return dict(said_no.values_list("ground").annotate(count=Count("pk")))


def takes_practising(case: Case, wishes: MatchWishes) -> bool:
    """Whether somebody who still practises may do it: for a family that was told and agrees (DESIGN §3, Candidate)."""
    return wishes.practising_agreed_on is not None and case.model == ConferenceModel.FAMILY_GROUP


# Of these rules `left_out` says nothing: whoever works elsewhere, or left, is no possibility that was missed.
_WHO_IS_HERE = ("on_roster", "near")


def _who_is_here(case, wishes):
    rows = Coordinator.objects.filter(organisation=case.organisation_id).order_by()
    for name, holds, _words in _rules(case, wishes, None):
        if name in _WHO_IS_HERE:
            rows = rows.filter(holds)
    return rows


def _asked(case, wishes, on):
    """What is asked of the roster for this case."""
    return {
        "scope": SCOPE_OF[ConferenceModel(case.model)],
        "language": wishes.language if wishes.must_speak_it else None,
        "region": case.region_id,
        "on": on,
        "include_practising": takes_practising(case, wishes),
    }


def _rules(case, wishes, on):
    return [*rules(**_asked(case, wishes, on)), *_own_rules(case, wishes)]


def _own_rules(case, wishes) -> list[tuple[str, Q, Text]]:
    """What the case route asks besides the roster, as `training.roster.rules`."""
    before = Assignment.objects.filter(case=case, coordinator=OuterRef("pk")).order_by()
    tied = before.filter(state=AssignmentState.DECLINED, ground=DeclineGround.TIES)
    deciding = {case.manager_id, case.region.manager_id, case.region.deputy_id} - {None}
    found: list[tuple[str, Q, Text]] = [
        ("apart", ~Q(candidate__user__in=deciding), gettext_lazy("Decides about this case.")),
        ("not_tied", ~Q(Exists(tied)), gettext_lazy("Is tied to somebody of this case, or to a body in it.")),
        (
            "not_stopped",
            ~Q(Exists(before.filter(state=AssignmentState.ENDED))),
            gettext_lazy("Stopped with this case before."),
        ),
    ]
    limit = case.organisation.active_cases_per_coordinator
    if limit is not None:
        found.append(("free", Q(LessThan(_cases_at_hand(), limit)), gettext_lazy("Has a case already.")))
    if wishes.from_day is not None:
        counts_then = Q(candidate__conduct_valid_until__gte=wishes.from_day)
        found.append(("conduct_then", counts_then, gettext_lazy("The good-conduct document ends before these days.")))
    if wishes.from_day is not None and wishes.until_day is not None:
        found.append(("here_then", ~_away_throughout(wishes), gettext_lazy("Away on all of these days.")))
    return found


def _facts(case, wishes) -> dict[str, Q]:
    """By the names of WEIGHTS, as far as this family asks about it."""
    others = Assignment.objects.filter(coordinator=OuterRef("pk")).order_by()
    before = others.filter(case=case)
    recently = timezone.now() - timedelta(days=RESTED_DAYS)
    facts = {
        "living_here": Q(region=case.region_id),
        "no_refusal": ~Q(Exists(before.filter(state=AssignmentState.DECLINED))),
        "no_silence": ~Q(Exists(before.filter(state=AssignmentState.EXPIRED))),
        "not_taken_back": ~Q(Exists(before.filter(state=AssignmentState.WITHDRAWN))),
        "not_asked_now": ~Q(Exists(others.filter(state__in=ASKED).exclude(case=case))),
        "rested": ~Q(Exists(others.filter(accepted_at__gte=recently))),
        "registered": ~Q(state=CoordinatorState.PRACTISING),
        "refreshed": Q(refreshed__gt=0),
    }
    if wishes.language:
        spoken = SpokenLanguage.objects.filter(candidate=OuterRef("candidate"), code=wishes.language)
        facts["speaking"] = Q(Exists(spoken.order_by()))
    moments = [name for name in ("evenings", "weekends", "weekdays") if getattr(wishes, name)]
    if 0 < len(moments) < 3:
        free = Q()
        for name in moments:
            free |= Q(**{name: True})
        facts["free_then"] = free
    if wishes.from_day is not None:
        facts["here_throughout"] = ~_away_between(wishes.from_day, wishes.until_day or wishes.from_day)
    return facts


def _away_throughout(wishes):
    ends_after = Q(away_until__isnull=True) | Q(away_until__gte=wishes.until_day)
    return Q(away_from__isnull=False, away_from__lte=wishes.from_day) & ends_after


def _away_between(first, last):
    ends_after = Q(away_until__isnull=True) | Q(away_until__gte=first)
    return Q(away_from__isnull=False, away_from__lte=last) & ends_after


def _cases_at_hand():
    mine = Assignment.objects.filter(coordinator=OuterRef("pk"), state__in=ACTIVE).order_by()
    counted = mine.values("coordinator").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _last_case():
    mine = Assignment.objects.filter(coordinator=OuterRef("pk"), accepted_at__isnull=False).order_by()
    return mine.values("coordinator").annotate(last=Max("accepted_at")).values("last")


def _tells(condition):
    """Never unknown, also where something is empty."""
    return Choose(When(condition, then=Value(True)), default=Value(False))


def _points(condition, points):
    return Choose(When(condition, then=Value(points)), default=Value(0), output_field=IntegerField())
