"""Looks at some pages of each PDF and compares the words that are seen there with those that are held.

That a text layer looks good says nothing of what the page shows: its letters may be others, and half of the
page may be drawn as a picture. Only looking tells, and looking costs seconds a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from assistant.errors import AssistantError
from assistant.library.library import Library
from assistant.library.seen_remarks import remarks_on
from assistant.reading.accounting import count
from assistant.reading.ocr_data import NEEDS, ocr_installed
from assistant.reading.recognition import recognition_from_json
from assistant.reading.seen_and_held import PageComparison, compare_page
from assistant.records import BlockKind, Page, Version

BARE = 25  # letters; with fewer a page is looked at only if there is something to be read
FEW_SEEN = 5  # words that are surely seen on a bare page: fewer are no text worth the name
TRIES = 3  # bare pages in a row without anything to read, before a part of a document is given up
NOT_INSTALLED = f"No page was looked at, and nothing was compared: OCR is not installed. {NEEDS}, and look again."
_QUOTED = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class Looks:
    """How many pages of how many documents were looked at, and what a person should know of it."""

    pages: int = 0
    documents: int = 0
    findings: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """How far it was looked, in words."""
        pages = "1 page" if self.pages == 1 else f"{self.pages:,} pages"
        documents = "1 document" if self.documents == 1 else f"{self.documents:,} documents"
        return f"Looked at {pages} of {documents} (PDF), and compared the words."

    def as_json(self) -> dict[str, int]:
        return {"pages": self.pages, "documents": self.documents}


@dataclass(frozen=True, slots=True)
class PageLook:
    """A page that was looked at. ``layer`` is all that the file itself says on it."""

    number: int
    compared: PageComparison
    layer: str


def look_at_pages(library: Library, pages: int) -> Looks:
    """Look at so many pages of each current PDF."""
    if not ocr_installed():
        return Looks(findings=(NOT_INSTALLED,))
    seen: list[str] = []  # of each page its version
    findings: list[str] = []
    for version in library.versions.current():
        if version.format != "pdf":
            continue
        try:
            for look in looks_at(library, version, pages):
                seen.append(version.id)
                findings += [
                    f"{version.file}, page {look.number}: {remark}"
                    for remark in remarks_on(look.compared, look.layer)
                ]
        except AssistantError as error:
            findings.append(f"{version.file} could not be looked at: {error}")
    return Looks(len(seen), len(set(seen)), tuple(findings))


def looks_at(library: Library, version: Version, pages: int) -> Iterator[PageLook]:
    """So many pages of a version, one of each part of it; parts without anything to read give none."""
    held = {page.number: page for page in library.pages.of(version.id) if page.recognition is None}
    for part in parts(version.id, sorted(held), pages):
        for number in part[:TRIES]:
            look = _look(library, version, held[number])
            if look is not None:
                yield look
                break


def parts(version: str, numbers: Sequence[int], pages: int) -> list[list[int]]:
    """Pages in ``pages`` parts of about one size, from the front to the back; the order within a part is by
    the file's hash, so that the same page is looked at again, and another one where more are asked for.

    >>> [sorted(part) for part in parts("ab", [1, 2, 3, 5, 8], 2)]
    [[1, 2], [3, 5, 8]]
    """
    wanted = min(pages, len(numbers))
    cuts = [len(numbers) * n // wanted for n in range(wanted + 1)] if wanted else []

    def place(number: int) -> bytes:
        return sha256(f"{version} {pages} {number}".encode()).digest()

    return [sorted(numbers[start:end], key=place) for start, end in pairwise(cuts)]


def _look(library: Library, version: Version, page: Page) -> PageLook | None:
    """None where there is nothing to read on the page, or Tesseract gave it up."""
    data = json.loads(
        library.isolation.call(
            "seen", path=str(library.originals.shown_file(version.id)), index=page.number - 1
        )
    )
    read = recognition_from_json(data["seen"])
    if read is None:
        return None
    quotable = "\n".join(
        page.text[block.start : block.end] for block in page.blocks if block.kind in _QUOTED
    )
    compared = compare_page(read.lines, f"{page.text}\n{data['passed']}", quotable)
    if count(page.text) < BARE and compared.words_not_held.of < FEW_SEEN:
        return None
    return PageLook(page.number, compared, data["layer"])
