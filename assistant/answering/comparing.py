"""Sources that give different figures for the same thing at the same time: set side by side, newest first.

Figures of different years are a development (``series``), not a disagreement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.answering.counted_subject import subject_named
from assistant.answering.figure_evidence import FigureEvidence
from assistant.answering.inquiry import Inquiry
from assistant.answering.series import series_of
from assistant.answering.statements import statement_of
from assistant.figures.moments import published_moment
from assistant.library import Library
from assistant.records import Disagreement, Side

MOST_SIDES = 10
NEAR = 300  # days between two publications that name no moment: yearly reports are further apart


def compare_sources(library: Library, inquiry: Inquiry) -> Inquiry:
    """Set the figures of the sources side by side: those that disagree, and those of different years."""
    figures = inquiry.figures
    with inquiry.trace.stage("compare sources"):
        subject = subject_named(inquiry.searched)
        disagreements = _disagreements(library, subject, figures)
        series = series_of(library, subject, figures) if figures else ()
    return replace(inquiry, disagreements=disagreements, series=series)


def _disagreements(
    library: Library, subject: str, figures: Sequence[FigureEvidence]
) -> tuple[Disagreement, ...]:
    """At most one: the newest figures that cannot all be true of one time, and what was said since."""
    conflicting = [
        (one, other)
        for n, one in enumerate(figures)
        for other in figures[n + 1 :]
        if one.mention.version.document.id != other.mention.version.document.id
        and one.differs(other)
        and _same_time(one, other)
    ]
    if not conflicting:
        return ()
    newest = max(conflicting, key=lambda pair: min(f.mention.when for f in pair))
    sides = [f for f in figures if f in newest or _belongs(f, newest)]
    since = min(f.mention.when for f in sides)
    sides += [f for f in figures if f not in sides and f.mention.when > since]
    shown = sorted(
        _one_each(sides), key=lambda f: f.mention.version.document.published, reverse=True
    )
    return (Disagreement(subject, tuple(_side(library, f) for f in shown[:MOST_SIDES])),)


def _belongs(figure: FigureEvidence, pair: tuple[FigureEvidence, FigureEvidence]) -> bool:
    return any(_same_time(figure, member) for member in pair)


def _one_each(figures: Sequence[FigureEvidence]) -> list[FigureEvidence]:
    """A document says a figure once, and the same words of two documents are one source."""
    kept: list[FigureEvidence] = []
    for one in figures:
        if not any(_same_side(one, other) for other in kept):
            kept.append(one)
    return kept


def _same_side(one: FigureEvidence, other: FigureEvidence) -> bool:
    same = one.quantity.value == other.quantity.value
    documents = {f.mention.version.document.id for f in (one, other)}
    texts = {" ".join(f.candidate.sentence.text.split()) for f in (one, other)}
    return same and (len(documents) == 1 or len(texts) == 1)


def _side(library: Library, figure: FigureEvidence) -> Side:
    quantity = figure.quantity
    when = (
        quantity.first if quantity.first == quantity.last else f"{quantity.first}/{quantity.last}"
    )
    return Side(figure.value, statement_of(library, figure.candidate), when)


def _same_time(one: FigureEvidence, other: FigureEvidence) -> bool:
    """Whether two figures are of the same moment; without one, whether they were published close by."""
    spans = [_span(f) for f in (one, other)]
    if None in spans:
        return False
    (first, last), (from_, until) = (s for s in spans if s is not None)
    if one.quantity.first and other.quantity.first:
        return first <= until and from_ <= last
    apart = max((from_ - last).days, (first - until).days, 0)
    return apart <= NEAR


def _span(figure: FigureEvidence) -> tuple[date, date] | None:
    quantity = figure.quantity
    moment = published_moment(figure.mention.version.document.published)
    if not quantity.first:
        return (moment.first, moment.last) if moment else None
    first, last = date.fromisoformat(quantity.first), date.fromisoformat(quantity.last)
    if moment and first <= moment.last < last:
        last = moment.last  # no document knows what comes after it
    # What a period of years adds up to holds at its end.
    return max(first, last - timedelta(days=365)), last
