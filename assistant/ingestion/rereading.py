"""A file is read again from the same bytes: its version gets the pages that it could not get before.

A page that has text keeps it, even where it would be read otherwise today: people cite from it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, replace

from assistant.chunking import passages
from assistant.errors import UnknownCitation, UnreadableDocument
from assistant.ingestion.find import FoundFile
from assistant.ingestion.plan import sha256_of
from assistant.ingestion.tally import Tally
from assistant.library import Library, NewVersion, StoredFile
from assistant.library.descriptions import effective
from assistant.records import Page, Passage, Reading
from assistant.records.runs import FileReport


def read_again(library: Library, tally: Tally, file: FoundFile, known: StoredFile) -> None:
    """Read the original in the library again, and add to its version what is new.

    Where that is not possible the version stays as it is, and the report says why.
    """
    clock, version = time.monotonic(), known.sha256
    document = library.versions.get(version).document.id
    try:
        original = library.originals.file(version)
        if sha256_of(original) != version:
            raise UnreadableDocument(
                "its original in the library is damaged. See: assistant doctor"
            )
        reading = library.isolation.read(library.originals.shown_file(version), file.name)
        if library.versions.get(version).view:  # the PDF knows less of title and date
            light = library.isolation.read(original, file.name)
            reading = replace(reading, metadata=light.metadata)
    except (UnreadableDocument, UnknownCitation, OSError) as error:
        warning = (
            f"It could not be read again, and stays as it was: {error} "
            f'To try once more: assistant ingest --again "{file.path}"'
        )
        entry = FileReport(file.name, "reread", version, document, warnings=(warning,))
        library.intake.leave_unread(version, tally.line(entry))
        tally.count(entry)
        return
    new, filled = _filled(library, version, known, reading)
    entry = FileReport(
        file=file.name,
        status="reread",
        version=version,
        document=document,
        pages=len(new.reading.pages),
        pages_without_text=sum(not page.text.strip() for page in new.reading.pages),
        pages_by_ocr=sum(page.recognition is not None for page in new.reading.pages),
        passages=len(new.passages),
        seconds=round(time.monotonic() - clock, 3),
        warnings=reading.warnings,
    )
    library.intake.read_again(new, filled, tally.line(entry))
    tally.count(entry)


def _filled(
    library: Library, version: str, known: StoredFile, reading: Reading
) -> tuple[NewVersion, frozenset[int]]:
    """The version as it is now, and the numbers of the pages that have text for the first time."""
    before = library.versions.get(version)
    fresh = {page.number: page for page in reading.pages}
    pages: list[Page] = []
    filled: set[int] = set()
    for number in range(1, before.pages + 1):
        page = library.pages.get(version, number)
        now = fresh.get(number, page)
        if not page.text.strip() and now.text.strip():
            page = now
            filled.add(number)
        pages.append(page)
    # Where OCR is here and read nothing, it would read nothing at the next run either.
    unread = 0 if library.reads_scans else reading.unread
    merged = replace(reading, pages=tuple(pages), unread=unread)
    old = library.passages.of(version)
    found = _under_old_names(old, passages(version, merged.pages))
    said = library.documents.overrides(before.document.id)
    title = effective(asdict(reading.metadata), known.described, said).title
    made = library.vectoriser.embed(title, found)
    new = NewVersion(
        version=version,
        file=before.file,
        format=before.format,
        suffix=library.versions.suffix(version),
        document=before.document.id,
        reading=merged,
        passages=found,
        vectors=made.vectors,
        sentence_vectors=made.sentences,
        tokens=made.tokens,
        context=title,
        found=asdict(reading.metadata),
    )
    return new, frozenset(filled)


def _under_old_names(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Passage, ...]:
    """Passages that were there keep their ids: until the indexes follow, they are found by them."""
    names = {passage.sentences: passage.id for passage in old}
    named = tuple(replace(p, id=names.get(p.sentences, p.id)) for p in new)
    return named if len({p.id for p in named}) == len(named) else tuple(new)
