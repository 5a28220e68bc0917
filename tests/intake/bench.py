"""What the tests of the workbench share: its page, a panel of it, what must be read first."""

import re

from django.urls import reverse

from portal.privacy.looking import looking

BODY = 'class="(?:bo-columns|w-tabs )'  # where the head of a workbench ends


def bench(referral):
    return reverse("referrals:inspect", args=[referral.pk])


def page_of(client, referral):
    return client.get(bench(referral)).content.decode()


def panel(page, name):
    """The text of one panel, without its markup."""
    found = page.split(f'<section class="bo-panel" id="{name}"')[1].split("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def alarms(page):
    found = re.split(BODY, page.split('class="in-alarms"')[1])[0] if "in-alarms" in page else ""
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def opened(referral):
    return looking(referral, by=referral.region.manager, screen="test")
