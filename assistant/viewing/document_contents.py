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
_WHOLE_BEFORE, _WHOLE_AFTER = (
    re.compile(r"(?<=\s)\S.*", re.DOTALL),
    re.compile(r".*(?=\s)", re.DOTALL),
)


@dataclass(frozen=True, slots=True)
class Entry:
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


def contents(library: Library, version: Version) -> tuple[Entry, ...]:
    """The headings of a version, in order; at most ``MOST_HEADINGS``."""
    return tuple(islice(_headings(library, version), MOST_HEADINGS))


def find_words(library: Library, version: Version, wanted: str, most: int) -> tuple[Place, ...]:
    """The first ``most`` places where these very words stand, whatever their case and the spaces between them."""
    words = wanted[:LONGEST_WANTED].split()
    if not words:
        return ()
    pattern = re.compile(r"\s{1,4}".join(map(re.escape, words)), re.IGNORECASE)
    return tuple(islice(_places(library, version, pattern), most))


def _headings(library: Library, version: Version) -> Iterator[Entry]:
    for page in library.pages.of(version.id):
        for block in page.blocks:
            text = " ".join(page.text[block.start : block.end].split())
            shown = block.kind is BlockKind.HEADING and block.level <= DEEPEST
            if shown and 0 < len(text) <= LONGEST_HEADING:
                citation = cite(version, page, block.start, block.end, "")
                yield Entry(text, max(1, block.level), citation)


def _places(library: Library, version: Version, pattern: re.Pattern[str]) -> Iterator[Place]:
    for page in library.pages.of(version.id):
        for match in pattern.finditer(page.text):
            start, end = match.span()
            before = _WHOLE_BEFORE.search(page.text[max(0, start - BESIDE) : start])
            after = _WHOLE_AFTER.match(page.text[end : end + BESIDE])
            yield Place(
                before[0]
                if before and start > BESIDE
                else page.text[max(0, start - BESIDE) : start],
                after[0] if after else "",
                cite(version, page, start, end, ""),
            )
