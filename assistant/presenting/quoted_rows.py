"""A quoted row of a table as it is shown: with the names of its columns, the cell asked for marked."""

from __future__ import annotations

from assistant.presenting.places import readable
from assistant.presenting.views import RowCellView, RowView
from assistant.records import Statement


def row_view(statement: Statement) -> RowView | None:
    """The row with its heads; None for a statement that is no row, or one that only names columns."""
    row = statement.row
    if row is None or not row.cells:
        return None
    cells = tuple(
        RowCellView(cell.head, readable(statement.text[cell.start : cell.end]), cell.unit, asked)
        for number, cell in enumerate(row.cells)
        for asked in (number in statement.asked,)
    )
    return RowView(_caption(statement), row.label, cells)


def row_in_line(statement: Statement) -> str:
    """What a row says in one line: the cells asked for, else all of them, with what names them.

    >>> from assistant.records import NamedCell, Row
    >>> row = Row("Limburg", (NamedCell(8, 9, "2018"), NamedCell(10, 11, "2019")), "Proeftuinen")
    >>> row_in_line(Statement("Limburg\\t7\\t9", (), row=row, asked=(1,)))
    'Proeftuinen: Limburg, 2019: 9'
    """
    row = statement.row
    if row is None:
        return ""
    asked = [row.cells[n] for n in statement.asked if n < len(row.cells)]
    cells = "; ".join(row.told(cell, statement.text) for cell in asked)
    told = readable(cells or row.in_words(statement.text))
    return ": ".join(part for part in (_caption(statement), told) if part)


def _caption(statement: Statement) -> str:
    """What the table is of: its caption, else the section that it stands in."""
    caption = statement.row.caption if statement.row else ""
    if caption or not statement.citations:
        return readable(caption)
    return readable(statement.citations[0].section.rsplit(" › ", 1)[-1])
