"""Brings a ledger into another database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from assistant.databases import open_engine, place
from assistant.databases.copying import copy_tables
from assistant.errors import LibraryError
from assistant.library.ingest_lock import ingest_lock
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import first_line
from assistant.library.ledger.opening import open_database


def copy_ledger(folder: Path, url: str, to: str) -> dict[str, int]:
    """Table -> rows that were copied from the ledger of ``folder`` (at ``url`` if that is set) to another address.

    All of it happens or nothing. Raises LibraryError where an ingest is at work, or the target is not empty."""
    if not url and not (folder / "ledger.sqlite").is_file():
        raise LibraryError(f"There is no library in {folder}.")
    source = open_database(folder, url)  # brought to this program's schema first
    target = open_engine(to)
    lock = ingest_lock(folder, source.engine)
    if not lock.acquire(0):
        raise LibraryError(f"An ingest is at work on {folder}. Wait for its end.")
    try:
        return copy_tables(source.engine, target, t.metadata)
    except SQLAlchemyError as error:
        raise LibraryError(
            f"The ledger was not copied to {place(target)}: {first_line(error)}"
        ) from error
    finally:
        lock.release()
        source.close()
        target.dispose()
