"""Side doors: pickles, caches, copies and dumps hold ciphertext or nothing."""

import copy
import json
import pickle

import pytest
from django.core import serializers
from django.core.cache import cache
from post_office.models import Email

from portal.outbound.models import OutgoingAddress
from portal.privacy import NotLooking, SealedFieldError
from portal.privacy.looking import looking
from portal.privacy.models import Vault
from tests.privacy.diary import Diary, read, write

pytestmark = pytest.mark.django_db
SOMEBODY = "samira@example.org"


@pytest.fixture
def address():
    mail = Email.objects.create(to="x@sealed.invalid", from_email="noreply@example.org")
    return OutgoingAddress.objects.create(vault=Vault.objects.open("referral"), mail=mail, address=SOMEBODY)


def test_a_pickle_holds_no_plain_text_and_no_key(address):
    key = address.vault.data_key()
    loaded = OutgoingAddress.objects.select_related("vault").get()
    with looking(loaded, by=None, screen="test"):
        assert loaded.address == SOMEBODY
        for one in (address, loaded):
            pickled = pickle.dumps(one)
            assert SOMEBODY.encode() not in pickled
            assert key not in pickled
    with pytest.raises(NotLooking):
        assert pickle.loads(pickled).address  # noqa: S301 — made two lines above


def test_what_was_not_saved_yet_cannot_be_pickled_or_cached(address):
    address.address = "noor@example.org"
    with pytest.raises(SealedFieldError):
        cache.set("address", address)


def test_what_comes_out_of_a_pickle_can_be_looked_at(address):
    loaded = pickle.loads(pickle.dumps(address))  # noqa: S301 — made two lines above
    with looking(loaded, by=None, screen="test"):
        assert loaded.address == SOMEBODY


@pytest.mark.parametrize("form", ["json", "python", "xml"])
def test_a_dump_holds_ciphertext_and_loads_again(address, form):
    with looking(OutgoingAddress.objects.get(), by=None, screen="test"):
        dump = serializers.serialize(form, [address, OutgoingAddress.objects.get()])
    assert SOMEBODY not in str(dump)
    OutgoingAddress.objects.all().delete()
    for entry in serializers.deserialize(form, dump):
        entry.save()
    loaded = OutgoingAddress.objects.get()
    with looking(loaded, by=None, screen="test"):
        assert (loaded.address, loaded.text) == (SOMEBODY, "")


def test_a_dump_holds_no_dates_numbers_or_structures_either(diaries):
    values = {"birthday": "2014-02-28", "answers": 4711}
    diary = write(**values)
    again = read(diary)
    for one in (diary, again):
        with looking(one, by=None, screen="test"):
            assert one.answers == 4711
            (row,) = json.loads(serializers.serialize("json", [one]))
        for name, value in values.items():
            assert row["fields"][name] != value
            assert str(value) not in str(row["fields"][name])


def test_what_people_type_is_never_taken_for_a_dump(diaries):
    diary = write(name="Samira", story="x")
    dumped = Diary._meta.get_field("name").value_to_string(diary)
    diary.story = dumped
    diary.full_clean()
    diary.save()
    assert diary.story == dumped


def test_copies_do_not_share_what_is_changed(diaries):
    diary, twin = write(answers={"who": ["oma"]}), Diary()
    vars(twin)["answers"] = copy.deepcopy(vars(diary)["answers"])
    twin.answers["who"].append("opa")
    assert diary.answers == {"who": ["oma"]}
    assert twin.answers == {"who": ["oma", "opa"]}
