"""What a coordinator does with a conference, page by page, from the circle to the claim; `mine` is its address."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from intake.models import Case, Claim, Conference, FollowUp, Participant, Plan, VerdictAbout

PEOPLE = (
    {"name": "Hafida", "who": "oma", "tie": "family", "telephone": "06 12345678"},
    {"name": "Sem", "who": "broertje", "tie": "household", "is_child": True},
    {"name": "Leyla", "who": "tolk", "tie": "acquaintance", "capacity": "interpreter"},
    {"name": "Anneke", "who": "mentor", "tie": "professional", "capacity": "informant", "is_briefed": True},
    {"name": "Driss", "who": "opa", "tie": "family", "capacity": "supporter"},
    {"name": "Karim", "who": "oom", "tie": "family"},
    {"name": "Nadia", "who": "tante", "tie": "family", "large_type": True},
    {"name": "Gerrit", "who": "buurman", "tie": "neighbour"},
    {"name": "Bart", "who": "vriend", "tie": "friend"},
)
PASTED = "\n".join(f"{number}. Op dag {number} eten ze samen" for number in range(1, 11))
TYPED = (
    {"text": "Oma haalt Sem op woensdag van school", "who": "Oma", "often": "weekly"},
    {"text": "Als het misgaat bellen we oom Karim", "condition": "als mama ziek is"},
    {"text": "De mentor belt elke maand", "done_by": "professional"},
)
PARTS = ("information", "private", "presentation")


def make_the_circle(own, mine, language, accessible):
    own.goto(f"{mine}circle/")
    expect(own.locator("html")).to_have_attribute("lang", language)
    accessible(own)
    for number, told in enumerate(PEOPLE):
        own.locator(".people a.btn").click()
        if not number:
            accessible(own)
        fill_in(own, {"contact": "spoken", "coming": "comes", "language": language} | told)
        if told.get("capacity") == "informant":
            own.locator("[name=parts][value=private]").check()
            send(own)
            expect(own.locator("#id_parts_error")).to_be_visible()
            expect(own.locator("[name=name]")).to_have_value("Anneke")
            expect(own.locator("[name=capacity][value=informant]")).to_be_checked()
            accessible(own)
            own.locator("[name=parts][value=private]").uncheck()
        send(own)
        own.wait_for_url(f"**{mine}circle/")
    expect(own.locator(".people li")).to_have_count(10)  # with who is in the middle
    accessible(own)
    own.locator(".people a", has_text="Anneke").first.click()
    expect(own.locator("[name=parts][value=information]")).to_be_visible()
    expect(own.locator("[name=parts][value=private]")).to_have_count(0)
    accessible(own)
    assert Participant.objects.filter(is_core=False).count() == 9


def choose_day_and_place(own, mine, accessible):
    own.goto(f"{mine}conference/")
    accessible(own)
    day = timezone.localdate() + timedelta(days=20)
    fill_in(own, {"day": day.isoformat(), "time": "14:00", "place": "Buurthuis De Linde", "food": "Soep van oma"})
    send(own)
    own.wait_for_url(f"**{mine}conference/")
    expect(own.locator("[name=place]")).to_have_value("Buurthuis De Linde")
    accessible(own)


def invite_everybody(own, mine, accessible):
    own.locator("main a.btn[href$='/invitations/']").click()
    accessible(own)
    own.locator(".invite form button").click()
    letters = own.locator("main a[href$='/letter/']")
    expect(letters).to_have_count(9)
    accessible(own)
    assert fetched(own, letters.first).startswith(b"%PDF")
    assert fetched(own, own.locator("main a[href$='/calendar/']").first).startswith(b"BEGIN:VCALENDAR")


def write_down_that_it_was_held(own, mine, accessible):
    yesterday = timezone.localdate() - timedelta(days=1)
    Conference.objects.update(starts_at=timezone.make_aware(datetime.combine(yesterday, time(10))))
    own.goto(f"{mine}conference/")
    own.locator("main .ask a[href$='/held/']").click()
    accessible(own)
    for hour, part in enumerate(PARTS, start=10):
        fill_in(own, {f"begins_{part}": f"{hour}:00", f"ends_{part}": f"{hour}:50"})
    anneke, others = Participant.objects.get(capacity="informant"), Participant.objects.exclude(capacity="informant")
    expect(own.locator(f"[name=parts_{anneke.pk}]")).to_have_count(2)
    send(own)
    own.wait_for_url(f"**{mine}conference/")
    accessible(own)
    assert Case.objects.get().state == "held"
    assert (others.filter(in_private_time=True).count(), others.count()) == (9, 9)
    anneke.refresh_from_db()
    assert (anneke.was_there, anneke.in_private_time) == (True, False)


def write_the_plan(own, mine, accessible):
    own.goto(f"{mine}plan/")
    accessible(own)
    own.locator("main .ask a[href$='/plan/list/']").click()
    accessible(own)
    own.locator("[name=text]").fill(PASTED)
    own.locator("button[name=look]").click()
    expect(own.locator(".agreements > li")).to_have_count(10)
    accessible(own)
    own.locator("main form[novalidate] button.btn:not([name])").click()
    own.wait_for_url(f"**{mine}plan/")
    for number, told in enumerate(TYPED):
        own.locator("main .ask a[href$='/plan/agreement/']").click()
        if not number:
            accessible(own)
        fill_in(own, told)
        send(own)
        own.wait_for_url(f"**{mine}plan/")
    expect(own.locator(".agreements > li")).to_have_count(13)
    accessible(own)
    own.locator("main a[href$='/plan/around/']").click()
    accessible(own)
    fill_in(own, {"watcher": "Tante Nadia", "adjusting": "Oma en Karim"})
    send(own)
    own.wait_for_url(f"**{mine}plan/")
    expect(own.get_by_text("Tante Nadia")).to_be_visible()


def accept_the_plan(own, mine, accessible):
    own.locator("main a[href$='/plan/present/']").click()
    accessible(own)
    send(own)
    own.wait_for_url(f"**{mine}plan/")
    accessible(own)
    for number, about in enumerate(VerdictAbout.values):
        own.locator(f"main a[href$='/plan/answer/{about}/']").click()
        if not number:
            accessible(own)
        fill_in(own, {"holds": "yes", "said_by": "De kring"})
        send(own)
        own.wait_for_url(f"**{mine}plan/")
    own.locator("main a[href$='/plan/accept/']").click()
    accessible(own)
    own.locator("[name=said_by]").fill("De kring")
    send(own)
    own.wait_for_url(f"**{mine}plan/")
    accessible(own)
    assert Plan.objects.get().state == "accepted"


def give_it_to_everybody(own, mine, accessible):
    """The codes, by the name of who has them."""
    own.locator("main a[href$='/plan/give/']").click()
    accessible(own)
    boxes = own.locator("[name=recipients]")
    expect(boxes).to_have_count(9)
    for box in boxes.all():
        box.check()
    send(own)
    expect(own.locator(".codes > li")).to_have_count(9)
    accessible(own)
    with own.expect_download() as paper:
        own.locator(".codes form button").first.click()
    assert paper.value.suggested_filename == "plan.pdf"
    given = {}
    for row in own.locator(".codes > li").all():
        given[row.locator("h2").inner_text()] = row.locator("bdi.num").last.inner_text().replace(" ", "")
    for tab in ("", "plan/", "follow-up/"):
        own.goto(f"{mine}{tab}")
        accessible(own)
    assert Case.objects.get().state == "plan_running"
    return given


def call_after_four_weeks(own, mine, accessible):
    it_is_time("four_weeks")
    own.goto(f"{mine}follow-up/")
    send(own)
    expect(own.locator("[id^=id_outcome_][id$=_error]")).to_have_count(13)
    accessible(own)
    all_are_kept(own)
    own.locator("details.measured", has_text="Hafida").locator("summary").click()
    own.locator("details[open] [name^=improved_][value=better]").check()
    own.locator("details[open] [name^=mark_plan_]").fill("8")
    accessible(own)
    send(own)
    own.wait_for_url(f"**{mine}")
    accessible(own)
    for page in ("circle/", "conference/", "plan/", "follow-up/"):
        own.goto(f"{mine}{page}")
        own.wait_for_url(f"**{mine}")
        expect(own.get_by_text("Hafida")).to_have_count(0)
    assert FollowUp.objects.get(moment="four_weeks").state == "answered"


def claim(own, mine, accessible):
    own.goto(f"{mine}claim/")
    accessible(own)
    fill_in(own, {"kind": "expense", "number": "24", "what": "Naar de bijeenkomst"})
    send(own)
    expect(own.locator(".claim-lines > li")).to_have_count(1)
    accessible(own)
    own.locator("form[action$='/claim/hand-in/'] button").click()
    expect(own.locator("form[action$='/claim/hand-in/']")).to_have_count(0)
    accessible(own)
    assert Claim.objects.get().state == "handed_in"


def send(page):
    page.locator("main form[novalidate] button.btn").click()


def fill_in(page, told):
    """Each of the fields as what it is: a tick, a choice, a list, words."""
    for name, value in told.items():
        field = page.locator(f"[name={name}]")
        kind = field.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind == "select":
            field.select_option(value)
        elif kind == "radio":
            page.locator(f"[name={name}][value={value}]").check()
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(value)


def fetched(page, link) -> bytes:
    answer = page.request.get(link.get_attribute("href"))
    assert answer.status == 200
    return answer.body()


def it_is_time(moment):
    FollowUp.objects.filter(moment=moment).update(due_on=timezone.localdate())


def all_are_kept(page):
    kept = page.locator("[name^=outcome_][value=kept]")
    expect(kept).to_have_count(13)
    for one in kept.all():
        one.check()
