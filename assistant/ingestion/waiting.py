"""One ingest at a time in a library, and new reports shown to whoever answers from it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from filelock import FileLock, Timeout

from assistant.errors import AssistantError, LibraryError
from assistant.ingestion.staging import clear_incoming
from assistant.library import Library

WAIT_SECONDS = 600.0
OWNER_SECONDS = 120.0  # how long to wait until a running application shows the new reports


@contextmanager
def alone(library: Library, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the library's ingest lock; while another ingest has it, ``tell`` who that is.

    Raises AssistantError after ten minutes of waiting.
    """
    lock, note = FileLock(library.folder / "ingest.lock"), library.folder / "ingest.json"
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            tell(f"Waiting: {_who(library)}")
            lock.acquire(timeout=WAIT_SECONDS)
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        note.write_text(json.dumps({"process": os.getpid(), "since": since}))
    except Timeout as error:
        raise AssistantError(
            f"{_who(library)} Nothing was done in ten minutes of waiting. Try again later."
        ) from error
    except OSError as error:
        raise LibraryError(
            f"The library {library.folder} cannot be written: {error.strerror}. "
            "Check its permissions and the disk's free space."
        ) from error
    try:
        clear_incoming(library)
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _who(library: Library) -> str:
    try:
        note = json.loads((library.folder / "ingest.json").read_text())
        who = f"process {note['process']}, since {str(note['since'])[:16].replace('T', ' ')}"
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
