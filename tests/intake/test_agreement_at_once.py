"""Two members of staff decide at the same moment: what stands in the end is what each could have read."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from intake.actions.following import MOST_UNREAD, answer_message, follow_referral
from intake.models import Message, Referral
from portal.workflow.moves import NotPossible
from tests.intake.factories import make_referral
from tests.intake.following import make_region, receive

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
# On SQLite one writer waits for the other from the first line on: nothing happens at once.
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="needs rows that lock one by one")
TIMES = 6


def at_once(*calls):
    """What each call gave, begun at the same moment in threads of their own."""
    gate = threading.Barrier(len(calls))

    def run(call):
        try:
            gate.wait()
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@only_postgresql
def test_a_parents_no_and_an_adults_yes_never_end_agreed(as_user):
    for _time in range(TIMES):
        referral = make_referral(state="in_talk")
        person, manager = referral.core_persons.get(), referral.region.manager
        address = reverse("referrals:step", args=[referral.pk, "record_agreement"])
        asked = {"core_person": person.pk, "on": timezone.localdate().isoformat()}
        child = asked | {"grown_up": "no", "age": "14", "given_by": "parent", "answer": "no"}
        adult = asked | {"grown_up": "yes", "given_by": "self", "answer": "yes"}
        clients = as_user(manager), as_user(manager)
        answered = at_once(*(
            lambda client=client, form=form, address=address: client.post(address, form).status_code
            for client, form in zip(clients, (child, adult), strict=True)
        ))  # fmt: skip
        stored = Referral.objects.get(pk=referral.pk)
        has_no = person.consents.filter(answer="no").exists()
        assert set(answered) <= {200, 302}
        assert 302 in answered
        assert not (stored.agreed_at and has_no)
        assert (stored.agreed_at is not None) is stored.everyone_agreed()


@only_postgresql
def test_two_are_never_each_a_duplicate_of_the_other(as_user):
    for _time in range(TIMES):
        first = make_referral(state="in_talk")
        second = make_referral(first.region, state="in_talk")
        pairs = (first, second), (second, first)
        clients = [as_user(first.region.manager) for _pair in pairs]
        answered = at_once(*(
            lambda client=client, one=one, other=other: client.post(
                reverse("referrals:step", args=[one.pk, "mark_duplicate"]), {"reference": other.reference}
            ).status_code
            for client, (one, other) in zip(clients, pairs, strict=True)
        ))  # fmt: skip
        assert sorted(answered) == [200, 302]
        assert Referral.objects.filter(pk__in=[first.pk, second.pk], state="duplicate").count() == 1


@pytest.mark.parametrize("times", [60])
def test_no_more_messages_wait_unread_than_may(times):
    region = make_region()
    referral, code = receive(region)
    followers = [
        follow_referral(organisation=region.organisation, reference=referral.reference, code=code) for _ in range(times)
    ]

    def write(follower):
        try:
            answer_message(follower, text="Are you there?")
        except NotPossible as refusal:
            return refusal.field
        return "stored"

    answered = at_once(*(lambda follower=follower: write(follower) for follower in followers))
    assert answered.count("stored") == MOST_UNREAD == Message.objects.count()
    assert answered.count("text") == times - MOST_UNREAD
