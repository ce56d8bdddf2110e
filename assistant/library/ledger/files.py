"""Where the keeper's files are, and how they looked when they were last taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.stored import StoredFile
from assistant.records.runs import Failure, RunLine


class Files:
    """Every file that a run met, whatever became of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> dict[str, StoredFile]:
        """Every file that is known, by path."""
        with self._database.read() as connection:
            rows = connection.execute(select(t.files)).all()
        return {row.path: StoredFile(*row) for row in rows}

    def of(self, version: str) -> list[StoredFile]:
        """The files that give a version, or gave it before they went."""
        query = select(t.files).where(t.files.c.version == version).order_by(t.files.c.path)
        with self._database.read() as connection:
            return [StoredFile(*row) for row in connection.execute(query)]

    def suffixes(self) -> dict[str, str]:
        """Version -> the ending of its original's name, for all versions that a file gives."""
        query = (
            select(t.versions.c.id, t.versions.c.suffix)
            .join(t.files, t.files.c.version == t.versions.c.id)
            .where(t.files.c.status == "present")
        )
        with self._database.read() as connection:
            return {row.id: row.suffix for row in connection.execute(query)}

    def problems(self) -> tuple[Failure, ...]:
        """Files that could not be taken in."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(t.files.c.name, t.files.c.reason)
                .where(t.files.c.status == "failed")
                .order_by(t.files.c.name)
            ).all()
        return tuple(Failure(row.name, row.reason) for row in rows)

    def put(self, file: StoredFile, entry: RunLine | None = None) -> None:
        """Note how a file looks now, and a run's line about it with that."""
        with self._database.write() as connection:
            put_file(connection, file)
            put_entry(connection, entry)

    def put_many(self, files: Sequence[StoredFile]) -> None:
        """Many at once, for what costs no reading."""
        if files:
            with self._database.write() as connection:
                for file in files:
                    put_file(connection, file)


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
