"""A file is read again from the same bytes: its version gets what it could not get before.

At an ordinary run a page that has text keeps it, even where it would be read otherwise today. Read by a
newer edition of the readers, a page that comes out otherwise is replaced, and what it said before is
kept beside it: people cite from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.errors import UnreadableDocument
from assistant.ingestion.staging import sha256_of
from assistant.library import Library
from assistant.records import Page, Reading, Version


@dataclass(frozen=True, slots=True)
class Refilled:
    """A version as it was ``before``, and as it is read now.

    ``changed`` holds the numbers of the pages that are others now; the other pages of ``reading`` are as
    they were.
    """

    before: Version
    reading: Reading
    changed: frozenset[int]


def read_again(library: Library, version: str, file: str) -> Reading:
    """Read the original of a version in the library again.

    Raises UnreadableDocument, UnknownCitation or OSError where that is not possible.
    """
    original = library.originals.file(version)
    if sha256_of(original) != version:
        raise UnreadableDocument("its original in the library is damaged. See: assistant doctor")
    reading = library.isolation.read(library.originals.shown_file(version), file)
    if library.versions.get(version).view:  # the PDF knows less of title and date
        light = library.isolation.read(original, file)
        reading = replace(reading, metadata=light.metadata)
    return reading


def refill(library: Library, version: str, reading: Reading) -> Refilled:
    """Give the pages of a version that have no text what was read of them now."""
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
    return Refilled(before, merged, frozenset(filled))


def renew(library: Library, version: str, reading: Reading) -> Refilled:
    """Give a version every page as it is read now."""
    before = library.versions.get(version)
    pages: list[Page] = []
    changed: set[int] = set()
    for page in reading.pages:
        old = library.pages.get(version, page.number) if page.number <= before.pages else page
        if old.text.strip() and not page.text.strip() and old.recognition is not None:
            page = old  # OCR read it once and is not here now
        other_text = old.text != page.text and bool(old.text.strip())
        page = replace(page, reading=old.reading + other_text)
        if page != old or page.number > before.pages:
            changed.add(page.number)
        pages.append(page)
    return Refilled(before, replace(reading, pages=tuple(pages)), frozenset(changed))
