"""Large first letters of a text, which a file draws by themselves: they belong to the word beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.glyphs import PrintedLine, is_inked

LARGER = 1.7  # times the print of the text
MOST = 20  # of a page
WORDS = "AIOU"  # that are words of their own
APART = 0.3  # em, from which one of these is


def with_initials(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, each large letter at the head of the line that it begins."""
    made = list(lines)
    initials = [line for line in lines if _is_initial(line)]
    for initial in initials if len(initials) <= MOST else ():
        begun = [line for line in made if line is not initial and _begins(initial, line)]
        if begun:
            first = max(begun, key=lambda line: line.bottom)
            whole = replace(first, glyphs=(*initial.glyphs, *first.glyphs))
            made = [whole if line is first else line for line in made if line is not initial]
    return made


def _is_initial(line: PrintedLine) -> bool:
    inked = [glyph for glyph in line.glyphs if is_inked(glyph)]
    return len(inked) == 1 and chr(inked[0].code).isupper()


def _begins(initial: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line of text goes on right beside the upper half of a letter, in the middle of a word."""
    text = line.text.lstrip()
    if initial.size < LARGER * line.size or not text[:1].isalpha():
        return False
    gap = line.left - initial.right
    if initial.text.strip() in WORDS and gap > APART * line.size:
        return False
    middle = (initial.top + initial.bottom) / 2
    beside = middle - line.size < line.bottom < initial.top
    return -0.3 * line.size < gap < 1.2 * line.size and beside and " " in text
