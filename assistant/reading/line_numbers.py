"""Numbers before the lines of a draft, by which people speak of them: they are no part of its sentences."""

from __future__ import annotations

from itertools import pairwise

from assistant.reading.full_lines import are_prose
from assistant.reading.glyphs import PrintedLine, is_inked, printed_lines

FEWEST = 8  # lines of a page
NEARLY_ALL = 0.8  # of its lines have a number, and of the numbers follow the one before
GAP = 0.4  # em, between a number and its line
LEVEL = 3.0  # points, by which the right or left sides of the numbers differ
RUNS_ON = 0.4  # of the lines go on with the one before; those of a numbered list do not


def without_line_numbers(lines: list[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page without the numbers that count them."""
    cuts = [_cut(line) for line in lines]
    numbered = [(line, cut) for line, cut in zip(lines, cuts, strict=True) if cut]
    if len(numbered) < max(FEWEST, NEARLY_ALL * len(lines)):
        return lines
    values = [
        int("".join(chr(g.code) for g in line.glyphs[:cut]).strip()) for line, cut in numbered
    ]
    follow = sum(b == a + 1 for a, b in pairwise(values))
    ends = [max(g.right for g in line.glyphs[:cut] if is_inked(g)) for line, cut in numbered]
    starts = [line.left for line, _ in numbered]
    level = any(max(edge) - min(edge) < LEVEL for edge in (ends, starts))
    rest = [part for line, cut in numbered for part in printed_lines(list(line.glyphs[cut:]))]
    if follow < NEARLY_ALL * (len(values) - 1) or not level or not are_prose(rest, RUNS_ON):
        return lines
    return [
        part
        for line, cut in zip(lines, cuts, strict=True)
        for part in (printed_lines(list(line.glyphs[cut:])) if cut else [line])
    ]


def _cut(line: PrintedLine) -> int:
    """Behind the number that stands before a line, apart from it; 0 where there is none."""
    digits = ""
    last = line.left
    for number, glyph in enumerate(line.glyphs):
        if not is_inked(glyph):
            continue
        apart = bool(digits) and glyph.left - last > GAP * line.size
        if apart or not chr(glyph.code).isdigit():
            return number if apart and len(digits) < 5 else 0
        digits += chr(glyph.code)
        last = glyph.right
    return 0
