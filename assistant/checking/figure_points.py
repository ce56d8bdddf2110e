"""Figures of a claim, held against those of a sentence. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations

from assistant.checking.alignment import count_held
from assistant.checking.crossing import have_changed_places, printed_figure
from assistant.checking.kinds import sort_of
from assistant.checking.measures import held_in_measure, is_far, is_scaled, measure_of, measured_end
from assistant.checking.owners import of_other_names, of_other_years
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.reckoning import reckoned
from assistant.checking.stages import of_another_stage
from assistant.figures import Agreement, Counted, Figure, FigureComparison, compare
from assistant.language.languages import LANGUAGES
from assistant.language.terms import stem

RECKONED = 0.3  # how telling a figure is that follows from others
PAIRED = 2  # words of the claim that stand with a figure where another would agree
_DISTANCE = re.compile(
    r"[\s-](?:jaar|jaren|maanden?|weken|week|dagen|years?|months?|weeks?|days?)\s"
    r"(?:na|nadat|voor|voordat|later|eerder|geleden|terug|daarna|daarvoor|after|before|ago|earlier)\b",
    re.IGNORECASE,
)
_AHEAD, _TIME = (
    re.compile(r"\bover\s+$", re.IGNORECASE),
    re.compile(r"\s(?:jaar|jaren|maand|we(?:ek|ken))"),
)
_OF_WHICH = re.compile(
    r"\b(?:waarvan|van wie|of which|of whom|of these|of those)(?:\s\w+){0,2}\s*$", re.IGNORECASE
)
SMALL = 12  # counts up to this are often left to the reader ("one of the ten")


def figure_points(claim: Proposition, source: Proposition) -> list[ComparedPoint]:
    points = [_figure_point(claim, figure, counted, source) for figure, counted in claim.figures]
    for first, second in combinations(range(len(points)), 2):
        if have_changed_places(claim, source, points, (first, second)):
            points[first], points[second] = (
                replace(points[one], agrees=False, found=points[other].found, telling=0.0)
                for one, other in ((first, second), (second, first))
            )
    return points


def _taken(claim: Proposition, figure: Figure, source: Proposition) -> set[int]:
    """Where figures of the sentence begin that are another figure of the claim's: in "ten of the
    fifteen proposals" nothing is said against the ten by "there were fifteen proposals"."""
    return {
        other.start
        for mine, _ in claim.figures
        if mine is not figure
        for other, _ in source.figures
        if compare(mine, other).agreement is Agreement.SAME
        and not compare(figure, other).agreement.agrees
    }


def _not_meant(claim: Proposition, figure: Figure, source: Proposition) -> set[int]:
    """Where figures of the sentence begin that stand with another name than the claim's, or are money at
    another stage: made available, and not yet granted."""
    staged = {
        other.start
        for other, _ in source.figures
        if figure.unit and of_another_stage(claim, figure, source, other)
    }
    return staged | of_other_names(claim, source) | of_other_years(claim, source)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A figure of the claim beside one of the sentence that may be of the same."""

    comparison: FigureComparison
    same: bool  # both surely count the same
    near: int  # the claim's words that stand with the sentence's figure
    slipped: bool = False  # the same number of another unit: minutes and hours

    @property
    def agrees(self) -> bool:
        return self.comparison.agreement.agrees


def _figure_point(
    claim: Proposition, figure: Figure, counted: Counted, source: Proposition
) -> ComparedPoint:
    alone = len(claim.figures) == 1
    compared = _comparable(claim, figure, counted, source)
    # Of several figures of a sentence, the one among the claim's own words is meant.
    like = [c for c in compared if c.comparison.source.unit == figure.unit]
    nears = sorted((c.near for c in like), reverse=True)
    nearest = nears[0] if alone and nears else 0
    chosen = bool(nears) and nears[0] > 0 and nears.count(nears[0]) == 1
    compared.sort(key=lambda c: (alone and c.near < nearest, not c.agrees, not c.same))
    agreeing = [c.near for c in compared if c.agrees]
    for one in compared:
        paired = chosen and one.near == nears[0] and _is_amount(figure)
        # A word more is too little to say that the other is meant.
        outdone = bool(agreeing) and one.near < max(agreeing) + PAIRED
        meant = one.same or paired or _only_one(figure, counted, claim, source)
        if one.slipped and not outdone and one.near >= PAIRED:
            return _slip(claim, figure, source, one.comparison.source)
        point = _point_of(one.comparison, claim, source, outdone=outdone, meant=meant)
        if point is not None:
            return point
    printed = printed_figure(claim, figure)
    others = reckoned(figure, counted, source)
    if others:
        return ComparedPoint(
            Matter.FIGURE, True, printed, others, Agreement.WITHIN, telling=RECKONED
        )
    return _other_counted(claim, figure, counted, source, alone and not claim.moments)


def _comparable(
    claim: Proposition, figure: Figure, counted: Counted, source: Proposition
) -> list[_Compared]:
    """The figures of a sentence that may be of what the claim's figure is of."""
    found: list[_Compared] = []
    taken = _taken(claim, figure, source) | _not_meant(claim, figure, source)
    for other, other_counted in source.figures:
        if other.start in taken or _is_distance(claim, figure) != _is_distance(source, other):
            continue
        if _is_another(counted, other_counted) and not _is_amount(figure):
            continue
        measured = held_in_measure(claim.text, figure, source.text, other)
        if measured is None:
            continue
        same = counted.same_as(other_counted) or _are_parts(claim, figure, source, other)
        unclear = not (counted.known and other_counted.known)
        if same or _is_amount(figure) or unclear or measured != figure:
            near = _spoken_with(other, claim, source)
            slipped = measured != figure and figure.value == other.value
            found.append(_Compared(compare(measured, other), same, near, slipped))
    return found


