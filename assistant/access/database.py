"""Where accounts and sessions are kept.

A file of their own, so that a library can be copied without them; or tables beside the ledger's, where that lies
in a database that machines share."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, Float, MetaData, String, Table, Text, inspect
from sqlalchemy.exc import SQLAlchemyError

from assistant.databases import begin_writing, open_engine, place
from assistant.errors import AssistantError, LibraryUnavailable

metadata = MetaData()
_LOG = logging.getLogger(__name__)

users = Table(
    "users",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", String(200), nullable=False),  # as argon2 writes it, with its salt
    Column("groups", Text, nullable=False, server_default=""),  # "a, b"
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of it: the file signs nobody in
    Column("name", String(100), nullable=False),
    Column("expires", Float, nullable=False),  # seconds since 1970
    Column("groups", Text, nullable=False, server_default=""),  # those that a provider gave with it
)


@contextmanager
def held_access(folder: Path, url: str = "") -> Iterator[list[tuple[Engine, MetaData]]]:
    """The database of a library's accounts and its tables; none where nobody has one. Raises AssistantError."""
    if not url and not (folder / "access.sqlite").is_file():
        yield []
        return
    engine = open_access(folder, url)
    try:
        yield [(engine, metadata)]
    finally:
        engine.dispose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read with. Raises LibraryUnavailable where the database does not answer."""
    with _answering(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it or nothing. Raises LibraryUnavailable where the database does not answer."""
    with _answering(engine), engine.begin() as connection:
        yield connection


@contextmanager
def _answering(engine: Engine) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        # Whoever hears of it need not have signed in: where the database is stands in the log alone.
        _LOG.warning("%s does not answer: %s", place(engine), error)
        raise LibraryUnavailable(
            "Who may sign in cannot be read just now: the log says why. Try again in a moment."
        ) from error


def open_access(folder: Path, url: str = "") -> Engine:
    """The database in a library's folder, its owner's alone, or at ``url``; made where there is none.

    Raises AssistantError."""
    path = folder / "access.sqlite"
    try:
        if not url:
            path.touch(mode=0o600)
        engine = open_engine(url or f"sqlite:///{path}")
        with engine.connect() as connection:
            begin_writing(connection)  # several machines may open a new one at once
            metadata.create_all(connection)
            _add_groups(connection)
            connection.commit()
    except (OSError, SQLAlchemyError) as error:
        where = place(engine) if url else path
        raise AssistantError(f"The accounts in {where} cannot be opened: {error}") from error
    return engine


def _add_groups(connection: Connection) -> None:
    """Accounts that were made before there were groups have none."""
    known = inspect(connection)
    for table in (users, sessions):
        if "groups" not in {column["name"] for column in known.get_columns(table.name)}:
            connection.exec_driver_sql(
                f"ALTER TABLE {table.name} ADD COLUMN \"groups\" TEXT NOT NULL DEFAULT ''"
            )
