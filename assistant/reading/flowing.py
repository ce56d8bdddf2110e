"""Formats without pages (Word, HTML, Markdown, text): blocks of text and tables that make one Page.

A citation of such a file names its section and paragraph, since there is no page to name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.errors import UnreadableDocument
from assistant.figures.units import unit_in
from assistant.language.detection import detect_language
from assistant.reading.face import Face
from assistant.reading.metadata import clean, metadata_from
from assistant.reading.raised import marks_set_apart
from assistant.reading.tables import TableDraft
from assistant.reading.tables.rows import PlacedCell, row_text, tables_of
from assistant.records import Block, BlockKind, Metadata, Page, Reading, Table

LONGEST_CAPTION = 250  # characters
_TABLE = re.compile(r"(?:tabel|table|overzicht)\s+(?:\d|[A-Z]\b|[IVX]+\b)", re.IGNORECASE)
_FIGURE = re.compile(r"(?:figuur|figure|grafiek|chart)\b", re.IGNORECASE)
Flow = tuple[BlockKind, int, str] | TableDraft  # kind, heading level, text; or a table


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the file says of itself."""

    title: str = ""
    author: str = ""
    created: str = ""
    publisher: str = ""  # its own word for just that: whoever is named so is it, person or not


def is_heading(item: Flow) -> bool:
    return not isinstance(item, TableDraft) and item[0] is BlockKind.HEADING


def flowing_reading(
    flow: Iterable[Flow], embedded: Embedded, file: str, warnings: tuple[str, ...] = ()
) -> Reading:
    """Put blocks on one page and find the metadata."""
    page = page_of(1, flow)
    return Reading(metadata_of([page], embedded, file), (page,), paged=False, warnings=warnings)


def page_of(number: int, flow: Iterable[Flow]) -> Page:
    """Blocks on one page."""
    out = _FlowingPage()
    above: Flow | None = None
    for item in flow:
        if isinstance(item, TableDraft):
            out.add_table(item if item.caption else replace(item, caption=_caption_in(above)))
        else:
            out.add(*item)
        if isinstance(item, TableDraft) or item[2].strip():
            above = item
    return Page(number, "", "\n".join(out.parts), tuple(out.blocks), tables=tuple(out.tables))


def _caption_in(above: Flow | None) -> str:
    """What the block above a table names it, "" where that says something else."""
    if above is None or isinstance(above, TableDraft):
        return ""
    kind, _, text = above[0], above[1], _printable(above[2])
    if kind in (BlockKind.HEADING, BlockKind.FOOTNOTE) or len(text) > LONGEST_CAPTION:
        return ""
    named = kind is BlockKind.CAPTION and not _FIGURE.match(text)
    return text if named or _TABLE.match(text) or (len(text) < 80 and unit_in(text)) else ""


class _FlowingPage:
    """A page in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self._length = 0

    def add(self, kind: BlockKind, level: int, raw: str) -> None:
        """Append a block, where it has a text."""
        text = _printable(raw)
        if text:
            self.blocks.append(Block(self._length, self._length + len(text), kind, level))
            self.parts.append(text)
            self._length += len(text) + 1

    def add_table(self, draft: TableDraft) -> None:
        """Append a table, row by row. Its caption names it and is no text of its own."""
        placed: list[PlacedCell] = []
        for row in draft.all_rows():
            text, cells = row_text(row, self._length)
            if text:
                self.blocks.append(
                    Block(self._length, self._length + len(text), BlockKind.TABLE_ROW)
                )
                self.parts.append(text)
                self._length += len(text) + 1
            placed += cells
        self.tables += tables_of(draft, placed, "\n".join(self.parts))


def metadata_of(pages: Sequence[Page], embedded: Embedded, file: str) -> Metadata:
    """What the file says of itself, else its first page. Raises UnreadableDocument without text."""
    text = "\n".join(page.text for page in pages)
    if not any(c.isalnum() for c in text):
        raise UnreadableDocument("There is no text in the file. Check that it is the right file.")
    top = next(page for page in pages if page.text)
    headings = tuple(
        top.text[b.start : b.end]
        for b in top.blocks[:8]
        if b.kind is BlockKind.HEADING and b.end > b.start
    )
    first = Face(text[:6000], headings, imprint=text[6000:][-3000:])
    says = (embedded.title, embedded.author, embedded.created)
    return metadata_from(first, file, says, detect_language(text), embedded.publisher)


def _printable(text: str) -> str:
    """One block on one line: white space folded (cell tabs kept), control characters and halves gone,
    note marks set apart."""
    text = marks_set_apart(text.encode("utf-8", "replace").decode("utf-8"))
    cells = (clean(cell) for cell in text.split("\t"))
    return "\t".join(cells).strip()
