"""One ingest at a time in a library, whatever machine it runs on."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.databases import INGESTING, is_sqlite, place
from assistant.errors import LibraryError

_PAUSE = 0.2  # seconds between two tries
_HELD = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE locktype = 'advisory' AND objid = :number AND granted AND datname = current_database()"
)


class IngestLock(Protocol):
    """Held by one process at a time; it is let go when that process ends, however it ends."""

    def acquire(self, seconds: float) -> bool:
        """Whether it is held now; waits so long for it. Raises OSError or LibraryError."""

    def release(self) -> None: ...

    def held(self) -> bool:
        """Whether anybody holds it."""


def ingest_lock(folder: Path, engine: Engine) -> IngestLock:
    """A lock beside the ledger: a file where that is a file, else one of its server's own."""
    return FolderLock(folder) if is_sqlite(engine) else ServerLock(engine)


class FolderLock:
    """A locked file in the library's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "ingest.lock"
        self._lock = FileLock(self._path)

    def acquire(self, seconds: float) -> bool:
        try:
            self._lock.acquire(timeout=seconds)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        self._lock.release()

    def held(self) -> bool:
        if self._lock.is_locked:
            return True
        other = FileLock(self._path)
        try:
            other.acquire(timeout=0)
        except Timeout:
            return True
        other.release()
        return False


class ServerLock:
    """An advisory lock of PostgreSQL, held by a connection of its own: it ends when process or machine do."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def acquire(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            while not connection.exec_driver_sql(
                f"SELECT pg_try_advisory_lock({INGESTING})"
            ).scalar_one():
                if time.monotonic() >= deadline:
                    connection.close()
                    return False
                time.sleep(_PAUSE)
        except SQLAlchemyError as error:
            raise LibraryError(f"{place(self._engine)} cannot be reached.") from error
        self._connection = connection
        return True

    def release(self) -> None:
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        # Said to the server: a connection that is only cut holds its lock until the server notices. Where the
        # connection is gone already, so is the lock.
        with contextlib.suppress(SQLAlchemyError):
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({INGESTING})")
        # Not back to the pool, where a lock that was not let go would live on.
        connection.invalidate()
        connection.close()

    def held(self) -> bool:
        with self._engine.connect() as connection:
            return is_held(connection)


def is_held(connection: Connection) -> bool:
    """Whether any machine holds the lock of the server that a connection leads to."""
    return bool(connection.execute(_HELD, {"number": INGESTING}).scalar_one())
