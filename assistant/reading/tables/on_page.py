"""The tables of a PDF page among its other blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.reading.blocks import BlockDraft
from assistant.reading.glyphs import PrintedLine
from assistant.reading.tables.aligned import with_aligned_tables
from assistant.reading.tables.drafts import rows_of
from assistant.reading.tables.grid import Grid
from assistant.reading.tables.ruled import ruled_tables

Layout = Callable[[Sequence[PrintedLine]], list[BlockDraft]]


def blocks_with_tables(
    lines: Sequence[PrintedLine], ruled: Sequence[Grid], layout: Layout
) -> list[BlockDraft]:
    """Blocks of a page: what ``layout`` makes of the lines outside its ruled tables, with these between."""
    tables, outside = ruled_tables(lines, ruled)
    if not tables:
        return with_aligned_tables(layout(lines))
    order = {id(line): number for number, line in enumerate(outside)}
    drafts = with_aligned_tables(layout(outside))
    starts = [order.get(id(draft.pieces[0].line), 0) for draft in drafts]
    for table in reversed(tables):
        at = next((n for n, start in enumerate(starts) if start >= table.after), len(drafts))
        drafts[at:at] = rows_of(table.draft)
        starts[at:at] = [table.after] * (len(drafts) - len(starts))
    return drafts
