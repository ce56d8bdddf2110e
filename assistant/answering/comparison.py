"""Sources that give different figures for the same thing at the same time: set side by side, newest first.

Figures of different years are a development (``series``), not a disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.answering.figure_answers import Told
from assistant.answering.quoting import statement_of
from assistant.figures.moments import published_moment
from assistant.library import Library
from assistant.records import Disagreement, Side

MOST_SIDES = 10
NEAR = 300  # days between two publications that name no moment: yearly reports are further apart


def disagreements(library: Library, subject: str, told: Sequence[Told]) -> tuple[Disagreement, ...]:
    """At most one: the newest figures that cannot all be true of one time, and what was said since."""
    conflicting = [
        (one, other)
        for n, one in enumerate(told)
        for other in told[n + 1 :]
        if one.mention.version.document.id != other.mention.version.document.id
        and one.differs(other)
        and _same_time(one, other)
    ]
    if not conflicting:
        return ()
    newest = max(conflicting, key=lambda pair: min(t.mention.when for t in pair))
    sides = [t for t in told if t in newest or _belongs(t, newest)]
    since = min(t.mention.when for t in sides)
    sides += [t for t in told if t not in sides and t.mention.when > since]
    shown = sorted(
        _one_each(sides), key=lambda t: t.mention.version.document.published, reverse=True
    )
    return (Disagreement(subject, tuple(_side(library, t) for t in shown[:MOST_SIDES])),)


def _belongs(told: Told, pair: tuple[Told, Told]) -> bool:
    return any(_same_time(told, member) for member in pair)


def _one_each(told: Sequence[Told]) -> list[Told]:
    """A document says a figure once, and the same words of two documents are one source."""
    kept: list[Told] = []
    for one in told:
        if not any(_same_side(one, other) for other in kept):
            kept.append(one)
    return kept


def _same_side(one: Told, other: Told) -> bool:
    same = one.quantity.value == other.quantity.value
    documents = {t.mention.version.document.id for t in (one, other)}
    texts = {" ".join(t.candidate.sentence.text.split()) for t in (one, other)}
    return same and (len(documents) == 1 or len(texts) == 1)


def _side(library: Library, told: Told) -> Side:
    quantity = told.quantity
    when = (
        quantity.first if quantity.first == quantity.last else f"{quantity.first}/{quantity.last}"
    )
    return Side(told.value, statement_of(library, told.candidate), when)


def _same_time(one: Told, other: Told) -> bool:
    """Whether two figures are of the same moment; without one, whether they were published close by."""
    spans = [_span(t) for t in (one, other)]
    if None in spans:
        return False
    (first, last), (from_, until) = (s for s in spans if s is not None)
    if one.quantity.first and other.quantity.first:
        return first <= until and from_ <= last
    apart = max((from_ - last).days, (first - until).days, 0)
    return apart <= NEAR


def _span(told: Told) -> tuple[date, date] | None:
    quantity = told.quantity
    moment = published_moment(told.mention.version.document.published)
    if not quantity.first:
        return (moment.first, moment.last) if moment else None
    first, last = date.fromisoformat(quantity.first), date.fromisoformat(quantity.last)
    if moment and first <= moment.last < last:
        last = moment.last  # no document knows what comes after it
    # What a period of years adds up to holds at its end.
    return max(first, last - timedelta(days=365)), last
