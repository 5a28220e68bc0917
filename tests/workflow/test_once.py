import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.workflow.models import SentForm
from portal.workflow.once import DoneBefore, once
from portal.workflow.tasks import forget_sent_forms


@pytest.mark.django_db
def test_a_mark_is_kept_for_a_month():
    drawn = uuid.uuid4()
    once(drawn, "yes")
    with pytest.raises(DoneBefore):
        once(drawn, "yes")
    assert forget_sent_forms() == 0
    SentForm.objects.update(at=timezone.now() - timedelta(days=31))
    assert forget_sent_forms() == 1
    once(drawn, "yes")
