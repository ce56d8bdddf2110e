"""What an ingest did, and what became of a passage: the records that keepers of a library see."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.records import Citation, Sentence, Version

Kind = Literal["same", "changed", "added", "gone"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why, in a sentence for a person."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Kept:
    """How many sentences a version shares with the one before it, and how many it does not."""

    same: int = 0
    changed: int = 0
    added: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file in one run.

    ``status`` is added, changed, renamed, described (only its metadata changed), reread (the same bytes
    were read again), gone or failed.
    ``previous`` is the version before and ``kept`` what is left of it. ``notes`` say what a person
    should decide, with the command that would do it.
    """

    file: str
    status: str
    version: str = ""
    document: str = ""
    previous: str = ""
    kept: Kept | None = None
    pages: int = 0
    pages_without_text: int = 0
    pages_by_ocr: int = 0
    passages: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunLine:
    """What became of a file, as a line of the report of run ``run``; written together with the file."""

    run: int
    entry: FileReport


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest run did, in file names as ingested."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()
    pages: int = 0
    passages: int = 0
    seconds: float = 0.0
    revision: int = 0
    renamed: tuple[tuple[str, str], ...] = ()  # (name before, name now)
    described: tuple[str, ...] = ()  # only what is said of them changed
    reread: tuple[str, ...] = ()  # unchanged, and read again: by OCR, or because a person asked
    notes: tuple[Failure, ...] = ()  # what a person should decide
    run: int = 0  # number of the run in the ledger; 0 where there was nothing to do
    stopped: bool = False  # ended early because it was asked to; the next run goes on

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class IngestRun:
    """A run as the ledger keeps it. ``state`` is done, running or interrupted."""

    id: int
    started: str
    state: str
    seconds: float
    counts: dict[str, int]
    files: tuple[FileReport, ...] = ()
    warnings: tuple[Failure, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A row of two versions side by side: the sentence before, the sentence now, or both."""

    kind: Kind
    old: Sentence | None
    new: Sentence | None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a cited passage.

    ``kind`` is current (nothing newer), withdrawn (its document answers no more), same, changed or
    gone; ``newer`` is the version to look in, and ``citation`` the passage there, where it is.
    """

    kind: Literal["current", "withdrawn", "same", "changed", "gone"]
    newer: Version | None = None
    citation: Citation | None = None
