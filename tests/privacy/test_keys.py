import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.privacy import Tampered, keys
from portal.privacy.checks import check_key_encryption_keys
from tests.privacy.factories import make_key

SECRET = b"s" * 32


@pytest.fixture(autouse=True)
def two_keys(settings):
    settings.KEY_ENCRYPTION_KEYS = [make_key("new", "n"), make_key("old", "o")]


def test_a_key_is_wrapped_by_the_newest_and_opens_again():
    wrapped, name = keys.wrap(SECRET, purpose="vault|1")
    assert name == "new"
    assert SECRET not in wrapped
    assert keys.unwrap(wrapped, key_name="new", purpose="vault|1") == SECRET


def test_a_wrapped_key_serves_its_own_purpose_only():
    wrapped, _name = keys.wrap(SECRET, purpose="vault|1")
    with pytest.raises(Tampered):
        keys.unwrap(wrapped, key_name="new", purpose="vault|2")
    with pytest.raises(Tampered):
        keys.unwrap(wrapped, key_name="old", purpose="vault|1")


def test_a_missing_key_is_named(settings):
    wrapped, _name = keys.wrap(SECRET, purpose="vault|1")
    settings.KEY_ENCRYPTION_KEYS = [make_key("old", "o")]
    with pytest.raises(Tampered, match="“new”"):
        keys.unwrap(wrapped, key_name="new", purpose="vault|1")


def test_another_key_under_the_same_name_does_not_open(settings):
    wrapped, _name = keys.wrap(SECRET, purpose="vault|1")
    settings.KEY_ENCRYPTION_KEYS = [make_key("new", "x")]
    with pytest.raises(Tampered):
        keys.unwrap(wrapped, key_name="new", purpose="vault|1")


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([], "empty"),
        (["c2VjcmV0c2VjcmV0"], "write name:key"),
        ([":c2VjcmV0c2VjcmV0"], "write name:key"),
        (["a b:c2VjcmV0c2VjcmV0"], "write name:key"),
        (["a:c2VjcmV0c2VjcmV0"], "12 bytes"),
        (["a:c2VjcmV0c2VjcmV0!"], "not urlsafe base64"),
        ([make_key("a", "a"), make_key("a", "b")], "same name"),
    ],
)
def test_a_malformed_key_is_explained_and_never_shown(settings, entries, reason):
    settings.KEY_ENCRYPTION_KEYS = entries
    with pytest.raises(ImproperlyConfigured, match=reason):
        keys.key_encryption_keys()
    (error,) = check_key_encryption_keys(None)
    assert error.id == "privacy.E001"
    assert "c2VjcmV0" not in str(error)


def test_keys_do_not_show_in_error_pages():
    assert "n" * 32 not in repr(keys.key_encryption_keys())
    assert check_key_encryption_keys(None) == []
