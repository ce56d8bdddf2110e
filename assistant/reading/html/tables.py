"""Tables of HTML as drafts, and which of them only lay out a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.reading.html.shown import Shown
from assistant.reading.html.words import words_of
from assistant.reading.tables import DraftCell, TableDraft

MAX_COLUMNS = 200
_BLOCKS = ("p", "div", "ul", "ol", "blockquote", "section", "article", "dl")
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONG = 60  # characters of a cell; a row alone of longer ones is a layout


def rows_of_table(table: Any) -> list[Any]:
    """The rows of a table itself, not of one within it, as they are shown: its foot comes last."""
    rows: list[Any] = []
    feet: list[Any] = []
    for part in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        own = [part] if part.tag == "tr" else list(part.iterchildren("tr"))
        (feet if part.tag == "tfoot" else rows).extend(own)
    return rows + feet


def is_layout(table: Any) -> bool:
    """Whether a table only puts text beside text: its contents are blocks, and no cells."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    rows = rows_of_table(table)
    cells = [cell for row in rows for cell in _cells(row)]
    if any(next(cell.iter("table"), None) is not None for cell in cells):
        return True
    filled = (sum(map(_has_text, _cells(row))) for row in rows)
    if max(filled, default=0) < 2:
        return True
    if next(table.iter("th", "thead", "caption"), None) is not None:
        return False
    if any(_holds_text_blocks(cell) for cell in cells):
        return True
    return len(rows) == 1 and any(len("".join(c.itertext()).strip()) > _LONG for c in cells)


def _has_text(cell: Any) -> bool:
    return any(not text.isspace() for text in cell.itertext() if text)


def _holds_text_blocks(cell: Any) -> bool:
    if next(cell.iter(*_TITLES), None) is not None:
        return True
    blocks = [block for block in cell.iter(*_BLOCKS) if block is not cell]
    return len(blocks) > 1 or any(block.tag in ("ul", "ol") for block in blocks)


def table_draft(table: Any, shown: Shown, caption: str) -> TableDraft:
    """Cells with their places, those of struck or hidden rows left out."""
    rows = [row for row in rows_of_table(table) if not shown.leaves_out(row)]
    return TableDraft(tuple(_drafted(rows, shown)), caption)


def _drafted(rows: list[Any], shown: Shown) -> Iterator[DraftCell]:
    below: dict[int, int] = {}  # column -> the row down to which a cell above reaches
    for number, row in enumerate(rows):
        column = 0
        in_head = row.getparent() is not None and row.getparent().tag == "thead"
        for cell in _cells(row):
            while below.get(column, 0) > number:
                column += 1
            if column >= MAX_COLUMNS:
                break
            across = min(_span(cell, "colspan"), MAX_COLUMNS - column)
            wanted = _span(cell, "rowspan")
            down = len(rows) - number if wanted == 0 else min(wanted, len(rows) - number)
            text = "" if shown.leaves_out(cell) else words_of(cell, shown)
            names = cell.tag == "th" or in_head
            yield DraftCell(
                text, number, column, down, max(1, across), names, names or _is_bold(cell)
            )
            for covered in range(column, column + max(1, across)):
                below[covered] = number + down
            column += max(1, across)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdecimal() and len(value) < 6 else 1


def _is_bold(cell: Any) -> bool:
    """Whether all words of a cell are bold."""
    text = "".join(cell.itertext()).split()
    bold = [word for part in cell.iter("b", "strong") for word in "".join(part.itertext()).split()]
    return bool(text) and bold == text
