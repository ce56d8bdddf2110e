"""What is seen on a page of a PDF, read by OCR beside its text layer. Runs in the isolated worker only.

For who wants to know whether the text that the library holds is what a person sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from assistant.reading.accounting import MOST_FURNITURE, count
from assistant.reading.annotations import open_pdf
from assistant.reading.glyphs import (
    Glyph,
    PrintedLine,
    load_page,
    page_box,
    page_glyphs,
    printed_lines,
)
from assistant.reading.line_pieces import whole_lines
from assistant.reading.marked_artifacts import marked_as_furniture
from assistant.reading.ocr import Recogniser
from assistant.reading.recognition import recognition_as_json
from assistant.reading.running_lines import Box, RunningKey, in_margin, is_near, running_key
from assistant.reading.shown_text import shown_text
from assistant.reading.turning import turn_of

BESIDE = 2  # pages before and behind: running heads of left and right pages take turns


def page_as_seen(path: Path, index: int) -> dict[str, Any]:
    """The page's words by OCR, and what of its text layer is left out of the library on purpose.

    ``seen`` is None where Tesseract gave up. ``passed`` is text that no page of the library holds: running
    heads and feet, and what is struck out. ``layer`` is all that the file itself says on the page.
    """
    document = open_pdf(path)
    page = load_page(document, index)
    glyphs = page_glyphs(page)
    text = shown_text(page)
    passed = [*_running(document, page, index, glyphs)]
    if text.struck:
        passed.append(_spelled(g for g in glyphs if g.index in text.left_out))
    turn = turn_of(page, text.glyphs, page_box(page))
    if turn is not None:
        page.set_rotation(90 * turn.quarters)
    return {
        "seen": recognition_as_json(Recogniser().every_word(page)),
        "passed": "\n".join(passed),
        "layer": "\n".join(line.text for line in printed_lines(glyphs)),
    }


def _running(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int, glyphs: list[Glyph]
) -> Iterator[str]:
    """The lines that the file marks as no text, and those of the margin that stand on a page near by, too.

    Where much of a page is marked so, that is no letterhead and no running head: then it counts as lost.
    """
    lines, box = _placed(page, glyphs)
    marked = marked_as_furniture(lines, box)
    furniture = [line.text for line, out in zip(lines, marked, strict=True) if out]
    if count(furniture) <= MOST_FURNITURE * count(line.text for line in lines):
        yield from furniture
    near: set[RunningKey] = set()
    for other in range(max(0, index - BESIDE), min(len(document), index + BESIDE + 1)):
        if other != index:
            beside = load_page(document, other)
            around, shown = _placed(beside, page_glyphs(beside))
            near |= {running_key(line, shown) for line in around if in_margin(line, shown)}
            beside.close()
    for line, out in zip(lines, marked, strict=True):
        if in_margin(line, box) and (out or is_near(running_key(line, box), near)):
            yield line.text


def _placed(page: pdfium.PdfPage, glyphs: list[Glyph]) -> tuple[list[PrintedLine], Box]:
    """The lines of a page as a person reads it, and the box of what is shown of it."""
    box = page_box(page)
    turn = turn_of(page, glyphs, box)
    if turn is not None:
        glyphs, box = [turn.glyph(g) for g in glyphs], (0.0, 0.0, *turn.size)
    return whole_lines(glyphs), box


def _spelled(glyphs: Iterator[Glyph]) -> str:
    return "".join(chr(g.code) if 31 < g.code < 0xD800 else " " for g in glyphs)
