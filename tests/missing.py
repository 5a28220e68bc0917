"""What a machine lacks is a skip on a laptop and a failure in CI, where a skipped promise looks like a kept one."""

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test because `what` is not on this machine; with CI=true fail it."""
    message = f"not on this machine: {what}"
    if is_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def is_ci() -> bool:
    return os.environ.get("CI") == "true"
