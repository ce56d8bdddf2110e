"""What OCR may cost one file. The reader's limits grow with each page, up to a cap."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


def _no_limits(_seconds: float) -> None:
    """In a process without limits there is nothing to extend."""


@dataclass(slots=True)
class OcrBudget:
    """``pages`` that may be read by OCR, each of which adds ``seconds`` to the reader's limits.

    ``extend`` raises the limits of this process by that many seconds of work.
    """

    pages: int
    seconds: float = 5.0
    extend: Callable[[float], None] = _no_limits
    used: int = field(default=0, init=False)
    spent: float = field(default=0.0, init=False)

    def take(self) -> bool:
        """Ask for one more page. False where the pages or their time are used up."""
        # Pages of noise cost several times what print costs: then fewer of them are read, and the
        # pages that have text are not lost with them.
        if self.used >= self.pages or self.spent > self.seconds * (self.used + 4):
            return False
        self.used += 1
        self.extend(self.seconds)
        return True

    def work(self) -> _Clock:
        """A context that counts the processor time spent in it."""
        return _Clock(self)


@dataclass(slots=True)
class _Clock:
    budget: OcrBudget
    start: float = 0.0

    def __enter__(self) -> None:
        self.start = time.process_time()

    def __exit__(self, *_: object) -> None:
        self.budget.spent += time.process_time() - self.start
