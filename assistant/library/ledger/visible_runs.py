"""Files and ingest runs as somebody in some groups sees them, from whom some versions are hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from assistant.errors import LibraryError
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.files import Files
from assistant.library.ledger.runs import COUNTED, Runs
from assistant.library.ledger.stored import StoredFile
from assistant.records.runs import Failure, FileReport, IngestRun
from assistant.records.viewers import meets


class VisibleFiles(Files):
    """Of a file that gave no version, its description says who may see it: no group where none is named here."""

    def __init__(
        self, database: Database, hidden: frozenset[str], groups: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(database)
        self._hidden = hidden
        self._groups = groups

    def known(self) -> dict[str, StoredFile]:
        return {file.path: file for file in self._seen(super().known().values())}

    def of(self, version: str) -> list[StoredFile]:
        return list(self._seen(super().of(version)))

    def suffixes(self) -> dict[str, str]:
        return {v: s for v, s in super().suffixes().items() if v not in self._hidden}

    def problems(self) -> tuple[Failure, ...]:
        shown = sorted((file.name, file.reason) for file in self._seen(self._failed()))
        return tuple(Failure(*each) for each in shown)

    @property
    def hides(self) -> bool:
        """Whether there is anything that is not shown: a version, or a file that could not be taken in."""
        failed = self._failed()
        return bool(self._hidden) or len(list(self._seen(failed))) < len(failed)

    def _failed(self) -> list[StoredFile]:
        query = select(t.files).where(t.files.c.status == "failed")
        with self._database.read() as connection:
            return [StoredFile(*row) for row in connection.execute(query)]

    def _seen(self, files: Iterable[StoredFile]) -> Iterable[StoredFile]:
        for file in files:
            taken_in = file.version and file.status != "failed"
            limit = "" if taken_in else file.described.get("groups", "")
            if file.version not in self._hidden and meets(limit, self._groups):
                yield file


class VisibleRuns(Runs):
    """Where something is hidden: runs with the files that gave a version which is seen, and with the counts of
    these alone. A line of a file that gave none, a warning or a note may be of any document: none is shown."""

    def __init__(self, database: Database, hidden: frozenset[str], files: VisibleFiles) -> None:
        super().__init__(database)
        self._hidden = hidden
        self._files = files

    def newest(self, most: int = 50) -> list[IngestRun]:
        runs = super().newest(most)
        if not self._files.hides:
            return runs
        seen = [self._within(super(VisibleRuns, self).get(run.id)) for run in runs]
        return [replace(run, files=()) for run in seen if run.files]

    def get(self, number: int) -> IngestRun:
        run = super().get(number)
        if not self._files.hides:
            return run
        run = self._within(run)
        if not run.files:
            raise LibraryError(f"The library has no run {number}. See: assistant runs")
        return run

    def _within(self, run: IngestRun) -> IngestRun:
        files = tuple(
            self._without_others(file)
            for file in run.files
            if file.version and file.version not in self._hidden
        )
        became = Counter("removed" if file.status == "gone" else file.status for file in files)
        counts = {name: became[name] for name in COUNTED}
        counts |= {
            "pages": sum(file.pages for file in files),
            "passages": sum(file.passages for file in files),
        }
        return replace(run, counts=counts, files=files, warnings=())

    def _without_others(self, file: FileReport) -> FileReport:
        if file.previous in self._hidden:
            file = replace(file, previous="", kept=None)
        return replace(file, notes=())
