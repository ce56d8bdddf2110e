"""Reader processes for many libraries: kept for the next one, or forked, instead of started anew.

A reader process takes seconds to start and forks a limited child for every file, so that it is the
same after a file as before it. A program has one library and one reader; the suite has hundreds.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import Any

from assistant.reading import Isolation, worker

_Environment = frozenset[tuple[str, str]]
_kept: list[tuple[_Environment, subprocess.Popen[bytes]]] = []
_start, ended = Isolation._running, Isolation.close


def keep_readers() -> None:
    """From now on a reader that is closed is handed to the next that starts in the same environment."""
    Isolation._running = _taken_or_started  # type: ignore[method-assign]
    Isolation.close = _kept_for_the_next  # type: ignore[method-assign]


def end_readers() -> None:
    """End the readers that are kept, and keep no more."""
    Isolation._running, Isolation.close = _start, ended  # type: ignore[method-assign]
    for _, process in _kept:
        reader = Isolation()
        reader._server = process
        reader.close()
    _kept.clear()


def _environment() -> _Environment:
    return frozenset((k, v) for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST")


def _taken_or_started(self: Isolation) -> subprocess.Popen[bytes]:
    if self._server is None:
        now = _environment()
        for place, (environment, process) in enumerate(_kept):
            if environment == now and process.poll() is None:
                self._server = _kept.pop(place)[1]
                break
    return _start(self)


def _kept_for_the_next(self: Isolation) -> None:
    with self._lock:
        if self._server is not None and self._server.poll() is None:
            _kept.append((_environment(), self._server))
            self._server = None


class Forked:
    """A reader process that is a fork of this one: what ``subprocess.Popen`` is to ``Isolation``."""

    def __init__(self) -> None:
        taken, given = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            os.close(taken[1])
            os.close(given[0])
            # Whoever asked may have been killed: then nobody reads the answer.
            with contextlib.suppress(BrokenPipeError), os.fdopen(taken[0], "rb") as requests:
                worker.serve(requests, given[1])
            os._exit(0)
        os.close(taken[0])
        os.close(given[1])
        self.stdin, self.stdout = os.fdopen(taken[1], "wb"), os.fdopen(given[0], "rb")

    def poll(self) -> None:
        return None

    def wait(self) -> None:
        os.waitpid(self.pid, 0)


class ForkedIsolation(Isolation):
    """The real reader with the real limits, started in 5 ms instead of a second."""

    def _running(self) -> Any:
        if self._server is None:
            self._server = Forked()  # type: ignore[assignment]
        return self._server
