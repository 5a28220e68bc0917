"""With their own code somebody reads question and circle, decides, puts it on hold, worries, and stops."""

import pytest

from intake.models import Case, CoreDecision, SafetyConcern
from tests.intake.matched import coordinator_in
from tests.intake.voiced import make_prepared, set_day, somebody
from tests.journeys.test_follow import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def send(page):
    page.locator("main form[novalidate] button.btn").click()


def test_decide_hold_worry_and_stop(reader, language, region, accessible):
    case, [code] = make_prepared(region, coordinator=coordinator_in(region))
    for name, tie in (("Hafida", "family"), ("Gerrit", "neighbour")):
        somebody(case, name, tie=tie)
    set_day(case)
    follow(reader, language, case.referral, code)
    accessible(reader)
    for about, name in (("question", "answer"), ("circle", "answer"), ("date", "answer")):
        reader.locator(f"a[href$='/decide/{about}/']").click()
        accessible(reader)
        if about == "circle":
            send(reader)
            accessible(reader)
            reader.locator(f"[name={name}][value=otherwise]").check()
            reader.locator("[name=words]").fill("Karim ook")
        else:
            reader.locator(f"[name={name}][value=yes]").check()
        send(reader)
        reader.wait_for_url("**/follow/request/")
    assert list(CoreDecision.objects.values_list("is_yes", flat=True)) == [True, False, True]

    reader.locator("a[href$='/follow/hold/']").click()
    accessible(reader)
    send(reader)
    reader.wait_for_url("**/follow/request/")
    accessible(reader)
    reader.locator("a[href$='/follow/go-on/']").click()
    accessible(reader)
    send(reader)
    reader.wait_for_url("**/follow/request/")

    reader.locator("a[href$='/follow/safety/']").click()
    accessible(reader)
    reader.locator("[name=text]").fill("Hij wacht haar op bij school")
    send(reader)
    reader.wait_for_url("**/follow/request/")
    assert SafetyConcern.objects.count() == 1

    reader.locator("a[href$='/follow/another-coordinator/']").click()
    accessible(reader)
    reader.go_back()
    reader.locator("a[href$='/follow/stop/']").click()
    accessible(reader)
    send(reader)
    reader.wait_for_url("**/follow/request/")
    accessible(reader)
    assert Case.objects.get().state == "stopped"
