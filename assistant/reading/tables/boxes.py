"""What is printed in the cells of a grid -> boxes: with the columns and rows that no rule parts. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.reading.blocks import LayoutPiece
from assistant.reading.glyphs import parted_at_gaps, printed_glyphs
from assistant.reading.tables.bands import CellBox
from assistant.reading.tables.grid import Grid
from assistant.reading.tables.subcolumns import subcolumn_borders

WIDE = 1.0  # em; words of one line that are further apart stand in columns of their own
_Field = tuple[int, int, int, int]  # row, column, rows, columns


def boxes_of(grid: Grid, cells: Mapping[int, list[LayoutPiece]]) -> list[CellBox]:
    """The cells of a grid with what is printed in them, their columns counted with those within."""
    fields: dict[_Field, list[LayoutPiece]] = defaultdict(list)
    parted: set[_Field] = set()
    for owner, own in cells.items():
        span = grid.span(owner)
        for field, pieces in _parted(grid, span, own):
            fields[field] += pieces
            if field != span:
                parted.add(field)
    for pieces in fields.values():
        pieces.sort(key=lambda p: (-round(p.line.bottom), p.glyphs[0].left))
    borders = {
        column: subcolumn_borders(
            p for (_, c, _, wide), own in fields.items() if (c, wide) == (column, 1) for p in own
        )
        for column in range(1, len(grid.xs) - 1)
    }
    before = [sum(len(borders.get(c, ())) for c in range(n)) for n in range(len(grid.xs))]
    return [
        CellBox(
            row,
            column + before[column],
            rows,
            columns + before[column + columns] - before[column],
            pieces,
            borders.get(column, []) if columns == 1 else [],
            (row, column, rows, columns) in parted,
        )
        for (row, column, rows, columns), pieces in fields.items()
    ]


def _parted(
    grid: Grid, field: _Field, pieces: Sequence[LayoutPiece]
) -> Iterator[tuple[_Field, list[LayoutPiece]]]:
    """A cell as its rules have it, or what stands in it as cells of their own where rules are missing.

    They are where one line of a cell over several columns has words far apart, and where a cell over
    several rows has a label in each of them."""
    _, column, rows, columns = field
    chunks = [chunk for piece in pieces for chunk in _chunks(piece)]
    if columns > 1 and len(chunks) > len(pieces):
        for chunk in chunks:
            first, last = _columns_over(grid, chunk)
            first, last = max(first, column), min(max(last, column), column + columns - 1)
            first = min(first, last)
            at = _row_of(grid, chunk, field)
            yield (at, first, min(rows, 1), last - first + 1), [chunk]
    elif columns == 1 and rows > 1 and _labels_each_row(grid, field, pieces):
        for piece in pieces:
            yield (_row_of(grid, piece, field), column, 1, columns), [piece]
    else:
        yield field, list(pieces)


def _labels_each_row(grid: Grid, field: _Field, pieces: Sequence[LayoutPiece]) -> bool:
    """Whether every row that a cell spans has a line in it that starts like a label of its own."""
    starts = all(not piece.text[:1].islower() for piece in pieces)
    return starts and len({_row_of(grid, piece, field) for piece in pieces}) == field[2]


def _row_of(grid: Grid, piece: LayoutPiece, field: _Field) -> int:
    row, _, rows, _ = field
    middle = (piece.line.bottom + piece.line.top) / 2
    return min(max(sum(border >= middle for border in grid.ys[1:-1]), row), row + rows - 1)


def _columns_over(grid: Grid, piece: LayoutPiece) -> tuple[int, int]:
    """The first and the last column that some words stand over."""
    printed = printed_glyphs(piece.glyphs)
    left, right = min(g.left for g in printed) + 1, max(g.right for g in printed) - 1
    inner = grid.xs[1:-1]
    return sum(border <= left for border in inner), sum(border < right for border in inner)


def _chunks(piece: LayoutPiece) -> list[LayoutPiece]:
    """A piece cut where its words are far apart."""
    cuts = parted_at_gaps(piece.glyphs, WIDE * max(piece.line.size, 1.0))
    if len(cuts) == 1:
        return [piece]
    return [
        LayoutPiece(tuple(cut), piece.line, piece.cell)
        for cut in cuts
        if any(g.code > 32 for g in cut)
    ]
