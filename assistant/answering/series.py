"""One quantity at several moments: points that can be plotted, each with the quote that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.figure_evidence import FigureEvidence
from assistant.answering.statements import statement_of
from assistant.figures import Hedge
from assistant.figures.moments import published_moment
from assistant.library import Library
from assistant.records import Point, Series

MOST_POINTS = 24
LEAST_YEARS = 2


def series_of(
    library: Library, subject: str, figures: Sequence[FigureEvidence]
) -> tuple[Series, ...]:
    """At most one series, of the unit of the best figure; () where one year alone is told of."""
    same = [f for f in figures if f.quantity.unit == figures[0].quantity.unit and f.mention.when]
    dated = {(f.mention.version.id, f.quantity.value) for f in same if f.quantity.first}
    # A document that says of when a figure is does not say it of its own date as well.
    same = [
        f for f in same if f.quantity.first or (f.mention.version.id, f.quantity.value) not in dated
    ]
    best: dict[tuple[str, float], FigureEvidence] = {}
    for one in sorted(same, key=_preferred):
        best.setdefault((one.mention.when[:4], one.quantity.value), one)
    kept = sorted(best.values(), key=lambda f: (f.mention.when, f.quantity.value))[-MOST_POINTS:]
    if len({f.mention.when[:4] for f in kept}) < LEAST_YEARS:
        return ()
    points = tuple(_point(library, f) for f in kept)
    return (Series(subject, figures[0].quantity.unit, points),)


def _preferred(figure: FigureEvidence) -> tuple[bool, bool, bool, float]:
    """Who counted rather than who tells of it, a sentence rather than a row, one that names its moment."""
    row = "\t" in figure.candidate.sentence.text
    return figure.second_hand, row, not figure.quantity.first, -figure.candidate.weight


def _point(library: Library, figure: FigureEvidence) -> Point:
    quantity, when = figure.quantity, figure.mention.when
    named = bool(quantity.first)
    moment = published_moment(when)
    first = quantity.first if named else (moment.first.isoformat() if moment else when)
    last = when if named else (moment.last.isoformat() if moment else when)
    return Point(
        value=quantity.value,
        printed=figure.value,
        first=min(first, last),
        last=last,
        statement=statement_of(library, figure.candidate),
        hedged=quantity.hedge != Hedge.NONE.value,
        dated="said" if named else "published",
        second_hand=figure.second_hand,
    )
