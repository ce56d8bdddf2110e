"""How revisions change a ledger's tables, alike in SQLite and PostgreSQL.

What is there already stays: a program between two schemas made ledgers that have part of the next one.
"""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Column, String, inspect
from sqlalchemy.schema import SchemaItem

from assistant.databases import by_bytes


def create_table(name: str, *parts: SchemaItem, **options: Any) -> None:
    """A new table with its columns and indexes."""
    if inspect(op.get_bind()).has_table(name):
        return
    for part in parts:
        _sort_by_bytes(part)
    op.create_table(name, *parts, **options)


def add_columns(table: str, *columns: Column[Any]) -> None:
    """New columns, each with the ``server_default`` that the rows there get."""
    known = {column["name"] for column in inspect(op.get_bind()).get_columns(table)}
    for column in columns:
        if column.name in known:
            continue
        _sort_by_bytes(column)
        op.add_column(table, column)
        # A new ledger has no default. SQLite would have to copy the table to be rid of it, with all texts
        # in it, for nothing: every INSERT of the program gives every column.
        if op.get_bind().dialect.name != "sqlite":
            op.alter_column(table, column.name, server_default=None)


def _sort_by_bytes(part: SchemaItem) -> None:
    if isinstance(part, Column) and isinstance(part.type, String):
        part.type = by_bytes(part.type)
