"""The ledger: documents, versions, pages, passages with vectors and figures, files, runs, answers, checks.

Every change of what can be answered is one SQL transaction that raises the library's revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import LibraryError
from assistant.library.ledger import tables as t
from assistant.library.ledger.checks import LedgerChecks
from assistant.library.ledger.figures import LedgerFigures
from assistant.library.ledger.migration import FROM, migrate
from assistant.library.ledger.queries import LedgerQueries, number_of
from assistant.library.ledger.rereading import LedgerRereading
from assistant.library.ledger.runs import LedgerRuns
from assistant.library.ledger.versions import LedgerVersions


class Ledger(
    LedgerVersions, LedgerRereading, LedgerRuns, LedgerFigures, LedgerChecks, LedgerQueries
):
    """One SQL database. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, folder: Path, url: str = "") -> Ledger:
        """Open or make the ledger. Raises LibraryError where that is not possible."""
        engine = create_engine(url or f"sqlite:///{folder / 'ledger.sqlite'}")
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_pragmas)
        try:
            with FileLock(folder / "opening.lock"):  # processes may open a new library at once
                ledger = cls(engine)
                if not inspect(engine).has_table("facts"):
                    ledger._make_tables()
                ledger._check_schema()
        except SQLAlchemyError as error:
            raise _cannot_open(folder, _first_line(error)) from error
        except OSError as error:
            raise _cannot_open(folder, error.strerror or str(error)) from error
        return ledger

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def change(self) -> Iterator[tuple[Connection, int]]:
        """(connection, new revision) of one transaction; all of it happens or nothing does."""
        with self.write() as connection:
            revision = number_of(connection, "revision") + 1
            yield connection, revision
            _set_fact(connection, "revision", revision)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that no other writer shares: two changes never get the same revision."""
        try:
            with self.engine.connect() as connection:
                if self.engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.execute(select(t.facts).with_for_update())
                yield connection
                connection.commit()
        except SQLAlchemyError as error:
            raise LibraryError(
                f"The library could not be written: {_first_line(error)}. What it held is kept. "
                "Check the disk's free space and that the folder is writable, then run again."
            ) from error

    def _make_tables(self) -> None:
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # all tables or none
            t.metadata.create_all(connection)

    def set_fact(self, name: str, value: str) -> None:
        with self.write() as connection:
            _set_fact(connection, name, value)

    def _check_schema(self) -> None:
        known = self.fact("schema")
        if not known:
            self.set_fact("schema", str(t.SCHEMA))
        elif known.isdigit() and FROM <= int(known) < t.SCHEMA:
            with self.write() as connection:
                migrate(connection, int(known))
                _set_fact(connection, "schema", t.SCHEMA)
        elif known != str(t.SCHEMA):
            raise LibraryError(
                f"The library was made by another version of this program (schema {known}, "
                f"here {t.SCHEMA}). Name another folder with --library, or ingest again."
            )

    # Writing

    def put_answer(self, name: str, answer: dict[str, Any]) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.write() as connection:
            known = connection.execute(select(t.answers.c.id).where(t.answers.c.id == name)).first()
            if not known:
                connection.execute(t.answers.insert().values(id=name, asked=now, answer=answer))


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


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]


def _set_fact(connection: Connection, name: str, value: object) -> None:
    changed = connection.execute(
        update(t.facts).where(t.facts.c.name == name).values(value=str(value))
    )
    if not changed.rowcount:
        connection.execute(t.facts.insert().values(name=name, value=str(value)))
