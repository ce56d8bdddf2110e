"""Pages whose text runs up, down or on its head: their letters and rules as they lie for who reads them.

Tables, columns and margins are found on the page as it is read; the way back to the file goes by PDFium's
characters, so that nothing else has to know of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import pi
from unicodedata import bidirectional

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.reading.glyphs import PUT_IN, Glyph, is_inked
from assistant.reading.tables.rules import RuledLine, RuledLines

ENOUGH = 20  # pairs of neighbours, of which this part must run one way
MOST = 0.8
SAMPLE = 120  # pairs, from all over the page

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class PageTurn:
    """How often a page must be turned by a quarter, clockwise, until its text runs to the right."""

    quarters: int
    box: Box  # of what is shown, before

    @property
    def size(self) -> tuple[float, float]:
        """How wide and how high the page then is."""
        left, bottom, right, top = self.box
        sides = (right - left, top - bottom)
        return sides if self.quarters % 2 == 0 else sides[::-1]

    def glyph(self, glyph: Glyph) -> Glyph:
        """A character where it then is."""
        x0, y0 = self._place(glyph.left, glyph.bottom)
        x1, y1 = self._place(glyph.right, glyph.top)
        return replace(
            glyph, left=min(x0, x1), bottom=min(y0, y1), right=max(x0, x1), top=max(y0, y1)
        )

    def rules(self, rules: RuledLines) -> RuledLines:
        """Rules where they then are."""
        level: list[RuledLine] = []
        upright: list[RuledLine] = []
        for lines, flat in ((rules.level, True), (rules.upright, False)):
            for line in lines:
                ends = ((line.start, line.at), (line.end, line.at))
                (x0, y0), (x1, y1) = (self._place(*(p if flat else p[::-1])) for p in ends)
                if flat == (self.quarters % 2 == 0):
                    level.append(RuledLine(y0, min(x0, x1), max(x0, x1)))
                else:
                    upright.append(RuledLine(x0, min(y0, y1), max(y0, y1)))
        return RuledLines(tuple(level), tuple(upright))

    def _place(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.box
        if self.quarters == 1:
            return y - bottom, right - x
        return (right - x, top - y) if self.quarters == 2 else (top - y, x - left)


def turn_of(page: pdfium.PdfPage, glyphs: Sequence[Glyph], box: Box) -> PageTurn | None:
    """The turn that a page needs, None where its text runs to the right or in several ways.

    Letters may follow each other to the left or down and stand upright all the same, as those of Arabic do:
    the angle at which they are drawn must say the same."""
    inked = [g for g in glyphs if g.index != PUT_IN and is_inked(g)]
    pairs = list(pairwise(inked))[:: 1 + len(inked) // SAMPLE]
    quarters = _most([_way(one, other) for one, other in pairs])
    if not quarters:
        return None
    turned = _most(_drawn_at(page, [one for one, _ in pairs]))
    backwards = (
        sum(bidirectional(chr(one.code)) in ("R", "AL") for one, _ in pairs) > len(pairs) / 2
    )
    return PageTurn(turned, box) if turned and (backwards or turned == quarters) else None


def _most(ways: Sequence[int | None]) -> int | None:
    """What nearly all pairs say; None where they are too few."""
    counts = Counter(way for way in ways if way is not None)
    if not counts:
        return None
    way, count = counts.most_common(1)[0]
    return way if count >= max(ENOUGH, MOST * counts.total()) else None


def _way(one: Glyph, other: Glyph) -> int | None:
    """The quarters by which a page must be turned until the second letter stands right of the first."""
    right, up = other.left - one.left, other.bottom - one.bottom
    far = max(abs(right), abs(up))
    if not 0 < far < 2 * max(one.size, 1) or min(abs(right), abs(up)) >= 0.3 * far:
        return None
    return (0 if right > 0 else 2) if abs(right) > abs(up) else (1 if up > 0 else 3)


def _drawn_at(page: pdfium.PdfPage, glyphs: Sequence[Glyph]) -> list[int | None]:
    """The quarters by which each letter must be turned until it stands upright."""
    text_page = page.get_textpage()
    try:
        angles = [pdfium_c.FPDFText_GetCharAngle(text_page.raw, g.index) for g in glyphs]
    finally:
        text_page.close()
    return [None if angle < 0 else -round(angle / (pi / 2)) % 4 for angle in angles]
