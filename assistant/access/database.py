"""Where accounts and sessions are kept: a database of their own, so that a library can be copied without them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Column,
    Engine,
    Float,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    inspect,
)
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import AssistantError

metadata = MetaData()

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


def open_access(folder: Path) -> Engine:
    """The database in a library's folder, made where there is none, its owner's alone. Raises AssistantError."""
    path = folder / "access.sqlite"
    try:
        path.touch(mode=0o600)
        engine = create_engine(f"sqlite:///{path}")
        metadata.create_all(engine)
        _add_groups(engine)
    except (OSError, SQLAlchemyError) as error:
        raise AssistantError(f"The accounts in {path} cannot be opened: {error}") from error
    return engine


def _add_groups(engine: Engine) -> None:
    """Accounts that were made before there were groups have none."""
    for table in (users, sessions):
        if "groups" not in {column["name"] for column in inspect(engine).get_columns(table.name)}:
            with engine.begin() as connection:
                connection.exec_driver_sql(
                    f"ALTER TABLE {table.name} ADD COLUMN \"groups\" TEXT NOT NULL DEFAULT ''"
                )
