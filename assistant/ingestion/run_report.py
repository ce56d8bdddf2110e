"""What a run has done so far, kept in the ledger line by line as it happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from assistant.library import COUNTED
from assistant.library.ledger.runs import Runs
from assistant.records.runs import Failure, FileReport, IngestReport, RunLine


class RunReport:
    """The report of one run, growing: ``so_far`` is what it says by now."""

    def __init__(self, runs: Runs, begun: IngestReport) -> None:
        self._runs = runs
        self.so_far = begun

    def line(self, entry: FileReport) -> RunLine:
        """A file's line in this run's report, to be written together with the file.

        The run begins with its first line: a run with nothing to do leaves no trace.
        """
        if not self.so_far.run:
            self.so_far = replace(self.so_far, run=self._runs.start())
        return RunLine(self.so_far.run, entry)

    def add(self, name: str, item: object) -> None:
        """Add to one of the report's lists."""
        longer: dict[str, Any] = {name: (*getattr(self.so_far, name), item)}
        self.so_far = replace(self.so_far, **longer)

    def count(self, entry: FileReport) -> None:
        """A file was read and taken in."""
        self.add(entry.status, entry.file)
        for warning in entry.warnings:
            self.add("warnings", Failure(entry.file, warning))
        self.note(entry.file, entry.notes)
        self.so_far = replace(
            self.so_far,
            pages=self.so_far.pages + entry.pages,
            passages=self.so_far.passages + entry.passages,
        )

    def note(self, file: str, notes: Sequence[str]) -> None:
        """What a person should know or decide."""
        for note in notes:
            self.add("notes", Failure(file, note))

    def stop(self) -> None:
        """The run ends before its work does."""
        self.so_far = replace(self.so_far, stopped=True)

    def finish(self, seconds: float, revision: int) -> IngestReport:
        """The report, its counts kept in the ledger."""
        self.so_far = replace(self.so_far, seconds=seconds, revision=revision)
        if self.so_far.run:
            counts = {name: len(getattr(self.so_far, name)) for name in COUNTED}
            kept: dict[str, Any] = {**counts, "pages": self.so_far.pages}
            kept["passages"] = self.so_far.passages
            kept["warnings"] = [asdict(warning) for warning in self.so_far.warnings]
            self._runs.finish(self.so_far.run, seconds, kept)
        return self.so_far
