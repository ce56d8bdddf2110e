"""Opens the database of a ledger: makes it where there is none, brings an older one here."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from assistant.databases import begin_writing, is_sqlite, open_engine, place
from assistant.errors import LibraryError
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database, fact, first_line, set_fact

_EARLIEST = 2  # the first schema that revisions/ starts from
_LOST = (
    "The library in {folder} has its documents' files and no ledger, which was deleted or emptied. Put "
    "ledger.sqlite back from a backup; or name another folder with --library and ingest again."
)
_ELSEWHERE = (
    "The library in {folder} has its documents' files, and {place} holds nothing of them. Put the database back "
    "from a backup, correct ASSISTANT_LEDGER_URL, or bring the ledger there: assistant move-ledger"
)


def has_ledger(folder: Path, url: str = "") -> bool:
    """Whether a folder has a ledger; of one elsewhere, or that may not be looked at, only opening it can tell."""
    try:
        return bool(url) or (folder / "ledger.sqlite").is_file()
    except OSError:
        return True


def open_database(folder: Path, url: str = "") -> Database:
    """Raises LibraryError where the database can be neither opened nor made."""
    engine = open_engine(url or f"sqlite:///{folder / 'ledger.sqlite'}")
    try:
        with FileLock(folder / "opening.lock"):  # processes may open a new library at once
            database = Database(engine)
            if not inspect(engine).has_table("facts") or not database.fact("schema"):
                if any((folder / "files").glob("*")):
                    lost = _LOST if is_sqlite(engine) else _ELSEWHERE
                    raise LibraryError(lost.format(folder=folder, place=place(engine)))
                _make(engine)
            _bring_here(database)
    except SQLAlchemyError as error:
        raise _cannot_open(folder, engine, first_line(error)) from error
    except OSError as error:
        raise _cannot_open(folder, engine, error.strerror or str(error)) from error
    return database


def _make(engine: Engine) -> None:
    """A new ledger: all of it or nothing."""
    from assistant.library.ledger.upgrading import stamp  # slow to import, and rarely needed

    with engine.begin() as connection:
        begin_writing(connection)
        # A machine with a folder of its own may have made it since.
        if not inspect(connection).has_table("facts") or not fact(connection, "schema"):
            t.metadata.create_all(connection)
            stamp(connection, t.SCHEMA)
            set_fact(connection, "schema", t.SCHEMA)


def _bring_here(database: Database) -> None:
    """A ledger of an earlier schema gets this program's, in one transaction. Raises LibraryError for another."""
    if not _is_earlier(database.fact("schema")):
        return
    from assistant.library.ledger.upgrading import upgrade  # slow to import, and rarely needed

    with database.write() as connection:
        known = fact(connection, "schema")
        if _is_earlier(known):  # a machine with a folder of its own may have done it since
            upgrade(connection, int(known))
            set_fact(connection, "schema", t.SCHEMA)


def _is_earlier(known: str) -> bool:
    """Whether a schema is to be brought to this program's. Raises LibraryError where it cannot be."""
    if known == str(t.SCHEMA):
        return False
    if not (known.isdigit() and _EARLIEST <= int(known) < t.SCHEMA):
        raise LibraryError(
            f"The library was made by another version of this program (schema {known}, "
            f"here {t.SCHEMA}). Name another folder with --library, or ingest again."
        )
    return True


def _cannot_open(folder: Path, engine: Engine, why: str) -> LibraryError:
    if not is_sqlite(engine):
        return LibraryError(
            f"The library's ledger cannot be opened: {place(engine)} does not answer ({why}). Check that it "
            "runs, and ASSISTANT_LEDGER_URL."
        )
    return LibraryError(
        f"The library's ledger cannot be opened: {why}. "
        f"Check that {folder} is writable and not damaged."
    )
