"""Pages that are drawn while somebody waits: one at a time, each once, and none for long.

A page can be made to take minutes. It must cost those who look at it some seconds and a clear line, and
nobody else anything: drawing has a reader process of its own, few wait for it, and what failed is remembered.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from assistant.errors import AssistantError, UnreadableDocument
from assistant.reading import Isolation, Limits

LIMITS = Limits(cpu_seconds=10, wall_seconds=10.0, ocr_pages=0)
KEPT = 400  # views and pictures, about 0.1 MB each
MOST_WAITING = 24  # of the forty threads that answer requests
PATIENCE = 20.0  # seconds that a request waits for its turn: two pages that are given up
REMEMBERED = 600.0  # seconds: a busy machine may have been why it failed
TOO_MANY = 3  # pages of one file that failed: then the others are not tried

T = TypeVar("T")


class Busy(AssistantError):
    """Too many wait already. Asking again in a moment helps."""

    def __init__(self) -> None:
        super().__init__("Too many pages are being drawn. Try again in a moment.")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of which file. ``of`` tells one view of a page from another."""

    version: str
    page: int
    of: str = ""


@dataclass(frozen=True, slots=True)
class _Failure:
    reason: str
    until: float


class Drawing:
    """Safe to share between threads."""

    def __init__(self, isolation: Isolation | None = None) -> None:
        self._isolation = isolation or Isolation(LIMITS)
        self._turn = threading.Lock()
        self._state = threading.Lock()
        self._waiting = 0
        self._kept: OrderedDict[Drawn, object] = OrderedDict()
        self._failed: dict[Drawn, _Failure] = {}

    def made(self, drawn: Drawn, make: Callable[[Isolation], T], keep: bool = True) -> T:
        """What ``make`` gives, or gave before. Raises Busy, and UnreadableDocument where it failed.

        A whole file is too large to ``keep``."""
        with self._state:
            if drawn in self._kept:
                return cast("T", self._again(drawn))
            self._refuse_failed(drawn)
            if self._waiting >= MOST_WAITING:
                raise Busy
            self._waiting += 1
        try:
            if not self._turn.acquire(timeout=PATIENCE):
                raise Busy
            try:
                return self._in_turn(drawn, make, keep)
            finally:
                self._turn.release()
        finally:
            with self._state:
                self._waiting -= 1

    def start(self) -> None:
        """Start the reader process, so that the first page need not wait for it."""
        self._isolation.start()

    def close(self) -> None:
        """End the reader process, whatever it is at."""
        self._isolation.close()

    def _in_turn(self, drawn: Drawn, make: Callable[[Isolation], T], keep: bool) -> T:
        with self._state:  # somebody else may have waited for the same
            if drawn in self._kept:
                return cast("T", self._again(drawn))
            self._refuse_failed(drawn)
        try:
            made = make(self._isolation)
        except UnreadableDocument as error:
            with self._state:
                self._failed[drawn] = _Failure(str(error), time.monotonic() + REMEMBERED)
            raise
        with self._state:
            if keep:
                self._kept[drawn] = made
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def _again(self, drawn: Drawn) -> object:
        self._kept.move_to_end(drawn)
        return self._kept[drawn]

    def _refuse_failed(self, drawn: Drawn) -> None:
        now = time.monotonic()
        self._failed = {each: f for each, f in self._failed.items() if f.until > now}
        failed = self._failed.get(drawn)
        pages = Counter(each.version for each in {Drawn(d.version, d.page) for d in self._failed})
        if failed is None and pages[drawn.version] >= TOO_MANY:
            failed = next(f for each, f in self._failed.items() if each.version == drawn.version)
        if failed is not None:
            raise UnreadableDocument(failed.reason)
