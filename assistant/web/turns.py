"""So many questions are worked on at once; the others wait a little for their turn, and are then turned away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import AssistantError

AT_ONCE = 4  # questions that are worked on
PATIENCE = 10.0  # seconds that a question waits for its turn


class TooMany(AssistantError):
    """So many questions are worked on that this one found no turn."""


class Turns:
    """Safe to share between threads."""

    def __init__(self, count: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._free = threading.BoundedSemaphore(count)
        self._patience = patience

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises TooMany."""
        if not self._free.acquire(timeout=self._patience):
            raise TooMany("Many questions are being answered. Ask again in a moment.")
        try:
            yield
        finally:
            self._free.release()
