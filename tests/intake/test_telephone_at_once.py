"""A button that is pressed twice, or twenty times at once: one referral, one code to say, on every database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from intake.models import Referral
from portal.privacy.codes import check_code
from tests.intake.factories import make_manager
from tests.intake.telephone import NEW, told
from tests.intake.test_telephone import code_on
from tests.organisations.factories import RegionFactory

POSTS = 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("at_a_desk")
def test_twenty_posts_at_once_are_one_referral_with_one_code(as_user):
    manager = make_manager(RegionFactory())
    clients, answers = [as_user(manager) for _ in range(POSTS)], told()

    def post(client):
        try:
            return client.post(NEW, answers)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(POSTS) as pool:
        pages = list(pool.map(post, clients))
    referral = Referral.objects.get()
    assert {page.status_code for page in pages} == {200}
    assert all(referral.reference[:3] in page.content.decode() for page in pages)
    [first] = [page for page in pages if "bo-aloud-code" in page.content.decode()]
    assert check_code(code_on(first), referral.follow_code_hash)
