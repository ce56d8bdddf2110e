"""A table in the making: cells with their rows and columns, whatever kind of file it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.reading.blocks import BlockDraft, LayoutPiece
from assistant.reading.boldness import BOLD
from assistant.reading.glyphs import printed_glyphs
from assistant.records import BlockKind


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell's text, its first row and column (from 0), and how many it spans.

    ``head`` is what the file itself says of it (a header cell of HTML, a tagged PDF, a header row of
    Word); ``bold`` is how it is printed. ``pieces`` are its glyphs, where it stands on a page."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False
    bold: bool = False
    pieces: tuple[LayoutPiece, ...] = ()


@dataclass(frozen=True, slots=True)
class TableDraft:
    """Cells in reading order. ``caption`` names the table, where the file says so."""

    cells: tuple[DraftCell, ...]
    caption: str = ""

    @property
    def rows(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    def row(self, number: int) -> list[DraftCell]:
        """The cells that start in a row, from the left."""
        return sorted((c for c in self.cells if c.row == number), key=lambda c: c.column)

    def all_rows(self) -> list[list[DraftCell]]:
        """``row`` for every row, in one go: a sheet has thousands."""
        rows: list[list[DraftCell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda c: c.column):
            rows[cell.row].append(cell)
        return rows


def draft_of(rows: Sequence[Sequence[str]], heads: int = 0, caption: str = "") -> TableDraft:
    """A table of plain rows of texts, of which the first ``heads`` are named heads by the file."""
    return TableDraft(tuple(_cells(rows, heads)), caption)


def _cells(rows: Sequence[Sequence[str]], heads: int) -> Iterator[DraftCell]:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            yield DraftCell(text, number, column, head=number < heads)


def cell_of(
    pieces: Sequence[LayoutPiece], row: int, column: int, rows: int = 1, columns: int = 1
) -> DraftCell:
    """A cell of what is printed in it."""
    printed = printed_glyphs(glyph for piece in pieces for glyph in piece.glyphs)
    return DraftCell(
        text=" ".join(piece.text for piece in pieces),
        row=row,
        column=column,
        rows=rows,
        columns=columns,
        bold=bool(printed) and sorted(g.weight for g in printed)[len(printed) // 5] >= BOLD,
        pieces=tuple(pieces),
    )


def rows_of(draft: TableDraft) -> list[BlockDraft]:
    """A block for each row of a table, its cells' pieces from the left."""
    made: list[BlockDraft] = []
    for number in range(draft.rows):
        pieces: list[LayoutPiece] = []
        for cell in draft.row(number):
            pieces += [replace(piece, cell=cell.column) for piece in cell.pieces]
        if pieces:
            made.append(BlockDraft(BlockKind.TABLE_ROW, pieces, table=draft, row=number))
    return made
