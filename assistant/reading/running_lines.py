"""Running heads and feet: lines that come again at one height on many pages, but for the number of the page.

Rows of a table and sentences of a template come again, too, with other figures: they are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.reading.glyphs import PrintedLine

MARGIN = 0.14  # running headers and footers stand in this part of the page (measured)
MOSTLY = 0.6  # of the pages, on which a number must differ to be no chapter's
NUMBER = "\0"  # for any number: no line prints it
EVEN = 0.9  # of the steps from page to page
A_PAGE = 4  # by how much the number of a page may grow from page to page

Box = tuple[float, float, float, float]  # left, bottom, right, top of what is shown of the page
RunningKey = tuple[str, int]
Occurrence = tuple[int, tuple[str, ...]]  # index of a page, the numbers that the line has there


def in_margin(line: PrintedLine, page: Box) -> bool:
    """Whether a line stands where running heads and feet do; ``page`` is the box of what is shown."""
    reach = MARGIN * (page[3] - page[1])
    return line.bottom < page[1] + reach or line.top > page[3] - reach


def running_key(line: PrintedLine, page: Box) -> RunningKey:
    """What is the same of a running line on all pages: its words, and about its height."""
    text = re.sub(r"\s+", " ", re.sub(r"\d+", NUMBER, line.text)).strip().lower()
    return text, round((line.bottom - page[1]) / 3)


def numbers_in(line: PrintedLine) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", line.text))


def is_near(key: RunningKey, repeated: set[RunningKey]) -> bool:
    """Whether a line is one of those that come again, a little higher or lower."""
    text, height = key
    return any((text, height + step) in repeated for step in (-1, 0, 1))


def differ_by_page(found: Sequence[Occurrence]) -> bool:
    """Whether lines with the same words are the same but for the number of the page, which grows with the
    pages; it may be there again, or that of the page beside it.

    >>> differ_by_page([(0, ("2019", "4")), (1, ("2019", "5"))])
    True
    >>> differ_by_page([(0, ("4", "5")), (1, ("6", "7"))])
    True
    >>> differ_by_page([(0, ("12", "40")), (1, ("9", "38"))])
    False
    """
    growing: list[int] | None = None
    for place in range(len(found[0][1])):
        values = [numbers[place] for _, numbers in found]
        if len(set(values)) <= max(1, MOSTLY * len(values)):
            continue
        printed = [int(value[:9]) for value in values]
        if growing is not None:
            if len({one - other for one, other in zip(printed, growing, strict=True)}) > 1:
                return False
            continue
        growing = printed
        sheets = [sheet for sheet, _ in found]
        steps = [
            (b - a, later - sheet)
            for (a, b), (sheet, later) in zip(pairwise(printed), pairwise(sheets), strict=True)
        ]
        # Pages may have been left out of a long file: a few steps may be larger.
        even = sum(step <= A_PAGE * pages for step, pages in steps)
        if not all(step > 0 for step, _ in steps) or even < EVEN * len(steps):
            return False
    return True
