import pytest

from tests.backoffice.exports.files import viewset_called


@pytest.fixture
def client(administrator, as_user):
    return as_user(administrator)


@pytest.fixture
def column(monkeypatch):
    """A function that puts one column of the test's own on a list."""

    def put(function, name="postcodes"):
        monkeypatch.setattr(viewset_called(name), "export_columns", [("Code", function)])

    return put
