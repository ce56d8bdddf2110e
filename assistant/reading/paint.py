"""What is painted on a page beside and between its text, in the order in which it is painted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium

from assistant.reading import handles
from assistant.reading.handles import FORM, IMAGE, PATH, SHADING, TEXT, Colour
from assistant.reading.matrices import Matrix, placed, within

Box = tuple[float, float, float, float]  # left, bottom, right, top in points

MAX_OBJECTS = 20_000  # a hostile page may have any number; no page of a report came near
MAX_AREAS = 3_000
MAX_SEGMENTS = 1_500  # of paths that are looked at for rules
MAX_DEPTH = 5
THIN = 3.0  # points; a rule is no thicker
SMALL = 4.0  # square points; less covers no letter


@dataclass(frozen=True, slots=True)
class Area:
    """A filled path or an image. ``colour`` is None for images and patterns."""

    order: int
    box: Box
    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line that can be seen on white."""

    left: float
    right: float
    y: float


@dataclass(slots=True)
class Paint:
    """``texts`` has the place of each text object in the order; it is empty where nothing else is.

    ``forms`` has the text objects of forms, with the way from the form's space to the page's.
    ``laid`` has the text objects of annotations, with the number of their annotation.
    """

    texts: dict[int, int] = field(default_factory=dict)
    forms: dict[int, Matrix] = field(default_factory=dict)
    laid: dict[int, int] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def page_paint(page: pdfium.PdfPage, own: int | None = None) -> Paint:
    """The areas, images and rules of a page, those in forms included.

    Behind the page's ``own`` objects are those of its annotations.
    """
    walker = _Walker(own)
    walker.walk(page.raw, handles.count_objects(page.raw), handles.page_object, None, 0)
    if not walker.paint.areas:
        walker.paint.texts = {}
    return walker.paint


@dataclass(slots=True)
class _Walker:
    own: int | None
    laid: int = 0
    paint: Paint = field(default_factory=Paint)
    order: int = 0
    segments: int = 0

    def walk(self, holder: Any, count: int, get: Any, around: Matrix | None, depth: int) -> None:
        """All objects of a page or form; ``around`` leads from its space to the page's."""
        for number in range(count):
            self.order += 1
            if self.order > MAX_OBJECTS:
                return
            handle = get(holder, number)
            kind = handles.object_type(handle)
            if depth == 0 and self.own is not None and number == self.own:
                self.laid = 1
            if kind == TEXT:
                self.paint.texts[handle] = self.order
                if around is not None:
                    self.paint.forms[handle] = around
                if self.laid:
                    self.paint.laid[handle] = self.laid
            elif kind == FORM:
                if depth == 1 and self.laid:
                    self.laid += 1  # each annotation is a form of its own
                if depth < MAX_DEPTH:
                    inside = _inside(handles.matrix(handle), around)
                    held = handles.count_form_objects(handle)
                    self.walk(handle, held, handles.form_object, inside, depth + 1)
            elif len(self.paint.areas) < MAX_AREAS:
                self._note(handle, kind, around)

    def _note(self, handle: int, kind: int, around: Matrix | None) -> None:
        box = handles.bounds(handle)
        if box is None:
            return
        if around is not None:
            box = moved(box, around)
        if kind == PATH:
            self._note_path(handle, box, around)
        elif kind in (IMAGE, SHADING) and _size(box) >= SMALL:
            self.paint.areas.append(Area(self.order, box, None))
            if kind == IMAGE:
                self.paint.images.append(box)

    def _note_path(self, handle: int, box: Box, around: Matrix | None) -> None:
        filled, stroked = handles.draw_mode(handle)
        if not (filled or stroked):
            return
        thin = box[3] - box[1] <= THIN
        colour = handles.fill_colour(handle) if filled else handles.stroke_colour(handle)
        if thin:
            if box[2] - box[0] > THIN and _is_seen_on_white(colour):
                self.paint.rules.append(Rule(box[0], box[2], (box[1] + box[3]) / 2))
        elif not filled:
            if _is_seen_on_white(colour):
                self._note_segments(handle, around)
        elif _size(box) >= SMALL and not handles.has_transparency(handle):
            self.paint.areas.append(Area(self.order, box, colour))

    def _note_segments(self, handle: int, around: Matrix | None) -> None:
        """The horizontal lines of a path of several: words struck on several lines at once."""
        count = handles.count_segments(handle)
        if count < 4 or self.segments + count > MAX_SEGMENTS:
            return
        self.segments += count
        last: tuple[float, float] | None = None
        for number in range(count):
            point = handles.segment_point(handles.path_segment(handle, number))
            if point is not None and around is not None:
                point = placed(point, around)
            if last is not None and point is not None and abs(point[1] - last[1]) < 0.3:
                left, right = sorted((last[0], point[0]))
                if right - left > THIN:
                    self.paint.rules.append(Rule(left, right, point[1]))
            last = point


def _is_seen_on_white(colour: Colour | None) -> bool:
    return colour is None or (colour[3] > 32 and min(colour[:3]) < 224)


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(inner: Matrix, outer: Matrix | None) -> Matrix:
    return inner if outer is None else within(inner, outer)


def moved(box: Box, matrix: Matrix) -> Box:
    """The box around a box that a matrix has moved."""
    corners = [placed((x, y), matrix) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)
