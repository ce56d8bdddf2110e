"""Where text stands on a PDF page, and the page as a picture. Runs in the reader process only.

Boxes are fractions of the page as shown: left, top, width, height in 0..1, origin at the top left.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from assistant.reading.annotations import open_pdf
from assistant.reading.glyphs import (
    Glyph,
    PrintedLine,
    is_inked,
    load_page,
    page_box,
    printed_lines,
)
from assistant.reading.ocr_lines import recognised_lines
from assistant.reading.recognition import recognition_from_json
from assistant.reading.shown_text import shown_text

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in points


@dataclass(frozen=True, slots=True)
class Printed:
    """The glyphs of a page and how to place them: the text layer's own, or those that OCR read."""

    lines: list[PrintedLine]
    place: Placer
    read_by_ocr: bool
    left_out: frozenset[int] = frozenset()

    @property
    def glyphs(self) -> list[Glyph]:
        return [glyph for line in self.lines for glyph in line.glyphs]

    def rectangles(self, wanted: set[int]) -> list[Rectangle]:
        """One rectangle a line for the glyphs wanted, in points of the page as stored in the file."""
        marked = [g for g in self.glyphs if g.index in wanted and is_inked(g)]
        found = line_rectangles(marked, self.left_out)
        return [self.place.stored(r) for r in found] if self.read_by_ocr else found

    def quoted(self, sources: Iterable[Sequence[int]]) -> dict[str, Any]:
        """One box a line, as shares of the page, and the characters, for half-open ranges of glyphs."""
        wanted = {i for start, end in sources for i in range(start, end)}
        return {
            "marks": [self.place.box(rectangle) for rectangle in self.rectangles(wanted)],
            "characters": "".join(
                chr(g.code)
                for g in self.glyphs
                if g.index in wanted and 0 < g.code < 0x110000 and not 0xD800 <= g.code < 0xE000
            ),
        }


def printed(page: pdfium.PdfPage, recognition: dict[str, Any] | None) -> Printed:
    """What is printed on the page; ``recognition`` as ``recognition_as_json`` gives it."""
    place = Placer(page)
    read = recognition_from_json(recognition)
    if read is None:
        text = shown_text(page)
        return Printed(printed_lines(text.glyphs), place, False, text.left_out)
    return Printed(recognised_lines(read, place.width, place.height), place, True)


