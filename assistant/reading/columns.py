"""Columns of prose, or a box beside the text, that were drawn line by line, read one after the other.

Lines are left in the order of the file, which is nearly always right, unless three things hold: an
empty gutter runs past many lines, the lines go to and fro over it, and both sides are prose whose
lines run on. A table fails the last: its cells are short, or figures, or start with capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.reading.glyphs import PrintedLine, is_inked, printed_lines
from assistant.reading.line_patterns import SENTENCE_END

GUTTER = 0.7  # em; words of justified lines stand closer, or not at the same place on each line
IN_TURN = 0.8  # of the turns have one line
RETURNS = 3  # times that the file goes back over the gutter
STEP = 2.0  # points: the left edges of a column's lines differ by less
MAX_COLUMNS = 4
EVEN = 0.6  # columns of the same length are read from the left, else the long one first
WORDS = 2.5  # a line of prose, on average
WORDY = 0.7  # of its characters are letters
RUNS_ON, RUNS_ON_BESIDE = (
    0.5,
    0.25,
)  # of the lines start with a small letter: text, and box beside it
FULL = 20  # characters a line of text, on average


@dataclass(slots=True)
class _Block:
    """Lines with nothing across the gutter; the two sides of each."""

    start: int
    end: int
    left: list[PrintedLine] = field(default_factory=list)
    right: list[PrintedLine] = field(default_factory=list)
    sides: str = ""


def by_column(lines: list[PrintedLine], columns: int = MAX_COLUMNS) -> list[PrintedLine]:
    """A page's lines; those that go to and fro between columns of prose ordered by column."""
    if columns < 2:
        return lines
    for edge in _edges(lines):
        for block in _blocks(lines, edge):
            if _goes_to_and_fro(block) and _is_prose(block):
                first, second = _in_order(block)
                return [
                    *by_column(lines[: block.start], columns - 1),
                    *by_column(first, columns - 1),
                    *by_column(second, columns - 1),
                    *by_column(lines[block.end :], columns - 1),
                ]
    return lines


def _edges(lines: Sequence[PrintedLine]) -> list[float]:
    """Where the lines of a column may start that stands to the right of a gutter."""
    starts: Counter[int] = Counter()
    for line in lines:
        last = None
        for glyph in line.glyphs:
            if not is_inked(glyph):
                continue
            if last is not None and glyph.left - last > GUTTER * line.size:
                starts[round(glyph.left / STEP)] += 1
            last = glyph.right
    near = {start: count + starts[start - 1] + starts[start + 1] for start, count in starts.items()}
    often = [start for start, count in near.items() if count > RETURNS]
    return [start * STEP for start in sorted(often, key=lambda s: -near[s])[:3]]


def _blocks(lines: Sequence[PrintedLine], edge: float) -> list[_Block]:
    blocks: list[_Block] = []
    open_block: _Block | None = None
    for number, line in enumerate(lines):
        parts = _parted(line, edge)
        if parts is None:
            open_block = None
            continue
        if open_block is None:
            open_block = _Block(number, number)
            blocks.append(open_block)
        open_block.end = number + 1
        for side, part in zip("LR", parts, strict=True):
            if part is not None:
                (open_block.left if side == "L" else open_block.right).append(part)
                open_block.sides += side
    return blocks


def _parted(line: PrintedLine, edge: float) -> tuple[PrintedLine | None, PrintedLine | None] | None:
    """What stands left and right of a column's edge; None where something runs across it."""
    if line.left > edge - STEP:
        return None, line
    if line.right < edge:
        return line, None
    cut = 0
    before = None
    for number, glyph in enumerate(line.glyphs):
        if is_inked(glyph):
            if glyph.left > edge - 1.5 * STEP:
                cut = number
                if before is None or glyph.left - before < GUTTER * line.size:
                    return None
                break
            before = glyph.right
    left, right = printed_lines(list(line.glyphs[:cut])), printed_lines(list(line.glyphs[cut:]))
    return (left[0], right[0]) if len(left) == len(right) == 1 else None


def _goes_to_and_fro(block: _Block) -> bool:
    """Whether the file takes a line of either side in turn, and both sides go down the page.

    A table takes a cell of one or more lines in turn.
    """
    turns = re.findall("L+|R+", block.sides)[1:-1]
    single = sum(len(turn) == 1 for turn in turns)
    if block.sides.count("RL") < RETURNS or single < IN_TURN * len(turns):
        return False
    down = [
        above.bottom > below.bottom
        for side in (block.left, block.right)
        for above, below in pairwise(side)
    ]
    return all(down)


def _is_prose(block: _Block) -> bool:
    main, beside = sorted((block.left, block.right), key=_length, reverse=True)
    return (
        all(_words(side) >= WORDS and _letters(side) >= WORDY for side in (main, beside))
        and _length(main) / len(main) >= FULL
        and runs_on(main) >= RUNS_ON
        and runs_on(beside) >= RUNS_ON_BESIDE
    )


def _length(side: Sequence[PrintedLine]) -> int:
    return sum(len(line.text) for line in side)


def _words(side: Sequence[PrintedLine]) -> float:
    return sum(len(line.text.split()) for line in side) / len(side)


def _letters(side: Sequence[PrintedLine]) -> float:
    text = "".join("".join(line.text.split()) for line in side)
    return sum(c.isalpha() for c in text) / max(len(text), 1)


def runs_on(side: Sequence[PrintedLine]) -> float:
    """The part of the lines that go on with the sentence of the line before."""
    goes_on = [
        not SENTENCE_END.search(above.text.strip()) and below.text.strip()[:1].islower()
        for above, below in pairwise(side)
    ]
    return sum(goes_on) / max(len(goes_on), 1)


def _in_order(block: _Block) -> tuple[list[PrintedLine], list[PrintedLine]]:
    shorter, longer = sorted((block.left, block.right), key=len)
    if len(shorter) >= EVEN * len(longer):
        return block.left, block.right
    return longer, shorter
