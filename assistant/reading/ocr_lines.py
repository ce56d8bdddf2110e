"""Words that OCR read, as the lines of glyphs that everything else works with.

The words are kept with their page, so that looking at a quote needs no second OCR. A character's
number (``records.Run.source``) counts the lines' text as ``Recognition`` spells it: a space
between words, a line feed between lines.
"""

from __future__ import annotations

from statistics import median

from assistant.reading.glyphs import Glyph, PrintedLine
from assistant.reading.recognition import UNITS
from assistant.records import ReadWord, Recognition


def recognised_lines(recognition: Recognition, width: float, height: float) -> list[PrintedLine]:
    """The lines as glyphs, in points of the page as shown (origin at the bottom left).

    A word's box is divided evenly over its letters: OCR knows where words are, not letters.
    """
    lines: list[PrintedLine] = []
    index = 0
    for read in recognition.lines:
        size = read.size * height / UNITS
        glyphs: list[Glyph] = []
        for word in read.words:
            if glyphs:
                glyphs.append(_glyph(0x20, index, glyphs[-1].right, word, 0.0, height, size, True))
                index += 1
            left, right = word.left * width / UNITS, word.right * width / UNITS
            step = (right - left) / len(word.text)
            for number, char in enumerate(word.text):
                start = left + number * step
                glyphs.append(_glyph(ord(char), index, start, word, step, height, size, False))
                index += 1
        index += 1
        inked = [g for g in glyphs if not g.generated]
        lines.append(
            PrintedLine(
                tuple(glyphs),
                min(g.left for g in inked),
                median(g.bottom for g in inked),  # the line of a crooked scan has no one bottom
                max(g.right for g in inked),
                median(g.top for g in inked),
                size,
                0,
            )
        )
    return lines


def _glyph(
    code: int,
    index: int,
    left: float,
    word: ReadWord,
    wide: float,
    height: float,
    size: float,
    put_in: bool,
) -> Glyph:
    bottom, top = height * (1 - word.bottom / UNITS), height * (1 - word.top / UNITS)
    return Glyph(code, index, left, bottom, left + wide, top, size, 0, put_in, -1, False)
