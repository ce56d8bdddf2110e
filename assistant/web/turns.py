"""So much is worked on at once; what else is asked for waits a little for its turn, and is then turned away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import AssistantError

AT_ONCE = 4  # questions that are worked on
PATIENCE = 10.0  # seconds that a question waits for its turn
FILES_AT_ONCE = 2  # Word and PDF files, whole conversations, comparisons: seconds of a processor
LARGE = frozenset(("docx", "pdf"))
SMALL_AT_ONCE = 4  # texts and lists of sources: milliseconds
FILE_PATIENCE = 2.0  # seconds: whoever saves a file can press the button again
# Who waits holds one of the forty threads that answer requests. All that are worked on and all that wait together
# leave some for pages, which need no turn.
MOST_WAITING = 12  # questions
FILES_WAITING = 6
SMALL_WAITING = 10


class TooMany(AssistantError):
    """So much of one kind is worked on that this found no turn."""


class Turns:
    """Safe to share between threads."""

    def __init__(
        self, count: int = AT_ONCE, patience: float = PATIENCE, waiting: int = MOST_WAITING
    ) -> None:
        self._free = threading.BoundedSemaphore(count)
        self._patience = patience
        self._places = threading.BoundedSemaphore(count + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises TooMany: at once where many wait already."""
        if not self._places.acquire(blocking=False):
            raise _too_many()
        try:
            if not self._free.acquire(timeout=self._patience):
                raise _too_many()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._places.release()


class FileTurns:
    """Turns of files that are made when somebody saves them: no question waits for one, and a short text waits
    for no long file."""

    def __init__(self) -> None:
        self.large = Turns(FILES_AT_ONCE, FILE_PATIENCE, FILES_WAITING)
        self.small = Turns(SMALL_AT_ONCE, FILE_PATIENCE, SMALL_WAITING)

    def of(self, kind: str) -> Turns:
        """The turns of one answer or check that is written as a kind of file."""
        return self.large if kind in LARGE else self.small


def _too_many() -> TooMany:
    return TooMany("Much is being worked on. Try again in a moment.")
