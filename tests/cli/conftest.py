"""Commands as a person runs them, without the seconds of loading before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from commands import Commands


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    running = Commands()
    yield running
    running.close()
