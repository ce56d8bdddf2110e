"""The lines that are drawn on a PDF page, as tables have them: level and upright, in page points.

Producers draw a rule as a stroked line, as the edge of a rectangle, or as a filled rectangle so thin
that it looks like a line. Runs in the isolated worker only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.reading.matrices import IDENTITY, Matrix, placed, within

THIN = 3.0  # points; a filled box that is thinner is a line
SHORT = 4.0  # points; shorter strokes are parts of letters and marks
MOST_SEGMENTS = 200  # of one path; more is a drawing
MOST_RULES = 6_000  # on a page; more is a map or a chart
MAX_DEPTH = 4  # forms within forms


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A level line at height ``at`` from ``start`` to ``end``, or an upright one at ``at``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledLines:
    """All rules of a page."""

    level: tuple[RuledLine, ...] = ()
    upright: tuple[RuledLine, ...] = ()


def page_rules(page: pdfium.PdfPage) -> RuledLines:
    """The rules of a page; none where there are so many that it must be a drawing."""
    found = _Found([], [])
    for index in range(pdfium_c.FPDFPage_CountObjects(page.raw)):
        _look(pdfium_c.FPDFPage_GetObject(page.raw, index), IDENTITY, found, 0)
        if len(found.level) + len(found.upright) > MOST_RULES:
            return RuledLines()
    return RuledLines(tuple(found.level), tuple(found.upright))


@dataclass(slots=True)
class _Found:
    level: list[RuledLine]
    upright: list[RuledLine]

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Keep a line that is level or upright."""
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if high < 1.0 and wide >= SHORT:
            self.level.append(RuledLine((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif wide < 1.0 and high >= SHORT:
            self.upright.append(RuledLine((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def box(self, x0: float, y0: float, x1: float, y1: float, stroked: bool) -> None:
        """A box: a line where it is thin, else its four sides where they are drawn.

        Shading alone draws no line: producers shade words and lines of a cell one by one."""
        if abs(y1 - y0) <= THIN or abs(x1 - x0) <= THIN:
            if abs(x1 - x0) >= abs(y1 - y0):
                self.line(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
            else:
                self.line((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
        elif stroked:
            self.line(x0, y0, x1, y0)
            self.line(x0, y1, x1, y1)
            self.line(x0, y0, x0, y1)
            self.line(x1, y0, x1, y1)


def _look(item: Any, outer: Matrix, found: _Found, depth: int) -> None:
    kind = pdfium_c.FPDFPageObj_GetType(item)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = within(_matrix(item), outer)
        for index in range(max(0, pdfium_c.FPDFFormObj_CountObjects(item))):
            _look(pdfium_c.FPDFFormObj_GetObject(item, index), inner, found, depth + 1)
    elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
        _look_at_path(item, outer, found)


def _look_at_path(item: Any, outer: Matrix, found: _Found) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    count = pdfium_c.FPDFPath_CountSegments(item)
    if not (fill.value or stroke.value) or not 1 < count <= MOST_SEGMENTS:
        return
    matrix = within(_matrix(item), outer)
    for outline in _outlines(item, count, matrix):
        corners = _box_of(outline)
        if corners is not None:
            found.box(*corners, stroked=bool(stroke.value))
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(outline):
                found.line(x0, y0, x1, y1)


def _outlines(item: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The sub-paths of a path in page points; one with a curve in it is left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    current: list[tuple[float, float]] = []
    straight = True
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if straight and len(current) > 1:
                yield current
            current, straight = [], True
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            straight = False
        current.append(placed((x.value, y.value), matrix))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(current) > 2:
            current.append(current[0])
    if straight and len(current) > 1:
        yield current


def _box_of(outline: list[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    """(left, bottom, right, top) of an outline with four level and upright sides."""
    corners = [p for p, after in pairwise([*outline, outline[0]]) if not _near(p, after)]
    if len(corners) != 4:
        return None
    xs, ys = sorted(p[0] for p in corners), sorted(p[1] for p in corners)
    square = xs[1] - xs[0] < 0.5 and xs[3] - xs[2] < 0.5 and ys[1] - ys[0] < 0.5 > ys[3] - ys[2]
    return (xs[0], ys[0], xs[3], ys[3]) if square else None


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 0.01 and abs(one[1] - other[1]) < 0.01


def _matrix(item: Any) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
