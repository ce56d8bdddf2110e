"""The questions that wait for their answer, kept apart from the conversations: of these the ones left longest make
room for others, and who waits in a long queue has left theirs longest."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

MOST = 1000  # of a thousand letters at most; the queue is far shorter


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question a page: who asked it, in the words in which they did."""

    _asked: OrderedDict[str, tuple[str, str]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, session: str, by: str, question: str) -> None:
        with self._lock:
            self._asked[session] = (by, question)
            self._asked.move_to_end(session)
            if len(self._asked) > MOST:
                self._asked.popitem(last=False)

    def of(self, session: str, by: str) -> str:
        """What they asked on that page and still wait for; "" for nothing, or where somebody else asked."""
        asker, question = self._asked.get(session, ("", ""))
        return question if asker == by else ""

    def end(self, session: str) -> None:
        with self._lock:
            self._asked.pop(session, None)
