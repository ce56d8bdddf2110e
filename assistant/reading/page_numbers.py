"""The numbers that are printed on pages, from what their headers and footers say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.reading.glyphs import PrintedLine


def printed_numbers(headers: Sequence[Sequence[PrintedLine]]) -> dict[int, str]:
    """Physical page -> printed number, from the headers and footers of all pages.

    A number counts only where most pages agree on the offset and the page really prints it.
    """
    printed: dict[int, set[int]] = {}
    votes: Counter[int] = Counter()
    for number, lines in enumerate(headers, start=1):
        found = {
            int(digits)
            for line in lines
            for digits in re.findall(r"(?:^|\s)(\d{1,4})(?=\s|$|/\d{1,4}$)", line.text.strip())
        }
        printed[number] = found
        votes.update({number - value for value in found})
    if not votes:
        return {}
    offset, agree = votes.most_common(1)[0]
    if agree < max(2, 0.4 * len(headers)):
        return {}
    return {
        number: str(number - offset)
        for number, found in printed.items()
        if number - offset in found
    }
