"""Whether a printed line goes on with the block before it: no tags, so layout and wording tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.blocks import BlockDraft
from assistant.reading.full_lines import is_full
from assistant.reading.glyphs import PrintedLine
from assistant.reading.line_patterns import NUMBERED_HEADING, SENTENCE_END
from assistant.records import BlockKind


def joins(
    last: BlockDraft,
    line: PrintedLine,
    kind: BlockKind,
    spacing: float,
    lines: Sequence[PrintedLine],
) -> bool:
    """Whether a line of a page's ``lines`` goes on with the last block.

    ``kind`` is what the line is on its own, ``spacing`` the page's usual distance of base lines.
    """
    before = last.pieces[-1].line
    gap = before.bottom - line.bottom
    near = 0 < gap < 1.35 * spacing
    same_size = abs(before.size - line.size) < 0.08 * max(before.size, 1)
    text = line.text.strip()
    if kind is BlockKind.HEADING or last.kind is BlockKind.HEADING:
        return (
            kind is last.kind
            and same_size
            and before.bold == line.bold
            and 0 < gap < 1.6 * max(line.size, before.size)
            and not NUMBERED_HEADING.match(text)
        )
    if kind is BlockKind.FOOTNOTE:
        return last.kind is kind and not _is_next_note(last.text, text)
    if kind in (BlockKind.TABLE_ROW, BlockKind.CONTENTS, BlockKind.LIST_ITEM):
        return False
    if last.kind in (BlockKind.TABLE_ROW, BlockKind.CONTENTS, BlockKind.FOOTNOTE):
        return False
    if last.kind is BlockKind.CAPTION or kind is BlockKind.CAPTION:
        return kind is not BlockKind.CAPTION and near and same_size and text[:1].islower()
    ended = bool(SENTENCE_END.search(before.text.rstrip()))
    if gap <= 0:  # a new column: the paragraph goes on where the sentence does
        return same_size and not ended and (text[:1].islower() or text[:1].isdigit())
    if not same_size:
        return False
    if not near:
        return not ended and text[:1].islower() and gap < 2.2 * spacing
    if last.kind is BlockKind.LIST_ITEM:
        first = last.pieces[0].line
        hangs = line.left > first.left + 2
        return hangs or not ended
    return not (ended and _new_paragraph(before, line, lines))


def _is_next_note(before: str, text: str) -> bool:
    """Whether a small line starts the next footnote (a date at a line's start does not)."""
    this, last = re.match(r"\d{1,3}", text), re.match(r"\d{1,3}", before)
    return this is not None and (last is None or int(this.group()) == int(last.group()) + 1)


def _new_paragraph(before: PrintedLine, line: PrintedLine, lines: Sequence[PrintedLine]) -> bool:
    """An indented first line, or a line that ended although the next word would have fitted."""
    if line.left > before.left + 0.8 * line.size and line.left < before.left + 6 * line.size:
        return True
    column = [o.right for o in lines if abs(o.left - before.left) < 3 * line.size]
    return not is_full(before, line.text, max(column))
