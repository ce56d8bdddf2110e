"""What a run has done so far, kept in the ledger line by line as it happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from assistant.library import COUNTED
from assistant.library.ledger.runs import Runs
from assistant.records.runs import Failure, FileReport, IngestReport


class Tally:
    """The report of one run, growing."""

    def __init__(self, runs: Runs, report: IngestReport) -> None:
        self._runs = runs
        self.report = report

    def line(self, entry: FileReport) -> tuple[int, dict[str, Any]]:
        """A file's line in this run's report, to be written together with the file.

        The run begins with its first line: a run with nothing to do leaves no trace.
        """
        if not self.report.run:
            self.report = replace(self.report, run=self._runs.start())
        return self.report.run, asdict(entry)

    def add(self, name: str, item: object) -> None:
        """Add to one of the report's lists."""
        longer: dict[str, Any] = {name: (*getattr(self.report, name), item)}
        self.report = replace(self.report, **longer)

    def count(self, entry: FileReport) -> None:
        """A file was read and taken in."""
        self.add(entry.status, entry.file)
        for warning in entry.warnings:
            self.add("warnings", Failure(entry.file, warning))
        self.note(entry.file, entry.notes)
        self.report = replace(
            self.report,
            pages=self.report.pages + entry.pages,
            passages=self.report.passages + entry.passages,
        )

    def note(self, file: str, notes: Sequence[str]) -> None:
        """What a person should know or decide."""
        for note in notes:
            self.add("notes", Failure(file, note))

    def stop(self) -> None:
        """The run ends before its work does."""
        self.report = replace(self.report, stopped=True)

    def finish(self, seconds: float, revision: int) -> IngestReport:
        """The report, its counts kept in the ledger."""
        self.report = replace(self.report, seconds=seconds, revision=revision)
        if self.report.run:
            counts = {name: len(getattr(self.report, name)) for name in COUNTED}
            kept: dict[str, Any] = {**counts, "pages": self.report.pages}
            kept["passages"] = self.report.passages
            kept["warnings"] = [asdict(warning) for warning in self.report.warnings]
            self._runs.finish(self.report.run, seconds, kept)
        return self.report
