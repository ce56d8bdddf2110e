"""Rows of a table that a file gives in pieces.

It may draw the values behind the last line of a label of several lines; and PDFium ends a line before a cell
of a single character.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.glyphs import WIDE_GAP, PrintedLine, is_inked, parted_at_gaps, printed_lines
from assistant.reading.tables.cell_kinds import is_value

MOST_LINES = 6  # of a label
LEVEL = 0.25  # em, by which the base lines of one row differ at most


def with_values_beside(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Lines of values moved behind the line of words that they stand beside, maybe with lines below it between."""
    made: list[PrintedLine] = []
    for line in lines:
        number = _beside(line, made)
        if number is None:
            made.append(line)
            continue
        together = printed_lines([*made[number].glyphs, *line.glyphs])
        made[number : number + 1] = together if len(together) == 1 else [made[number], line]
    return made


def _beside(line: PrintedLine, lines: Sequence[PrintedLine]) -> int | None:
    """Which of the last lines the values of a line belong to."""
    if (
        not lines
        or line.bottom < lines[-1].bottom - LEVEL * line.size
        or not _has_values_alone(line)
    ):
        return None
    for back in range(1, min(MOST_LINES, len(lines)) + 1):
        before, between = lines[-back], lines[len(lines) - back + 1 :]
        level = abs(before.bottom - line.bottom) < LEVEL * line.size
        right = line.left - before.right > WIDE_GAP * line.size
        below = all(other.right < line.left and other.bottom < before.bottom for other in between)
        if level:
            return len(lines) - back if right and below else None
    return None


def _has_values_alone(line: PrintedLine) -> bool:
    if not any(chr(glyph.code).isdigit() for glyph in line.glyphs):
        return False
    cells = parted_at_gaps(line.glyphs, WIDE_GAP * max(line.size, 1))
    texts = (
        "".join(chr(g.code) for g in cell if is_inked(g) or g.code == 0x20).strip()
        for cell in cells
    )
    return all(is_value(text) for text in texts if text)
