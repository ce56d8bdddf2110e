"""Rows without rules between them -> tables: cells that stand under each other are a column. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.reading.blocks import BlockDraft, LayoutPiece
from assistant.reading.glyphs import parted_at_gaps, printed_glyphs
from assistant.reading.tables.bands import CellBox, band_cells
from assistant.reading.tables.cell_kinds import is_value
from assistant.reading.tables.columns import ColumnBounds, column_bounds
from assistant.reading.tables.drafts import DraftCell, TableDraft, cell_of, rows_of
from assistant.records import BlockKind

LONGEST_LABEL = 90  # characters of a line between two rows that belongs to their table
CLOSE = 0.7  # em; words that are no cells stand closer
FAR = 2.6  # times the print's size: a line further below starts something else
MOST_COLUMNS = 16


_Placed = tuple[float, float, list[LayoutPiece]]  # left, right, pieces of a cell


def with_aligned_tables(drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """Blocks with their runs of table rows made tables; a run without columns stays as it is."""
    made: list[BlockDraft] = []
    position = 0
    while position < len(drafts):
        end = _run_end(drafts, position)
        run = drafts[position:end]
        table = _table(run) if sum(_is_row(d) for d in run) > 1 else None
        head = _head_in(made[-1], run, table) if made and table is not None else None
        if head is not None:
            made.pop()
            table = _table([head, *run])
        made += rows_of(table) if table is not None else run or [drafts[position]]
        position = max(end, position + 1)
    return made


def _head_in(
    draft: BlockDraft, run: Sequence[BlockDraft], table: TableDraft | None
) -> BlockDraft | None:
    """The line above rows as one of them, where its words stand over their columns, closer than cells do."""
    one_line = len({id(piece.line) for piece in draft.pieces}) == 1
    if table is None or draft.table is not None or not one_line or draft.text[-1:] in ".;:":
        return None
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or not _is_below(draft, run[0]):
        return None
    line = draft.pieces[0].line
    glyphs = [glyph for piece in draft.pieces for glyph in piece.glyphs]
    cuts = parted_at_gaps(glyphs, CLOSE * line.size)
    if len(cuts) != table.columns or table.columns < 3:
        return None
    pieces = [LayoutPiece(tuple(cut), line, number) for number, cut in enumerate(cuts)]
    bounds = column_bounds([[(left, right) for left, right, _ in _cells(row)] for row in run])
    head = BlockDraft(BlockKind.TABLE_ROW, pieces)
    over = [_span(bounds, left, right)[::2] for left, right, _ in _cells(head)]
    return head if over == [(number, 1) for number in range(len(bounds))] else None


def _is_row(draft: BlockDraft) -> bool:
    return draft.kind is BlockKind.TABLE_ROW and draft.table is None


def _run_end(drafts: Sequence[BlockDraft], start: int) -> int:
    """Where the rows that start here end; a label between two rows is one of them."""
    if not _is_row(drafts[start]):
        return start
    end = start + 1
    while end < len(drafts):
        if _is_row(drafts[end]) and _is_below(drafts[end - 1], drafts[end]):
            end += 1
        elif (
            end + 1 < len(drafts)
            and _is_row(drafts[end + 1])
            and _is_label(drafts[end])
            and _is_below(drafts[end - 1], drafts[end])
            and _is_below(drafts[end], drafts[end + 1])
        ):
            end += 2
        else:
            break
    if end < len(drafts) and _ends_label(drafts[end - 1], drafts[end]):
        end += 1
    return end


def _ends_label(row: BlockDraft, draft: BlockDraft) -> bool:
    """Whether a line under the last row is the rest of that row's label."""
    starts = abs(row.pieces[0].line.left - draft.pieces[0].line.left) < 2
    inside = all(piece.line.right < row.pieces[-1].glyphs[0].left for piece in draft.pieces)
    small = draft.text[:1].islower() or draft.text[:1] == "("
    return starts and inside and small and _is_label(draft) and _is_below(row, draft)


def _is_label(draft: BlockDraft) -> bool:
    lines = {id(piece.line) for piece in draft.pieces}
    quiet = draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)
    text = draft.text
    few = len(lines) == 1 or (len(lines) <= 3 and text[:1].islower())  # the rest of a label
    return quiet and few and len(text) <= LONGEST_LABEL and text[-1:] not in ".;:"