def _point_of(
    comparison: FigureComparison,
    claim: Proposition,
    source: Proposition,
    *,
    outdone: bool,
    meant: bool,
) -> ComparedPoint | None:
    """What one comparison says of the claim's figure; None where it says nothing.

    ``outdone`` is one that differs where another agrees, ``meant`` one of surely the same thing."""
    figure, other, agreement = comparison.claimed, comparison.source, comparison.agreement
    printed, printed_there = printed_figure(claim, figure), printed_figure(source, other)
    if agreement.agrees and _of_people(figure, other, source):
        there = source.text[other.hedge_start : other.end + 15].strip()
        return ComparedPoint(Matter.UNIT, False, printed, there)
    telling = _telling(claim, figure, agreement)
    if agreement.agrees:
        return ComparedPoint(
            Matter.FIGURE, True, printed, printed_there, agreement, telling=telling
        )
    if agreement is Agreement.DIFFERENT and outdone:
        return ComparedPoint(Matter.FIGURE, None, printed, printed_there, telling=telling)
    if agreement is Agreement.DIFFERENT and meant:
        if is_far(figure, other) or (other.value == 1 and figure.value > SMALL):
            return ComparedPoint(Matter.FIGURE, None, printed, telling=telling)
        scaled = any(is_scaled(figure, f) or f.value == figure.value for f, _ in source.figures)
        return ComparedPoint(Matter.FIGURE, False, printed, printed_there, agreement, scaled=scaled)
    # A bare number is no other unit where it may count something else: "half" and "those of 50 and older".
    told = meant or bool(figure.unit and other.unit)
    if agreement is Agreement.OTHER_UNIT and figure.value == other.value and told:
        return ComparedPoint(Matter.UNIT, False, printed, printed_there, agreement)
    return None


def _slip(claim: Proposition, figure: Figure, source: Proposition, other: Figure) -> ComparedPoint:
    """The same number of another unit, each printed with its own."""
    printed, there = (
        side.text[one.hedge_start : measured_end(side.text, one)].strip()
        for side, one in ((claim, figure), (source, other))
    )
    return ComparedPoint(Matter.UNIT, False, printed, there, Agreement.OTHER_UNIT)


def _is_distance(side: Proposition, figure: Figure) -> bool:
    """Whether a figure says how long before or after something, and not how long: "drie jaar na de start",
    "over tien jaar"."""
    ahead = side.language == "nl" and _AHEAD.search(side.text[: figure.start])
    return bool(_DISTANCE.match(side.text, figure.end)) or bool(
        ahead and _TIME.match(side.text, figure.end)
    )


