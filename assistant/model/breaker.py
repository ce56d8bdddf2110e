"""A model that keeps failing is left alone for a while (a circuit breaker: Nygard, Release It!)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from assistant.model.faults import ModelFault
from assistant.records import Fault

FAILURES = 3  # in a row, after which it is left alone
REST = 30.0  # seconds
LONGEST_REST = 600.0  # seconds, whatever a server asks
# What says that the model cannot be reached; a bad answer says nothing about the next one.
_OUTAGES = {Fault.DOWN, Fault.SLOW, Fault.BROKEN, Fault.RATE_LIMITED, Fault.REJECTED}


class Breaker:
    """Safe to share between threads. Open: every request fails at once. After a rest one may try."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0
        self._trying_until = 0.0

    def check(self, patience: float) -> None:
        """Raises ModelFault (resting) where the model is to be left alone.

        ``patience`` is how long in seconds the one that tries after a rest may take at most.
        """
        with self._lock:
            now = self._clock()
            if now < self._open_until or (self._failures >= FAILURES and now < self._trying_until):
                raise ModelFault(Fault.RESTING)
            self._trying_until = now + patience

    def answered(self) -> None:
        """The model was there, whatever it said."""
        with self._lock:
            self._failures = 0
            self._open_until = self._trying_until = 0.0

    def failed(self, fault: ModelFault) -> None:
        """Count a failure; a server that says when to come back is left alone until then."""
        if fault.fault is Fault.RESTING:
            return
        if fault.fault not in _OUTAGES:
            self.answered()
            return
        with self._lock:
            self._failures += 1
            self._trying_until = 0.0
            rest = REST if self._failures >= FAILURES else 0.0
            if fault.retry_after is not None:
                rest = max(rest, min(fault.retry_after, LONGEST_REST))
            self._open_until = self._clock() + rest
