"""All rows of some databases, taken over into another that has none of their tables yet."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, Integer, MetaData, Table, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from assistant.databases import begin_writing, place
from assistant.errors import LibraryError

AT_ONCE = 200  # rows that are held in memory together: a passage has some 30 KB


def copy_tables(sources: Iterable[tuple[Engine, MetaData]], target: Engine) -> dict[str, int]:
    """Table -> how many rows were copied: all of them, or, where anything fails, neither rows nor tables.

    Raises LibraryError where the target has one of the tables already, or anything fails."""
    counts: dict[str, int] = {}
    try:
        with target.connect() as writing:
            begin_writing(writing)
            for source, metadata in sources:
                counts |= _copy_all(source, metadata, writing)
            writing.commit()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0][:200]
        raise LibraryError(f"Nothing was copied to {place(target)}: {reason}") from error
    return counts


def _copy_all(source: Engine, metadata: MetaData, writing: Connection) -> dict[str, int]:
    known = set(inspect(writing).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in known:
            raise LibraryError(
                f"{place(writing.engine)} is not empty: it has a table {table.name}."
            )
    metadata.create_all(writing)
    with source.connect() as reading:
        return {table.name: _copy(reading, writing, table) for table in metadata.sorted_tables}


def _copy(reading: Connection, writing: Connection, table: Table) -> int:
    rows = reading.execution_options(yield_per=AT_ONCE).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    count = 0
    for part in rows.mappings().partitions():
        writing.execute(table.insert(), [dict(row) for row in part])
        count += len(part)
    _go_on_counting(writing, table)
    return count


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Numbers that PostgreSQL gives come after those that were copied."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    if isinstance(column.type, Integer):
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        following = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
        connection.execute(select(func.setval(sequence, following, False)))
