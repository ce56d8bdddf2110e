"""Bands between two rules, or rows of a file's own, -> rows: several where values stand under each other. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.reading.blocks import LayoutPiece
from assistant.reading.tables.cell_kinds import is_value
from assistant.reading.tables.drafts import DraftCell, cell_of
from assistant.reading.tables.subcolumns import cut_at, words_of

SAME_LINE = 0.5  # of the print's size: base lines that are nearer are one printed line
BESIDE = 1.1  # of the print's size: how far the lines of a label are from a value that stands between them


@dataclass(frozen=True, slots=True)
class CellBox:
    """What is printed in a cell; ``borders`` part it into columns that no rule parts, and ``parted`` says
    that it is itself a part of what stands between rules."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: list[LayoutPiece]
    borders: Sequence[float] = ()
    parted: bool = False

    def cells(self, pieces: Sequence[LayoutPiece], row: int, rows: int) -> Iterator[DraftCell]:
        """Some of its pieces as cells of a row, one for each column within it."""
        parts: dict[int, list[LayoutPiece]] = defaultdict(list)
        for line in lines_of(pieces).values():
            alone = sum(words_of(piece) for piece in line) == 1
            for piece in line:
                for column, part in cut_at(piece, self.borders, alone).items():
                    parts[column].append(part)
        for column, own in sorted(parts.items()):
            wide = len(self.borders) + 1 if column < 0 else 1
            at = self.column + max(column, 0)
            yield cell_of(own, row, at, rows, wide if self.borders else self.columns)


def lines_of(pieces: Sequence[LayoutPiece]) -> dict[float, list[LayoutPiece]]:
    """Base line -> the pieces on it, from the top."""
    found: dict[float, list[LayoutPiece]] = {}
    for piece in pieces:
        near = next(
            (h for h in found if abs(h - piece.line.bottom) < SAME_LINE * piece.line.size), None
        )
        found.setdefault(piece.line.bottom if near is None else near, []).append(piece)
    return found


def band_cells(own: Sequence[CellBox], first: int) -> tuple[list[DraftCell], int]:
    """The cells of the boxes of a band as rows from ``first`` on, and how many rows that are."""
    lines = _rows_within(own)
    if len(lines) < 2:
        return [c for box in own for c in box.cells(box.pieces, first, box.rows)], 1
    return [c for box in own for c in _split(box, lines, first)], len(lines)


def _rows_within(own: Sequence[CellBox]) -> list[float]:
    """The heights of the rows in a band between two rules: more than one where values, or columns that no
    rule parts, stand under each other in most of its columns."""
    stacked: list[list[float]] = []
    columns = 0
    for box in own:
        if box.column == 0 or box.rows > 1:
            continue
        columns += 1
        printed = lines_of(box.pieces)
        valued = all(is_value(" ".join(p.text for p in line)) for line in printed.values())
        if len(printed) > 1 and (valued or box.borders):
            stacked.append(list(printed))
    if own and all(box.parted for box in own):
        return _heights(own)
    if not stacked or 2 * len(stacked) < columns:
        return []
    lines = max(stacked, key=len)
    stubs = [box for box in own if box.column == 0 and box.rows == 1]
    return sorted(
        [*lines, *(g for box in stubs for g in _groups_between(box, lines))], reverse=True
    )


def _heights(own: Sequence[CellBox]) -> list[float]:
    """The base lines of all that is printed in some boxes, from the top, each once."""
    return sorted(lines_of([piece for box in own for piece in box.pieces]), reverse=True)


def _groups_between(box: CellBox, lines: Sequence[float]) -> list[float]:
    """The heights of labels alone between rows of values: no first lines of the label below them."""
    groups: list[float] = []
    waiting: list[float] = []
    printed = lines_of(box.pieces)
    beside = _labels_beside(printed, lines)
    for height, pieces in printed.items():
        if height in beside:
            text = " ".join(piece.text for piece in pieces)
            if waiting and not text[:1].islower():
                groups.append(waiting[0])
            waiting = []
        else:
            waiting.append(height)
    return groups


def _labels_beside(
    printed: Mapping[float, Sequence[LayoutPiece]], lines: Sequence[float]
) -> set[float]:
    """The heights of labels that stand beside a row of values: on its line, or on both sides of it."""
    beside: set[float] = set()
    for line in lines:
        sizes = {height: pieces[0].line.size for height, pieces in printed.items()}
        on_line = {h for h, size in sizes.items() if abs(h - line) < SAME_LINE * size}
        beside |= on_line or {h for h, size in sizes.items() if abs(h - line) < BESIDE * size}
    return beside


def _split(box: CellBox, lines: Sequence[float], first: int) -> list[DraftCell]:
    """The cells of a band as rows of their own, each piece in the row whose line is nearest."""
    rows: dict[int, list[LayoutPiece]] = defaultdict(list)
    for piece in box.pieces:
        nearest = min(range(len(lines)), key=lambda n: abs(lines[n] - piece.line.bottom))
        rows[nearest].append(piece)
    return [
        cell for number, own in sorted(rows.items()) for cell in box.cells(own, first + number, 1)
    ]
