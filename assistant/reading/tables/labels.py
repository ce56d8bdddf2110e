"""What names the rows of a table: their labels, with the groups that they stand in. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.tables.cell_kinds import bare, is_ordinal
from assistant.reading.tables.drafts import DraftCell, TableDraft

_TOTAL = re.compile(r"(?:sub)?tota(?:al|le|l)\b", re.IGNORECASE)


def labelled(
    draft: TableDraft, rows: Sequence[Sequence[DraftCell]], top: int, stubs: set[int]
) -> tuple[tuple[str, ...], tuple[DraftCell, ...], str]:
    """Labels by row, the cells with heads and stub marked, and the group of the last row."""
    labels: list[str] = []
    cells: list[DraftCell] = []
    groups = _Groups(min(stubs), max(stubs))
    naming = _stubs_by_row(draft, stubs)
    for number, row in enumerate(rows):
        if number < top:
            labels.append("")
            cells += [replace(c, head=True) for c in row]
            continue
        stub = naming.get(number, [])
        # Before the column that names a row only its number stands.
        cells += [replace(c, head=c in stub or c.column < min(stubs)) for c in row]
        values = any(c.text and c.column > max(stubs) for c in row)
        labels.append(groups.label(stub, values))
    return tuple(labels), tuple(cells), groups.group


class _Groups:
    """The groups that rows stand in, from the top of a table down.

    A row with a label alone is the group of those below it; so is, in a stub of several columns, what
    stands in all of them but the last."""

    def __init__(self, first: int, last: int) -> None:
        self.group = ""
        self._bold = False
        self._first, self._last = first, last
        self._columns: dict[int, DraftCell] = {}

    def label(self, stub: Sequence[DraftCell], values: bool) -> str:
        """What names a row whose stub has these cells, the groups that it stands in first."""
        if self._last > self._first:
            return self._of_columns(stub)
        own = " ".join(dict.fromkeys(bare(c.text) for c in stub))
        bold = bool(stub) and all(c.bold for c in stub)
        if own and not values:
            self.group, self._bold = own.rstrip(":"), bold
            return own
        if bold and self._bold:
            self.group = ""  # a bold row with values of its own stands beside the group, not in it
        apart = own and self.group and not own.startswith(self.group)
        label = f"{self.group} › {own}" if apart else own or self.group
        if _TOTAL.match(own):
            self.group = ""  # what stands below a total is not counted in it
        return label

    def _of_columns(self, stub: Sequence[DraftCell]) -> str:
        for cell in stub:
            if self._columns.get(cell.column) is not cell:
                kept = {c: old for c, old in self._columns.items() if c < cell.column}
                self._columns = {**kept, cell.column: cell}
        parts = [bare(self._columns[c].text) for c in sorted(self._columns)]
        self.group = " › ".join(
            p for c, p in zip(sorted(self._columns), parts, strict=True) if c < self._last
        )
        return " › ".join(dict.fromkeys(parts))


def _stubs_by_row(draft: TableDraft, stubs: set[int]) -> dict[int, list[DraftCell]]:
    """The cells that name each row, those that reach down to it from an earlier one included."""
    found: dict[int, list[DraftCell]] = {}
    for cell in sorted(draft.cells, key=lambda c: c.column):
        # Left of the labels stand numbers, and words where a row has no number: "Totaal".
        left = cell.column < min(stubs) and not is_ordinal(cell.text)
        if cell.text and (cell.column in stubs or left):
            for row in range(cell.row, cell.row + cell.rows):
                found.setdefault(row, []).append(cell)
    return found
