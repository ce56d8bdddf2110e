"""Blocks of one page -> its text, runs, blocks and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.figures.units import unit_in
from assistant.reading.blocks import BlockDraft, LayoutPiece
from assistant.reading.line_patterns import SOURCES
from assistant.reading.normalise import PageText, WordList, join, write
from assistant.reading.tables.drafts import TableDraft
from assistant.reading.tables.rows import PlacedCell, tables_of
from assistant.records import Block, BlockKind, Run, Table

LONGEST_CAPTION = 250  # characters


def page_text(
    drafts: Sequence[BlockDraft], words: WordList
) -> tuple[str, tuple[Run, ...], tuple[Block, ...], tuple[Table, ...]]:
    """(text, runs, blocks, tables) of one page."""
    out = PageText()
    blocks: list[Block] = []
    cells: dict[int, list[PlacedCell]] = {}
    drawn: dict[int, TableDraft] = {}
    for draft in drafts:
        start = out.length
        starts = _write_block(out, draft, words)
        if out.length > start:
            blocks.append(Block(start, out.length, draft.kind, draft.level))
            if draft.table is not None:
                drawn[id(draft.table)] = draft.table
                cells.setdefault(id(draft.table), []).extend(_placed(draft, starts, out.length))
            out.add("\n")
    text = out.text.removesuffix("\n")
    tables = [
        table
        for key, draft in drawn.items()
        for table in tables_of(
            replace(draft, caption=_caption(text, blocks, cells[key])), cells[key], text
        )
    ]
    return text, out.runs, tuple(blocks), tuple(tables)


def _caption(text: str, blocks: Sequence[Block], placed: Sequence[PlacedCell]) -> str:
    """The line just above a table that names it, or gives its unit."""
    starts = {start for _, start, _ in placed}
    first = next(n for n, block in enumerate(blocks) if block.start in starts)
    if not first:
        return ""
    above = blocks[first - 1]
    line = text[above.start : above.end]
    named = above.kind is BlockKind.CAPTION and not SOURCES.match(line)
    units = above.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and unit_in(line) is not None
    return line if (named or units) and len(line) <= LONGEST_CAPTION else ""


def _write_block(out: PageText, draft: BlockDraft, words: WordList) -> dict[int, int]:
    """Write a block and say where each of its cells starts."""
    starts: dict[int, int] = {}
    before: LayoutPiece | None = None
    for piece in draft.pieces:
        if before is not None:
            join(out, before, piece, words)
        starts.setdefault(piece.cell, out.length)
        at_line_end = piece is not draft.pieces[-1]
        write(out, piece, at_line_end)
        before = piece
    out.trim()
    return starts


def _placed(draft: BlockDraft, starts: dict[int, int], end: int) -> Iterator[PlacedCell]:
    """The cells of a row that was written, each up to the tab before the next."""
    by_column = {cell.column: cell for cell in draft.table.row(draft.row)} if draft.table else {}
    order = sorted(starts.items(), key=lambda item: item[1])
    for number, (column, start) in enumerate(order):
        behind = order[number + 1][1] - 1 if number + 1 < len(order) else end
        if column in by_column:
            yield by_column[column], start, behind
