"""Pages whose text runs up, down or on its head: their letters and rules as they lie for who reads them.

Tables, columns and margins are found on the page as it is read; the way back to the file goes by PDFium's
characters, so that nothing else has to know of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.reading.glyphs import Glyph, is_inked
from assistant.reading.tables.rules import RuledLine, RuledLines

ENOUGH = 20  # pairs of neighbours, of which this part must run one way
MOST = 0.8
SAMPLE = 120

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


def turn_of(glyphs: Sequence[Glyph], box: Box) -> PageTurn | None:
    """The turn that a page needs, None where its text runs to the right or in several ways."""
    ways: Counter[int] = Counter()
    inked = [g for g in glyphs[: 4 * SAMPLE] if is_inked(g)][:SAMPLE]
    for one, other in pairwise(inked):
        right, up = other.left - one.left, other.bottom - one.bottom
        far = max(abs(right), abs(up))
        if 0 < far < 2 * max(one.size, 1) and min(abs(right), abs(up)) < 0.3 * far:
            ways[(0 if right > 0 else 2) if abs(right) > abs(up) else (1 if up > 0 else 3)] += 1
    if not ways:
        return None
    quarters, count = ways.most_common(1)[0]
    enough = count >= max(ENOUGH, MOST * ways.total())
    return PageTurn(quarters, box) if quarters and enough else None
