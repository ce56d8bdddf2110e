"""Ingest runs as somebody sees them from whom some versions are hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from assistant.errors import LibraryError
from assistant.library.ledger.database import Database
from assistant.library.ledger.runs import COUNTED, Runs
from assistant.records.runs import FileReport, IngestRun


class VisibleRuns(Runs):
    """Runs with the files that gave a version which is seen, and with the counts of these alone.

    A file that gave none, or a warning, may be of anything: neither is shown. Notes may name other documents.
    """

    def __init__(self, database: Database, hidden: frozenset[str]) -> None:
        super().__init__(database)
        self._hidden = hidden

    def newest(self, most: int = 50) -> list[IngestRun]:
        seen = (self._seen(super(VisibleRuns, self).get(run.id)) for run in super().newest(most))
        return [replace(run, files=()) for run in seen if run.files]

    def get(self, number: int) -> IngestRun:
        run = self._seen(super().get(number))
        if not run.files:
            raise LibraryError(f"The library has no run {number}. See: assistant runs")
        return run

    def _seen(self, run: IngestRun) -> IngestRun:
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
