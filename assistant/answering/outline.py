"""A document's outline: its headings and where they stand.

A heading that was read as running text is found by the document's own table of contents, if it has one: its
words stand on the page all the same.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.records import BlockKind, Language, Page, Version

LONGEST = 160  # characters; what is longer is no heading
DEEPEST = 4
MOST = 600  # headings that are looked at
REMEMBERED = 64  # outlines of one library, as somebody sees it
NUMBERED = 3  # headings with a number of one part, from which they are the chapters
YEAR = 4  # digits of one; a page that a table of contents sends to has fewer, or stands behind a tab or dots
_LEADERS = " .…·\t\n"
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
_LOCK = threading.Lock()
# A library's pages, those that somebody sees -> (revision, version) -> outline.
_KNOWN: WeakKeyDictionary[object, OrderedDict[tuple[int, str], Outline]] = WeakKeyDictionary()


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
        return _title(self.text)

    @property
    def label(self) -> str:
        """What it calls what stands under it: "actielijn" of "3 Actielijn 1: Kennis"; "" for nothing."""
        return label_of(self.text)

    def is_labelled(self, stems: frozenset[str], language: Language) -> bool:
        """Whether one of some stems of a language is what it calls what stands under it."""
        return any(stem(word, language) in stems for word in words(self.label))


def label_of(text: str) -> str:
    """What a heading calls what stands under it; "" for nothing."""
    found = _LABELLED.match(_title(text))
    return found["name"].lower() if found else ""


def numbered_as(text: str) -> tuple[str, str]:
    """What a heading calls its part, and by which number or letter.

    >>> [numbered_as(each) for each in ("2.1 Doel", "Hoofdstuk 2 Doel", "Bijlage B – Bronnen", "Doel")]
    [('', '2.1'), ('hoofdstuk', '2'), ('bijlage', 'B'), ('', '')]
    """
    number = _NUMBERED.match(text)
    if number:
        return "", number["number"]
    found = _LABELLED.match(text)
    return (found["name"].lower(), found["ordinal"]) if found else ("", "")


def _title(text: str) -> str:
    return _NUMBERED.sub("", text)


@dataclass(frozen=True, slots=True)
class Outline:
    """A version's ``headings`` in reading order, those of its table of contents itself left out, and what opens
    paragraphs as a heading would: "Spoor 1: Bereiken en begeleiden." The level of these is the lowest."""

    headings: tuple[OutlineHeading, ...]
    run_in: tuple[OutlineHeading, ...]


def outline(library: Library, version: Version) -> Outline:
    """The outline of a version, for which its pages are read once while nothing in the library changes.

    Each view of a library remembers its own: what is hidden from somebody is not told by what others asked."""
    revision = library.newest_revision
    with _LOCK:
        known = _KNOWN.setdefault(library.pages, OrderedDict())
        found = known.get((revision, version.id))
        if found is not None:
            known.move_to_end((revision, version.id))
            return found
    pages = list(library.pages.of(version.id))
    found = Outline(_outlined(pages), tuple(_run_in(pages))[:MOST])
    with _LOCK:
        known[revision, version.id] = found
        while len(known) > REMEMBERED:
            known.popitem(last=False)
    return found


def _outlined(pages: Sequence[Page]) -> tuple[OutlineHeading, ...]:
    found = list(_headings(pages))
    seen = {_key(heading.text) for heading in found}
    missed = [text for text in _listed(pages) if _key(text) not in seen]
    for text in dict.fromkeys(missed):
        place = _place(pages, text)
        if place is not None:
            # "7.1" and "Vertrouwen" may have been read as two things.
            found = [h for h in found if not _overlap(h, place)] + [place]
    return tuple(sorted(found, key=lambda h: (h.page, h.start)))[:MOST]


def _run_in(pages: Sequence[Page]) -> Iterator[OutlineHeading]:
    for page in pages:
        for block in page.blocks:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                opened = _RUN_IN.match(page.text[block.start : block.end])
                if opened and opened["name"].lower() not in _NO_LABELS:
                    end = block.start + opened.end()
                    text = " ".join(opened["text"].split())
                    yield OutlineHeading(text, DEEPEST + 1, page.number, block.start, end)


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
                text = _without_page(page.text[block.start : block.end])
                if _NUMBERED.match(text) and len(text) <= LONGEST:
                    yield text


def _without_page(line: str) -> str:
    """A line of a table of contents without the page that it sends to.

    >>> [_without_page(line) for line in ("3 Begroting 2021\\t14", "3 Begroting 2021", "4 Slot ..... 20")]
    ['3 Begroting 2021', '3 Begroting 2021', '4 Slot']
    """
    line = line.rstrip()
    bare = line.rstrip("0123456789")
    shown, digits = bare.rstrip(_LEADERS), len(line) - len(bare)
    # A year that is the last word of a heading stands behind one space.
    if 0 < digits < YEAR or (digits and shown != bare.rstrip(" ")):
        line = shown if shown != bare else line
    return " ".join(line.rstrip(_LEADERS).split())


def _place(pages: Sequence[Page], text: str) -> OutlineHeading | None:
    """Where the words of a heading stand outside of a table of contents, no part of a sentence."""
    spaced = r"\s{1,4}".join(map(re.escape, text.split()))
    pattern = re.compile(rf"(?<!\S){spaced}(?!\w)")
    numbered = _NUMBERED.match(text)
    number = numbered["number"] if numbered else ""
    level = number.count(".") + 1
    for page in pages:
        for found in pattern.finditer(page.text):
            if _stands_alone(page, found.start(), found.end(), number):
                return OutlineHeading(text, level, page.number, found.start(), found.end())
    return None


def _stands_alone(page: Page, start: int, end: int, number: str) -> bool:
    """Whether text[start:end] is no part of a sentence, nor of a table of contents.

    It begins a block or a line and ends one, or stands, read as one with what is around it, between the end of a
    sentence and the first heading below it: "… en beloning. 7 Data delen 7.1 Vertrouwen"."""
    if any(b.start <= start < b.end for b in page.blocks if b.kind is BlockKind.CONTENTS):
        return False
    before, behind = page.text[:start].rpartition("\n")[2].rstrip(), page.text[end:].lstrip(" ")
    begins = not before or before[-1] in ".?!" or any(b.start == start for b in page.blocks)
    ends = not behind.partition("\n")[0] or any(b.end == end for b in page.blocks)
    return begins and (ends or behind.startswith(f"{number}.1"))


def _overlap(one: OutlineHeading, other: OutlineHeading) -> bool:
    return one.page == other.page and one.start < other.end and other.start < one.end


def _key(text: str) -> str:
    return " ".join(words(text))
