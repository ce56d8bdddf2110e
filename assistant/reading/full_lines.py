"""Whether a printed line ends because its column does: the sentence then may go on in the next one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.reading.glyphs import PrintedLine
from assistant.reading.line_patterns import SENTENCE_END, SIGN

LETTER = 0.55  # em, about as wide as one is
NEARLY_ALL = 0.8
SPARE = 2  # letters: a space, and a word that just did not fit


def is_full(line: PrintedLine, following: str, right: float) -> bool:
    """Whether the first word of the ``following`` text had no place before ``right``, where its column ends."""
    first_word = following.strip().split(" ", 1)[0]
    return right - line.right <= (len(first_word) + SPARE) * LETTER * line.size


def behind_sign(line: PrintedLine) -> str:
    """What a line says behind a sign that may mark an item, a mail's line or a step in a sentence."""
    return SIGN.sub("", line.text.strip(), count=1)


def are_prose(lines: Sequence[PrintedLine], least: float) -> bool:
    """Whether at least this part of the lines go on with the sentence before, and nearly all of these because
    that filled its line.

    Items of a list that begin with small letters end anywhere. A sign before each line ("> ") counts for
    nothing."""
    right = max((line.right for line in lines), default=0.0)
    full = [
        is_full(above, below, right)
        for (above, _), (_, below) in pairwise((line, behind_sign(line)) for line in lines)
        if not SENTENCE_END.search(above.text.strip()) and below[:1].islower()
    ]
    return len(full) >= max(least * (len(lines) - 1), 1) and sum(full) >= NEARLY_ALL * len(full)
