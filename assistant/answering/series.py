"""One quantity at several moments: points that can be plotted, each with the quote that gives it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.figure_answers import Told
from assistant.answering.quoting import statement_of
from assistant.figures import Hedge
from assistant.figures.moments import published_moment
from assistant.library import Library
from assistant.records import Point, Series

MOST_POINTS = 24
LEAST_YEARS = 2


def series_of(library: Library, subject: str, told: Sequence[Told]) -> tuple[Series, ...]:
    """At most one series, of the unit of the best figure; () where one year alone is told of."""
    same = [t for t in told if t.quantity.unit == told[0].quantity.unit and t.mention.when]
    dated = {(t.mention.version.id, t.quantity.value) for t in same if t.quantity.first}
    # A document that says of when a figure is does not say it of its own date as well.
    same = [
        t for t in same if t.quantity.first or (t.mention.version.id, t.quantity.value) not in dated
    ]
    best: dict[tuple[str, float], Told] = {}
    for one in sorted(same, key=_preferred):
        best.setdefault((one.mention.when[:4], one.quantity.value), one)
    kept = sorted(best.values(), key=lambda t: (t.mention.when, t.quantity.value))[-MOST_POINTS:]
    if len({t.mention.when[:4] for t in kept}) < LEAST_YEARS:
        return ()
    points = tuple(_point(library, t) for t in kept)
    return (Series(subject, told[0].quantity.unit, points),)


def _preferred(told: Told) -> tuple[bool, bool, bool, float]:
    """Who counted rather than who tells of it, a sentence rather than a row, one that names its moment."""
    row = "\t" in told.candidate.sentence.text
    return told.second_hand, row, not told.quantity.first, -told.candidate.weight


def _point(library: Library, told: Told) -> Point:
    quantity, when = told.quantity, told.mention.when
    said = bool(quantity.first)
    moment = published_moment(when)
    first = quantity.first if said else (moment.first.isoformat() if moment else when)
    last = when if said else (moment.last.isoformat() if moment else when)
    return Point(
        value=quantity.value,
        printed=told.value,
        first=min(first, last),
        last=last,
        statement=statement_of(library, told.candidate),
        hedged=quantity.hedge != Hedge.NONE.value,
        dated="said" if said else "published",
        second_hand=told.second_hand,
    )
