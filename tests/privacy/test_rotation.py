from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.privacy import Tampered, blind
from portal.privacy.erasure import erase
from portal.privacy.looking import looking
from portal.privacy.models import PurposeKey, SearchKey, Vault
from portal.privacy.sealing import seal_for, unseal_for
from tests.privacy.diary import Diary, read, stored, write
from tests.privacy.factories import make_key, make_organisation

pytestmark = pytest.mark.usefixtures("diaries")
OLD, NEW = make_key("old", "o"), make_key("new", "n")


@pytest.fixture(autouse=True)
def only_the_old_key(diaries, settings):
    settings.KEY_ENCRYPTION_KEYS = [OLD]
    PurposeKey.objects.all().delete()


def rotate():
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def name_of(diary):
    diary = read(diary)
    with looking(diary, by=None, screen="test"):
        return diary.name


def test_after_rotation_the_old_key_may_go(settings):
    organisation = make_organisation()
    diary = write(name="Samira")
    before = stored(diary)
    sealed = seal_for("totp", "geheim")
    blind.index(diary, organisation=organisation, names=["Samira"])

    settings.KEY_ENCRYPTION_KEYS = [NEW, OLD]
    assert name_of(diary) == "Samira"
    assert "5 keys" in rotate()  # one vault, one purpose, three kinds of search

    settings.KEY_ENCRYPTION_KEYS = [NEW]
    assert name_of(diary) == "Samira"
    assert unseal_for("totp", sealed) == "geheim"
    assert blind.find(Diary, "samira", organisations=[organisation]) == {diary.pk}
    assert stored(diary) == before, "rotation touches keys, not content"
    for model in (Vault, PurposeKey, SearchKey):
        assert set(model.objects.values_list("key_name", flat=True)) == {"new"}


def test_rotating_again_changes_nothing(settings):
    write()
    settings.KEY_ENCRYPTION_KEYS = [NEW, OLD]
    rotate()
    before = bytes(Vault.objects.get().wrapped_key)
    assert rotate().startswith("0 keys")
    assert bytes(Vault.objects.get().wrapped_key) == before


def test_a_wrong_key_opens_nothing(settings):
    diary = write(name="Samira")
    settings.KEY_ENCRYPTION_KEYS = [make_key("old", "x")]
    with pytest.raises(Tampered):
        name_of(diary)


def test_keys_that_do_not_open_are_named_and_left_alone(settings):
    lost, kept = write(name="weg"), write(name="Samira")
    Vault.objects.filter(pk=lost.vault_id).update(key_name="lost")
    settings.KEY_ENCRYPTION_KEYS = [NEW, OLD]
    with pytest.raises(CommandError, match=str(lost.vault_id)):
        rotate()
    assert name_of(kept) == "Samira"
    assert Vault.objects.get(pk=kept.vault_id).key_name == "new"
    assert Vault.objects.get(pk=lost.vault_id).key_name == "lost"


def test_wrapped_keys_cannot_change_places():
    one, other = write(name="Samira"), write(name="Noor")
    Vault.objects.filter(pk=one.vault_id).update(wrapped_key=other.vault.wrapped_key)
    with pytest.raises(Tampered):
        name_of(one)


def test_an_erased_vault_stays_erased(settings):
    diary = write(name="Samira")
    erase(diary.vault)
    settings.KEY_ENCRYPTION_KEYS = [NEW, OLD]
    assert rotate().startswith("0 keys")
    assert Vault.objects.get().wrapped_key is None