def _are_parts(claim: Proposition, figure: Figure, source: Proposition, other: Figure) -> bool:
    """Whether both figures are a part of what stands before them: "2.350 bedrijven, waarvan er 400 …"."""
    sides = (claim.text[: figure.hedge_start], source.text[: other.hedge_start])
    return all(_OF_WHICH.search(before) for before in sides)


def _spoken_with(figure: Figure, claim: Proposition, source: Proposition) -> int:
    """How many of the claim's words stand in the part of the sentence that a figure stands in."""
    start, end = next(
        (a, b) for a, b in source.parts if a <= figure.start < b or b == source.parts[-1][1]
    )
    return count_held(claim.terms, source.text[start:end], claim, source)


def _telling(claim: Proposition, figure: Figure, agreement: Agreement) -> float:
    digits = len(f"{figure.value:.10g}".replace(".", "").rstrip("0"))
    bare = figure.unit == "" and figure.step == 0
    share = 0.1 if bare and figure.value <= SMALL else min(1.0, digits / 3)
    measure = measure_of(claim.text, figure)
    timed = measure is not None and measure.kind == "time"
    if (figure.unit == "%" or timed) and digits < 3:
        share /= 2  # a report has most whole percentages somewhere, and 24 hours
    return share / 2 if agreement is Agreement.WITHIN else share


def _is_amount(figure: Figure) -> bool:
    """Amounts and shares seldom say what they count; "elf miljoen" is one, too."""
    return bool(figure.unit) or figure.step >= 100_000


def _of_people(figure: Figure, other: Figure, source: Proposition) -> bool:
    """ "100 miljoen mensen" is no amount of money, although "100 miljoen" alone may be one."""
    counted = next((c for f, c in source.figures if f is other), None)
    return figure.unit != other.unit and other.unit == "" and counted is not None and counted.known


def _only_one(figure: Figure, counted: Counted, claim: Proposition, source: Proposition) -> bool:
    """Where claim and sentence have one figure of the kind each, they are a pair: amounts, and counts
    of which not both are known to be of different things ("700 ondernemers", "1.700 bezoekers")."""
    if _is_amount(figure):
        return all(
            sum(f.unit == figure.unit for f, _ in side.figures) == 1 for side in (claim, source)
        )
    if figure.value <= SMALL or len(claim.figures) > 1 or len(source.figures) > 1:
        return False
    return not all(c.known for _, c in source.figures) or not counted.known


def _other_counted(
    claim: Proposition, figure: Figure, counted: Counted, source: Proposition, alone: bool
) -> ComparedPoint:
    """The same number of something else ("680 euro", "680 bedrijven"), or no such figure at all."""
    printed = printed_figure(claim, figure)
    passed_over = _not_meant(claim, figure, source)
    for other, other_counted in source.figures:
        agreement = compare(figure, other).agreement
        if not agreement.agrees or other.start in passed_over or _is_distance(source, other):
            continue
        if held_in_measure(claim.text, figure, source.text, other) != figure:
            continue  # so many metres, and so many hours
        printed_there = source.text[other.hedge_start : other.end + 20].strip()
        if _is_another(counted, other_counted) and not _is_amount(other):
            return ComparedPoint(Matter.UNIT, False, printed, printed_there)
        telling = _telling(claim, figure, agreement) / 2
        return ComparedPoint(
            Matter.FIGURE, True, printed, printed_there, agreement, telling=telling
        )
    # "One of the ten", "in five years": beside another figure.
    unsaid = figure.value == 1 or (counted.is_time and not alone)
    telling = 0.0 if unsaid else _telling(claim, figure, Agreement.SAME)
    return ComparedPoint(Matter.FIGURE, None, printed, telling=telling)


def _is_another(one: Counted, other: Counted) -> bool:
    """Whether two figures surely count different things: "680 people", "680 companies". Nouns of which it
    is not known what sort of thing they name, or of one sort ("parties", "organisations"), may be the same."""
    if not (one.names and other.names) or one.is_time or other.is_time:
        return False
    sorts = [
        sort_of(frozenset(stem(c.noun.split()[0], lang) for lang in LANGUAGES))
        for c in (one, other)
    ]
    return None not in sorts and sorts[0] != sorts[1]
