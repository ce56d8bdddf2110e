"""Where accounts and sessions are kept.

A file of their own, so that a library can be copied without them; or tables beside the ledger's, where that lies
in a database that machines share."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Engine, Float, MetaData, String, Table
from sqlalchemy.exc import SQLAlchemyError

from assistant.databases import open_engine, place
from assistant.databases.copying import copy_tables
from assistant.errors import AssistantError

metadata = MetaData()

users = Table(
    "users",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password", String(200), nullable=False),  # as argon2 writes it, with its salt
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of it: the file signs nobody in
    Column("name", String(100), nullable=False),
    Column("expires", Float, nullable=False),  # seconds since 1970
)


def copy_access(folder: Path, url: str, to: str) -> dict[str, int]:
    """Table -> rows of accounts and sessions that were copied to another address. Raises AssistantError."""
    if not url and not (folder / "access.sqlite").is_file():
        return {}
    source, target = open_access(folder, url), open_engine(to)
    try:
        return copy_tables(source, target, metadata)
    except SQLAlchemyError as error:
        raise AssistantError(f"The accounts were not copied to {place(target)}: {error}") from error
    finally:
        source.dispose()
        target.dispose()


def open_access(folder: Path, url: str = "") -> Engine:
    """The database in a library's folder, its owner's alone, or at ``url``; made where there is none.

    Raises AssistantError."""
    path = folder / "access.sqlite"
    try:
        if not url:
            path.touch(mode=0o600)
        engine = open_engine(url or f"sqlite:///{path}")
        metadata.create_all(engine)
    except (OSError, SQLAlchemyError) as error:
        where = place(engine) if url else path
        raise AssistantError(f"The accounts in {where} cannot be opened: {error}") from error
    return engine
