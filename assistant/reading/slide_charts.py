"""The values of a chart of PowerPoint as a table: a row for each category, a column for each series."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.reading.metadata import clean
from assistant.reading.spreadsheet.shown_values import shown_value
from assistant.reading.tables import TableDraft
from assistant.reading.tables.drafts import draft_of
from assistant.records import Language

MAX_CATEGORIES = 500
MAX_SERIES = 50
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def chart_draft(space: Any, language: Language) -> TableDraft | None:
    """The table of a chart (its <c:chartSpace>), None where its values stand under no categories."""
    categories: dict[int, str] = {}
    heads: list[str] = []
    columns: list[dict[int, str]] = []
    for series in list(space.iter(f"{_CHART}ser"))[:MAX_SERIES]:
        own = _categories(series)
        if not own or (categories and own != categories):
            continue
        categories = own
        heads.append(clean(" ".join(_texts(series.find(f"{_CHART}tx"), f"{_CHART}v"))))
        columns.append(dict(_values(series, language)))
    if not columns:
        return None
    rows = [
        [name, *(column.get(place, "") for column in columns)]
        for place, name in sorted(categories.items())
    ]
    title = space.find(f"{_CHART}chart/{_CHART}title")
    caption = clean("".join(_texts(title, f"{_DRAWING}t")))
    return draft_of([["", *heads], *rows], heads=1, caption=caption)


def _categories(series: Any) -> dict[int, str]:
    """The names of a series' categories by their places; those of several levels as one."""
    named: dict[int, str] = {}
    around = _first(series, "cat", "xVal")
    if around is None:
        return {}
    levels = list(around.iter(f"{_CHART}lvl"))
    if not levels:
        return dict(_points(around))
    for level in reversed(levels):  # the finest stands first
        above, last = dict(_points(level)), ""
        for place in sorted(dict(_points(levels[0]))):
            last = above.get(place, last)
            named[place] = f"{named[place]} {last}" if place in named else last
    return named


def _values(series: Any, language: Language) -> Iterator[tuple[int, str]]:
    around = _first(series, "val", "yVal")
    if around is None:
        return
    code = around.findtext(f".//{_CHART}formatCode") or ""
    for place, text in _points(around):
        try:
            value = float(text)
        except ValueError:
            continue
        yield place, shown_value(value, code, language)


def _first(series: Any, *names: str) -> Any:
    """What stands along an axis: in a chart of points other elements hold it."""
    return next((e for n in names if (e := series.find(f"{_CHART}{n}")) is not None), None)


def _points(around: Any) -> Iterator[tuple[int, str]]:
    """(place, text) of the points that a file keeps; how many it says there are is not believed."""
    for count, point in enumerate(around.iter(f"{_CHART}pt")):
        place = point.get("idx") or ""
        if count < MAX_CATEGORIES and place.isdecimal() and len(place) < 7:
            yield int(place), clean(point.findtext(f"{_CHART}v") or "")


def _texts(element: Any, tag: str) -> Iterator[str]:
    for part in element.iter(tag) if element is not None else ():
        yield part.text or ""
