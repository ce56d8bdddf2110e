"""One ingest at a time in a library, and new reports shown to whoever answers from it."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from assistant.errors import AssistantError, LibraryError
from assistant.ingestion.staging import clear_incoming
from assistant.library import Library
from assistant.library.ingest_lock import IngestLock

WAIT_SECONDS = 600.0
OWNER_SECONDS = 120.0  # how long to wait until a running application shows the new reports


@contextmanager
def alone(library: Library, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the library's ingest lock; while another ingest has it, ``tell`` who that is.

    Raises AssistantError after ten minutes of waiting.
    """
    lock, note = library.ingest_lock(), library.folder / "ingest.json"
    try:
        _take(lock, library, tell)
        _sign(note)
    except OSError as error:
        lock.release()
        raise LibraryError(
            f"The library {library.folder} cannot be written: {error.strerror}. "
            "Check its permissions and the disk's free space."
        ) from error
    try:
        clear_incoming(library)
        yield
    finally:
        lock.release()
        with suppress(OSError):  # it only tells who is at work
            note.unlink(missing_ok=True)


def _take(lock: IngestLock, library: Library, tell: Callable[[str], None]) -> None:
    if lock.acquire(0):
        return
    tell(f"Waiting: {_who(library)}")
    if not lock.acquire(WAIT_SECONDS):
        raise AssistantError(
            f"{_who(library)} Nothing was done in ten minutes of waiting. Try again later."
        )


def _sign(note: Path) -> None:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    who = {"process": os.getpid(), "machine": platform.node(), "since": since}
    note.write_text(json.dumps(who))


def _who(library: Library) -> str:
    try:
        note = json.loads((library.folder / "ingest.json").read_text())
        machine = note.get("machine") or platform.node()
        where = "" if machine == platform.node() else f" on {machine}"
        who = f"process {note['process']}{where}, since {str(note['since'])[:16].replace('T', ' ')}"
    except (OSError, ValueError, KeyError):
        who = "another process"
    return f"Another ingest is at work on {library.folder} ({who})."


def show_to_all(library: Library) -> None:
    """The indexes follow: by this process where nobody owns them, else by the running application."""
    deadline = time.monotonic() + OWNER_SECONDS
    while True:
        library.refresh()
        if not library.indexes.behind() or time.monotonic() > deadline:
            return
        time.sleep(0.1)
