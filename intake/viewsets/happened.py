"""The timeline of a referral, with what the log leaves out: what people said, and where it was handed over to."""

from portal.organisations.models import Region
from portal.workflow.models import MoveLogEntry
from portal.workflow.queries import timeline

_LINES_AT_ONCE = 100


def happened(referral, people) -> list[MoveLogEntry]:
    """Newest first, each with a `detail`; `people` with their consents fetched, while looking.

    Every agreement is one row and one line, written together under the lock of the referral: they go in step.
    """
    lines = list(timeline(referral)[:_LINES_AT_ONCE])
    said = [(consent, person) for person in people for consent in person.consents.all()]
    said = sorted(said, key=lambda one: one[0].created)[::-1]
    agreements = [line for line in lines if line.action == referral.track.action("record_agreement")]
    for line, (consent, person) in zip(agreements, said, strict=False):
        line.detail = f"{person.name} ({consent.get_given_by_display()}): {consent.get_answer_display()}"
    _name_regions([line for line in lines if line.action == referral.track.action("correct_region")])
    return lines


def _name_regions(lines):
    regions = Region.objects.in_bulk({line.region_id for line in lines}) if lines else {}
    for line in lines:
        line.detail = str(regions.get(line.region_id, ""))
