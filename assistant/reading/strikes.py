"""Which letters of a page are struck out: a line through their middle, or an annotation that says so.

A rule below the letters underlines them, and one much longer than the words is a rule of a table
or a form: neither strikes anything.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.reading.glyphs import Glyph
from assistant.reading.page_picture import PagePicture
from assistant.reading.paint import Box, Paint, Rule

LOWEST, HIGHEST = 0.12, 0.52  # of the font size above the base line: where a line strikes letters
COVERED = 0.7  # of the rule's length has letters under it
END = 0.7  # of the font size: how much longer than the letters a rule may be at each end
REACH = 3.0  # points above and below a rule: the ground that it must stand out from
CONTRAST = 48  # of 255
ROW = 8.0  # points; letters are looked up by rows of this height


def struck(
    page: pdfium.PdfPage, glyphs: Sequence[Glyph], paint: Paint, annotated: Sequence[Box] = ()
) -> set[int]:
    """The indexes of the characters that are struck out, also by annotations over these boxes."""
    if not paint.rules and not annotated:
        return set()
    found = {g.index for box in annotated for g in glyphs if g.drawn_by and _is_in(g, box)}
    rows = _rows(glyphs)
    through = [rule for rule in paint.rules if _near(rule, rows)]
    return found | _struck_by_rules(page, through, rows) if through else found


def _rows(glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    rows: defaultdict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.drawn_by and glyph.right > glyph.left:
            rows[int(glyph.bottom // ROW)].append(glyph)
    return rows


def _near(rule: Rule, rows: dict[int, list[Glyph]]) -> list[Glyph]:
    """Characters whose middle has the rule passing over it, roughly."""
    row = int(rule.y // ROW)
    return [
        g
        for number in range(row - 3, row + 1)
        for g in rows.get(number, ())
        if rule.left <= (g.left + g.right) / 2 <= rule.right
        and 0.2 < (rule.y - g.bottom) / max(g.top - g.bottom, 0.1) < 0.75
    ]


def _struck_by_rules(
    page: pdfium.PdfPage, rules: Sequence[Rule], rows: dict[int, list[Glyph]]
) -> set[int]:
    strikes: list[tuple[Rule, list[Glyph]]] = []
    text_page = page.get_textpage()
    try:
        for rule in rules:
            under = [g for g in _near(rule, rows) if _is_struck(text_page, g, rule)]
            if under and _has_their_length(rule, under):
                strikes.append((rule, under))
    finally:
        text_page.close()
    if not strikes:
        return set()
    # A line that is clipped away, or that something else covers, strikes nothing.
    picture = PagePicture(page, {g.drawn_by for _, under in strikes for g in under})
    return {g.index for rule, under in strikes if _is_seen(picture, rule, under) for g in under}


def _is_struck(text_page: pdfium.PdfTextPage, glyph: Glyph, rule: Rule) -> bool:
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium_c.FPDFText_GetCharOrigin(text_page.raw, glyph.index, x, y):
        return False
    return LOWEST * glyph.size <= rule.y - y.value <= HIGHEST * glyph.size


def _has_their_length(rule: Rule, under: Sequence[Glyph]) -> bool:
    """Whether a rule ends about where the letters do that it passes."""
    reach = END * under[0].size
    left, right = min(g.left for g in under), max(g.right for g in under)
    covered = sum(g.right - g.left for g in under)
    return (
        any(g.code < 0x10000 and chr(g.code).isalnum() for g in under)
        and rule.left > left - reach
        and rule.right < right + reach
        and covered >= COVERED * (rule.right - rule.left)
    )


def _is_seen(picture: PagePicture, rule: Rule, under: Sequence[Glyph]) -> bool:
    seen = 0
    for glyph in under:
        colours = picture.column((glyph.left + glyph.right) / 2, rule.y, REACH)
        if len(colours) >= 5:
            middle = colours[1:-1]
            seen += all(
                max(max(abs(a - b) for a, b in zip(end, c, strict=True)) for c in middle) > CONTRAST
                for end in (colours[0], colours[-1])
            )
    return seen >= 0.8 * len(under)


def _is_in(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