def page_geometry(
    path: Path, index: int, sources: list[list[int]], recognition: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Aspect, text lines with boxes, and one box per line for each wanted range of glyphs.

    ``sources`` are half-open ranges of characters (see ``records.Run``).
    """
    document = open_pdf(path)
    page = load_page(document, index)
    shown = printed(page, recognition)
    place = shown.place
    around = (lambda g: place.stored(_around(g))) if shown.read_by_ocr else _around
    lines = [
        {"text": text, "box": place.box(around(line.glyphs))}
        for line in shown.lines
        if (text := line.text.strip()) and any(is_inked(g) for g in line.glyphs)
    ]
    return {
        "aspect": place.height / place.width,
        "width": place.width,
        "height": place.height,
        "lines": lines,
        **shown.quoted(sources),
    }


def page_png(path: Path, pixels: int, index: int, width: int) -> bytes:
    """The page as a PNG, ``width`` pixels wide, fewer where it would break the pixel limit."""
    document = open_pdf(path)
    page = load_page(document, index)
    wide, high = page.get_size()
    wide, high = max(wide, 1.0), max(high, 1.0)
    scale = min(width / wide, (pixels / (wide * high)) ** 0.5)
    if scale * wide < 1 or scale * high < 1:
        scale = 1 / min(wide, high)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    # 64 colours: a page of text is a third of the size, and nobody sees the difference.
    small = picture.quantize(64, method=2)
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=6)
    return out.getvalue()


def line_rectangles(glyphs: list[Glyph], left_out: frozenset[int] = frozenset()) -> list[Rectangle]:
    """Glyph boxes merged to one rectangle per line piece, in reading order.

    Characters that were ``left_out`` of the text lie in none.
    """
    rectangles: list[list[float]] = []
    before: Glyph | None = None
    upright = False  # whether the last rectangle goes up or down the page
    for glyph in glyphs:
        last = rectangles[-1] if rectangles else None
        height = glyph.top - glyph.bottom
        between = range(before.index + 1 if before else 0, glyph.index)
        whole = not left_out or left_out.isdisjoint(between)
        turned = before is not None and len(between) < 2 and _goes_up_or_down(before, glyph)
        before = glyph
        joined = turned or (not upright and last is not None and _same_line(last, glyph, height))
        upright = turned
        if last is not None and whole and joined:
            last[0] = min(last[0], glyph.left)
            last[1] = min(last[1], glyph.bottom)
            last[2] = max(last[2], glyph.right)
            last[3] = max(last[3], glyph.top)
        else:
            rectangles.append([glyph.left, glyph.bottom, glyph.right, glyph.top])
    return [(r[0], r[1], r[2], r[3]) for r in rectangles]


def _same_line(last: list[float], glyph: Glyph, height: float) -> bool:
    overlap = min(last[3], glyph.top) - max(last[1], glyph.bottom)
    near = -2 * height < glyph.left - last[2] < 3 * height
    return overlap > 0.4 * min(height, last[3] - last[1]) and near


def _goes_up_or_down(before: Glyph, glyph: Glyph) -> bool:
    """Whether a letter stands on or under the one before it, as on a page that lies on its side."""
    wide = min(before.right - before.left, glyph.right - glyph.left)
    aside = abs(before.left + before.right - glyph.left - glyph.right) / 2
    apart = max(before.bottom, glyph.bottom) - min(before.top, glyph.top)
    return aside < 0.2 * wide and -0.5 * wide < apart < 0.6 * wide


def _around(glyphs: tuple[Glyph, ...]) -> Rectangle:
    inked = [g for g in glyphs if is_inked(g)]
    return (
        min(g.left for g in inked),
        min(g.bottom for g in inked),
        max(g.right for g in inked),
        max(g.top for g in inked),
    )


class Placer:
    """Page points -> fractions of the page as shown (rotation and crop box done by PDFium)."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width, self.height = (max(1.0, side) for side in page.get_size())
        self._crop = page_box(page)
        self._rotation = page.get_rotation()

    def box(self, rectangle: Rectangle) -> list[float]:
        """[left, top, width, height] as fractions."""
        left, bottom, right, top = self._crop
        wide, high = max(1.0, right - left), max(1.0, top - bottom)
        x0, x1 = (rectangle[0] - left) / wide, (rectangle[2] - left) / wide
        y0, y1 = (top - rectangle[3]) / high, (top - rectangle[1]) / high
        if self._rotation == 90:
            x0, x1, y0, y1 = 1 - y1, 1 - y0, x0, x1
        elif self._rotation == 180:
            x0, x1, y0, y1 = 1 - x1, 1 - x0, 1 - y1, 1 - y0
        elif self._rotation == 270:
            x0, x1, y0, y1 = y0, y1, 1 - x1, 1 - x0
        return [round(v, 5) for v in (x0, y0, x1 - x0, y1 - y0)]

    def stored(self, rectangle: Rectangle) -> Rectangle:
        """Points of the page as shown (origin at the bottom left) -> points as stored in the file."""
        x0, x1 = rectangle[0] / self.width, rectangle[2] / self.width
        y0, y1 = 1 - rectangle[3] / self.height, 1 - rectangle[1] / self.height
        if self._rotation == 90:
            x0, x1, y0, y1 = y0, y1, 1 - x1, 1 - x0
        elif self._rotation == 180:
            x0, x1, y0, y1 = 1 - x1, 1 - x0, 1 - y1, 1 - y0
        elif self._rotation == 270:
            x0, x1, y0, y1 = 1 - y1, 1 - y0, x0, x1
        left, bottom, right, top = self._crop
        wide, high = max(1.0, right - left), max(1.0, top - bottom)
        return left + x0 * wide, top - y1 * high, left + x1 * wide, top - y0 * high
