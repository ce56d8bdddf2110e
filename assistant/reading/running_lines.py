"""Running heads and feet: lines that come again at one height on many pages, but for the number of the page.

Rows of a table and sentences of a template come again, too, with other figures: they are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.reading.glyphs import PrintedLine

MOSTLY = 0.6  # of the pages, on which a number must differ to be no chapter's
A_PAGE = 4  # by how much the number of a page may grow from page to page

RunningKey = tuple[str, int]
Occurrence = tuple[int, tuple[str, ...]]  # index of a page, the numbers that the line has there


def running_key(line: PrintedLine) -> RunningKey:
    """What is the same of a running line on all pages: its words, and about its height."""
    text = re.sub(r"\s+", " ", re.sub(r"\d+", "#", line.text)).strip().lower()
    return text, round(line.bottom / 3)


def numbers_in(line: PrintedLine) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", line.text))


def is_near(key: RunningKey, repeated: set[RunningKey]) -> bool:
    """Whether a line is one of those that come again, a little higher or lower."""
    text, height = key
    return any((text, height + step) in repeated for step in (-1, 0, 1))


def differ_by_page(found: Sequence[Occurrence]) -> bool:
    """Whether lines with the same words are the same but for one number, which grows with the pages.

    >>> differ_by_page([(0, ("2019", "4")), (1, ("2019", "5"))])
    True
    >>> differ_by_page([(0, ("12", "40")), (1, ("9", "38"))])
    False
    """
    growing = 0
    for place in range(len(found[0][1])):
        values = [numbers[place] for _, numbers in found]
        if len(set(values)) <= max(1, MOSTLY * len(values)):
            continue
        growing += 1
        steps = [
            (int(b[1][place][:9]) - int(a[1][place][:9]), b[0] - a[0]) for a, b in pairwise(found)
        ]
        if growing > 1 or not all(0 < step <= A_PAGE * pages for step, pages in steps):
            return False
    return True
