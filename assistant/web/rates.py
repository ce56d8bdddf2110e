"""How much one person may have the program do: so many questions and checks a minute."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque

from assistant.access import SharedCounts
from assistant.errors import LibraryUnavailable

COSTLY = frozenset(
    (
        "/again",
        "/gradio_api/queue/join",
        "/api/v1/ask",
        "/api/v1/check",
        "/api/v1/search",
        "/check",
        "/facts",
        "/mcp",
    )
)
"""What costs seconds of a processor when it is sent something."""
MINUTE = 60.0
MOST_KNOWN = 10_000  # people or addresses


class Rates:
    """Safe to share between threads. ``counts`` are those of all machines together, where there are several."""

    def __init__(self, most: int, counts: SharedCounts | None = None) -> None:
        self._most = most
        self._counts = counts
        self._lock = threading.Lock()
        self._recent: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, who: str) -> float:
        """Counts one more. Seconds until this one would be let through, 0 where it is."""
        if self._counts is not None:
            try:
                count, seconds = self._counts.add(f"questions of {who}", MINUTE)
            except LibraryUnavailable:  # what is asked says so, too; this machine goes on counting
                return self._alone(who)
            return seconds if count > self._most else 0.0
        return self._alone(who)

    def _alone(self, who: str) -> float:
        """The same, as this machine knows it."""
        now = time.monotonic()
        with self._lock:
            recent = self._recent.setdefault(who, deque())
            self._recent.move_to_end(who)
            while len(self._recent) > MOST_KNOWN:
                self._recent.popitem(last=False)
            while recent and recent[0] <= now - MINUTE:
                recent.popleft()
            if len(recent) >= self._most:
                return recent[0] + MINUTE - now
            recent.append(now)
            return 0.0
