"""A document's headings with their pages, and the places where words stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.library import Library
from assistant.library.citations import cite
from assistant.records import BlockKind, Citation, Version

DEEPEST = 3  # levels of headings in a table of contents
LONGEST_HEADING = 160  # characters; what is longer is no heading that anybody looks for
MOST_HEADINGS = 500
LONGEST_WANTED = 200  # characters to look for
BESIDE = 70  # characters that are shown on either side, in whole words
_WORD_BEGINS = re.compile(r"(?<=\s)\S")


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading, how deep it is (1 the highest) and where it stands."""

    text: str
    level: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand, with what stands on either side on that page."""

    before: str
    after: str
    citation: Citation


def contents(library: Library, version: Version) -> tuple[ContentsEntry, ...]:
    """The headings of a version, in order; at most ``MOST_HEADINGS``."""
    return tuple(islice(_headings(library, version), MOST_HEADINGS))


def find_words(library: Library, version: Version, wanted: str, most: int) -> tuple[Place, ...]:
    """The first ``most`` places where these very words stand, whatever their case and the spaces between them."""
    words = wanted[:LONGEST_WANTED].split()
    if not words:
        return ()
    pattern = re.compile(r"\s{1,4}".join(map(re.escape, words)), re.IGNORECASE)
    return tuple(islice(_places(library, version, pattern), most))


def _headings(library: Library, version: Version) -> Iterator[ContentsEntry]:
    for page in library.pages.of(version.id):
        for block in page.blocks:
            text = " ".join(page.text[block.start : block.end].split())
            shown = block.kind is BlockKind.HEADING and block.level <= DEEPEST
            if shown and 0 < len(text) <= LONGEST_HEADING:
                citation = cite(version, page, block.start, block.end, "")
                yield ContentsEntry(text, max(1, block.level), citation)


def _places(library: Library, version: Version, pattern: re.Pattern[str]) -> Iterator[Place]:
    for page in library.pages.of(version.id):
        for match in pattern.finditer(page.text):
            start, end = match.span()
            yield Place(
                _before(page.text, start),
                _after(page.text, end),
                cite(version, page, start, end, ""),
            )


def _before(text: str, start: int) -> str:
    """What stands before a place, from the beginning of a word on."""
    first = max(0, start - BESIDE)
    cut = _WORD_BEGINS.search(text, first, start) if first else None
    return text[cut.start() if cut else first : start]


def _after(text: str, end: int) -> str:
    """What stands behind a place, to the end of a word."""
    last = end + BESIDE
    cut = max((n for n in range(end, min(last, len(text))) if text[n].isspace()), default=last)
    return text[end : cut if last < len(text) else last]
