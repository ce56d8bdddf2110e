"""Two pages side by side on one sheet: a brochure's spread, or two pages printed on one.

The left page is read before the right one. A sheet counts as two pages where it lies on its side, nothing runs
across its middle, and both halves are prose or print the numbers of two pages that follow each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.reading.columns import by_column
from assistant.reading.glyphs import PrintedLine, is_inked, printed_lines
from assistant.reading.tables.wrapped_labels import with_values_beside

LYING = 1.25  # times as wide as high
FOLD = 0.5  # of the width
GAP = 1.5  # em, between what stands left and right of the fold on one line
FEWEST = 3  # lines of a half that is prose
WORDS, LETTERS = 4.0, 0.7  # of such a line on average, and the part of its characters
APART = 12  # em, between the numbers of two pages
_NUMBER = re.compile(r"(?:^|\s)(\d{1,4})(?=\s|$)")


def in_reading_order(lines: list[PrintedLine], wide: float, high: float) -> list[PrintedLine]:
    """A page's lines as they are read: page by page where two lie on one sheet, and column by column."""
    lines = with_values_beside(lines)
    two = halves(lines, wide, high)
    return by_column(lines) if two is None else [line for half in two for line in by_column(half)]


def halves(
    lines: Sequence[PrintedLine], wide: float, high: float
) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    """The lines of the left page and of the right one, None where the sheet is one page."""
    if wide < LYING * high or not lines:
        return None
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        parts = _parted(line, FOLD * wide)
        if parts is None:
            return None
        left += parts[0]
        right += parts[1]
    if _are_numbered(left, right, high) or (_is_prose(left) and _is_prose(right)):
        return left, right
    return None


def _parted(line: PrintedLine, fold: float) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    """What of a line stands left and right of the fold; None where it runs across."""
    if line.right <= fold:
        return [line], []
    if line.left >= fold:
        return [], [line]
    inked = [n for n, glyph in enumerate(line.glyphs) if is_inked(glyph)]
    behind = next((n for n in inked if line.glyphs[n].left >= fold), None)
    before = [n for n in inked if behind is not None and n < behind]
    if behind is None or not before or line.glyphs[before[-1]].right > fold:
        return None
    if line.glyphs[behind].left - line.glyphs[before[-1]].right < GAP * line.size:
        return None
    return printed_lines(list(line.glyphs[:behind])), printed_lines(list(line.glyphs[behind:]))


def _is_prose(lines: Sequence[PrintedLine]) -> bool:
    if len(lines) < FEWEST:
        return False
    texts = [line.text for line in lines]
    characters = "".join("".join(text.split()) for text in texts)
    return sum(len(text.split()) for text in texts) >= WORDS * len(texts) and sum(
        c.isalpha() for c in characters
    ) >= LETTERS * len(characters)


def _are_numbered(left: Sequence[PrintedLine], right: Sequence[PrintedLine], high: float) -> bool:
    """Whether the feet or heads of both halves have the numbers of two pages that follow each other."""
    return any(n + 1 in _edge_numbers(right, high) for n in _edge_numbers(left, high))


def _edge_numbers(lines: Sequence[PrintedLine], high: float) -> set[int]:
    edge = [line.text for line in lines if line.top < 0.12 * high or line.bottom > 0.88 * high]
    return {int(n) for text in edge if len(text) < 80 for n in _NUMBER.findall(text)}


def numbers_of_pairs(headers: Sequence[Sequence[PrintedLine]]) -> dict[int, str]:
    """Sheet -> the printed numbers of its two pages, "4–5", from the headers and footers of all sheets.

    They count only where most sheets agree that each has two pages; one is told where one is printed."""
    printed = [_pairs(lines) for lines in headers]
    votes = Counter(n - 2 * number for number, pairs in enumerate(printed) for n in pairs)
    if not votes:
        return {}
    shift, agree = votes.most_common(1)[0]
    if agree < max(2, 0.4 * len(headers)):
        return {}
    labels: dict[int, str] = {}
    for number, lines in enumerate(headers):
        found = {n for line in lines for n in _numbers(line)}
        first = 2 * number + shift
        told = [n for n in (first, first + 1) if n in found]
        if told:
            labels[number + 1] = "–".join(map(str, told))
    return labels


def _pairs(lines: Sequence[PrintedLine]) -> set[int]:
    """The numbers at the edge of a sheet beside which, far to the right, stands the next one."""
    placed = [(n, line) for line in lines for n in _numbers(line)]
    return {
        n
        for n, line in placed
        for other, right in placed
        if other == n + 1 and right.left - line.right > APART * line.size
    }


def _numbers(line: PrintedLine) -> list[int]:
    return [int(n) for n in _NUMBER.findall(line.text.strip())]
