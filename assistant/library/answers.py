"""Answers as they are kept: a link to one shows the same a year later."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.errors import UnknownCitation
from assistant.library.ledger.saved import SavedRecords
from assistant.records import Answer


class Answers:
    """Answers by short names, each made from all that it says."""

    def __init__(self, saved: SavedRecords) -> None:
        self._saved = saved

    def save(self, answer: Answer) -> str:
        """Keep an answer under a short name made from what it says."""
        return self._saved.put(answer.as_json(), datetime.now(UTC).isoformat(timespec="seconds"))

    def get(self, answer_id: str) -> Answer:
        """Raises UnknownCitation."""
        return answer_from_json(self._saved.get(answer_id))

    def seen(self, answer: Answer) -> Answer:
        """An answer as whoever looks sees it: here all of it."""
        return answer

    def may_open(self, answer_id: str) -> bool:
        """Whether who looks may open its page."""
        return self.unopened(answer_id) is not None

    def unopened(self, answer_id: str) -> Answer | None:
        """The same as ``get`` for who keeps the library, whosever it is; None where it was deleted."""
        try:
            return Answers.get(self, answer_id)
        except UnknownCitation:
            return None

    def kept(self, answer_id: str) -> str:
        """When it was kept: ISO time, UTC. Raises UnknownCitation."""
        return self._saved.time_of(answer_id)


def answer_from_json(data: dict[str, Any]) -> Answer:
    """The reverse of ``Answer.as_json``. What answers did not have when one was kept is as by default."""
    return _adapter().validate_python(data)


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)
