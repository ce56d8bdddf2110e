"""What the ledger keeps of ingest runs, and of files that came from a URL."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, select, update

from assistant.errors import LibraryError
from assistant.library.ledger import tables as t
from assistant.library.ledger.files import put_entry, put_file
from assistant.library.ledger.queries import StoredFile
from assistant.records.runs import Failure, FileReport, IngestRun, Kept, RunLine

COUNTED = ("added", "changed", "renamed", "described", "reread", "unchanged", "removed", "failed")


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that was fetched from a URL, with what its server said of that version of it."""

    url: str
    path: str
    etag: str
    last_modified: str


class LedgerRuns:
    """The part of the ledger that runs write."""

    engine: Engine

    def write(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def put_file(self, file: StoredFile, entry: RunLine | None = None) -> None:
        with self.write() as connection:
            put_file(connection, file)
            put_entry(connection, entry)

    def put_files(self, files: Sequence[StoredFile]) -> None:
        """Many at once, for what costs no reading."""
        if files:
            with self.write() as connection:
                for file in files:
                    put_file(connection, file)

    def start_run(self) -> int:
        """The number of a run that begins now, in this process."""
        with self.write() as connection:
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

    def finish_run(self, run: int, seconds: float, report: dict[str, Any]) -> None:
        with self.write() as connection:
            connection.execute(
                update(t.runs)
                .where(t.runs.c.id == run)
                .values(seconds=seconds, report=report, state="done")
            )

    def runs(self, most: int) -> list[IngestRun]:
        """The newest runs, newest first, without their files."""
        query = select(t.runs).order_by(t.runs.c.id.desc()).limit(most)
        with self.engine.connect() as connection:
            return [_run(row) for row in connection.execute(query)]

    def run(self, number: int) -> IngestRun:
        """One run with what became of each file. Raises LibraryError where there is no such run."""
        with self.engine.connect() as connection:
            row = connection.execute(select(t.runs).where(t.runs.c.id == number)).first()
            if row is None:
                raise LibraryError(f"The library has no run {number}. See: assistant runs")
            lines = connection.execute(
                select(t.run_files.c.entry)
                .where(t.run_files.c.run == number)
                .order_by(t.run_files.c.ordinal)
            ).scalars()
            return _run(row, tuple(_file_report(line) for line in lines))

    def origin(self, url: str) -> Origin | None:
        with self.engine.connect() as connection:
            row = connection.execute(select(t.origins).where(t.origins.c.url == url)).first()
        return Origin(row.url, row.path, row.etag, row.last_modified) if row else None

    def origins(self) -> dict[str, str]:
        """Path -> the URL that the file there came from."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(t.origins.c.path, t.origins.c.url))
            return {str(row[0]): str(row[1]) for row in rows}

    def put_origin(self, origin: Origin) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.write() as connection:
            connection.execute(delete(t.origins).where(t.origins.c.url == origin.url))
            connection.execute(t.origins.insert().values(**asdict(origin), fetched=now))


def _run(row: Any, files: tuple[FileReport, ...] = ()) -> IngestRun:
    report = dict(row.report)
    counts: dict[str, int] = {}
    for name in COUNTED:
        value = report.get(name, 0)  # a number, or the names themselves in older runs
        counts[name] = value if isinstance(value, int) else len(value)
    for name in ("pages", "passages"):
        counts[name] = int(report.get(name, 0))
    state = row.state
    if state == "running" and not _alive(row.process):
        state = "interrupted"
    warnings = tuple(Failure(**w) for w in report.get("warnings", ()))
    return IngestRun(row.id, row.started, state, row.seconds, counts, files, warnings)


def _file_report(line: dict[str, Any]) -> FileReport:
    kept = line.get("kept")
    return FileReport(
        **{
            **line,
            "kept": Kept(**kept) if kept else None,
            "warnings": tuple(line.get("warnings", ())),
            "notes": tuple(line.get("notes", ())),
        }
    )


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
