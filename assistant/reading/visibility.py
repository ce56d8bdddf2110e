"""Which letters of a page nobody can see: hidden under a bar, white on white, outside the page.

Colours, sizes and what is painted before and after say which letters may be hidden; the page's
picture with and without these says which are. What stays in doubt is taken for visible.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageChops

from assistant.reading import handles
from assistant.reading.glyphs import Glyph, page_box
from assistant.reading.handles import Colour
from assistant.reading.layers import layers_of
from assistant.reading.matrices import Matrix
from assistant.reading.page_picture import PagePicture
from assistant.reading.paint import Area, Box, Paint, moved

TINY = 1.0  # points as printed
NEAR = 32  # of 255: colours less apart in red, green and blue may be hard to tell from each other
FAINT = 20  # of 255: a picture that changes less does not show a letter
SCAN = 0.5  # of the page
WHITE: Colour = (255, 255, 255, 255)


@dataclass(slots=True)
class _Text:
    """One text object: its letters, and the box around them."""

    handle: int
    glyphs: list[Glyph]
    box: Box = (0.0, 0.0, 0.0, 0.0)


def unseen(page: pdfium.PdfPage, glyphs: Sequence[Glyph], paint: Paint) -> set[int]:
    """The indexes of the characters that cannot be seen on the page as it is shown."""
    texts = _texts(glyphs)
    shown = page_box(page)
    hidden = _outside(texts, shown)
    suspects: list[_Text] = []
    for text in texts:
        first = text.glyphs[0]
        if first.size < TINY and first.top - first.bottom < TINY:
            hidden.update(g.index for g in text.glyphs)
        elif handles.get_render_mode(text.handle) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
            if not _is_over_a_scan(text, paint, shown):
                hidden.update(g.index for g in text.glyphs)
        elif _may_be_hidden(text, paint, shown) or _may_be_off(text, paint, page):
            suspects.append(text)
    if suspects:
        hidden |= _without_ink(page, suspects)
    return hidden


def _texts(glyphs: Sequence[Glyph]) -> Collection[_Text]:
    texts: dict[int, _Text] = {}
    for glyph in glyphs:
        if not glyph.drawn_by or glyph.code <= 32:
            continue
        text = texts.get(glyph.drawn_by)
        if text is None:
            text = texts[glyph.drawn_by] = _Text(glyph.drawn_by, [])
        text.glyphs.append(glyph)
    for text in texts.values():
        # Letters of one text object stand on one line: the first and the last have the far ends.
        first, last = text.glyphs[0], text.glyphs[-1]
        text.box = (
            min(first.left, last.left),
            min(first.bottom, last.bottom),
            max(first.right, last.right),
            max(first.top, last.top),
        )
    return texts.values()


def _outside(texts: Collection[_Text], shown: Box) -> set[int]:
    """Letters whose middle lies beyond what is shown of the page."""
    left, bottom, right, top = shown
    return {
        g.index
        for text in texts
        if text.box[0] < left or text.box[1] < bottom or text.box[2] > right or text.box[3] > top
        for g in text.glyphs
        if not (left <= (g.left + g.right) / 2 <= right and bottom <= (g.bottom + g.top) / 2 <= top)
    }


def _is_over_a_scan(text: _Text, paint: Paint, shown: Box) -> bool:
    """Whether invisible text is what OCR software put there for the picture under it."""
    if sum(_size(b) for b in paint.images) < SCAN * _size(shown):
        return False
    x, y = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in paint.images)


def _may_be_hidden(text: _Text, paint: Paint, shown: Box) -> bool:
    colour = handles.fill_colour(text.handle)
    if colour is not None and colour[3] < 64:
        return True
    if _is_cut_off(text, paint.forms.get(text.handle)):
        return True
    place = paint.texts.get(text.handle, 0)
    if colour is not None and _is_near_its_ground(colour, text.box, place, paint.areas):
        return True
    for area in reversed(paint.areas):
        if area.order < place:
            return False
        if _crosses(area.box, text.box) and not _is_a_scan(area, shown):
            return True
    return False


def _may_be_off(text: _Text, paint: Paint, page: pdfium.PdfPage) -> bool:
    """Whether a text may be on a layer that is switched off; a form has layers of its own, which are not known."""
    names = handles.layer_names(text.handle)
    if text.handle in paint.forms:
        names.append("")
    return bool(names) and any(map(layers_of(page).may_hide, names))


def _is_cut_off(text: _Text, form: Matrix | None) -> bool:
    """Whether what is shown of a text may end before the middle of its line.

    Clips within a form are in the form's own space."""
    left, bottom, right, top = text.box
    x, y = (left + right) / 2, (bottom + top) / 2
    areas = handles.clips(text.handle)
    if form is not None:
        areas = [moved(area, form) for area in areas]
    return any(not (area[0] < x < area[2] and area[1] < y < area[3]) for area in areas)


def _is_near_its_ground(colour: Colour, box: Box, place: int, areas: Sequence[Area]) -> bool:
    """Whether something that was painted before, or the paper, may have the colour of the text."""
    for area in reversed(areas):
        if area.order > place or not _crosses(area.box, box):
            continue
        if area.colour is not None and _near(colour, area.colour):
            return True
        if _holds(area.box, box):
            return False
    return _near(colour, WHITE)


def _near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) < NEAR for a, b in zip(one[:3], other[:3], strict=True))


def _crosses(area: Box, text: Box) -> bool:
    """Whether an area has a part of the line along the middle of the text."""
    middle = (text[1] + text[3]) / 2
    return area[1] < middle < area[3] and area[0] < text[2] and text[0] < area[2]


def _holds(area: Box, text: Box) -> bool:
    near = 1.0
    return (
        area[0] <= text[0] + near
        and area[1] <= text[1] + (text[3] - text[1]) / 3
        and area[2] >= text[2] - near
        and area[3] >= text[3] - (text[3] - text[1]) / 3
    )


def _is_a_scan(area: Area, page: Box) -> bool:
    """A picture of the whole page: some scanners put their OCR's text under it."""
    return area.colour is None and _size(area.box) > SCAN * _size(page)


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _without_ink(page: pdfium.PdfPage, suspects: Sequence[_Text]) -> set[int]:
    """The letters that the picture of the page is the same without."""
    shown = PagePicture(page)
    without = PagePicture(page, {text.handle for text in suspects})
    red, green, blue = ImageChops.difference(shown.image, without.image).split()
    change = ImageChops.lighter(red, ImageChops.lighter(green, blue))
    return {
        glyph.index
        for text in suspects
        for glyph in text.glyphs
        if _most(change.crop(shown.pixels(glyph))) < FAINT
    }


def _most(picture: Image.Image) -> float:
    """The highest value in a grey picture."""
    return cast(tuple[float, float], picture.getextrema())[1]
