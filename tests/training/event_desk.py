"""Training events in the admin, as tests reach them: who sits there, the addresses, what a browser sends."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.intake.factories import make_manager
from tests.organisations.factories import RegionFactory
from tests.training.events import fresh
from training.models import EventDay, TrainingEvent

LIST, NEW = "/admin/training-events/", "/admin/training-events/new/"


@pytest.fixture(autouse=True)
def at_a_desk(settings):
    settings.SECOND_FACTOR_REQUIRED = False
    with translation.override("en"):
        yield


@pytest.fixture
def region():
    region = RegionFactory(name="Overijssel")
    make_manager(region, first_name="Marijke")
    return region


@pytest.fixture
def client(region, as_user):
    return as_user(region.manager)


def bench(event):
    return reverse("training_events:inspect", args=[event.pk])


def entry(event, name):
    return reverse("training_events:entry", args=[event.pk, name])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().split("<main", 1)[1]).split())


def listed(client, **query):
    return [str(row.pk) for row in client.get(LIST, query).context["object_list"]]


def begin(event, *, days=1):
    """As if it began so many days ago."""
    first = starts = timezone.now() - timedelta(days=days)
    for number, one in enumerate(EventDay.objects.filter(event=event).order_by("starts")):
        starts = first + timedelta(days=number)
        EventDay.objects.filter(pk=one.pk).update(starts=starts, ends=starts + timedelta(hours=2))
    TrainingEvent.objects.filter(pk=event.pk).update(starts=first, ends=starts + timedelta(hours=2))
    return fresh(event)


def of_region(event, region):
    TrainingEvent.objects.filter(pk=event.pk).update(region=region)
    return fresh(event)


def answers(days=((5, "10:00", "16:00"),), **fields):
    data = {
        "kind": "study_day", "title": "", "language": "nl", "region": "", "place": "Zwolle", "for_whom": "",
        "about": "", "capacity": "12", "offer_days": "3", "enrol_until": "", "is_public": "on", "link": "",
        "to_bring": "", "drawn": str(uuid.uuid4()),
        "days-TOTAL_FORMS": str(len(days) + 2), "days-INITIAL_FORMS": "0",
    }  # fmt: skip
    for number, (in_days, begins, stops) in enumerate(days):
        on = timezone.localdate() + timedelta(days=in_days)
        data |= {f"days-{number}-on": on.isoformat(), f"days-{number}-begins": begins, f"days-{number}-stops": stops}
    return data | fields


def as_drawn(page):
    """What a browser would send back untouched."""
    html = page.content.decode().split("tr-event-form", 1)[1].split("</form>")[0]
    form, days = page.context["form"], page.context["days"]
    data = {field.html_name: field.value() for field in form if field.name != "trainers"}
    data["trainers"] = form["trainers"].value() or []
    for one in (days.management_form, *days):
        for field in one:
            shown = re.search(rf'name="{field.html_name}"[^>]*value="([^"]*)"', html)
            data[field.html_name] = shown.group(1) if shown else ""
    return {name: "" if value is None else value for name, value in data.items() if value is not False}
