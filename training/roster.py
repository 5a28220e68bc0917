"""The roster: who can be asked for a conference, with the facts to choose by, and why somebody else cannot.

What stands here is plain; names, contacts and the own words of coordinators stay sealed, and no look is needed.
"""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.privacy import blind
from portal.workflow.references import read_reference, shown
from portal.workflow.tracks import Text
from training.coordinator_states import ON_THE_ROSTER, CertificateState, CoordinatorState
from training.models import (
    Attendance,
    Candidate,
    Certificate,
    Coordinator,
    CoordinatorRegion,
    CoordinatorScope,
    EventKind,
    Scope,
    SpokenLanguage,
)
from training.states import REGISTERED, CandidateState

REFRESHING = (EventKind.REFRESHER, EventKind.STUDY_DAY, EventKind.WORKSHOP)
REFRESHED_WITHIN_YEARS = 3
_SEALED = ("background",)
_OF_THEMSELVES = ("not_paused", "conduct", "certified")
# Nothing of the candidate but what is plain and asked here.
_OF_CANDIDATE = ("reference", "state", "user_id", "paused_at", "conferences_held", "conduct_valid_until", "language")


def roster(
    organisation, *, scope: str | None = None, language: str | None = None, region=None, on: date | None = None,
    include_practising: bool = False,
) -> QuerySet[Coordinator]:  # fmt: skip
    """The organisation's coordinators who can be asked for a conference, with the facts of `with_facts`.

    On the day `on` (then nobody who is away that day), else today, for a `scope`, in a `language` (a code of
    training.languages) and a `region`, their own or another where they also work. Who practises is among them only when
    asked for: for families, where the manager places and mentors them. Nobody is in it without a good-conduct document
    that counts on that day (DESIGN §3). Costs the same few queries however many there are.
    """
    asked = rules(scope=scope, language=language, region=region, on=on, include_practising=include_practising)
    rows = Coordinator.objects.filter(organisation=organisation)
    for _name, holds, _words in asked:
        rows = rows.filter(holds)
    return with_facts(rows, on=on)


def why_not(
    coordinator: Coordinator, *, scope: str | None = None, language: str | None = None, region=None,
    on: date | None = None, include_practising: bool = False,
) -> list[Text]:  # fmt: skip
    """Why `roster`, asked the same, leaves this coordinator out: every reason in words, none when it does not."""
    asked = rules(scope=scope, language=language, region=region, on=on, include_practising=include_practising)
    return _broken(coordinator, asked)


def unfit_by_now(coordinator: Coordinator) -> list[Text]:
    """Why somebody who did a conference does not go back to it today: paused, or no document that counts."""
    return _broken(coordinator, [rule for rule in rules(include_practising=True) if rule[0] in _OF_THEMSELVES])


def rules(
    *, scope: str | None = None, language: str | None = None, region=None, on: date | None = None,
    include_practising: bool = False,
) -> list[tuple[str, Q, Text]]:  # fmt: skip
    """(name, who passes, what is said of who does not): each rule once, for the list, the reasons and the counts."""
    day = on or timezone.localdate()
    rules = _always(day, include_practising=include_practising)
    if on is not None:
        rules.append(("here", _here_on(day), _("Not available on that day.")))
    if scope is not None:
        rules.append(("for_it", _does(Scope(scope)), _("Not registered for this kind of conference.")))
    if language is not None:
        spoken = SpokenLanguage.objects.filter(candidate=OuterRef("candidate"), code=language)
        rules.append(("speaking", Q(Exists(spoken.order_by())), _("Does not speak this language.")))
    if region is not None:
        also = CoordinatorRegion.objects.filter(coordinator=OuterRef("pk"), region=region)
        rules.append(("near", Q(region=region) | Q(Exists(also)), _("Does not work in this region.")))
    return rules


