"""The SQL databases that a library may lie in: SQLite, a file in its folder; PostgreSQL, which machines share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, Insert, String, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError

from assistant.errors import LibraryError

CONNECT_SECONDS = 5  # a server that does not answer is away
_WRITING = 7_100_001  # the numbers of PostgreSQL's advisory locks that are ours
INGESTING = 7_100_002


def open_engine(url: str) -> Engine:
    """An engine; nothing is connected yet. Raises LibraryError where the address or its driver is no use."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise LibraryError("ASSISTANT_LEDGER_URL is no address of a database.") from error
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address)
        event.listen(engine, "connect", _sqlite_pragmas)
        return engine
    if address.get_backend_name() != "postgresql":
        raise LibraryError(
            f"ASSISTANT_LEDGER_URL names {address.get_backend_name()}; a library lies in SQLite or PostgreSQL."
        )
    try:
        return create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,  # after the server was away, the first who asks connects anew
            pool_size=10,
            max_overflow=30,  # as many as there are threads
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
    except ModuleNotFoundError as error:
        raise LibraryError('A ledger in PostgreSQL needs: pip install ".[postgres]"') from error


def place(engine: Engine) -> str:
    """Where a database is, for a person; never its password."""
    if is_sqlite(engine):
        return str(engine.url.database)
    return f"PostgreSQL at {engine.url.host or 'this machine'}, database {engine.url.database}"


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def begin_writing(connection: Connection) -> None:
    """From here to the end of its transaction no other connection that began so is in one."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")


def insert_new(connection: Connection, table: Table) -> Insert:
    """An INSERT that leaves a row alone whose key is there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def by_bytes(kind: String) -> String:
    """A type of texts that bytes sort, as in SQLite: a locale would put "2024-05-01~" before that day's times."""
    return kind.with_variant(type(kind)(kind.length, collation="C"), "postgresql")


def wipe(engine: Engine, tables: str) -> None:
    """Let go of the places where deleted rows of some tables were, so that nothing of them can be read there."""
    if is_sqlite(engine):
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"VACUUM FULL {tables}")


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    # WAL lets readers go on while an ingest writes; FULL makes a commit survive a power cut.
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")  # first: changing the journal mode locks, too
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
