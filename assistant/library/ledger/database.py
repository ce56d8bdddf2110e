"""The SQL database under a ledger: its connections, its transactions, and the facts that it knows of itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from assistant.databases import begin_writing, is_sqlite, place, wipe
from assistant.errors import LibraryError, LibraryUnavailable
from assistant.library.ledger import tables as t


class Database:
    """One engine, shared by all parts of a ledger. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._frozen = ""

    @property
    def engine(self) -> Engine:
        return self._engine

    def freeze(self, why: str) -> None:
        """Let nothing change any more that can be answered; ``why`` is what is said instead."""
        self._frozen = why

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with. Raises LibraryUnavailable where the database is damaged, locked or away."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise LibraryUnavailable(self._unreadable(error)) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that no other writer shares: two changes never get the same revision."""
        try:
            with self._engine.connect() as connection:
                begin_writing(connection)
                yield connection
                connection.commit()
        except SQLAlchemyError as error:
            advice = (
                "Check the disk's free space and that the folder is writable"
                if is_sqlite(self._engine)
                else f"Check {place(self._engine)}"
            )
            raise LibraryUnavailable(
                f"The library could not be written: {first_line(error)}. What it held is kept. {advice}, then "
                "run again."
            ) from error

    @contextmanager
    def change(self) -> Iterator[tuple[Connection, int]]:
        """(connection, new revision) of one transaction; all of it happens or nothing does."""
        if self._frozen:
            raise LibraryError(self._frozen)
        with self.write() as connection:
            revision = _revision(connection) + 1
            yield connection, revision
            set_fact(connection, "revision", revision)

    def wipe(self) -> None:
        """Leave nothing readable of answers, checks and entries of histories that were deleted."""
        wipe(self._engine, "answers, checks, history")

    def _unreadable(self, error: DatabaseError) -> str:
        if is_sqlite(self._engine):
            return (
                f"The library's ledger cannot be read: {first_line(error)}. If it is damaged, put back "
                "ledger.sqlite from a backup, or name another folder with --library and ingest again."
            )
        return (
            f"The library's ledger cannot be read just now: {place(self._engine)} does not answer "
            f"({first_line(error)}). It is tried again at the next question."
        )

    @property
    def revision(self) -> int:
        """How many changes of what can be answered there have been."""
        with self.read() as connection:
            return _revision(connection)

    def fact(self, name: str) -> str:
        """What the library knows of itself; "" where it does not."""
        with self.read() as connection:
            return fact(connection, name)

    def set_fact(self, name: str, value: str) -> None:
        with self.write() as connection:
            set_fact(connection, name, value)


def first_line(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]


def _revision(connection: Connection) -> int:
    return int(fact(connection, "revision") or 0)


def fact(connection: Connection, name: str) -> str:
    row = connection.execute(select(t.facts.c.value).where(t.facts.c.name == name)).first()
    return str(row[0]) if row else ""


def set_fact(connection: Connection, name: str, value: object) -> None:
    changed = connection.execute(
        update(t.facts).where(t.facts.c.name == name).values(value=str(value))
    )
    if not changed.rowcount:
        connection.execute(t.facts.insert().values(name=name, value=str(value)))
