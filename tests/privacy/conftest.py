import pytest

from tests.privacy.diary import create_table


@pytest.fixture
def diaries(db):
    create_table()