def _is_below(before: BlockDraft, after: BlockDraft) -> bool:
    line, following = before.pieces[-1].line, after.pieces[0].line
    distance = line.bottom - following.bottom
    size = max(line.size, following.size)
    return -0.5 * size < distance < FAR * size + (following.top - following.bottom)


def _table(run: Sequence[BlockDraft]) -> TableDraft | None:
    rows = [list(_cells(draft)) for draft in run]
    columns = column_bounds([[(left, right) for left, right, _ in row] for row in rows])
    if not 1 < len(columns) <= MOST_COLUMNS:
        return None
    cells: list[DraftCell] = []
    number = 0
    for row in rows:
        boxes = [
            CellBox(number, column, 1, wide, pieces)
            for left, right, pieces in row
            for column, _, wide in [_span(columns, left, right)]
        ]
        made, count = band_cells(boxes, number)
        cells += sorted(made, key=lambda c: (c.row, c.column))
        number += count
    return TableDraft(tuple(_unwrapped(_apart(cells))))


def _cells(draft: BlockDraft) -> Iterator[_Placed]:
    for _, group in groupby(draft.pieces, key=lambda piece: piece.cell):
        pieces = list(group)
        if printed := printed_glyphs(glyph for piece in pieces for glyph in piece.glyphs):
            yield min(g.left for g in printed), max(g.right for g in printed), pieces


def _span(columns: Sequence[ColumnBounds], left: float, right: float) -> tuple[int, int, int]:
    """(column, rows, columns) of a cell: those that it stands over, else the nearest."""
    over = [n for n, c in enumerate(columns) if c.left < right and left < c.right]
    if not over:
        middle = (left + right) / 2
        nearest = min(
            range(len(columns)), key=lambda n: abs(columns[n].left + columns[n].right - 2 * middle)
        )
        return nearest, 1, 1
    return over[0], 1, len(over)


def _apart(cells: Sequence[DraftCell]) -> list[DraftCell]:
    """Cells of one row that came to stand in one column, as one cell."""
    made: list[DraftCell] = []
    for cell in cells:
        last = made[-1] if made else None
        if last is not None and last.row == cell.row and cell.column < last.column + last.columns:
            wide = max(last.columns, cell.column + cell.columns - last.column)
            made[-1] = cell_of([*last.pieces, *cell.pieces], last.row, last.column, 1, wide)
        else:
            made.append(cell)
    return made


def _unwrapped(cells: Sequence[DraftCell]) -> list[DraftCell]:
    """Lines that go on with the row above, or with the one below, put together with it."""
    rows = [list(group) for _, group in groupby(cells, key=lambda c: c.row)]
    merged: list[list[DraftCell]] = []
    for row in rows:
        if merged and (_goes_on(merged[-1], row) or _leads(merged[-1], row)):
            merged[-1] = _together(merged[-1], row)
        else:
            merged.append(row)
    return [replace(cell, row=number) for number, row in enumerate(merged) for cell in row]


def _goes_on(above: Sequence[DraftCell], row: Sequence[DraftCell]) -> bool:
    """Whether a row is the second line of the one above: a label that goes on, or words without a label."""
    words = not any(is_value(c.text) for c in row)
    if not words or not any(is_value(c.text) for c in above if c.column):
        return False
    first = row[0]
    if len(row) == 1 and first.column == 0:
        return first.text[:1].islower() or first.text[:1] == "("
    return first.column > 0 and all(any(a.column == c.column for a in above) for c in row)


def _leads(above: Sequence[DraftCell], row: Sequence[DraftCell]) -> bool:
    """Whether the row above is the first line of this row's label."""
    alone = len(above) == 1 and above[0].column == 0
    return alone and row[0].column == 0 and row[0].text[:1].islower() and len(row) > 1


def _together(above: Sequence[DraftCell], row: Sequence[DraftCell]) -> list[DraftCell]:
    made = list(above)
    for cell in row:
        number = next((n for n, c in enumerate(made) if c.column == cell.column), None)
        if number is None:
            made.append(cell)
        else:
            old = made[number]
            made[number] = cell_of(
                [*old.pieces, *cell.pieces], old.row, old.column, 1, max(old.columns, cell.columns)
            )
    return sorted(made, key=lambda c: c.column)
