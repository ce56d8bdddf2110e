"""What the ledger keeps of ingest runs."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, select, update

from assistant.databases import is_sqlite
from assistant.errors import LibraryError
from assistant.library.ingest_lock import is_held
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.records.runs import Failure, FileReport, IngestRun

COUNTED = ("added", "changed", "renamed", "described", "reread", "unchanged", "removed", "failed")


class Runs:
    """Ingest runs, with what became of each file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self) -> int:
        """The number of a run that begins now, in this process."""
        with self._database.write() as connection:
            done = connection.execute(
                t.runs.insert().values(
                    started=datetime.now(UTC).isoformat(timespec="seconds"),
                    seconds=0.0,
                    report={},
                    state="running",
                    process=os.getpid(),
                )
            )
            assert done.inserted_primary_key is not None
            return int(done.inserted_primary_key[0])

    def finish(self, run: int, seconds: float, report: dict[str, Any]) -> None:
        with self._database.write() as connection:
            connection.execute(
                update(t.runs)
                .where(t.runs.c.id == run)
                .values(seconds=seconds, report=report, state="done")
            )

    def newest(self, most: int = 50) -> list[IngestRun]:
        """The newest runs, newest first, without their files."""
        query = select(t.runs).order_by(t.runs.c.id.desc()).limit(most)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        at_work = self._at_work()
        return [_run(row, (), row.id in at_work) for row in rows]

    def get(self, number: int) -> IngestRun:
        """One run with what became of each file. Raises LibraryError where there is no such run."""
        with self._database.read() as connection:
            row = connection.execute(select(t.runs).where(t.runs.c.id == number)).first()
            if row is None:
                raise LibraryError(f"The library has no run {number}. See: assistant runs")
            lines = connection.execute(
                select(t.run_files.c.entry)
                .where(t.run_files.c.run == number)
                .order_by(t.run_files.c.ordinal)
            ).scalars()
            files = tuple(_file_reports().validate_python(list(lines)))
        return _run(row, files, row.id in self._at_work())

    def _at_work(self) -> frozenset[int]:
        """The run that goes on just now, if one does: the newest, since one at a time may."""
        newest = select(t.runs).order_by(t.runs.c.id.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(newest).first()
            if row is None or row.state != "running":
                return frozenset()
            # Its process may be another machine's, where machines share the database.
            local = is_sqlite(self._database.engine)
            works = _alive(row.process) if local else is_held(connection)
        return frozenset({row.id}) if works else frozenset()


def _run(row: Row[Any], files: tuple[FileReport, ...], works: bool) -> IngestRun:
    report = dict(row.report)
    counts: dict[str, int] = {}
    for name in COUNTED:
        value = report.get(name, 0)  # a number, or the names themselves in older runs
        counts[name] = value if isinstance(value, int) else len(value)
    for name in ("pages", "passages"):
        counts[name] = int(report.get(name, 0))
    state = row.state
    if state == "running" and not works:
        state = "interrupted"
    warnings = tuple(Failure(**w) for w in report.get("warnings", ()))
    return IngestRun(row.id, row.started, state, row.seconds, counts, files, warnings)


@cache
def _file_reports() -> TypeAdapter[list[FileReport]]:
    return TypeAdapter(list[FileReport])


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
