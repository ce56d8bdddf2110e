"""What was made of a file goes into the library: its original, and one SQL transaction a version."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace

from assistant.ingestion.embed import EmbeddedPassages
from assistant.ingestion.find import FoundFile
from assistant.ingestion.matching import Match
from assistant.ingestion.read import KnownBytes, ReadFile
from assistant.ingestion.rereading import Refilled
from assistant.ingestion.retiring import given_no_more, has_newer
from assistant.ingestion.run_context import RunContext
from assistant.ingestion.staging import ADOPTED, view_beside
from assistant.library import NewVersion, StoredFile
from assistant.library.comparison import kept, sentence_texts
from assistant.reading.formats import format_of
from assistant.records import Reading, Version
from assistant.records.runs import FileReport, Kept


@dataclass(frozen=True, slots=True)
class _Original:
    """How the library keeps the file of a version; ``view`` as in NewVersion."""

    version: str
    file: str
    format: str
    suffix: str
    view: str = ""


def commit_version(
    run: RunContext, read: ReadFile, match: Match, embedded: EmbeddedPassages, began: float
) -> None:
    """A version that is new to the library. ``began`` is when work on it did (monotonic)."""
    library, file, previous = run.library, read.file, match.previous
    with _adopted(run, read) as original:
        entry = replace(
            _report(file, read.status, read.version, read.reading, embedded),
            document=match.document or read.version[:12],
            previous=previous.id if previous else "",
            kept=_kept(run, previous, embedded) if previous else None,
            seconds=round(time.monotonic() - began, 3),
            notes=(match.note,) if match.note else (),
        )
        new = replace(
            _for_ledger(original, match.document, read.reading, embedded),
            past=match.past,
            origin=run.origins.get(file.container or str(file.path), ""),
        )
        row = run.row(file, read.version, read.version, "present")
        library.intake.add_version(new, row, run.report.line(entry))
    run.report.count(entry)


def commit_again(
    run: RunContext,
    file: FoundFile,
    refilled: Refilled,
    embedded: EmbeddedPassages,
    began: float,
    notes: tuple[str, ...] = (),
) -> None:
    """A version that was read again: its pages that are others now and all passages are replaced."""
    library, before = run.library, refilled.before
    document = before.document.id
    suffix = library.versions.suffix(before.id)
    original = _Original(before.id, before.file, before.format, suffix)
    entry = replace(
        _report(file, "reread", before.id, refilled.reading, embedded),
        document=document,
        seconds=round(time.monotonic() - began, 3),
        notes=notes,
    )
    new = _for_ledger(original, document, refilled.reading, embedded)
    library.intake.read_again(new, refilled.changed, run.report.line(entry))
    run.report.count(entry)


def commit_unreread(run: RunContext, file: FoundFile, version: str, reason: Exception) -> None:
    """A version that could not be read again stays as it is, and the report says why."""
    warning = (
        f"It could not be read again, and stays as it was: {reason} "
        f'To try once more: assistant ingest --again "{file.path}"'
    )
    document = run.library.versions.get(version).document.id
    entry = FileReport(file.name, "reread", version, document, warnings=(warning,))
    run.library.intake.leave_unread(version, run.report.line(entry))
    run.report.count(entry)


def commit_known_bytes(run: RunContext, read: KnownBytes | ReadFile) -> None:
    """A second name for the same bytes, a copy of an old edition, or an old edition come back."""
    library = run.library
    file, version, status = read.file, read.version, read.status
    known, before = library.versions.get(version), library.documents.of_path(str(file.path))
    row = run.row(file, version, version, "present")
    note = _note_of_known(known, run.before(file), before)
    entry = FileReport(file.name, status, version, known.document.id, notes=(note,))
    line = run.report.line(entry)
    other = before is not None and before != known.document.id
    retired = given_no_more(library, before or "", str(file.path)) if other else []
    if not (known.current or (status == "added" and has_newer(library, known))):
        library.intake.restore_version(version, row, line, retired)
    elif retired:
        library.intake.retire(retired, row, line)
    else:
        library.files.put(row, line)
    run.report.add(status, file.name)
    run.report.note(file.name, (note,))


def _note_of_known(known: Version, file: StoredFile | None, document: str | None) -> str:
    """Why nothing was read of a file with the bytes of a ``known`` version.

    ``file`` is how it was, and ``document`` the one that it gave then.
    """
    if file and file.status == "gone" and file.version == known.id:
        return "It is back as it was: nothing of it was read again."
    if document == known.document.id:
        return (
            "It is as an earlier version of it was, and answers with that: nothing was read again."
        )
    return f"It holds the same bytes as {known.file}: one document with two names."


@contextmanager
def _adopted(run: RunContext, read: ReadFile) -> Iterator[_Original]:
    """The original in its place, marked for as long as the ledger does not hold its version.

    The mark of a run that breaks off stays: the next run clears away what it names.
    """
    kind = format_of(read.content, read.file.name)
    suffix = ".txt" if kind == "text" else f".{kind}" if kind != "markdown" else ".md"
    mark = run.incoming / f"{read.version}{suffix}{ADOPTED}"
    mark.touch()
    run.library.originals.adopt(read.content, read.version, suffix)
    view = run.library.originals.adopt_view(view_beside(read.content), read.version)
    yield _Original(read.version, read.file.name, kind, suffix, view)
    mark.unlink()


def _kept(run: RunContext, previous: Version, embedded: EmbeddedPassages) -> Kept:
    """What became of the sentences of the version before."""
    before = run.library.passages.sentences(previous.id)
    return kept(before, sentence_texts(embedded.passages))


def _report(
    file: FoundFile, status: str, version: str, reading: Reading, embedded: EmbeddedPassages
) -> FileReport:
    return FileReport(
        file=file.name,
        status=status,
        version=version,
        pages=len(reading.pages),
        pages_without_text=sum(not page.text.strip() for page in reading.pages),
        pages_by_ocr=sum(page.recognition is not None for page in reading.pages),
        passages=len(embedded.passages),
        warnings=reading.warnings,
    )


def _for_ledger(
    original: _Original, document: str | None, reading: Reading, embedded: EmbeddedPassages
) -> NewVersion:
    return NewVersion(
        version=original.version,
        file=original.file,
        format=original.format,
        suffix=original.suffix,
        document=document,
        reading=reading,
        passages=embedded.passages,
        vectors=embedded.made.vectors,
        sentence_vectors=embedded.made.sentences,
        tokens=embedded.made.tokens,
        context=embedded.title,
        found=asdict(reading.metadata),
        view=original.view,
    )
