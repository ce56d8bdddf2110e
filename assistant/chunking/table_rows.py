"""A row of a table -> what it means: its label, and each of its cells with its column's name and unit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.figures.units import is_bare_number, unit_in
from assistant.records import Block, Cell, NamedCell, Page, Row, Table

_SHARE = re.compile(r"%|percentage\b|\bprocent\b|\bper cent\b", re.IGNORECASE)
HEAD = Row("", ())  # a row that names columns says nothing by itself


def rows_of(page: Page) -> Mapping[int, Row]:
    """What the rows of a page's tables mean, by where their blocks start.

    A row that names columns has neither label nor cells."""
    blocks = {block.start: block for block in page.blocks}
    found: dict[int, Row] = {}
    for table in page.tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for number in range(len(table.labels)):
            own = rows.get(number)
            if own and (block := blocks.get(own[0].start)):
                found[block.start] = _row(table, number, own, block, page.text)
    return found


def _row(table: Table, number: int, own: list[Cell], block: Block, text: str) -> Row:
    label = table.labels[number]
    if not label and all(cell.head for cell in own):
        return HEAD
    of_label = unit_in(label)
    cells = []
    for cell in own:
        if not cell.head:
            head = _heads(table, cell)
            unit = of_label.printed if of_label else table.unit
            if not is_bare_number(text[cell.start : cell.end]):
                unit = ""
            elif _SHARE.search(head):
                unit = "%"
            elif of_column := unit_in(head):
                unit = of_column.printed
            cells.append(NamedCell(cell.start - block.start, cell.end - block.start, head, unit))
    return Row(label, tuple(cells), table.caption)


def _heads(table: Table, cell: Cell) -> str:
    """The names of the columns that a cell stands in."""
    spanned = table.heads[cell.column : cell.column + cell.columns]
    return " ".join(dict.fromkeys(head for head in spanned if head))
