"""The text of a PDF page that a reader sees and that stands: not hidden, not struck out.

Reading, pictures and highlights all take the text of a page from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from assistant.reading.annotations import laid_on
from assistant.reading.glyphs import GONE, Glyph, page_glyphs
from assistant.reading.laid_text import in_place
from assistant.reading.paint import page_paint
from assistant.reading.strikes import struck
from assistant.reading.visibility import unseen


@dataclass(frozen=True, slots=True)
class ShownText:
    """The characters of a page, those that do not count ``GONE``; which these are and how many letters."""

    glyphs: list[Glyph]
    left_out: frozenset[int] = frozenset()
    unseen: int = 0
    struck: int = 0
    notes: int = 0  # in the margin, which are not read


def shown_text(page: pdfium.PdfPage) -> ShownText:
    """The characters of a page, without those that nobody can see and those that are struck out."""
    glyphs = page_glyphs(page)
    laid = laid_on(page)
    paint = page_paint(page, laid.own)
    hidden = unseen(page, glyphs, paint)
    out = struck(page, glyphs, paint, laid.strikes) - hidden
    if paint.laid or laid.ticks:
        glyphs = in_place(glyphs, paint.laid, laid.ticks)
    if not hidden and not out:
        return ShownText(glyphs, notes=laid.notes)
    left_out = frozenset(hidden | out)
    kept = [replace(g, code=GONE) if g.index in left_out else g for g in glyphs]
    return ShownText(kept, left_out, _letters(glyphs, hidden), _letters(glyphs, out), laid.notes)


def _letters(glyphs: list[Glyph], left_out: set[int]) -> int:
    return sum(
        g.code < 0x110000 and not 0xD800 <= g.code < 0xE000 and chr(g.code).isalnum()
        for g in glyphs
        if g.index in left_out
    )
