"""Opens the database of a ledger: makes it where there is none, brings an older one here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import LibraryError
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database, first_line, set_fact
from assistant.library.ledger.migration import FROM, migrate

_LOST = (
    "The library in {folder} has its documents' files and no ledger, which was deleted or emptied. Put "
    "ledger.sqlite back from a backup; or name another folder with --library and ingest again."
)


def open_database(folder: Path, url: str = "") -> Database:
    """Raises LibraryError where the database can be neither opened nor made."""
    engine = create_engine(url or f"sqlite:///{folder / 'ledger.sqlite'}")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_pragmas)
    try:
        with FileLock(folder / "opening.lock"):  # processes may open a new library at once
            database = Database(engine)
            if not inspect(engine).has_table("facts"):
                if any((folder / "files").glob("*")):
                    raise LibraryError(_LOST.format(folder=folder))
                _make_tables(engine)
            _check_schema(database)
    except SQLAlchemyError as error:
        raise _cannot_open(folder, first_line(error)) from error
    except OSError as error:
        raise _cannot_open(folder, error.strerror or str(error)) from error
    return database


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # all tables or none
        t.metadata.create_all(connection)


def _check_schema(database: Database) -> None:
    known = database.fact("schema")
    if not known:
        database.set_fact("schema", str(t.SCHEMA))
    elif known.isdigit() and FROM <= int(known) < t.SCHEMA:
        with database.write() as connection:
            migrate(connection, int(known))
            set_fact(connection, "schema", t.SCHEMA)
    elif known != str(t.SCHEMA):
        raise LibraryError(
            f"The library was made by another version of this program (schema {known}, "
            f"here {t.SCHEMA}). Name another folder with --library, or ingest again."
        )


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    # WAL lets readers go on while an ingest writes; FULL makes a commit survive a power cut.
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")  # first: changing the journal mode locks, too
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _cannot_open(folder: Path, why: str) -> LibraryError:
    return LibraryError(
        f"The library's ledger cannot be opened: {why}. "
        f"Check that {folder} is writable and not damaged."
    )
