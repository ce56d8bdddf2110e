"""A ledger that is to be brought into another database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, MetaData

from assistant.errors import LibraryError
from assistant.library.ingest_lock import ingest_lock
from assistant.library.ledger import tables as t
from assistant.library.ledger.opening import has_ledger, open_database


@contextmanager
def held_ledger(folder: Path, url: str = "") -> Iterator[tuple[Engine, MetaData]]:
    """The database of a library's ledger and its tables, of this program's schema, while no ingest changes it.

    Raises LibraryError where there is none, or an ingest is at work."""
    if not has_ledger(folder, url):
        raise LibraryError(f"There is no library in {folder}.")
    database = open_database(folder, url)
    lock = ingest_lock(folder, database.engine)
    try:
        if not lock.acquire(0):
            raise LibraryError(f"An ingest is at work on {folder}. Wait for its end.")
        yield database.engine, t.metadata
    finally:
        lock.release()
        database.close()
