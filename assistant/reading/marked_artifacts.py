"""Which lines of a page are no text because the file marks them so (/Artifact).

Running heads, page numbers and what is drawn in charts are marked so, rightly. Some files mark the text of a
page as well, maybe after somebody touched it up: then words are marked in part, or much of what is marked
outside the margins is prose. How much of a page is marked tells nothing: charts are, to 70 % of its letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from assistant.reading.accounting import MOST_FURNITURE, count
from assistant.reading.glyphs import PrintedLine
from assistant.reading.line_patterns import SENTENCE_END
from assistant.reading.line_pieces import marks_tear_words
from assistant.reading.running_lines import Box, in_margin

WORDS = 6  # of a line of prose; nearly all labels of charts have fewer
PROSE = 200  # letters; long labels and the note below a chart have fewer
LARGER = 1.5  # times the usual print of the page: no running head, but a title
APART = 1.5  # em of the smaller print, from the text of the page to a running head or foot


def marked_as_furniture(lines: Sequence[PrintedLine], page: Box) -> list[bool]:
    """For each line of a page whether the file marks it as no text, and is to be believed."""
    marked = [line.is_artifact for line in lines]
    if not any(marked) or not (marks_tear_words(lines) or _mark_prose(lines, page)):
        return marked
    usual = median(line.size for line in lines)
    text = _with_what_adjoins(
        lines, [line.size > LARGER * usual or not in_margin(line, page) for line in lines]
    )
    return [mark and not inside for mark, inside in zip(marked, text, strict=True)]


def _mark_prose(lines: Sequence[PrintedLine], page: Box) -> bool:
    """Whether much of what is marked outside the margins is prose, and a sentence of it ends there."""
    marked = [line.text.strip() for line in lines if line.is_artifact and not in_margin(line, page)]
    prose = [text for text in marked if _is_prose(text)]
    letters = count(prose)
    if letters < PROSE or letters <= MOST_FURNITURE * count(marked):
        return False
    # The last line of a paragraph may be short.
    ends = [*prose, *(after for before, after in pairwise(marked) if _is_prose(before))]
    return any(SENTENCE_END.search(text) for text in ends)


def _is_prose(text: str) -> bool:
    return sum(word[0].isalpha() for word in text.split()) >= WORDS


def _with_what_adjoins(lines: Sequence[PrintedLine], inside: Sequence[bool]) -> list[bool]:
    """``inside``, and the lines of the margin in which the text of a page goes on."""
    text = [line for line, within in zip(lines, inside, strict=True) if within]
    edge = {number for number, within in enumerate(inside) if not within}
    while adjoining := {n for n in edge if any(_adjoin(lines[n], line) for line in text)}:
        edge -= adjoining
        text = [lines[number] for number in adjoining]
    return [number not in edge for number in range(len(lines))]


def _adjoin(line: PrintedLine, other: PrintedLine) -> bool:
    gap = max(line.bottom, other.bottom) - min(line.top, other.top)
    return gap < APART * min(line.size, other.size)
