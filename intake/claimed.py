"""What claims add up to, in hours, kilometres and euro: plain numbers, nothing is opened."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import DecimalField, F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.formats import number_format

from intake.claim_states import OPEN_CLAIMS, ClaimState
from intake.models import Claim, ClaimKind

_NOTHING, _CENT = Decimal(0), Decimal("0.01")
_PARTS = (ClaimKind.HOURS, ClaimKind.KILOMETRES, ClaimKind.EXPENSE)


@dataclass(frozen=True)
class Total:
    """So many hours and kilometres at these fees, and expenses in euro."""

    hours: Decimal = _NOTHING
    kilometres: Decimal = _NOTHING
    expense: Decimal = _NOTHING
    hour_fee: Decimal = _NOTHING
    kilometre_fee: Decimal = _NOTHING

    @property
    def each_kilometre(self) -> str:
        return as_money(self.kilometre_fee)

    @property
    def for_hours(self) -> Decimal:
        return _cents(self.hours * self.hour_fee)

    @property
    def for_kilometres(self) -> Decimal:
        return _cents(self.kilometres * self.kilometre_fee)

    @property
    def euro(self) -> Decimal:
        return self.for_hours + self.for_kilometres + _cents(self.expense)


def as_money(amount: Decimal) -> str:
    """As people read it, without the sign: "0,23"; a third digit only where it says something."""
    cents = amount.quantize(_CENT, rounding=ROUND_HALF_UP)
    return number_format(cents, 2) if cents == amount else number_format(amount, 3)


def total_of(claim: Claim) -> Total:
    """Of one claim, at the fees of the day on which it was handed in; before that at those of now."""
    sums: dict[str, Decimal] = {kind.value: getattr(claim, f"sum_{kind}", _NOTHING) for kind in _PARTS}
    if not hasattr(claim, f"sum_{ClaimKind.HOURS}"):
        sums |= dict(claim.lines.order_by().values_list("kind").annotate(Sum("number")))
    hour_fee, kilometre_fee = fees_of(claim)
    hours, kilometres, expense = (_cents(sums[kind.value]) for kind in _PARTS)
    return Total(hours, kilometres, expense, hour_fee, kilometre_fee)


def fees_of(claim: Claim) -> tuple[Decimal, Decimal]:
    """Euro for an hour and for a kilometre."""
    if claim.state not in OPEN_CLAIMS:
        return claim.hour_fee, claim.kilometre_fee
    organisation = claim.case.organisation
    return organisation.hour_fee or _NOTHING, organisation.kilometre_fee


def with_sums(claims):
    """Claims with what `total_of` needs, in the same query."""
    return claims.annotate(**{f"sum_{kind}": _sum_of(kind) for kind in _PARTS})


def approved_in(month: date, *, user):
    """The claims of the user's regions that were approved in the month of this day, those of one coordinator together.

    By the day of approving, so that the statement of a month that is over does not change.
    """
    claims = Claim.objects.visible_to(user).filter(
        state=ClaimState.APPROVED, judged_at__year=month.year, judged_at__month=month.month
    )
    related = ("case__organisation", "assignment__coordinator__candidate", "assignment__coordinator__region")
    return with_sums(claims).select_related(*related).order_by("assignment__coordinator", "judged_at")


def _sum_of(kind):
    nothing = Value(_NOTHING, output_field=DecimalField(max_digits=12, decimal_places=2))
    return Coalesce(Sum(F("lines__number"), filter=Q(lines__kind=kind)), nothing)


def _cents(number):
    return number.quantize(_CENT, rounding=ROUND_HALF_UP)
