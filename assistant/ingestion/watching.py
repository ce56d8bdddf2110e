"""Take in files as they appear, are replaced or disappear, once they have stopped changing."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import AssistantError
from assistant.ingestion.find import find_files
from assistant.ingestion.pipeline import ingest
from assistant.ingestion.progress import Watcher
from assistant.library import Library
from assistant.records.runs import IngestReport

_LOG = logging.getLogger(__name__)

SETTLED = 2.0  # seconds without a change after which a file is whole
POLL = 5.0  # how often to look where nobody tells of changes (network shares)

State = dict[str, tuple[object, ...]]


def watch(
    library: Library,
    paths: Sequence[Path],
    on_report: Callable[[IngestReport], None],
    *,
    stop: threading.Event,
    prune: bool = False,
    progress: Watcher | None = None,
    settled: float = SETTLED,
    poll: float = POLL,
) -> None:
    """Ingest now, and again whenever something changed, until ``stop`` is set.

    A run that cannot be finished (a full disk, a library that is away) is logged, and tried again.
    """
    done: State | None = None
    with _Waker(paths, stop) as waker:
        while not stop.is_set():
            state = _state(paths)
            if state == done:
                waker.wait(poll)
                continue
            if not _settle(paths, state, stop, settled):
                continue
            try:
                on_report(ingest(library, paths, prune=prune, watch=progress, stop=stop.is_set))
                done = state
            except AssistantError as error:
                _LOG.warning("%s Trying again.", error)
                stop.wait(poll)


def _settle(paths: Sequence[Path], state: State, stop: threading.Event, seconds: float) -> bool:
    """Whether nothing changed for a while."""
    return not stop.wait(seconds) and _state(paths) == state


def _state(paths: Sequence[Path]) -> State:
    """How everything that an ingest looks at looks now."""
    try:
        found = find_files(paths)
    except AssistantError:
        return {}
    state: State = {
        str(f.path): (f.size, f.modified, f.touched, str(sorted((f.descriptions or {}).items())))
        for f in found.files
    }
    return state | {f"!{folder}": () for folder in found.blind}


class _Waker:
    """Waits for a change where the system tells of them, else for some seconds."""

    def __init__(self, paths: Sequence[Path], stop: threading.Event) -> None:
        self._paths = [path for path in paths if path.exists()]
        self._stop = stop
        self._changed = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="folder watcher", daemon=True)

    def __enter__(self) -> _Waker:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def wait(self, seconds: float) -> None:
        """Until something changed, or so many seconds passed, or the end."""
        self._changed.wait(seconds)
        self._changed.clear()

    def _listen(self) -> None:
        from watchfiles import watch as changes

        # Too many folders for inotify, or a file system without it: looking every few seconds does.
        with contextlib.suppress(OSError, RuntimeError):
            for _ in changes(*self._paths, stop_event=self._stop, debounce=200, rust_timeout=500):
                self._changed.set()
        self._stop.wait()
        self._changed.set()
