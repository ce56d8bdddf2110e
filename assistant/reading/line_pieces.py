"""Lines that PDFium gives in pieces, because the file drew a part of a word by itself.

That may be a hyphen at the end of a line, or letters that are marked as no text (/Artifact) while the others of
their word are not: a file that was touched up has these in another place. What else touches is left apart, such
as the signs of a formula.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from assistant.reading.glyphs import Glyph, PrintedLine, is_inked, marked_alike, printed_lines
from assistant.reading.normalise import HYPHENS

TOUCHING = 0.1  # em; a space is wider
LEVEL = 0.1  # em, by which the base lines of two pieces differ at most
SAME_PRINT = 0.05  # of the size, by which it differs at most
TORN = 2  # words of a page; a mark between the letters of one may be a slip
LEADING = 1.6  # em, from a line of a paragraph to the next at most
ALIGNED = 0.5  # em, by which the left edges of these differ at most


def whole_lines(glyphs: list[Glyph]) -> list[PrintedLine]:
    """The printed lines of a page, each word in one piece; where marks tore words, paragraphs too."""
    lines = _with_pieces_joined(printed_lines(glyphs))
    return _paragraph_by_paragraph(lines) if marks_tear_words(lines) else lines


def marks_tear_words(lines: Sequence[PrintedLine]) -> bool:
    """Whether the file marks some letters of a word as no text and others not, in more than one word."""
    torn = 0
    for line in lines:
        if any(glyph.artifact for glyph in line.glyphs) and not line.is_artifact:
            for is_word, letters in groupby(line.glyphs, _is_letter):
                torn += is_word and len({letter.artifact for letter in letters}) > 1
    return torn >= TORN


def _with_pieces_joined(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, each with the pieces that go on with its last word, where its first piece stands."""
    behind = _behind(lines)
    pieces = set(behind.values())
    made: list[PrintedLine] = []
    for number, line in enumerate(lines):
        if number in pieces:
            continue
        glyphs = line.glyphs
        while number in behind:
            number = behind[number]
            glyphs = (*glyphs, *_as_part_of(glyphs, lines[number]))
        made += [line] if glyphs is line.glyphs else printed_lines(list(glyphs))
    return made


def _behind(lines: Sequence[PrintedLine]) -> dict[int, int]:
    """Number of a line -> that of the piece that goes on with its last word."""
    ends: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        last = _last(line)
        if _is_letter(last):
            ends[round(last.right), round(last.bottom)].append(number)
    behind: dict[int, int] = {}
    for number, line in enumerate(lines):
        first = _first(line)
        if not _is_letter(first) and not _is_hyphen(line):
            continue
        x, y = round(first.left), round(first.bottom)
        places = [ends.get((x + a, y + b), ()) for a in (0, -1, 1) for b in (0, -1, 1)]
        near = (other for place in places for other in place if other not in behind)
        before = next((other for other in near if _goes_on(lines[other], line)), None)
        if before is not None:
            behind[before] = number
    return behind


def _goes_on(line: PrintedLine, piece: PrintedLine) -> bool:
    """Whether a piece stands right behind the last letter of a line, in its print."""
    last, first = _last(line), _first(piece)
    size = max(last.size, first.size)
    return (
        line.left < piece.left
        and (_is_hyphen(piece) or first.artifact != last.artifact)
        and abs(first.left - last.right) < TOUCHING * size
        and abs(first.bottom - last.bottom) < LEVEL * size
        and abs(first.size - last.size) < SAME_PRINT * size
    )


def _as_part_of(glyphs: Sequence[Glyph], piece: PrintedLine) -> Sequence[Glyph]:
    """The characters of a piece; a hyphen alone has the marks of the word that it breaks."""
    return marked_alike(piece.glyphs, glyphs[-1]) if _is_hyphen(piece) else piece.glyphs


def _paragraph_by_paragraph(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Lines that stand closely below each other one after the other, where the first of them was."""
    paragraphs: dict[int, list[PrintedLine]] = {}
    first_of: dict[int, int] = {}
    from_the_top = sorted(range(len(lines)), key=lambda number: -lines[number].bottom)
    for number in from_the_top:
        line = lines[number]
        above = [n for n, lower in paragraphs.items() if _stands_below(line, lower[-1])]
        first_of[number] = min(above, key=lambda n: paragraphs[n][-1].bottom, default=number)
        paragraphs.setdefault(first_of[number], []).append(line)
    return [
        line
        for first in dict.fromkeys(first_of[number] for number in range(len(lines)))
        for line in paragraphs[first]
    ]


def _stands_below(line: PrintedLine, above: PrintedLine) -> bool:
    size = max(line.size, above.size)
    return (
        0 < above.bottom - line.bottom < LEADING * size
        and abs(above.left - line.left) < ALIGNED * size
        and abs(above.size - line.size) < SAME_PRINT * size
    )


def _is_letter(glyph: Glyph) -> bool:
    return is_inked(glyph) and glyph.code < 0x110000 and chr(glyph.code).isalpha()


def _is_hyphen(line: PrintedLine) -> bool:
    return len(line.glyphs) == 1 and chr(line.glyphs[0].code) in HYPHENS


def _first(line: PrintedLine) -> Glyph:
    return next(filter(is_inked, line.glyphs))


def _last(line: PrintedLine) -> Glyph:
    return next(filter(is_inked, reversed(line.glyphs)))
