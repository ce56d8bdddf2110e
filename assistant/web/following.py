"""While the application runs, new reports become answerable without a restart, and old answers go in time."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library import Library

_LOG = logging.getLogger(__name__)
_HOUR = 3_600.0


class Follower:
    """One thread that owns the indexes and brings them to the ledger's newest revision.

    Owning and following happen in the same thread, so that the lock is held by who writes.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._stop = threading.Event()
        self._forget_at = 0.0
        self._thread = threading.Thread(target=self._follow, name="library follower", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=10)

    def _follow(self) -> None:
        known = ""
        while not self._stop.is_set():
            try:
                self._library.own()
                self._library.refresh()
                self._forget()
                known = ""
            except Exception as error:
                # A ledger that is busy or away for a moment, or a fault of ours: the next round tries
                # again, for without this thread no new report would ever be answered from.
                if str(error) != known:
                    expected = isinstance(error, AssistantError)
                    _LOG.warning("The library was not followed: %s", error, exc_info=not expected)
                known = str(error)
            self._stop.wait(self._library.settings.follow_seconds)

    def _forget(self) -> None:
        """Once an hour, what was kept for longer than the owner wants."""
        days = 0 if self._library.read_only else self._library.settings.keep_days
        if days and time.monotonic() >= self._forget_at:
            self._forget_at = time.monotonic() + _HOUR
            answers, checks = self._library.forget(days)
            if answers or checks:
                _LOG.info("Deleted after %s days: %s answers, %s checks", days, answers, checks)
