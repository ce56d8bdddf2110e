"""Two pages side by side on one sheet: a brochure's spread, or two pages printed on one.

The left page is read before the right one. A sheet counts as two pages where it lies on its side, nothing runs
across its middle, and both halves print the numbers of two pages that follow each other, or are prose that the
file gives one after the other. A table on its side is none: its cells stand in rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.reading.columns import RUNS_ON, by_column, runs_on
from assistant.reading.glyphs import PrintedLine, is_inked, printed_lines
from assistant.reading.initials import with_initials
from assistant.reading.line_numbers import without_line_numbers
from assistant.reading.tables.wrapped_labels import with_values_beside
from assistant.records import Run

LYING = 1.25  # times as wide as high
FOLD = 0.5  # of the width
GAP = 1.5  # em, between what stands left and right of the fold on one line
FEWEST = 3  # lines of a half that is prose
WORDS, LETTERS = 4.0, 0.7  # of such a line on average, and the part of its characters
EDGE = 0.12  # of the height, in which the numbers of pages stand
LEVEL = 0.5  # em, by which those of two pages on a sheet differ in height at most
FEW = 3  # fewer lines of values stand on a sheet of two numbered pages
APART = 12  # em, between the numbers of two pages
_NUMBER = re.compile(r"(?:^|\s)(\d{1,4})(?=\s|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")

Box = tuple[float, float, float, float]  # left, bottom, right, top of what is shown of the page


def in_reading_order(lines: list[PrintedLine], page: Box) -> list[PrintedLine]:
    """A page's lines as they are read: page by page where two lie on one sheet, and column by column."""
    lines = with_initials(with_values_beside(without_line_numbers(lines)))
    two = halves(lines, page)
    return by_column(lines) if two is None else [line for half in two for line in by_column(half)]


def halves(
    lines: Sequence[PrintedLine], page: Box
) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    """The lines of the left page and of the right one, None where the sheet is one page."""
    wide, high = page[2] - page[0], page[3] - page[1]
    if wide < LYING * high or not lines:
        return None
    sides: list[tuple[PrintedLine, str]] = []
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        parts = _parted(line, page[0] + FOLD * wide)
        if parts is None:
            return None
        left += parts[0]
        right += parts[1]
        sides += [(part, side) for side, half in zip("LR", parts, strict=True) for part in half]
    if _are_numbered(left, right, page):
        return left, right
    one_by_one = "RL" not in "".join(side for line, side in sides if not _is_at_edge(line, page))
    return (left, right) if one_by_one and _is_prose(left) and _is_prose(right) else None


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
    return (
        sum(len(text.split()) for text in texts) >= WORDS * len(texts)
        and sum(c.isalpha() for c in characters) >= LETTERS * len(characters)
        and runs_on(lines) >= RUNS_ON
    )


def _are_numbered(left: Sequence[PrintedLine], right: Sequence[PrintedLine], page: Box) -> bool:
    """Whether the feet or heads of both halves have the numbers of two pages that follow each other."""
    pairs = [
        (one, other)
        for one, number in _edge_numbers(left, page, outer=0)
        for other, following in _edge_numbers(right, page, outer=-1)
        if following == number + 1 and abs(one.bottom - other.bottom) < LEVEL * one.size
    ]
    values = [line for line in (*left, *right) if _is_of_values(line)]
    return any(sum(line not in pair for line in values) < FEW for pair in pairs)


def _edge_numbers(
    lines: Sequence[PrintedLine], page: Box, outer: int
) -> list[tuple[PrintedLine, int]]:
    """Lines at the foot or head that have one number, on the outer side or alone, with that number."""
    found: list[tuple[PrintedLine, int]] = []
    for line in lines:
        words = line.text.split()
        if not words or len(line.text) >= 80 or not _is_at_edge(line, page):
            continue
        numbered = [word for word in words if any(c.isdigit() for c in word)]
        if numbered != [words[outer]] or not _NUMBER.fullmatch(words[outer]):
            continue
        if len(words) == 1 or not _YEAR.fullmatch(words[outer]):
            found.append((line, int(words[outer])))
    return found


def _is_at_edge(line: PrintedLine, page: Box) -> bool:
    high = page[3] - page[1]
    return line.top < page[1] + EDGE * high or line.bottom > page[3] - EDGE * high


def _is_of_values(line: PrintedLine) -> bool:
    words = line.text.split()
    return 2 * sum(any(c.isdigit() for c in word) for word in words) >= len(words)


def folds_of(lines: Sequence[PrintedLine], runs: Sequence[Run], page: Box) -> tuple[int, ...]:
    """Where the text of a sheet that lies on its side passes from its left half to its right one, or back.

    The text begins on the left (see ``records.Page``); () where the sheet stands, or is without text."""
    wide, high = page[2] - page[0], page[3] - page[1]
    if wide < LYING * high:
        return ()
    middle = page[0] + FOLD * wide
    sides = {
        glyph.index: (glyph.left + glyph.right) / 2 > middle
        for line in lines
        for glyph in line.glyphs
        if is_inked(glyph)
    }
    folds: list[int] = []
    for run in runs:
        for number in range(run.length):
            on_right = sides.get(run.source + number)
            if on_right is not None and on_right != bool(len(folds) % 2):
                folds.append(run.start + number)
    return tuple(folds) or tuple(run.start + run.length for run in runs[-1:])


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
