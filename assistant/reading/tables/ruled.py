"""Printed lines and grids -> tables whose cells are what is printed between the rules. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.reading.blocks import LayoutPiece
from assistant.reading.glyphs import Glyph, PrintedLine
from assistant.reading.tables.cell_kinds import is_value
from assistant.reading.tables.drafts import DraftCell, TableDraft, cell_of
from assistant.reading.tables.grid import Grid
from assistant.reading.tables.subcolumns import cut_at, subcolumn_borders

SAME_LINE = 0.5  # of the print's size: base lines that are nearer are one printed line


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
    tables = [
        PlacedTable(draft, after[number])
        for number, cells in sorted(inside.items())
        if (draft := _table(found[number], cells)).cells
    ]
    return tables, outside


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
    inked = [g for g in glyphs if not g.generated and g.code > 32]
    return replace(
        line,
        glyphs=tuple(glyphs),
        left=min(g.left for g in inked),
        right=max(g.right for g in inked),
        bottom=min(g.bottom for g in inked),
        top=max(g.top for g in inked),
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """What is printed in a cell of a grid; ``borders`` part it into columns that no rule parts."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: list[LayoutPiece]
    borders: Sequence[float] = ()

    def lines(self) -> dict[float, list[LayoutPiece]]:
        """Base line -> the pieces on it, from the top."""
        found: dict[float, list[LayoutPiece]] = {}
        for piece in self.pieces:
            near = next(
                (h for h in found if abs(h - piece.line.bottom) < SAME_LINE * piece.line.size),
                None,
            )
            found.setdefault(piece.line.bottom if near is None else near, []).append(piece)
        return found

    def cells(self, pieces: Sequence[LayoutPiece], row: int, rows: int) -> Iterator[DraftCell]:
        """Some of its pieces as cells of a row, one for each column within it."""
        parts: dict[int, list[LayoutPiece]] = defaultdict(list)
        for piece in pieces:
            for column, part in cut_at(piece, self.borders).items():
                parts[column].append(part)
        for column, own in sorted(parts.items()):
            wide = len(self.borders) + 1 if column < 0 else 1
            at = self.column + max(column, 0)
            yield cell_of(own, row, at, rows, wide if self.borders else self.columns)


def _table(grid: Grid, cells: dict[int, list[LayoutPiece]]) -> TableDraft:
    made: list[DraftCell] = []
    shift = 0
    boxes = _boxes(grid, cells)
    for band in sorted({box.row for box in boxes}):
        own = [box for box in boxes if box.row == band]
        lines = _rows_within(own)
        for box in own:
            if len(lines) < 2:
                made += box.cells(box.pieces, band + shift, box.rows)
            else:
                made += _split(box, lines, band + shift)
        shift += max(0, len(lines) - 1)
    return TableDraft(_without_empty_rows(made))


def _boxes(grid: Grid, cells: dict[int, list[LayoutPiece]]) -> list[_Box]:
    """The cells of a grid with what is printed in them, their columns counted with those within."""
    spans = {owner: grid.span(owner) for owner in cells}
    pieces = {
        owner: sorted(own, key=lambda p: (-round(p.line.bottom), p.glyphs[0].left))
        for owner, own in cells.items()
    }
    borders: dict[int, list[float]] = {}
    for column in range(1, len(grid.xs) - 1):
        inside = [o for o, (_, c, _, wide) in spans.items() if c == column and wide == 1]
        borders[column] = subcolumn_borders(p for owner in inside for p in pieces[owner])
    before = [sum(len(borders.get(c, ())) for c in range(n)) for n in range(len(grid.xs))]
    return [
        _Box(
            row,
            column + before[column],
            rows,
            columns + before[column + columns] - before[column],
            pieces[owner],
            borders.get(column, []) if columns == 1 else [],
        )
        for owner, (row, column, rows, columns) in spans.items()
    ]


def _rows_within(own: Sequence[_Box]) -> list[float]:
    """The heights of the rows in a band between two rules: more than one where values, or columns that no
    rule parts, stand under each other in most of its columns."""
    stacked: list[list[float]] = []
    columns = 0
    for box in own:
        if box.column == 0 or box.rows > 1:
            continue
        columns += 1
        printed = box.lines()
        valued = all(is_value(" ".join(p.text for p in line)) for line in printed.values())
        if len(printed) > 1 and (valued or box.borders):
            stacked.append(list(printed))
    if not stacked or 2 * len(stacked) < columns:
        return []
    lines = max(stacked, key=len)
    stubs = [box for box in own if box.column == 0 and box.rows == 1]
    return sorted(
        [*lines, *(g for box in stubs for g in _groups_between(box, lines))], reverse=True
    )


def _groups_between(box: _Box, lines: Sequence[float]) -> list[float]:
    """The heights of labels alone between rows of values: no first lines of the label below them."""
    groups: list[float] = []
    waiting: list[float] = []
    for height, pieces in box.lines().items():
        text = " ".join(piece.text for piece in pieces)
        if not any(abs(height - line) < SAME_LINE * pieces[0].line.size for line in lines):
            waiting.append(height)
            continue
        if waiting and not text[:1].islower():
            groups.append(waiting[0])
        waiting = []
    return groups


def _split(box: _Box, lines: Sequence[float], first: int) -> list[DraftCell]:
    """The cells of a band as rows of their own, each piece in the row whose line is nearest."""
    rows: dict[int, list[LayoutPiece]] = defaultdict(list)
    for piece in box.pieces:
        nearest = min(range(len(lines)), key=lambda n: abs(lines[n] - piece.line.bottom))
        rows[nearest].append(piece)
    return [
        cell for number, own in sorted(rows.items()) for cell in box.cells(own, first + number, 1)
    ]


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
