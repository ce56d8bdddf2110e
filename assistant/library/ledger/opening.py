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
from assistant.library.ledger.migration import FROM, migrate

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
                _make_tables(engine)
            _check_schema(database)
    except SQLAlchemyError as error:
        raise _cannot_open(folder, engine, first_line(error)) from error
    except OSError as error:
        raise _cannot_open(folder, engine, error.strerror or str(error)) from error
    return database


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        begin_writing(connection)  # all tables or none
        t.metadata.create_all(connection)


def _check_schema(database: Database) -> None:
    known = database.fact("schema")
    if not known:
        database.set_fact("schema", str(t.SCHEMA))
    elif known.isdigit() and FROM <= int(known) < t.SCHEMA:
        with database.write() as connection:
            # A machine with a folder of its own may have done it since.
            if int(fact(connection, "schema")) < t.SCHEMA:
                migrate(connection, int(known))
                set_fact(connection, "schema", t.SCHEMA)
    elif known != str(t.SCHEMA):
        raise LibraryError(
            f"The library was made by another version of this program (schema {known}, "
            f"here {t.SCHEMA}). Name another folder with --library, or ingest again."
        )


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
