"""Who stopped, or heard "not now", is kept for the term of their rule book; then nothing of them is left."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from portal.accounts.models import User
from portal.organisations.models import Region
from portal.outbound.models import OutgoingAddress
from portal.privacy import blind
from portal.privacy.looking import looking
from portal.privacy.models import AccessLogEntry, SearchToken, Vault
from portal.workflow.models import MoveLogEntry, MoveReason
from portal.workflow.moves import NotAllowed
from tests.accounts.factories import UserFactory
from tests.organisations.factories import OrganisationFactory, RegionFactory
from tests.training.factories import evaluate_well, make_candidate, make_trainer
from training.actions.ending import begin_again, turn_down, withdraw_candidacy
from training.actions.erasing import erase_candidate, erase_lapsed, lapsed_candidates
from training.actions.writing import write_note
from training.models import (
    Candidate,
    CandidateFile,
    Evaluation,
    Note,
    Report,
    ReportAnswer,
    RuleBook,
    Signature,
    SpokenLanguage,
)
from training.states import CandidateState
from training.tasks import erase_lapsed_candidates

pytestmark = pytest.mark.django_db


def ended(days, *, state="withdrawn", **fields):
    """A candidate whose way ended so many days ago."""
    candidate = make_candidate(state=state, **fields)
    day = timezone.now() - timedelta(days=days)
    MoveLogEntry.objects.for_instance(candidate).update(timestamp=day)
    return candidate


def exists(candidate):
    return Candidate.objects.filter(pk=candidate.pk).exists()


@pytest.mark.parametrize("state", ["withdrawn", "not_now"])
def test_kept_for_a_year_and_then_gone(state):
    young, old = ended(364.9, state=state), ended(365.1, state=state)
    assert list(lapsed_candidates()) == [old]
    assert not erase_lapsed(young)
    assert erase_lapsed_candidates() == 1
    assert exists(young)
    assert not exists(old)
    assert not erase_lapsed(old)  # a second worker finds nothing to do


@pytest.mark.parametrize("state", [one for one in CandidateState if one not in ("withdrawn", "not_now", "writing")])
def test_who_is_on_the_way_or_registered_is_not_erased(state):
    candidate = ended(5000)
    Candidate.objects.filter(pk=candidate.pk).update(state=state)
    assert erase_lapsed_candidates() == 0
    assert not erase_lapsed(candidate)
    assert exists(candidate)


def test_who_came_back_stays_and_the_term_begins_anew_when_they_stop_again():
    candidate = ended(400)
    found = lapsed_candidates().get()
    begin_again(candidate, by=candidate.user)
    assert not erase_lapsed(found)
    withdraw_candidacy(candidate, by=candidate.user)
    assert not lapsed_candidates().exists()
    assert not erase_lapsed(found)
    assert exists(candidate)


def test_what_is_logged_after_the_end_does_not_make_the_term_longer():
    candidate = ended(400)
    MoveLogEntry.objects.log_action(candidate, "training.candidate.note", from_state="withdrawn", to_state="withdrawn")
    assert erase_lapsed_candidates() == 1


def test_each_keeps_the_term_of_the_rule_book_under_which_they_began():
    before = ended(40)
    RuleBook.objects.create(
        organisation=before.organisation,
        version=2,
        valid_from=timezone.localdate(),
        conduct="vog",
        ended_kept_days=30,
    )
    after = ended(40)
    assert after.rule_book.version == 2
    assert list(lapsed_candidates()) == [after]


@pytest.mark.parametrize("days", [27, 1826])
def test_a_term_has_bounds(days):
    book = make_candidate().rule_book
    book.ended_kept_days = days
    with pytest.raises(ValidationError) as refused:
        book.full_clean()
    assert "ended_kept_days" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        book.save()


def test_nothing_of_them_is_left():
    region = RegionFactory()
    candidate, other = make_candidate(region, state="looking_back"), make_candidate(region, state="reported")
    region = Region.objects.get(pk=region.pk)
    with looking(candidate, by=None, screen="tests"):
        CandidateFile.objects.create(
            vault=candidate.vault, candidate=candidate, kind="cv", name="cv.pdf", content=b"%PDF", size=4
        )
        evaluate_well(candidate, by=region.manager)
        write_note(candidate, by=region.manager, text="Called.")
        turn_down(candidate, by=region.manager, reason="Not in this year.")
    mails = list(Email.objects.filter(outgoing_address__vault=candidate.vault_id).values_list("pk", flat=True))
    tokens = SearchToken.objects.filter(object_id=other.pk).count()
    looks = AccessLogEntry.objects.filter(object_id=candidate.pk).count()
    assert mails
    assert tokens
    erase_candidate(candidate)

    for model in (CandidateFile, Evaluation, Note, ReportAnswer, Signature, MoveReason):
        assert not model.objects.exists(), model
    for model in (Report, SpokenLanguage):
        assert set(model.objects.values_list("candidate", flat=True)) == {other.pk}
    assert list(Candidate.objects.all()) == [other]
    assert not MoveLogEntry.objects.for_instance(candidate).exists()
    assert not SearchToken.objects.filter(object_id=candidate.pk).exists()
    assert not Email.objects.filter(pk__in=mails).exists()
    assert not OutgoingAddress.objects.filter(reference=candidate.reference).exists()
    assert not Vault.objects.filter(pk=candidate.vault_id).exists()
    assert not User.objects.filter(pk=candidate.user_id).exists()
    # What is another's, and what is only added to, is still there.
    assert SearchToken.objects.filter(object_id=other.pk).count() == tokens
    assert OutgoingAddress.objects.filter(reference=other.reference).exists()
    assert User.objects.filter(pk=other.user_id).exists()
    assert AccessLogEntry.objects.filter(object_id=candidate.pk).count() == looks > 0


def test_an_account_of_staff_stays():
    staff = make_trainer(OrganisationFactory())
    candidate = ended(400, user=staff)
    assert erase_lapsed_candidates() == 1
    assert not exists(candidate)
    assert User.objects.get(pk=staff.pk).holds("training.answer_report")


def test_an_account_that_signed_something_as_staff_stays_when_the_role_is_gone():
    once_trainer = make_trainer(OrganisationFactory())
    signed = make_candidate(state="practising")
    Signature.objects.filter(answer__report__candidate=signed).first().delete()
    Signature.objects.create(answer=ReportAnswer.objects.get(), trainer=once_trainer)
    once_trainer.groups.clear()
    User.objects.filter(pk=once_trainer.pk).update(is_staff=False)
    ended(400, user=once_trainer)
    assert erase_lapsed_candidates() == 1
    assert User.objects.filter(pk=once_trainer.pk).exists()
    assert Signature.objects.filter(trainer=once_trainer).exists()


def test_the_candidate_may_once_it_ended_and_nobody_else():
    on_the_way, gone = make_candidate(), make_candidate(state="withdrawn")
    manager = Region.objects.get(pk=gone.region_id).manager
    for candidate, by in [
        (on_the_way, on_the_way.user),
        (gone, on_the_way.user),
        (gone, manager),
        (gone, UserFactory()),
    ]:
        with pytest.raises(NotAllowed):
            erase_candidate(candidate, by=by)
    assert exists(gone)
    erase_candidate(gone, by=gone.user)
    assert not exists(gone)
    erase_candidate(gone, by=gone.user)  # sent twice


def test_looking_for_who_lapsed_costs_the_same_for_one_and_for_three(count_queries):
    ended(400)
    one = count_queries(lambda: list(lapsed_candidates()))
    ended(400)
    ended(400)
    assert count_queries(lambda: list(lapsed_candidates())) == one == 2


def test_rebuilding_the_search_finds_the_same():
    make_candidate()
    make_candidate(state="trained")
    before = set(SearchToken.objects.values_list("kind", "digest", "object_id"))
    assert before
    blind.rebuild()
    assert set(SearchToken.objects.values_list("kind", "digest", "object_id")) == before
