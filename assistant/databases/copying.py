"""All rows of one database, taken over into another that has none yet."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Integer, MetaData, Table, func, select

from assistant.databases import begin_writing, place
from assistant.errors import LibraryError

AT_ONCE = 200  # rows that are held in memory together: a passage has some 30 KB


def copy_tables(source: Engine, target: Engine, metadata: MetaData) -> dict[str, int]:
    """Table -> how many rows were copied: all of them, or, where anything fails, none.

    Raises LibraryError where the target has rows already."""
    metadata.create_all(target)
    counts: dict[str, int] = {}
    with source.connect() as reading, target.connect() as writing:
        begin_writing(writing)
        for table in metadata.sorted_tables:
            if writing.execute(select(func.count()).select_from(table)).scalar_one():
                raise LibraryError(f"{place(target)} is not empty: {table.name} has rows.")
            counts[table.name] = _copy(reading, writing, table)
        writing.commit()
    return counts


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
