"""One page of a PDF as PDFium sees it: characters with boxes, grouped in printed lines.

Coordinates are PDF points with the origin at the bottom left of the unrotated page.
PDFium is not thread-safe and aborts on some hostile files: call this only in the isolated
worker process (see ``isolation``).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.reading.accents import ACCENTS, with_accent
from assistant.reading.annotations import page_with_annotations
from assistant.reading.fonts import font_weight, printed_size
from assistant.reading.handles import text_object

HYPHEN_MARK = 0x02  # PDFium's own code for a hyphen that it takes for a line-end hyphen
GONE = 0x200B  # a zero-width space stands where a character is left out: the words beside it stay one line
UNWRITTEN = (HYPHEN_MARK, GONE)
LINE_ENDS = (0x0A, 0x0D)
PUT_IN = -1  # the index of what is no character of PDFium's
WIDE_GAP = 1.5  # em; a wider gap on one baseline separates table cells (measured on reports)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its code point, PDFium index on the page, box, font size and marks."""

    code: int
    index: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    weight: int  # of its font, 1 to 1,000 (see ``boldness``)
    generated: bool
    tag: int  # marked-content id, -1 where the character is in none
    artifact: bool
    raised: bool = False  # a digit that a font's own superscript sets above the base line
    drawn_by: int = 0  # handle of PDFium's text object, while its page is open


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Glyphs that PDFium puts on one printed line, in reading order.

    At least four fifths of its letters have its ``weight``; whether that is ``bold`` only the
    whole document can tell.
    """

    glyphs: tuple[Glyph, ...]
    left: float
    bottom: float
    right: float
    top: float
    size: float
    weight: int
    bold: bool = False

    @property
    def text(self) -> str:
        return "".join(chr(g.code) for g in self.glyphs if g.code not in UNWRITTEN)

    @property
    def is_artifact(self) -> bool:
        """Whether the file marks all of it as no text; what PDFium generated has no mark."""
        return all(g.artifact or g.generated for g in self.glyphs)


def marked_alike(glyphs: Iterable[Glyph], beside: Glyph) -> list[Glyph]:
    """Characters with the marks of the one that they stand beside: its tag, and whether it is no text."""
    return [replace(glyph, tag=beside.tag, artifact=beside.artifact) for glyph in glyphs]


def load_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Open a page; a page that is rotated although its text stands upright is turned back.

    PDFium lists the lines of such a page bottom up, which would scramble the sentences.
    """
    page = page_with_annotations(document, index)
    if page.get_rotation():
        text_page = page.get_textpage()
        count = min(text_page.count_chars(), 200)
        angles = [pdfium_c.FPDFText_GetCharAngle(text_page.raw, i) for i in range(count)]
        text_page.close()
        if angles and abs(median(angles)) < 0.1:
            page.set_rotation(0)
    return page


