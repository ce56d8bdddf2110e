"""Large words set into a column, between the lines of a paragraph: it goes on below them. No tags say so."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.blocks import BlockDraft
from assistant.reading.full_lines import is_full
from assistant.reading.line_patterns import SENTENCE_END
from assistant.records import BlockKind

LARGER = 1.15  # times the print of the paragraph
NEAR = 3  # blocks between its parts
MOST = 400  # blocks of a page; those of brochures have some tens


def paragraphs_mended(drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """The blocks, with each paragraph that large words part put together before them.

    Words within a sentence are no heading of what stands below them."""
    made = list(drafts)
    number = 0
    while number < len(made) <= MOST:
        end = next(
            (n for n in range(number + 1, number + 1 + NEAR) if _goes_on(made, number, n)), 0
        )
        if end:
            made[number].pieces.extend(made.pop(end).pieces)
        else:
            number += 1
    return made


def _goes_on(drafts: Sequence[BlockDraft], first: int, second: int) -> bool:
    """Whether the second block is the rest of the first, below something in large print."""
    if second >= len(drafts):
        return False
    one, other = drafts[first], drafts[second]
    if one.kind is not BlockKind.PARAGRAPH or other.kind is not BlockKind.PARAGRAPH:
        return False
    above, below = one.pieces[-1].line, other.pieces[0].line
    same = abs(above.size - below.size) < 0.5 and abs(one.pieces[0].line.left - below.left) < 3
    if not same or SENTENCE_END.search(one.text) or not other.text[:1].islower():
        return False
    lines = [piece.line for draft in (one, other) for piece in draft.pieces]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    if not is_full(above, other.text, right):
        return False  # the end of an address or of an item
    between = [
        d
        for d in drafts
        if _stands_between(d, above.bottom, below.top, above.size) and _is_over(d, left, right)
    ]
    if not between or any(d not in between for d in drafts[first + 1 : second]):
        return False
    for draft in between:
        draft.kind, draft.level = BlockKind.PARAGRAPH, 0
    return True


def _is_over(draft: BlockDraft, left: float, right: float) -> bool:
    """Whether a block reaches into a column; a heading of the next column is none of its words."""
    return any(piece.line.left < right and piece.line.right > left for piece in draft.pieces)


def _stands_between(draft: BlockDraft, top: float, bottom: float, size: float) -> bool:
    lines = [piece.line for piece in draft.pieces]
    return (
        all(
            line.size > LARGER * size
            and bottom < line.bottom + line.size
            and line.top - line.size < top
            for line in lines
        )
        and bottom < lines[-1].top
        and lines[0].bottom < top
    )
