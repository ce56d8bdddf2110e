"""A file's row, and a run's line about it, within a transaction of somebody else's."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.queries import StoredFile
from assistant.records.runs import RunLine


def put_file(connection: Connection, file: StoredFile) -> None:
    connection.execute(delete(t.files).where(t.files.c.path == file.path))
    values = {name: getattr(file, name) for name in StoredFile.__slots__}
    connection.execute(t.files.insert().values(**values))


def put_entry(connection: Connection, line: RunLine | None) -> None:
    """Write a run's line about one file."""
    if line is None:
        return
    after = connection.execute(
        select(t.run_files.c.ordinal)
        .where(t.run_files.c.run == line.run)
        .order_by(t.run_files.c.ordinal.desc())
    ).scalar()
    ordinal = 0 if after is None else after + 1
    connection.execute(
        t.run_files.insert().values(run=line.run, ordinal=ordinal, entry=asdict(line.entry))
    )
