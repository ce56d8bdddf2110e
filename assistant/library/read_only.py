"""A library that cannot be written is asked from a copy of its ledger, accounts and indexes.

SQLite, Chroma and Tantivy each write where they only read (locks, journals, migrations), so none of them opens
what is on a read-only disk. Originals are read where they are.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from assistant.errors import LibraryError
from assistant.library.file_store import OPENED

_DATABASES = tuple(f"{name}.sqlite{part}" for name in ("ledger", "access") for part in ("", "-wal"))

_PREFIX = "assistant-library-"


def is_read_only(folder: Path) -> bool:
    """Whether there is a library that this process may read and not write."""
    ledger = folder / "ledger.sqlite"
    try:
        if not ledger.is_file():
            return False
    except OSError:  # it may not even be looked at: opening it says so
        return False
    return not (os.access(folder, os.W_OK) and os.access(ledger, os.W_OK))


def copied(folder: Path) -> Path:
    """A new temporary folder that is asked instead. Raises LibraryError where that cannot be."""
    _sweep()
    copy = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        for name in _DATABASES:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, copy / name)
        (copy / "files").symlink_to(folder / "files", target_is_directory=True)
        indexes = folder / "indexes"
        for path in indexes.rglob("*") if indexes.is_dir() else ():
            if path.is_file() and path.name != "owner.lock" and path.parent.name != OPENED:
                there = copy / path.relative_to(folder)
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, there)  # its bytes alone: its mode would forbid to write it
    except OSError as error:
        shutil.rmtree(copy, ignore_errors=True)
        raise LibraryError(
            f"The library in {folder} cannot be written, and a copy to ask from cannot be made in {copy}: "
            f"{error.strerror}. Make the library readable and writable for this user, or free some space."
        ) from error
    return copy


def _sweep() -> None:
    """Remove the copies of processes that were killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = path.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and path.stat().st_uid == os.getuid() and not _is_alive(int(owner)):
            shutil.rmtree(path, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):  # somebody else's; no number of a process
        return True
    return True
