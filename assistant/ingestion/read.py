"""A file -> its reading; the next file is read while this one is embedded."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UnreadableDocument
from assistant.ingestion.find import FoundFile
from assistant.ingestion.office_pages import read_document
from assistant.ingestion.run_context import RunContext
from assistant.ingestion.staging import stage, staged_path
from assistant.records import Reading


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read from its copy at ``content``; ``version`` is that copy's SHA-256.

    ``status`` is added or changed.
    """

    file: FoundFile
    status: str
    version: str
    content: Path
    reading: Reading


@dataclass(frozen=True, slots=True)
class KnownBytes:
    """A file whose bytes the library holds as a version."""

    file: FoundFile
    status: str
    version: str


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that could not be read, and why. ``digest`` is "" where nobody could tell it."""

    file: FoundFile
    digest: str
    reason: str


ReadOutcome = ReadFile | KnownBytes | UnreadFile


def read_ahead(run: RunContext) -> Iterator[ReadOutcome]:
    """What reading each new or changed file came to, in the plan's order."""
    new = {file.path for file in run.plan.new}
    work = [(f, "added" if f.path in new else "changed") for f in run.plan.work]
    with ThreadPoolExecutor(1) as reader:
        ahead: Future[ReadOutcome] | None = None
        for position, file in enumerate(work):
            now = ahead or reader.submit(_read, run, *file)
            following = work[position + 1] if position + 1 < len(work) else None
            ahead = reader.submit(_read, run, *following) if following else None
            yield now.result()


def _read(run: RunContext, file: FoundFile, status: str) -> ReadOutcome:
    library, digest = run.library, run.plan.hashes[file.path]
    try:
        if digest and library.versions.holds(digest):
            return KnownBytes(file, status, digest)
        huge = file.size > library.isolation.limits.file_bytes
        if huge and not file.container:  # refused, without a copy
            refused = library.isolation.read(file.path, file.name)
            return ReadFile(file, status, digest, staged_path(file, run.incoming), refused)
        content, digest = stage(library.isolation, file, run.incoming)
        if library.versions.holds(digest):
            return KnownBytes(file, status, digest)
        reading = read_document(library, content, file.name)
        return ReadFile(file, status, digest, content, reading)
    except UnreadableDocument as error:
        return UnreadFile(file, digest, str(error))
    except OSError as error:
        reason = f"The file cannot be opened: {error.strerror}. Check its permissions."
        return UnreadFile(file, digest, reason)
