"""A series made ready for people: the chart, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.presenting.chart import Chart, chart_of
from assistant.records import Point, Series, Statement
from assistant.texts import Texts

if TYPE_CHECKING:
    from assistant.presenting.views import Source, StatementView


@dataclass(frozen=True, slots=True)
class PointView:
    """A row of the table: ``dated`` says that its moment is only the date of publication."""

    when: str
    value: str
    line: StatementView
    sources: tuple[Source, ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class SeriesView:
    """``hedged`` says whether any figure is not exact, so that the open dots are explained."""

    subject: str
    description: str
    chart: Chart
    points: tuple[PointView, ...]
    hedged: bool
    joined: bool
    unit: str


def series_view(
    series: Series,
    texts: Texts,
    line_of: Callable[[Statement], StatementView],
    sources_of: Callable[[tuple[Statement, ...]], tuple[Source, ...]],
    reference_of: Callable[[Point], str],
) -> SeriesView:
    """What the template shows of a series."""
    points = tuple(
        PointView(
            when=moment_as_text(point, texts),
            value=point.printed,
            line=line_of(point.statement),
            sources=sources_of((point.statement,)),
            dated=point.dated == "published",
        )
        for point in series.points
    )
    chart = chart_of(
        series, lambda p: f"{p.printed} ({moment_as_text(p, texts)}): {reference_of(p)}"
    )
    unit = texts(f"scale_{chart.scale}") if chart.scale else ""
    return SeriesView(
        subject=series.subject,
        description=texts(
            "chart_described",
            first=series.points[0].year,
            last=series.points[-1].year,
            count=len(points),
        ),
        chart=chart,
        points=points,
        hedged=any(point.hedged for point in series.points),
        joined=bool(chart.lines),
        unit=f"{unit} {series.unit}".strip(),
    )


def moment_as_text(point: Point, texts: Texts) -> str:
    """The moment of a point as people write it."""
    return period_as_text(f"{point.first}/{point.last}", texts)


def period_as_text(when: str, texts: Texts) -> str:
    """An ISO day, or two with a slash between, as people write them: a day, month, year or period.

    >>> period_as_text("2018-10-01/2018-10-31", Texts("en")), period_as_text("", Texts("en"))
    ('October 2018', '')
    >>> period_as_text("2015-01-01/2019-12-31", Texts("en"))
    '2015–2019'
    >>> period_as_text("2018-09-01/2018-12-31", Texts("nl"))
    'september–december 2018'
    """
    first, _, last = when.partition("/")
    last = last or first
    if first == last:
        return texts.date(last) if last else ""
    if (first[5:], last[5:]) == ("01-01", "12-31"):
        return last[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"
    if first[:7] == last[:7]:
        return texts.date(last[:7])
    ends = (texts.date(first[:7]), texts.date(last[:7]))
    return f"{ends[0].removesuffix(f' {last[:4]}')}–{ends[1]}"
