"""What the family wishes of a coordinator, as they told the regional manager (DOMAIN §3.3)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from intake.actions.case_holding import hold_case, refuse_outdated
from intake.models import Case, ConferenceModel, MatchWishes
from portal.workflow import log
from portal.workflow.moves import NotPossible
from training.languages import is_language

_OFFER = "intake.offer_case"


@transaction.atomic
def write_wishes(
    case: Case, *, by, language: str = "", must_speak_it: bool = False, from_day: date | None = None,
    until_day: date | None = None, evenings: bool = True, weekends: bool = True, weekdays: bool = True,
    background: str = "", practising_agreed_on: date | None = None, edition: int | None = None,
) -> MatchWishes:  # fmt: skip
    """What they wish, in place of what stood there. Whoever is asked already stays asked.

    `language` is a code of training.languages; `practising_agreed_on` the day on which the family, who was told, agreed
    to somebody who still practises. `edition` is that of the form, 0 when nothing stood there. Raises NotAllowed,
    Outdated, and NotPossible (with the field) for what cannot be.
    """
    hold_case(case, by=by, permission=_OFFER)
    row = MatchWishes.objects.select_related("vault").filter(case=case).first()
    refuse_outdated(row, edition)
    if language and not is_language(language):
        raise NotPossible(_("Choose a language from the list."), field="language")
    if must_speak_it and not language:
        raise NotPossible(_("Choose the language first."), field="language")
    if until_day is not None and from_day is None:
        raise NotPossible(_("Say from which day."), field="from_day")
    if until_day is not None and from_day is not None and until_day < from_day:
        raise NotPossible(_("The last day comes after the first."), field="until_day")
    if not (evenings or weekends or weekdays):
        raise NotPossible(_("Choose at least one."), field="evenings")
    if practising_agreed_on is not None and case.model != ConferenceModel.FAMILY_GROUP:
        raise NotPossible(_("Who practises does it for families and individuals only."), field="practising_agreed_on")
    row = row or MatchWishes(vault=case.vault, case=case, edition=0)
    row.language, row.must_speak_it = language, must_speak_it
    row.from_day, row.until_day = from_day, until_day
    row.evenings, row.weekends, row.weekdays = evenings, weekends, weekdays
    row.background, row.practising_agreed_on = background.strip(), practising_agreed_on
    row.edition += 1
    row.save()
    log.note(case, "change_wishes", by=by)
    return row
