"""Questions about candidates that lists, filters and worklists ask."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from portal.privacy import blind
from portal.workflow.models import MoveLogEntry
from portal.workflow.references import read_reference
from training.models import Candidate, Evaluation, Evaluator, SpokenLanguage
from training.states import ON_THE_WAY, REGISTERED

CONDUCT_WARNED_MONTHS = 3


def matches_search(text: str, *, user) -> Q:
    """Which candidates have this number, or this name, e-mail address or telephone number.

    Found without opening anything, in the user's own organisation only.
    """
    reference = read_reference(text)
    if reference:
        return Q(reference=reference)
    return Q(pk__in=blind.matching(Candidate, text, organisations={user.organisation_id} - {None}))


def in_this_state_since() -> Subquery:
    """When a candidate came into the state in which they are now."""
    moves = MoveLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Candidate), object_id=OuterRef("pk")
    ).exclude(to_state=F("from_state"))
    return Subquery(moves.order_by("-timestamp").values("timestamp")[:1])


def conduct_warned_until() -> date:
    """The last day of which it is said in time that a good-conduct document does not count any more after it."""
    return timezone.localdate() + relativedelta(months=CONDUCT_WARNED_MONTHS)


def conduct_expires() -> Q:
    """Those whose good-conduct document counts no longer than three months more, or not any more."""
    return Q(state__in=(*ON_THE_WAY, *REGISTERED), conduct_valid_until__lte=conduct_warned_until())


def lacks_evaluation() -> Q:
    """Those of whose newest conference the manager did not write down how it went."""
    of_manager = Evaluation.objects.filter(
        candidate=OuterRef("pk"), number=OuterRef("conferences_held"), by_whom=Evaluator.MANAGER
    )
    return ~Q(Exists(of_manager.order_by()))


def spoken_by_candidates_of(user) -> list[str]:
    """The codes of the languages that the user's candidates speak, each once."""
    rows = Candidate.objects.visible_to(user).order_by().values("pk")
    spoken = SpokenLanguage.objects.filter(candidate__in=rows).order_by("code")
    return list(spoken.values_list("code", flat=True).distinct())
