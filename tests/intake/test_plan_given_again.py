"""A changed plan is given again: who has a working code keeps it, the pages say so, and print the plan without it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from intake.models import Assignment, Plan, RecipientCode
from tests.intake.changed import doing, make_changed
from tests.intake.matched import user_of
from tests.intake.planned import held_case, somebody
from tests.intake.test_meanwhile import drawn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_a_desk")]
GOES_ON = "<bdi>Hafida</bdi> reads it with the code they have."
NEW = "<bdi>Karim</bdi> reads it with the code they have."


@pytest.fixture
def changed(settings):
    """Accepted anew: Hafida has a working code, Karim has none."""
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        case, _code, hafida, _issued = make_changed()
        case.hafida, case.karim = hafida, somebody(case, "Karim")
        Plan.objects.update(state="accepted", accepted_on=timezone.localdate(), accepted_how="circle")
        yield case


def text_of(response):
    return " ".join(response.content.decode().split())


def given_again(client, address, case):
    return text_of(client.post(address, drawn(client, address) | {"recipients": [case.hafida.pk, case.karim.pk]}))


def codes_in(page):
    return re.findall(r'name="code" value="(\d+)"', page)


def test_the_coordinator_reads_whose_code_goes_on_before_and_after(as_user, changed):
    own = as_user(user_of(doing().coordinator))
    give = f"/en/my/cases/{doing().pk}/plan/give/"
    page = text_of(own.get(give))
    assert GOES_ON in page
    assert NEW not in page
    told = drawn(own, give) | {"recipients": [changed.hafida.pk, changed.karim.pk]}
    for _time in range(2):  # the second is a double click
        page = text_of(own.post(give, told))
        assert len(codes_in(page)) == 1
        assert GOES_ON in page
        assert NEW not in page


def test_who_was_done_by_it_prints_theirs_without_a_code(as_user, changed):
    own = as_user(user_of(doing().coordinator))
    given_again(own, f"/en/my/cases/{doing().pk}/plan/give/", changed)
    assert doing().state == "done"
    letter = f"/en/my/cases/{doing().pk}/plan/pdf/"
    assert own.post(letter, {"participant": changed.hafida.pk})["Content-Type"] == "application/pdf"
    stranger = somebody(held_case().case, "Vreemd")
    for nobody in (stranger.pk, somebody(changed, "Zonder").pk, "nonsense", ""):
        assert own.post(letter, {"participant": nobody}).status_code == 404
    Plan.objects.filter(case=changed).update(given_at=timezone.now() - timedelta(minutes=16))
    assert own.post(letter, {"participant": changed.hafida.pk}).status_code == 302


def test_staff_read_it_too_and_print_it(as_user, changed):
    Assignment.objects.update(state="ended")
    desk = as_user(changed.manager)
    page = given_again(desk, reverse("cases:entry", args=[changed.pk, "give_plan"]), changed)
    assert len(codes_in(page)) == 1
    assert GOES_ON in page
    assert NEW not in page
    letter = reverse("cases:plan_pdf", args=[changed.pk])
    assert desk.post(letter, {"participant": changed.hafida.pk})["Content-Type"] == "application/pdf"
    RecipientCode.objects.update(revoked_at=timezone.now())
    assert desk.post(letter, {"participant": changed.hafida.pk}).status_code == 404
