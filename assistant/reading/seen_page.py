"""What is seen on a page of a PDF, read by OCR beside its text layer. Runs in the isolated worker only.

For who wants to know whether the text that the library holds is what a person sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from assistant.reading.accounting import MOST_FURNITURE
from assistant.reading.annotations import open_pdf
from assistant.reading.glyphs import (
    Glyph,
    PrintedLine,
    load_page,
    page_box,
    page_glyphs,
    printed_lines,
)
from assistant.reading.ocr import Recogniser
from assistant.reading.recognition import recognition_as_json
from assistant.reading.running_lines import RunningKey, in_margin, is_near, running_key
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
    if sum(g.artifact for g in glyphs) <= MOST_FURNITURE * len(glyphs):
        marked = [g for g in glyphs if g.artifact or g.generated]
        yield from (line.text for line in printed_lines(marked))
    near: set[RunningKey] = set()
    for other in range(max(0, index - BESIDE), min(len(document), index + BESIDE + 1)):
        if other != index:
            beside = load_page(document, other)
            near |= {key for _, key in _in_margin(beside, page_glyphs(beside))}
            beside.close()
    for line, key in _in_margin(page, glyphs):
        if is_near(key, near) or line.is_artifact:
            yield line.text


def _in_margin(
    page: pdfium.PdfPage, glyphs: list[Glyph]
) -> Iterator[tuple[PrintedLine, RunningKey]]:
    box = page_box(page)
    turn = turn_of(page, glyphs, box)
    if turn is not None:
        glyphs, box = [turn.glyph(g) for g in glyphs], (0.0, 0.0, *turn.size)
    for line in printed_lines(glyphs):
        if in_margin(line, box):
            yield line, running_key(line, box)


def _spelled(glyphs: Iterator[Glyph]) -> str:
    return "".join(chr(g.code) if 31 < g.code < 0xD800 else " " for g in glyphs)
