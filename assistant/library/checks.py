"""Checks as they are kept: a link to one shows the same a year later."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.library.ledger.saved import SavedRecords
from assistant.records import Check


class Checks:
    """Checked texts by short names, each made from all that its check says."""

    def __init__(self, saved: SavedRecords) -> None:
        self._saved = saved

    def save(self, check: Check) -> str:
        """Keep a check under a short name made from what it says."""
        return self._saved.put(check.as_json(), check.checked)

    def get(self, check_id: str) -> Check:
        """Raises UnknownCitation."""
        return check_from_json(self._saved.get(check_id))

    def seen(self, check: Check) -> Check:
        """A check as whoever looks sees it: here all of it."""
        return check


def check_from_json(data: dict[str, Any]) -> Check:
    """The reverse of ``Check.as_json``. What checks did not have when one was kept is as by default."""
    return _adapter().validate_python(data)


@cache
def _adapter() -> TypeAdapter[Check]:
    return TypeAdapter(Check)