def with_facts(rows: QuerySet[Coordinator], *, on: date | None = None) -> QuerySet[Coordinator]:
    """The same rows with what to choose by, of a day (today).

    `conduct_until`, `conduct_counts`, `is_away`, `is_paused`, `has_certificate`, `conferences_held`, and `refreshed`:
    how many refreshers, study days and workshops they were at in the last three years. Scopes, other regions and
    spoken languages are fetched along.
    """
    day = on or timezone.localdate()
    annotated = rows.annotate(
        conduct_until=F("candidate__conduct_valid_until"),
        conduct_counts=_yes_or_no(_conduct_counts(day)),
        is_away=_yes_or_no(away_on(day)),
        is_paused=_yes_or_no(Q(candidate__paused_at__isnull=False)),
        has_certificate=Exists(_certificates()),
        conferences_held=F("candidate__conferences_held"),
        refreshed=Coalesce(Subquery(_refreshed(day)), 0),
    )
    fetched = ("scopes", "also_in__region", "candidate__spoken_languages")
    plain = [f"candidate__{name}" for name in _OF_CANDIDATE]
    return (
        annotated.select_related("candidate", "region")
        .prefetch_related(*fetched)
        .only(*_PLAIN_FIELDS, "region__name", "region__organisation_id", *plain)
    )


def away_on(day: date) -> Q:
    """Those who said that they are not available on this day."""
    return Q(away_from__lte=day) & (Q(away_until__isnull=True) | Q(away_until__gte=day))


def can_be_matched(*, on: date | None = None, include_practising: bool = False) -> Q:
    """Those whom `roster` offers for something, whatever is asked besides."""
    whole = Q()
    for _name, holds, _words in _always(on or timezone.localdate(), include_practising=include_practising):
        whole &= holds
    return whole


def available(day: date) -> Q:
    """Those who are registered, can be matched and are not away on this day."""
    return can_be_matched(on=day) & _here_on(day)


def number_of(coordinator: Coordinator) -> str:
    """The registration number as people read it; empty before there is one."""
    return shown(coordinator.registration_number) if coordinator.registration_number else ""


def matches_search(text: str, *, user) -> Q:
    """Which coordinators have this number, of their letter or registration, or this name, address or telephone.

    Found without opening anything, in the user's own organisation only.
    """
    reference = read_reference(text)
    if reference:
        return Q(candidate__reference=reference) | Q(registration_number=reference)
    return Q(candidate__in=blind.matching(Candidate, text, organisations={user.organisation_id} - {None}))


def _broken(coordinator, asked):
    tested = {f"is_{name}": _yes_or_no(holds) for name, holds, _words in asked}
    answer = Coordinator.objects.filter(pk=coordinator.pk).annotate(**tested).values(*tested).get()
    return [words for name, _holds, words in asked if not answer[f"is_{name}"]]


def _always(day, *, include_practising):
    practising = Q(state=CoordinatorState.PRACTISING)
    rules = [
        ("on_roster", Q(state__in=ON_THE_ROSTER), _("Is not on the roster.")),
        ("not_paused", Q(candidate__paused_at__isnull=True), _("Paused.")),
        ("conduct", _conduct_counts(day), _("There is no good-conduct document that counts.")),
        ("certified", practising | Q(Exists(_certificates())), _("There is no valid certificate.")),
        (
            "free_to_practise",
            ~practising | Q(candidate__state__in=(CandidateState.PRACTISING, *REGISTERED)),
            _("Looks back on the first conference now."),
        ),
    ]
    if not include_practising:
        rules.append(("registered", ~practising, _("Still practises: the manager places and mentors them.")))
    return rules


def _here_on(day):
    return Q(away_from__isnull=True) | Q(away_from__gt=day) | Q(away_until__isnull=False, away_until__lt=day)


def _conduct_counts(day):
    return Q(candidate__conduct_valid_until__isnull=False, candidate__conduct_valid_until__gte=day)


def _does(scope):
    """Who practises does it for families and individuals only, whatever stands there (DESIGN §3, Candidate)."""
    registered_for = Q(Exists(CoordinatorScope.objects.filter(coordinator=OuterRef("pk"), scope=scope)))
    return registered_for if scope == Scope.FAMILY else registered_for & ~Q(state=CoordinatorState.PRACTISING)


def _certificates():
    return Certificate.objects.filter(coordinator=OuterRef("pk"), state=CertificateState.VALID).order_by()


def _refreshed(day):
    since = day - relativedelta(years=REFRESHED_WITHIN_YEARS)
    followed = Attendance.objects.filter(
        seat__candidate=OuterRef("candidate"),
        was_there=True,
        day__event__kind__in=REFRESHING,
        day__starts__date__gte=since,
        day__starts__date__lte=day,
    )
    return (
        followed.order_by().values("seat__candidate").annotate(count=Count("day__event", distinct=True)).values("count")
    )


def _yes_or_no(condition):
    """Never unknown, also where something is empty."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


_PLAIN_FIELDS = [field.attname for field in Coordinator._meta.concrete_fields if field.name not in _SEALED]
