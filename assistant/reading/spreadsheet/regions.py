"""The cells of a sheet -> its tables, parted by empty rows and columns, and the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.flowing import Flow
from assistant.reading.spreadsheet.sheet_structure import Place
from assistant.reading.tables import DraftCell, TableDraft
from assistant.reading.tables.cell_kinds import is_period, is_value
from assistant.records import BlockKind

_SOURCE = re.compile(r"(?:bron|source|noot|note|toelichting|\*|\d\))", re.IGNORECASE)
MAX_FILLED = 500_000  # places of one table that are looked at for being empty
CAPTION_GAP = 2  # empty rows that may lie between a table and the line that names it


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What is shown in a cell that is not empty; it reaches down and to the right to ``last``."""

    text: str
    first: Place
    last: Place
    bold: bool = False


def regions_flow(cells: Sequence[SheetCell]) -> Iterator[Flow]:
    """Blocks of one sheet, from the top and from the left. Rows and columns count as they are shown."""
    lines: list[tuple[int, str]] = []  # row and text of the lines above, not yet written
    for region in _continued(list(_parted(list(cells), by_row=True))):
        top, table, bottom = _without_lines(region)
        lines += [(line.first[0], line.text) for line in top]
        if not table:
            continue
        caption = ""
        if lines and table[0].first[0] - lines[-1][0] <= CAPTION_GAP + 1:
            caption = "" if _SOURCE.match(lines[-1][1]) else lines[-1][1]
        for number, (_, text) in enumerate(lines):
            named = caption and number == len(lines) - 1
            yield (BlockKind.CAPTION if named else BlockKind.PARAGRAPH), 0, text
        yield _draft(table, caption)
        # What stands right under a table is said of it, and names nothing below.
        yield from ((BlockKind.PARAGRAPH, 0, line.text) for line in bottom)
        lines = []
    yield from ((BlockKind.PARAGRAPH, 0, text) for _, text in lines)


def _parted(cells: list[SheetCell], *, by_row: bool) -> Iterator[list[SheetCell]]:
    """Groups of cells with an empty row, and within those an empty column, between them."""
    axis = 0 if by_row else 1
    bands: list[list[SheetCell]] = []
    reach = -1
    for cell in sorted(cells, key=lambda c: (c.first[axis], c.first[1 - axis])):
        if not bands or cell.first[axis] > reach + 1:
            bands.append([])
        bands[-1].append(cell)
        reach = max(reach, cell.last[axis])
    if not by_row:
        yield from _side_by_side(bands)
        return
    for band in bands:
        columns = list(_parted(band, by_row=False))
        if len(columns) == 1:
            yield sorted(band, key=lambda c: c.first)
        else:
            for part in columns:
                yield from _parted(part, by_row=True)


def _side_by_side(bands: list[list[SheetCell]]) -> Iterator[list[SheetCell]]:
    """Columns that stand apart are tables of their own where each has its own labels."""
    whole: list[SheetCell] = []
    for band in bands:
        if whole and _has_labels(band) and _has_labels(whole):
            yield whole
            whole = []
        whole = whole + band
    if whole:
        yield whole


def _has_labels(cells: Sequence[SheetCell]) -> bool:
    """Whether the first column has words beside other cells."""
    left = min(c.first[1] for c in cells)
    rows = {c.first[0] for c in cells if c.first[1] > left}
    own = [c for c in cells if c.first[1] == left and c.first[0] in rows]
    words = [c for c in own if not is_value(c.text) and not is_period(c.text)]
    return len(own) > 1 and len(words) > len(own) / 2


def _continued(regions: list[list[SheetCell]]) -> Iterator[list[SheetCell]]:
    """Regions, with rows of values that stand apart under a table taken into it: its totals, its groups."""
    held: list[SheetCell] = []
    bounds = _Bounds()
    for region in regions:
        own = _bounds_of(region)
        if held and _goes_on(bounds, own, region):
            held += region
            bounds = _Bounds(bounds.top, bounds.left, own.bottom, bounds.right)
            continue
        if held:
            yield held
        held, bounds = list(region), own
    if held:
        yield held


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The first and last row and column of a region."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0


def _bounds_of(cells: Sequence[SheetCell]) -> _Bounds:
    return _Bounds(
        min(c.first[0] for c in cells),
        min(c.first[1] for c in cells),
        max(c.last[0] for c in cells),
        max(c.last[1] for c in cells),
    )


def _goes_on(above: _Bounds, own: _Bounds, region: Sequence[SheetCell]) -> bool:
    values = [c for c in region if c.first[0] == own.top and c.first[1] > own.left]
    return (
        own.left == above.left
        and own.right <= above.right
        and own.top - above.bottom <= CAPTION_GAP + 1
        and above.bottom > above.top
        and bool(values)
        and all(is_value(c.text) for c in values)
    )


def _without_lines(
    region: Sequence[SheetCell],
) -> tuple[list[SheetCell], list[SheetCell], list[SheetCell]]:
    """(lines of a single cell at the top, the table, those at the bottom)."""
    rows: dict[int, list[SheetCell]] = {}
    for cell in region:
        rows.setdefault(cell.first[0], []).append(cell)
    ordered = [rows[number] for number in sorted(rows)]
    left = min(c.first[1] for c in region)
    top = 0
    while top < len(ordered) and _is_line(ordered[top]):
        top += 1
    bottom = len(ordered)
    while (
        bottom > top and _is_line(ordered[bottom - 1]) and ordered[bottom - 1][0].first[1] == left
    ):
        bottom -= 1
    parts = (ordered[:top], ordered[top:bottom], ordered[bottom:])
    above, table, below = ([cell for row in part for cell in row] for part in parts)
    return above, table, below


def _is_line(row: Sequence[SheetCell]) -> bool:
    """A row of one cell with words, that no cell from above stands beside."""
    return len(row) == 1 and row[0].first[0] == row[0].last[0] and not is_value(row[0].text)


def _draft(cells: Sequence[SheetCell], caption: str) -> TableDraft:
    rows = {n: i for i, n in enumerate(sorted({n for c in cells for n in _reach(c, 0)}))}
    columns = {n: i for i, n in enumerate(sorted({n for c in cells for n in _reach(c, 1)}))}
    drafted = [
        DraftCell(
            cell.text,
            rows[cell.first[0]],
            columns[cell.first[1]],
            rows[cell.last[0]] - rows[cell.first[0]] + 1,
            columns[cell.last[1]] - columns[cell.first[1]] + 1,
            bold=cell.bold,
        )
        for cell in cells
    ]
    # Empty cells between filled ones keep their place in the row's line.
    if len(rows) * len(columns) > MAX_FILLED:
        return TableDraft(tuple(drafted), caption)
    taken = {
        (c.row + down, c.column + right)
        for c in drafted
        for down in range(c.rows)
        for right in range(c.columns)
    }
    empty = [
        DraftCell("", row, column)
        for row in range(len(rows))
        for column in range(len(columns))
        if (row, column) not in taken
    ]
    return TableDraft(tuple(sorted([*drafted, *empty], key=lambda c: (c.row, c.column))), caption)


def _reach(cell: SheetCell, axis: int) -> range:
    return range(cell.first[axis], cell.last[axis] + 1)
