"""Rows of a table as lines of page text, and tables as records once the places of their cells are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.metadata import clean
from assistant.reading.raised import marks_set_apart
from assistant.reading.tables.drafts import DraftCell, TableDraft
from assistant.reading.tables.naming import Named, named_tables
from assistant.records import Cell, Table

PlacedCell = tuple[DraftCell, int, int]  # a cell of a draft, and text[start:end] of its page


def row_text(row: Sequence[DraftCell], start: int) -> tuple[str, list[PlacedCell]]:
    """A row as one line that starts at ``start``: its cells with tabs between, empty ones included.

    A row starts with its first cell that has a text and ends with its last."""
    filled = [cell for cell in row if _one_line(cell.text)]
    if not filled:
        return "", []
    first, last = filled[0].column, filled[-1].column
    parts: list[str] = []
    placed: list[PlacedCell] = []
    length = 0
    for cell in (c for c in row if first <= c.column <= last):
        text = _one_line(cell.text)
        placed.append((cell, start + length, start + length + len(text)))
        parts.append(text)
        length += len(text) + 1
    return "\t".join(parts), placed


def _one_line(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\t", " ")
    return clean(marks_set_apart(text))


def tables_of(draft: TableDraft, placed: Sequence[PlacedCell], text: str) -> list[Table]:
    """The tables of a draft whose cells have their places in ``text``, the page's.

    A row or a column alone is none. What stands on the page decides what names what."""
    spots = {(cell.row, cell.column): (start, end) for cell, start, end in placed}
    cells = tuple(
        replace(c, text=text[slice(*spots[c.row, c.column])])
        for c in draft.cells
        if (c.row, c.column) in spots
    )
    made: list[Table] = []
    shift = 0
    for named in named_tables(TableDraft(cells, draft.caption)):
        if len(named.labels) > 1 and len(named.heads) > 1:
            made.append(_record(named, spots, shift))
        shift += len(named.labels)
    return made


def _record(named: Named, spots: dict[tuple[int, int], tuple[int, int]], shift: int) -> Table:
    cells = tuple(
        Cell(*spots[c.row + shift, c.column], c.row, c.column, c.rows, c.columns, c.head)
        for c in named.cells
        if c.text and (c.row + shift, c.column) in spots
    )
    return Table(cells, named.heads, named.labels, named.caption, named.unit)
