"""The same form posted fifty times at once is one referral with its mails once, on every database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from post_office.models import Email

from intake.models import Draft, Referral
from tests.intake.factories import make_manager
from tests.intake.filling import at, fill_in, send
from tests.organisations.factories import RegionFactory

POSTS = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_posts_at_once_are_one_referral(settings):
    settings.SPAM_LIMITS = {kind: {"an_hour": POSTS, "pause": 1} for kind in ("proven", "unproven")}
    region = RegionFactory(postcodes=["8011"])
    make_manager(region)
    client = Client()
    fill_in(client)
    cookies = client.cookies

    def post(_number):
        try:
            one = Client()
            one.cookies = cookies.copy()
            return send(one).status_code, one.get(at("received")).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(POSTS) as pool:
        answered = list(pool.map(post, range(POSTS)))
    assert [sent for sent, _shown in answered] == [303] * POSTS
    assert [shown for _sent, shown in answered] == [200] * POSTS
    assert Referral.objects.count() == 1
    assert Email.objects.count() == 2
    assert Draft.objects.get().referral == Referral.objects.get()