def page_box(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of what is shown of a page, before it is turned.

    The crop box as far as the media box has it; PDFium has a size for pages that give none, too.
    """
    box = pdfium_c.FS_RECTF()
    if pdfium_c.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box)):
        return box.left, box.bottom, box.right, box.top
    wide, high = page.get_size()
    return 0.0, 0.0, wide, high


def page_glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    """All characters of a page in PDFium's order, those that it generated included."""
    text_page = page.get_textpage()
    try:
        return _glyphs(text_page)
    finally:
        text_page.close()


def _glyphs(text_page: pdfium.PdfTextPage) -> list[Glyph]:
    raw = text_page.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium_c.FS_RECTF()
    objects: dict[int, tuple[int, int, bool, float]] = {}
    glyphs: list[Glyph] = []
    for i in range(text_page.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(raw, i)
        generated = pdfium_c.FPDFText_IsGenerated(raw, i) == 1
        weight, tag, artifact = 0, -1, False
        size = 0.0
        address = 0
        if not generated:
            address = text_object(raw, i) or 0
            if address not in objects:
                handle = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
                objects[address] = (
                    font_weight(raw, i),
                    pdfium_c.FPDFPageObj_GetMarkedContentID(handle) if address else -1,
                    _is_artifact(handle) if address else False,
                    printed_size(raw, i, handle),
                )
            weight, tag, artifact, size = objects[address]
        if pdfium_c.FPDFText_GetLooseCharBox(raw, i, ctypes.byref(loose)):
            box = (loose.left, loose.bottom, loose.right, loose.top)
        elif pdfium_c.FPDFText_GetCharBox(raw, i, left, right, bottom, top):
            box = (left.value, bottom.value, right.value, top.value)
        else:
            box = (0.0, 0.0, 0.0, 0.0)
        raised = 0x30 <= code <= 0x39 and not generated and _is_raised(raw, i, size)
        glyphs.append(Glyph(code, i, *box, size, weight, generated, tag, artifact, raised, address))
    return composed(glyphs)


def composed(glyphs: list[Glyph]) -> list[Glyph]:
    """Accents that are drawn over the letter behind them, and that letter, as one: TeX sets them so."""
    for number, (accent, letter) in enumerate(pairwise(glyphs)):
        if accent.code not in ACCENTS or abs(accent.bottom - letter.bottom) > letter.size:
            continue
        if letter.left < (accent.left + accent.right) / 2 < letter.right:
            code = with_accent(letter.code, accent.code)
            if code:
                glyphs[number] = replace(accent, code=GONE)
                glyphs[number + 1] = replace(letter, code=code)
    return glyphs


def _is_raised(raw: Any, index: int, size: float) -> bool:
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    placed = pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
    if not (placed and pdfium_c.FPDFText_GetCharBox(raw, index, left, right, bottom, top)):
        return False
    return bool(bottom.value > y.value + 0.2 * size and top.value - bottom.value < 0.6 * size)


def _is_artifact(handle: Any) -> bool:
    buffer = (ctypes.c_ushort * 32)()
    length = ctypes.c_ulong()
    for i in range(pdfium_c.FPDFPageObj_CountMarks(handle)):
        mark = pdfium_c.FPDFPageObj_GetMark(handle, i)
        if pdfium_c.FPDFPageObjMark_GetName(mark, buffer, 64, ctypes.byref(length)):
            name = bytes(buffer)[: max(0, length.value - 2)].decode("utf-16-le", "replace")
            if name == "Artifact":
                return True
    return False


def printed_lines(glyphs: list[Glyph]) -> list[PrintedLine]:
    """Split a page's glyphs at the line ends that PDFium marks, without the line ends themselves."""
    lines: list[PrintedLine] = []
    current: list[Glyph] = []
    for number, glyph in enumerate(glyphs):
        if glyph.code in LINE_ENDS:
            if not _goes_on(current, glyphs, number):
                _close(lines, current)
                current = []
        elif glyph.code == HYPHEN_MARK:
            # PDFium drops the line end behind the hyphen that it found: the line ends here.
            current.append(glyph)
            _close(lines, current)
            current = []
        else:
            current.append(glyph)
    _close(lines, current)
    return lines


def _goes_on(current: Sequence[Glyph], glyphs: Sequence[Glyph], end: int) -> bool:
    """Whether a line runs on behind a line end that PDFium put beside a raised or lowered character."""
    last = next((g for g in reversed(current[-4:]) if is_inked(g)), None)
    following = next((g for g in glyphs[end + 1 : end + 5] if is_inked(g)), None)
    if last is None or following is None:
        return False
    small, large = sorted((last.size, following.size))
    if not 0.4 * large < small < 0.97 * large:
        return False
    between = following.left - last.right
    spaced = any(g.code == 0x20 for g in (*current[-1:], *glyphs[end + 1 : end + 4]))
    shared = min(last.top, following.top) - max(last.bottom, following.bottom)
    least = min(last.top - last.bottom, following.top - following.bottom)
    return -0.3 * small < between < (0.6 if spaced else 0.2) * large and shared > 0.4 * least


def is_inked(glyph: Glyph) -> bool:
    """Whether a character has a place on the page: no space, and not left out."""
    return (
        not glyph.generated and glyph.right > glyph.left and glyph.code > 32 and glyph.code != GONE
    )


def _close(lines: list[PrintedLine], glyphs: list[Glyph]) -> None:
    while glyphs and (glyphs[-1].code == GONE or chr(glyphs[-1].code).isspace()):
        glyphs = glyphs[:-1]
    while glyphs and (glyphs[0].code == GONE or chr(glyphs[0].code).isspace()):
        glyphs = glyphs[1:]
    inked = [g for g in glyphs if is_inked(g)]
    if not inked:
        return
    size = median(g.size for g in inked)
    lines.append(
        PrintedLine(
            tuple(glyphs),
            min(g.left for g in inked),
            min(g.bottom for g in inked),
            max(g.right for g in inked),
            max(g.top for g in inked),
            size,
            sorted(g.weight for g in inked)[len(inked) // 5],
        )
    )


def printed_glyphs(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Those that a file prints, however narrow: no spaces, and nothing that PDFium generated."""
    return [g for g in glyphs if not g.generated and g.code > 32]


def parted_at_gaps(glyphs: Iterable[Glyph], gap: float) -> list[list[Glyph]]:
    """Glyphs of one line, cut where more than ``gap`` points lie between two that are printed."""
    cuts: list[list[Glyph]] = [[]]
    last: Glyph | None = None
    for glyph in glyphs:
        if not glyph.generated and glyph.code > 32:
            if last is not None and glyph.left - last.right > gap:
                cuts.append([])
            last = glyph
        cuts[-1].append(glyph)
    return cuts
