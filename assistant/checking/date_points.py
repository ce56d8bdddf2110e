"""Dates and periods of a claim, held against those of a sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.figures import Moment

YEAR = 360  # days


def date_points(claim: Proposition, source: Proposition) -> list[ComparedPoint]:
    return [_date_point(claim, moment, source) for moment in claim.moments]


def _date_point(claim: Proposition, moment: Moment, source: Proposition) -> ComparedPoint:
    printed = claim.text[moment.start : moment.end]
    if not moment.year_known:
        met = [
            m
            for m in source.moments
            if (m.first.month, m.first.day) == (moment.first.month, moment.first.day)
        ]
        dated = [m for m in source.moments if m.first == m.last]
        return ComparedPoint(
            Matter.DATE, bool(met) or (False if dated else None), printed, _printed(source, dated)
        )
    own = [m for m in source.moments if m.year_known]
    fine = _of_its_grain(moment, own)
    ends = {m.years[0] for m in own if m.years[0] == m.years[1]}
    if moment.has_both_ends and ends.issuperset(moment.years):
        return ComparedPoint(Matter.DATE, True, printed, _printed(source, own), telling=0.1)
    if moment.years[0] < moment.years[1] and fine and not any(_is_period(m) for m in fine):
        return ComparedPoint(
            Matter.DATE, None, printed, _printed(source, fine)
        )  # "2017" is no period
    if claim.figures and fine and all(_only_spans(moment, m, claim) for m in fine):
        return ComparedPoint(Matter.DATE, None, printed, _printed(source, fine))
    if any(_fits(moment, m) for m in fine):
        ended = any(m.open_end and m.open_end == moment.open_end for m in fine)
        near = moment.days < YEAR and any(m.days < YEAR for m in fine)
        telling = 0.5 if near or ended else 0.1
        return ComparedPoint(Matter.DATE, True, printed, _printed(source, fine), telling=telling)
    if any(_fits(other, m) for other in claim.moments if other != moment for m in fine):
        # "The same in 2020 as in 2012" is not contradicted by what is said of 2012.
        return ComparedPoint(Matter.DATE, None, printed, _printed(source, fine))
    if own:
        ended = any(
            m.open_end == moment.open_end if m.open_end else _is_period(m) and _is_period(moment)
            for m in fine
        )
        return ComparedPoint(
            Matter.DATE, False, printed, _printed(source, fine), telling=0.5 * ended
        )
    # What only the document's date says of a sentence is too little to contradict a claim, and to
    # bear out one that says no more than when.
    around = bool(claim.figures) and any(_fits(moment, m) for m in source.spoken_of)
    return ComparedPoint(Matter.DATE, True if around else None, printed)


def _of_its_grain(claimed: Moment, own: Sequence[Moment]) -> Sequence[Moment]:
    """The dates of a sentence that can be held against a claim's: periods against a period, and no
    year against a day where the sentence has a day."""
    if claimed.years[0] < claimed.years[1]:
        return [m for m in own if m.years[0] < m.years[1]] or own
    spans = [m for m in own if _is_period(m) and claimed.within(m)]
    return [m for m in own if m.days <= 2 * claimed.days] + spans or own


def _is_period(moment: Moment) -> bool:
    return moment.years[0] < moment.years[1] or bool(moment.open_end)


def _only_spans(claimed: Moment, source: Moment, claim: Proposition) -> bool:
    """Whether a figure over a period says nothing of a moment in it: "-17 % in 2013-2023" of 2023.

    A claim that names both ends ("in 2023 … than in 2013") speaks of the period."""
    spans = source.years[1] - source.years[0] > 1 and not source.open_end
    if not spans or claimed.years[0] < claimed.years[1] or claimed.open_end:
        return False
    named = {m.years[0] for m in claim.moments if m.year_known}
    named |= {y - int(f.value) for y in named for f, c in claim.figures if c.is_time}
    return claimed.within(source) and not set(source.years) <= named


def _fits(claimed: Moment, source: Moment) -> bool:
    if claimed.has_both_ends and source.has_both_ends:
        return claimed.years == source.years  # "2022-2025" is not "2022-2026"
    if claimed.years[0] < claimed.years[1] and not _is_period(source):
        return False
    if claimed.within(source) or source.within(claimed):
        return True
    if claimed.open_end == "since" or source.open_end == "since":
        return claimed.first.year == source.first.year
    return False


def _printed(source: Proposition, moments: Sequence[Moment]) -> str:
    return ", ".join(source.text[m.start : m.end] for m in moments)
