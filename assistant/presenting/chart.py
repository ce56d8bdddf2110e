"""A series as a chart: where its points, lines and labels stand. The template draws it; no script is needed.

Years have equal room; figures of one year stand side by side. A line joins the figures of one publisher,
since others may count otherwise. All coordinates are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.records import Point, Series

WIDTH, HEIGHT = 620.0, 300.0  # pixels, as answer.css has them
LEFT, RIGHT, TOP, BOTTOM = 58.0, 14.0, 34.0, 34.0
RADIUS = 5.0
LETTER, LINE = 6.3, 14.0  # how wide and high a character of a label is at most
TICKS = 5  # at most so many lines behind the points
_SCALES = ((1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A point as drawn: its centre, its label's place, and the citation that it opens."""

    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    hedged: bool
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line behind the points, or a year under them."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """``lines`` are "x,y x,y …" of each publisher that gives more than one figure."""

    marks: tuple[Mark, ...]
    lines: tuple[str, ...]
    levels: tuple[Tick, ...]
    years: tuple[Tick, ...]
    scale: str  # "million" where the axis counts millions, "" where it counts units
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    bottom: float = HEIGHT - BOTTOM


def chart_of(series: Series, title_of: Callable[[Point], str]) -> Chart:
    """The chart of a series of at least one point; ``title_of`` gives the words for one."""
    top, step = _axis(max(point.value for point in series.points))
    places = _across(series.points)
    centres = [(x, _up(point.value, top)) for point, x in zip(series.points, places, strict=True)]
    factor, scale = next(((f, name) for f, name in _SCALES if top >= f), (1.0, ""))
    years = range(series.points[0].year, series.points[-1].year + 1)
    band = (WIDTH - LEFT - RIGHT) / len(years)
    every = max(1, math.ceil(len(years) / 12))
    return Chart(
        marks=_marks(series.points, centres, title_of),
        lines=_lines(series.points, centres),
        levels=tuple(
            Tick(_up(n * step, top), f"{n * step / factor:g}") for n in range(round(top / step) + 1)
        ),
        years=tuple(
            Tick(round(LEFT + (n + 0.5) * band, 1), str(year))
            for n, year in enumerate(years)
            if n % every == 0
        ),
        scale=scale,
    )


LEAST = 1e-9  # what is smaller is 0 on paper, and its logarithm may be none


def _axis(most: float) -> tuple[float, float]:
    """(the top of an axis from 0, what lies between its lines): round numbers.

    >>> _axis(50), _axis(367e6)
    ((50.0, 10.0), (400000000.0, 100000000.0))
    """
    if most < LEAST:
        return 1.0, 1.0
    rough = most / TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= rough)
    return step * math.ceil(most / step), step


def _up(value: float, top: float) -> float:
    room = HEIGHT - TOP - BOTTOM
    return round(HEIGHT - BOTTOM - room * max(value, 0.0) / top, 1)


def _across(points: Sequence[Point]) -> list[float]:
    """Where points in order of time stand: the figures of a year share its room equally."""
    first, last = points[0].year, points[-1].year
    band = (WIDTH - LEFT - RIGHT) / (last - first + 1)
    in_year = [[p.year for p in points].count(point.year) for point in points]
    placed: list[float] = []
    for n, point in enumerate(points):
        before = sum(other.year == point.year for other in points[:n])
        share = (before + 0.5) / in_year[n]
        placed.append(round(LEFT + (point.year - first + share) * band, 1))
    return placed


def _lines(points: Sequence[Point], centres: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    by_publisher: dict[str, list[str]] = {}
    for point, (x, y) in zip(points, centres, strict=True):
        if not (point.second_hand or _compiled(point, points)):
            citation = point.statement.citations[0]
            by_publisher.setdefault(citation.publisher or citation.document, []).append(f"{x},{y}")
    return tuple(" ".join(line) for line in by_publisher.values() if len(line) > 1)


def _compiled(point: Point, points: Sequence[Point]) -> bool:
    """Whether a point is of a table that lists what others counted, which no line may join.

    A table that is the only source is a series of its own."""
    documents = [p.statement.citations[0].document for p in points]
    own = point.statement.citations[0].document
    rows = [
        p
        for p, document in zip(points, documents, strict=True)
        if document == own and "\t" in p.statement.text
    ]
    return point in rows and len(rows) > 1 and set(documents) != {own}


def _marks(
    points: Sequence[Point],
    centres: Sequence[tuple[float, float]],
    title_of: Callable[[Point], str],
) -> tuple[Mark, ...]:
    taken = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in centres]
    made: list[Mark] = []
    for point, (x, y) in zip(points, centres, strict=True):
        width = LETTER * len(point.printed)
        left = min(max(x - width / 2, 2.0), WIDTH - width - 2.0)
        label_y = _free(left, width, y, taken)
        taken.append((left, label_y - LINE + 3, left + width, label_y + 3))
        made.append(
            Mark(
                x=x,
                y=y,
                label=point.printed,
                label_x=round(left + width / 2, 1),
                label_y=round(label_y, 1),
                hedged=point.hedged,
                key=point.statement.citations[0].key,
                title=title_of(point),
            )
        )
    return tuple(made)


def _free(left: float, width: float, y: float, taken: Sequence[tuple[float, ...]]) -> float:
    """The nearest height above or below a point at which its label covers nothing."""
    for away in range(8):
        for label_y in (y - 9 - away * LINE, y + 19 + away * LINE):
            box = (left, label_y - LINE + 3, left + width, label_y + 3)
            inside = box[1] >= 0 and box[3] <= HEIGHT - BOTTOM
            if inside and not any(_overlap(box, other) for other in taken):
                return label_y
    return y - 9


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
