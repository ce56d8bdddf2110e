"""How much one person may have the program do: so many questions and checks a minute."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque

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
    """Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._recent: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, who: str) -> float:
        """Counts one more. Seconds until this one would be let through, 0 where it is."""
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
