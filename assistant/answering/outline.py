"""A document's outline: its headings and where they stand.

A heading that was read as running text is found by the document's own table of contents, if it has one: its
words stand on the page all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.records import BlockKind, Language, Page, Version

LONGEST = 160  # characters; what is longer is no heading
DEEPEST = 4
MOST = 600  # headings that are looked at
NUMBERED = 3  # headings with a number of one part, from which they are the chapters
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]\s?|\s)(?=\S)")
_LABELLED = re.compile(
    r"^(?P<name>[^\W\d_][^\W\d_-]{2,30})\s(?P<ordinal>\d{1,2}|[IVX]{1,4}|[A-Z])(?=[.:)\s–-]|$)"
)
_RUN_IN = re.compile(
    r"^(?P<text>(?P<name>[^\W\d_][^\W\d_-]{2,30})\s(?:\d{1,2}|[IVX]{1,4}|[A-Z])\s?[:–-]\s[^.:;\n]{3,100})(?=[.:;\n]|$)"
)
_NO_LABELS = frozenset(
    "tabel table figuur figure fig grafiek chart box kader foto bron source".split()
)
_CONTENTS = frozenset("inhoud inhoudsopgave contents colofon colophon".split())


@dataclass(frozen=True, slots=True)
class OutlineHeading:
    """A heading in one line, how deep it is (1 the highest), and its place on its page."""

    text: str
    level: int
    page: int
    start: int
    end: int

    @property
    def number(self) -> str:
        """What it is numbered by: "3.1"; "" where it is not."""
        found = _NUMBERED.match(self.text)
        return found["number"] if found else ""

    @property
    def title(self) -> str:
        """Its words without the number."""
        return _NUMBERED.sub("", self.text)

    @property
    def label(self) -> str:
        """What it calls what stands under it: "actielijn" of "3 Actielijn 1: Kennis"; "" for nothing."""
        found = _LABELLED.match(self.title)
        return found["name"].lower() if found else ""

    def is_labelled(self, stems: frozenset[str], language: Language) -> bool:
        """Whether one of some stems of a language is what it calls what stands under it."""
        return any(stem(word, language) in stems for word in words(self.label))


def outline(library: Library, version: Version) -> tuple[OutlineHeading, ...]:
    """The headings of a version in reading order, those of its table of contents itself left out."""
    pages = list(library.pages.of(version.id))
    found = list(_headings(pages))
    seen = {_key(heading.text) for heading in found}
    missed = [text for text in _listed(pages) if _key(text) not in seen]
    for text in dict.fromkeys(missed):
        place = _place(pages, text)
        if place is not None:
            # "7.1" and "Vertrouwen" may have been read as two things.
            found = [h for h in found if not _overlap(h, place)] + [place]
    return tuple(sorted(found, key=lambda h: (h.page, h.start)))[:MOST]


def run_in(library: Library, version: Version) -> tuple[OutlineHeading, ...]:
    """What opens paragraphs as a heading would: "Spoor 1: Bereiken en begeleiden." Their level is the lowest."""
    found: list[OutlineHeading] = []
    for page in library.pages.of(version.id):
        for block in page.blocks:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                opened = _RUN_IN.match(page.text[block.start : block.end])
                if opened and opened["name"].lower() not in _NO_LABELS:
                    end = block.start + opened.end()
                    text = " ".join(opened["text"].split())
                    found.append(OutlineHeading(text, DEEPEST + 1, page.number, block.start, end))
    return tuple(found)


def chapters(headings: Sequence[OutlineHeading]) -> tuple[OutlineHeading, ...]:
    """The headings of the main parts: of the level where "1", "2", "3" stand, else of the highest that has
    more than one."""
    levels = [h.level for h in headings]
    numbered = [h.level for h in headings if h.number.isdigit()]
    fit = [n for n in sorted(set(numbered)) if numbered.count(n) >= NUMBERED]
    fit += [n for n in sorted(set(levels)) if levels.count(n) > 1]
    return tuple(h for h in headings if h.level == fit[0]) if fit else ()


def below(headings: Sequence[OutlineHeading], above: OutlineHeading) -> tuple[OutlineHeading, ...]:
    """The headings just below another one: those of the next level, up to the next of its own."""
    at = headings.index(above)
    inside: list[OutlineHeading] = []
    for heading in headings[at + 1 :]:
        if heading.level <= above.level:
            break
        inside.append(heading)
    level = min((h.level for h in inside), default=0)
    return tuple(h for h in inside if h.level == level)


def _headings(pages: Sequence[Page]) -> Iterator[OutlineHeading]:
    for page in pages:
        for block in page.blocks:
            text = " ".join(page.text[block.start : block.end].split())
            shown = block.kind is BlockKind.HEADING and block.level <= DEEPEST
            if shown and 0 < len(text) <= LONGEST and text.lower() not in _CONTENTS:
                yield OutlineHeading(text, max(1, block.level), page.number, block.start, block.end)


def _listed(pages: Sequence[Page]) -> Iterator[str]:
    """The numbered headings that a table of contents tells of."""
    for page in pages:
        for block in page.blocks:
            if block.kind is BlockKind.CONTENTS:
                line = page.text[block.start : block.end].rstrip("0123456789 \t\n")
                text = " ".join(line.rstrip(" .…·\t\n").split())
                if _NUMBERED.match(text) and len(text) <= LONGEST:
                    yield text


def _place(pages: Sequence[Page], text: str) -> OutlineHeading | None:
    """Where the words of a heading stand outside of a table of contents."""
    spaced = r"\s{1,4}".join(map(re.escape, text.split()))
    pattern = re.compile(rf"(?<!\S){spaced}(?!\w)")
    numbered = _NUMBERED.match(text)
    level = numbered["number"].count(".") + 1 if numbered else 1
    for page in pages:
        contents = [(b.start, b.end) for b in page.blocks if b.kind is BlockKind.CONTENTS]
        for found in pattern.finditer(page.text):
            if not any(start <= found.start() < end for start, end in contents):
                return OutlineHeading(text, level, page.number, found.start(), found.end())
    return None


def _overlap(one: OutlineHeading, other: OutlineHeading) -> bool:
    return one.page == other.page and one.start < other.end and other.start < one.end


def _key(text: str) -> str:
    return " ".join(words(text))
