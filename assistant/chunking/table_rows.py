"""A row of a table -> what it means: its label, and each of its cells with its column's name and unit."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.figures.units import unit_in
from assistant.records import Block, Cell, NamedCell, Page, Row, Table

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
                found[block.start] = _row(table, number, own, block)
    return found


def _row(table: Table, number: int, own: list[Cell], block: Block) -> Row:
    label = table.labels[number]
    if not label and all(cell.head for cell in own):
        return HEAD
    of_label = unit_in(label)
    cells = [
        NamedCell(
            cell.start - block.start,
            cell.end - block.start,
            _heads(table, cell),
            _unit(table, cell, of_label.printed if of_label else ""),
        )
        for cell in own
        if not cell.head
    ]
    return Row(label, tuple(cells), table.caption)


def _heads(table: Table, cell: Cell) -> str:
    """The names of the columns that a cell stands in."""
    spanned = table.heads[cell.column : cell.column + cell.columns]
    return " ".join(dict.fromkeys(head for head in spanned if head))


def _unit(table: Table, cell: Cell, of_label: str) -> str:
    of_column = next((u.printed for h in (_heads(table, cell),) if (u := unit_in(h))), "")
    return of_column or of_label or table.unit
