"""Tables of Word as drafts: merged cells span, header rows are heads, deleted rows are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from assistant.reading.tables import DraftCell, TableDraft
from assistant.reading.word.names import number_in, switched, value_of, w

MAX_COLUMNS = 200
_LONG = 60  # characters of a cell; a row alone of longer ones is a layout
CellText = Callable[[Any], tuple[str, bool]]  # of a cell: its words, and whether all are bold


def rows_of_table(table: Any) -> Iterator[Any]:
    """The rows of a table itself, those within content controls and insertions included."""
    for child in table:
        if child.tag == w("tr"):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("ins"), w("customXml")):
            yield from rows_of_table(child)


def cells_of_row(row: Any) -> Iterator[Any]:
    """The cells of a row, those within content controls included."""
    for child in row:
        if child.tag == w("tc"):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml")):
            yield from cells_of_row(child)


def is_deleted(row: Any) -> bool:
    """Whether a row is a tracked deletion."""
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


def is_layout(table: Any, is_heading: Callable[[Any], bool]) -> bool:
    """Whether a table only puts text beside text: one column, a table within it, or headings."""
    rows = [list(cells_of_row(row)) for row in rows_of_table(table)]
    cells = [cell for row in rows for cell in row]
    if max(map(len, rows), default=0) < 2:
        return True
    if any(next(cell.iter(w("tbl")), None) is not None for cell in cells):
        return True
    if any(is_heading(p) for cell in cells[1:] for p in cell.iterchildren(w("p"))):
        return True
    return len(rows) == 1 and any(
        len("".join(t.text or "" for t in c.iter(w("t")))) > _LONG for c in cells
    )


def table_draft(table: Any, read: CellText) -> TableDraft:
    """The cells of a table with their places."""
    rows = [row for row in rows_of_table(table) if not is_deleted(row)]
    cells: list[DraftCell] = []
    above: dict[int, int] = {}  # column -> which of the cells reaches down from there
    for number, row in enumerate(rows):
        properties = row.find(w("trPr"))
        head = bool(switched(properties, "tblHeader"))
        column = number_in(properties, "gridBefore") or 0
        for cell in cells_of_row(row):
            if column >= MAX_COLUMNS:
                break
            own = cell.find(w("tcPr"))
            across = min(max(1, number_in(own, "gridSpan") or 1), MAX_COLUMNS - column)
            merged = value_of(own, "vMerge")
            words, bold = read(cell)
            if merged is not None and merged != "restart" and column in above and not words:
                reaching = cells[above[column]]
                cells[above[column]] = replace(reaching, rows=number - reaching.row + 1)
            else:
                above.pop(column, None)
                if merged is not None:
                    above[column] = len(cells)
                cells.append(DraftCell(words, number, column, 1, across, head, bold))
            column += across
    return TableDraft(tuple(cells))
