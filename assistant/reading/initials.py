"""Large first letters of a text, which a file draws by themselves: they belong to the word beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.glyphs import PrintedLine, is_inked

LARGER = 1.7  # times the print of the text
MOST = 20  # of a page
WORDS = "AIOU"  # that are words of their own
APART = 0.3  # em, from which one of these is
LEVEL = 0.5  # em, by which the lines beside a letter may begin apart


def with_initials(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, each large letter at the head of the line that it begins."""
    made = list(lines)
    initials = [line for line in lines if _is_initial(line)]
    for initial in initials if len(initials) <= MOST and not _count(initials) else ():
        begun = [line for line in made if line is not initial and _begins(initial, line)]
        first = max(begun, key=lambda line: line.bottom, default=None)
        if first is not None and _has_more_beside(initial, first, made):
            whole = replace(first, glyphs=(*initial.glyphs, *first.glyphs))
            made = [whole if line is first else line for line in made if line is not initial]
    return made


def _count(initials: Sequence[PrintedLine]) -> bool:
    """Whether two large letters follow each other in the alphabet: they mark choices, or parts of an index."""
    letters = {(ord(line.text.strip()), round(line.left / 4)) for line in initials}
    return any((letter + 1, left + by) in letters for letter, left in letters for by in (-1, 0, 1))


def _has_more_beside(
    initial: PrintedLine, first: PrintedLine, lines: Sequence[PrintedLine]
) -> bool:
    """Whether another line makes way for a letter, too, and they are no words of an index that begin with it."""
    more = [
        line
        for line in lines
        if abs(line.left - first.left) < LEVEL * first.size
        and initial.bottom - LEVEL * line.size < line.bottom < first.bottom
    ]
    letter = initial.text.strip().lower()
    return any(not _are_listed(letter, first, line) for line in more)


def _are_listed(letter: str, *lines: PrintedLine) -> bool:
    return all(line.text.strip()[:1].lower() == letter for line in lines)


def _is_initial(line: PrintedLine) -> bool:
    inked = [glyph for glyph in line.glyphs if is_inked(glyph)]
    return len(inked) == 1 and chr(inked[0].code).isupper()


def _begins(initial: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line of text goes on right beside the upper half of a letter, in the middle of a word."""
    text = line.text.lstrip()
    word = text.split(" ", 1)[0]
    if initial.size < LARGER * line.size or not (word[:1].islower() or word.isupper()):
        return False
    gap = line.left - initial.right
    if initial.text.strip() in WORDS and gap > APART * line.size:
        return False
    middle = (initial.top + initial.bottom) / 2
    beside = middle - line.size < line.bottom < initial.top
    return -0.3 * line.size < gap < 1.2 * line.size and beside and " " in text
