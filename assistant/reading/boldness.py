"""Which printed lines are bold: clearly heavier than most of the document's letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.reading.fonts import HEAVIEST, REGULAR
from assistant.reading.glyphs import PrintedLine

BOLD = 600
CLEARLY = 100  # heavier than the body text: regular is 400, semi-bold 600, bold 700
FULL_PAGE = 600  # letters


def body_weight(weights: Mapping[int, int]) -> int:
    """The weight that half of the letters have at most; ``weights`` counts letters."""
    half = sum(weights.values()) / 2
    passed = 0
    for weight in sorted(weights):
        passed += weights[weight]
        if passed >= half:
            return weight
    return REGULAR


def bold_marked(lines: Sequence[PrintedLine], body: int) -> list[PrintedLine]:
    """One page's lines, those marked that are bold beside the document's body text.

    On a full page that is mostly bold, boldness tells nothing.
    """
    limit = max(BOLD, body + CLEARLY)
    if body < HEAVIEST:
        limit = min(limit, HEAVIEST)
    letters: Counter[bool] = Counter()
    for line in lines:
        letters[line.weight >= limit] += len(line.glyphs)
    if letters[True] > max(letters[False], FULL_PAGE):
        return list(lines)
    return [replace(line, bold=True) if line.weight >= limit else line for line in lines]
