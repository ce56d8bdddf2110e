"""A file's row, and a run's line about it, within a transaction of somebody else's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.queries import StoredFile


def put_file(connection: Connection, file: StoredFile) -> None:
    connection.execute(delete(t.files).where(t.files.c.path == file.path))
    values = {name: getattr(file, name) for name in StoredFile.__slots__}
    connection.execute(t.files.insert().values(**values))


def put_entry(connection: Connection, entry: tuple[int, dict[str, Any]] | None) -> None:
    """Write a run's line about one file."""
    if entry is None:
        return
    run, line = entry
    after = connection.execute(
        select(t.run_files.c.ordinal)
        .where(t.run_files.c.run == run)
        .order_by(t.run_files.c.ordinal.desc())
    ).scalar()
    connection.execute(
        t.run_files.insert().values(run=run, ordinal=0 if after is None else after + 1, entry=line)
    )
