"""A document without pages as headings, paragraphs, lists and tables, with the quote marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from assistant.records import Block, BlockKind, Page


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that is wholly inside or wholly outside the quote."""

    text: str
    marked: bool


Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class DocumentElement:
    """``kind`` is heading, paragraph, list or table.

    ``rows`` holds list items or table rows, each with its cells; a heading or paragraph is one
    row of one cell.
    """

    kind: str
    level: int
    rows: tuple[tuple[Segments, ...], ...]


_KINDS = {
    BlockKind.HEADING: "heading",
    BlockKind.LIST_ITEM: "list",
    BlockKind.TABLE_ROW: "table",
}


def document_elements(page: Page, start: int = 0, end: int = 0) -> tuple[DocumentElement, ...]:
    """The page's blocks in order; text[start:end] is marked."""
    made: list[DocumentElement] = []
    for kind, run in groupby(_covering(page), key=lambda block: _KINDS.get(block.kind, "")):
        blocks = tuple(run)
        if kind in ("list", "table"):
            rows = tuple(_row(page.text, block, start, end) for block in blocks)
            made.append(DocumentElement(kind, 0, rows))
            continue
        for block in blocks:
            segments = _segments(page.text, block.start, block.end, start, end)
            made.append(DocumentElement(kind or "paragraph", block.level, ((segments,),)))
    return tuple(made)


def _covering(page: Page) -> Iterator[Block]:
    """The blocks, and as paragraphs what no block covers: nothing of a document is hidden."""
    position = 0
    for block in page.blocks:
        yield from _uncovered(page.text, position, block.start)
        yield block
        position = block.end
    yield from _uncovered(page.text, position, len(page.text))


def _uncovered(text: str, start: int, end: int) -> Iterable[Block]:
    if text[start:end].strip():
        yield Block(start, end, BlockKind.PARAGRAPH)


def _row(text: str, block: Block, start: int, end: int) -> tuple[Segments, ...]:
    cells: list[Segments] = []
    position = block.start
    for cell in text[block.start : block.end].split("\t"):
        cells.append(_segments(text, position, position + len(cell), start, end))
        position += len(cell) + 1
    return tuple(cells)


def _segments(text: str, first: int, last: int, start: int, end: int) -> Segments:
    """text[first:last] cut where the quote text[start:end] begins and ends."""
    left = max(first, min(start, last))
    right = max(left, min(end, last))
    cuts = ((first, left, False), (left, right, True), (right, last, False))
    return tuple(Segment(text[a:b], marked) for a, b, marked in cuts if a < b)
