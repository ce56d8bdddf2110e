"""A page as it is shown, with or without some of its text, to see what letters are seen."""

from __future__ import annotations

from collections.abc import Collection

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.reading import handles
from assistant.reading.glyphs import Glyph

PIXELS = 2_500_000
SCALE = 1.5  # pixels a point; a line of half a point is seen


class PagePicture:
    """The page's picture; the text objects ``without`` are left out of it."""

    def __init__(self, page: pdfium.PdfPage, without: Collection[int] = ()) -> None:
        wide, high = page.get_size()
        scale = min(SCALE, (PIXELS / max(wide * high, 1.0)) ** 0.5)
        modes = {handle: handles.get_render_mode(handle) for handle in without}
        for handle in modes:
            handles.set_render_mode(handle, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
        try:
            bitmap = page.render(scale=scale)
        finally:
            for handle, mode in modes.items():
                handles.set_render_mode(handle, mode)
        self._place = bitmap.get_posconv(page)
        self.image = bitmap.to_pil().convert("RGB")

    def pixels(self, glyph: Glyph) -> tuple[int, int, int, int]:
        """The letter's (left, top, right, bottom) on the picture, at least a pixel wide and high."""
        x0, y0 = self._place.to_bitmap(glyph.left, glyph.bottom)
        x1, y1 = self._place.to_bitmap(glyph.right, glyph.top)
        left, right = sorted(min(max(x, 0), self.image.width - 1) for x in (x0, x1))
        top, bottom = sorted(min(max(y, 0), self.image.height - 1) for y in (y0, y1))
        return left, top, right + 1, bottom + 1

    def column(self, x: float, y: float, reach: float) -> list[tuple[int, int, int]]:
        """The colours from ``reach`` points above to as many below a place, from the top."""
        across, top = self._place.to_bitmap(x, y + reach)
        also, bottom = self._place.to_bitmap(x, y - reach)
        if across != also or not 0 <= across < self.image.width:
            return []  # a page that is shown on its side
        rows = range(max(top, 0), min(bottom + 1, self.image.height))
        strip = self.image.crop((across, rows.start, across + 1, max(rows.stop, rows.start + 1)))
        return [(r, g, b) for r, g, b in strip.getdata()]
