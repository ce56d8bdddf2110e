"""Text that was laid on a page, put where it stands: a filled-in value behind its label.

PDFium gives it last, all of it on one line, and of a box to tick only what is painted in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.reading.annotations import TickBox
from assistant.reading.glyphs import LINE_ENDS, PUT_IN, Glyph, is_inked, marked_alike
from assistant.reading.paint import Box

TICKED, OPEN = 0x2612, 0x2610  # ☒ ☐


@dataclass(slots=True)
class _Line:
    glyphs: list[Glyph]
    box: Box | None


def in_place(
    glyphs: Sequence[Glyph], laid: dict[int, int], ticks: Sequence[TickBox] = ()
) -> list[Glyph]:
    """A page's characters; those of the text objects ``laid`` moved to where they stand.

    ``laid`` numbers the annotation that each object belongs to. What is in a box to tick becomes a
    box, ticked or open.
    """
    own, values = _apart(glyphs, laid)
    values = [v for v in values if not any(_is_in(v[0], tick.box) for tick in ticks)]
    values += [[_mark(tick)] for tick in ticks]
    if not values:
        return own
    lines = _lines(own)
    for value in values:
        box = _around(value)
        if box is not None:
            _insert(lines, value, box)
    return [glyph for line in lines for glyph in line.glyphs]


def _apart(glyphs: Sequence[Glyph], laid: dict[int, int]) -> tuple[list[Glyph], list[list[Glyph]]]:
    """(the page's own characters, the lines of what was laid on it)."""
    own: list[Glyph] = []
    values: list[list[Glyph]] = []
    spaces: list[Glyph] = []
    number = -1
    for glyph in glyphs:
        if glyph.generated and number >= 0 and glyph.code not in LINE_ENDS:
            spaces.append(glyph)
        elif glyph.drawn_by not in laid:
            number = -1
            own.append(glyph)
        else:
            goes_on = laid[glyph.drawn_by] == number and _is_on_row(glyph, values[-1][-1])
            if not goes_on:
                values.append([])
            values[-1] += [*(spaces if goes_on else []), glyph]
            spaces = []
            number = laid[glyph.drawn_by]
    return own, [value for value in values if any(is_inked(g) for g in value)]


def _mark(tick: TickBox) -> Glyph:
    left, bottom, right, top = tick.box
    code = TICKED if tick.ticked else OPEN
    return Glyph(code, PUT_IN, left, bottom, right, top, 0.8 * (top - bottom), 0, False, -1, False)


def _lines(glyphs: Sequence[Glyph]) -> list[_Line]:
    """Lines with their line ends."""
    lines: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if lines[-1] and lines[-1][-1].code in LINE_ENDS and glyph.code not in LINE_ENDS:
            lines.append([])
        lines[-1].append(glyph)
    return [_Line(line, _around(line)) for line in lines]


def _insert(lines: list[_Line], value: list[Glyph], box: Box) -> None:
    row = [
        (_distance(line.box, box), number)
        for number, line in enumerate(lines)
        if line.box is not None and _same_row(line.box, box)
    ]
    if row:
        _write_into(lines[min(row)[1]], value, box)
        return
    above = [
        (line.box[1] - box[3], number)
        for number, line in enumerate(lines)
        if line.box is not None and line.box[1] >= box[3] - 2
    ]
    at = min(above)[1] + 1 if above else 0
    if at and lines[at - 1].glyphs[-1].code not in LINE_ENDS:
        lines[at - 1].glyphs.append(_put_in(0x0A, value[0]))
    lines.insert(at, _Line([*value, _put_in(0x0A, value[-1])], box))


def _write_into(line: _Line, value: list[Glyph], box: Box) -> None:
    """Put a value into a line where it stands, with the tag of the text before it."""
    glyphs = line.glyphs
    end = next((n for n, g in enumerate(glyphs) if g.code in LINE_ENDS), len(glyphs))
    at = next((n for n, g in enumerate(glyphs) if is_inked(g) and g.left >= box[0]), end)
    beside = next((g for g in reversed(glyphs[:at]) if is_inked(g)), None)
    beside = beside or next(g for g in glyphs[at:] if is_inked(g))
    tagged = marked_alike(value, beside)
    glyphs[at:at] = [_put_in(0x20, beside), *tagged, _put_in(0x20, beside)]
    line.box = _around(glyphs)


def _distance(place: Box, box: Box) -> float:
    """How far a line is from a value; a label stands before it rather than behind it."""
    if place[0] < box[0]:
        return max(0.0, box[0] - place[2])
    return 2 * max(0.0, place[0] - box[2]) + 1


def _same_row(place: Box, box: Box) -> bool:
    overlap = min(place[3], box[3]) - max(place[1], box[1])
    return overlap > 0.5 * min(place[3] - place[1], box[3] - box[1])


def _is_on_row(glyph: Glyph, before: Glyph) -> bool:
    return before.bottom < (glyph.bottom + glyph.top) / 2 < before.top


def _is_in(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _around(glyphs: Sequence[Glyph]) -> Box | None:
    inked = [g for g in glyphs if is_inked(g)]
    if not inked:
        return None
    return (
        min(g.left for g in inked),
        min(g.bottom for g in inked),
        max(g.right for g in inked),
        max(g.top for g in inked),
    )


def _put_in(code: int, beside: Glyph) -> Glyph:
    return replace(beside, code=code, index=PUT_IN, generated=True, drawn_by=0)
