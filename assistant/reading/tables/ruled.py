"""Printed lines and grids -> tables whose cells are what is printed between the rules. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.reading.blocks import LayoutPiece
from assistant.reading.glyphs import Glyph, PrintedLine, printed_glyphs
from assistant.reading.tables.bands import band_cells
from assistant.reading.tables.boxes import boxes_of
from assistant.reading.tables.drafts import DraftCell, TableDraft
from assistant.reading.tables.grid import Grid

PROSE = 12  # lines in one cell, from which it is a part of the page


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table, and how many of the page's other lines stand before it."""

    draft: TableDraft
    after: int


def ruled_tables(
    lines: Sequence[PrintedLine], found: Sequence[Grid]
) -> tuple[list[PlacedTable], list[PrintedLine]]:
    """The tables of a page's grids, and the lines that stand in none, in their order."""
    inside: dict[int, dict[int, list[LayoutPiece]]] = defaultdict(lambda: defaultdict(list))
    after: dict[int, int] = {}
    outside: list[PrintedLine] = []
    for line in lines:
        for (grid, owner), glyphs in _runs(line, found):
            if grid < 0:
                outside.append(_part(line, glyphs))
                continue
            after.setdefault(grid, len(outside))
            inside[grid][owner].append(LayoutPiece(tuple(glyphs), line))
    drafts = {number: _table(found[number], cells) for number, cells in sorted(inside.items())}
    framing = {number for number in drafts if _frames_prose(drafts[number], inside[number])}
    if framing:
        return ruled_tables(lines, [g for n, g in enumerate(found) if n not in framing])
    tables = [PlacedTable(draft, after[n]) for n, draft in drafts.items() if draft.cells]
    return tables, outside


def _frames_prose(draft: TableDraft, cells: dict[int, list[LayoutPiece]]) -> bool:
    """Whether rules only part a page: its text stands in one cell, and no other beside one but a margin's."""
    if max((len(pieces) for pieces in cells.values()), default=0) < PROSE:
        return False
    if len(draft.cells) <= 2 and sum(map(len, cells.values())) >= 2 * PROSE:
        return True
    filled = [row for c in draft.cells for row in range(c.row, c.row + c.rows)]
    return len(filled) == len(set(filled))


def _runs(line: PrintedLine, found: Sequence[Grid]) -> list[tuple[tuple[int, int], list[Glyph]]]:
    """The line cut where it passes from one cell to another, or out of a grid: (-1, -1) is outside."""
    runs: list[tuple[tuple[int, int], list[Glyph]]] = []
    for glyph in line.glyphs:
        if glyph.generated and runs:
            runs[-1][1].append(glyph)
            continue
        place = _place(glyph, found)
        if glyph.code <= 32 and runs:
            place = runs[-1][0]  # a space belongs to the words before it
        if runs and runs[-1][0] == place:
            runs[-1][1].append(glyph)
        else:
            runs.append((place, [glyph]))
    return [(place, glyphs) for place, glyphs in runs if any(g.code > 32 for g in glyphs)]


def _place(glyph: Glyph, found: Sequence[Grid]) -> tuple[int, int]:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    for number, grid in enumerate(found):
        field = grid.field(x, y)
        if field is not None:
            return number, grid.owners[field[0]][field[1]]
    return -1, -1


def _part(line: PrintedLine, glyphs: Sequence[Glyph]) -> PrintedLine:
    """The line itself, or what stands of it outside the tables as a line of its own."""
    if len(glyphs) == len(line.glyphs):
        return line
    printed = printed_glyphs(glyphs)
    return replace(
        line,
        glyphs=tuple(glyphs),
        left=min(g.left for g in printed),
        right=max(g.right for g in printed),
        bottom=min(g.bottom for g in printed),
        top=max(g.top for g in printed),
    )


def _table(grid: Grid, cells: dict[int, list[LayoutPiece]]) -> TableDraft:
    made: list[DraftCell] = []
    first = 0
    boxes = boxes_of(grid, cells)
    for band in sorted({box.row for box in boxes}):
        own, rows = band_cells([box for box in boxes if box.row == band], band + first)
        made += own
        first += rows - 1
    return TableDraft(_without_empty_rows(made))


def _without_empty_rows(cells: Sequence[DraftCell]) -> tuple[DraftCell, ...]:
    """Rows numbered from 0 without those in which nothing starts, in reading order."""
    filled = sorted({cell.row for cell in cells})
    moved = [
        replace(
            c,
            row=filled.index(c.row),
            rows=max(1, sum(c.row <= n < c.row + c.rows for n in filled)),
        )
        for c in cells
    ]
    return tuple(sorted(moved, key=lambda c: (c.row, c.column)))
