"""Whether the dates of a written sentence are those of its source, and stand with the same words. Pure.

A date may be less exact than the source's but not more.
"""

from __future__ import annotations

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.figures import Moment
from assistant.writing.parts_beside import in_their_sentences, sentences_in
from assistant.writing.same_figures import same_figure

SHARED = 2  # words of a part by which its own sentence is known


def dates_missing(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """The dates that neither a unit nor what stands right before or above it has."""
    return [
        ComparedPoint(Matter.DATE, None, written.text[moment.start : moment.end])
        for moment in written.moments
        if not _is_dated(moment, source)
    ]


def figures_redated(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """A figure must have its date from its own sentence, where that has one: "in 2020 it cost 14 million"
    beside a sentence with another year bears out nothing of that year."""
    sentences = sentences_in(source)
    found: list[ComparedPoint] = []
    for clause in (Proposition(c, written.language) for c in written.clauses):
        for figure, _ in clause.figures:
            giving = [s for s in sentences if any(same_figure(figure, f) for f, _ in s.figures)]
            dated = [[m for m in s.moments if m.year_known] for s in giving]
            found += [
                ComparedPoint(Matter.DATE, None, clause.text[moment.start : moment.end])
                for moment in clause.moments
                if giving
                and len(clause.moments) == 1
                and all(own and not any(_is_within(m, moment) for m in own) for own in dated)
            ]
    return found


def dates_astray(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """A date must stand in the sentence that has the words it stands with, where that has another: of "A
    opened in 2018; B followed in 2020" nothing bears out that A opened in 2020."""
    found: list[ComparedPoint] = []
    if not any(moment.year_known for moment in written.moments):
        return found
    for part, best, shared in in_their_sentences(written, source):
        dated = [m for m in best.moments if m.year_known]
        found += [
            ComparedPoint(Matter.DATE, False, part.text[moment.start : moment.end])
            for moment in part.moments
            if moment.year_known and dated and shared >= SHARED
            if not any(_is_within(other, moment) for other in dated)
        ]
    return found


def _is_dated(moment: Moment, source: Proposition) -> bool:
    """Whether the unit, or what stands right before or above it, has a date or one more exact."""
    own = Proposition(f"{source.text}; {source.before}; {source.around}", source.language).moments
    return any(_is_within(m, moment) for m in own)


def _is_within(source: Moment, moment: Moment) -> bool:
    if not moment.year_known:
        day = (moment.first.month, moment.first.day), (moment.last.month, moment.last.day)
        return day == ((source.first.month, source.first.day), (source.last.month, source.last.day))
    if not source.year_known:
        return False
    period = moment.years[0] < moment.years[1]
    return source.years == moment.years if period else source.within(moment)
