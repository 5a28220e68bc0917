import pytest

from portal.privacy import Tampered
from portal.privacy.models import PurposeKey
from portal.privacy.sealing import seal_for, unseal_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["JBSWY3DPEHPK3PXP", "", "سر"])
def test_a_text_comes_back_for_its_purpose(text):
    sealed = seal_for("totp", text)
    assert unseal_for("totp", sealed) == text
    assert sealed.isascii()
    assert not text or text not in sealed
    assert seal_for("totp", text) != sealed


def test_another_purpose_does_not_open_it():
    with pytest.raises(Tampered):
        unseal_for("address", seal_for("totp", "secret"))


@pytest.mark.parametrize(
    "change",
    [lambda s: "secret", lambda s: "", lambda s: s[:-4], lambda s: s + "é", lambda s: s[:20] + "AAAA" + s[24:]],
)
def test_anything_else_does_not_open(change):
    with pytest.raises(Tampered):
        unseal_for("totp", change(seal_for("totp", "secret")))


def test_a_purpose_has_one_key():
    seal_for("totp", "one")
    seal_for("totp", "two")
    assert PurposeKey.objects.filter(name="totp").count() == 1
