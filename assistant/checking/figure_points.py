"""Figures of a claim, held against those of a sentence. Pure."""

from __future__ import annotations

import re

from assistant.checking.alignment import count_held
from assistant.checking.kinds import sort_of
from assistant.checking.point import Matter, Point
from assistant.checking.proposition import Proposition
from assistant.checking.reckoning import reckoned
from assistant.figures import Agreement, Comparison, Counted, Figure, compare
from assistant.language.terms import stem
from assistant.records import Language

RECKONED = 0.3  # how telling a figure is that follows from others
FAR = 30.0  # times, from which a figure is of something else
PAIRED = 2  # words of the claim that stand with a figure where another would agree
LANGUAGES: tuple[Language, ...] = ("nl", "en")
_DISTANCE = re.compile(
    r"[\s-](?:jaar|jaren|maanden?|weken|week|dagen|years?|months?|weeks?|days?)\s"
    r"(?:na|nadat|voor|voordat|later|eerder|geleden|terug|daarna|daarvoor|after|before|ago|earlier)\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"\b(?:waarvan|van wie|of which|of whom|of these|of those)(?:\s\w+){0,2}\s*$", re.IGNORECASE
)
SMALL = 12  # counts up to this are often left to the reader ("one of the ten")


def figure_points(claim: Proposition, said: Proposition) -> list[Point]:
    return [_figure_point(claim, figure, counted, said) for figure, counted in claim.figures]


def _taken(claim: Proposition, figure: Figure, said: Proposition) -> set[int]:
    """Where figures of the sentence begin that are another figure of the claim's: in "ten of the
    fifteen proposals" nothing is said against the ten by "there were fifteen proposals"."""
    return {
        other.start
        for mine, _ in claim.figures
        if mine is not figure
        for other, _ in said.figures
        if compare(mine, other).agreement is Agreement.SAME
        and not compare(figure, other).agreement.agrees
    }


def _figure_point(claim: Proposition, figure: Figure, counted: Counted, said: Proposition) -> Point:
    printed = claim.text[figure.said : figure.end].strip()
    compared: list[tuple[Comparison, bool, int]] = []
    taken = _taken(claim, figure, said)
    for other, other_counted in said.figures:
        if other.start in taken or _is_distance(claim, figure) != _is_distance(said, other):
            continue
        if _is_another(counted, other_counted) and not _is_amount(figure):
            continue
        same = counted.same_as(other_counted) or _are_parts(claim, figure, said, other)
        unclear = not (counted.known and other_counted.known)
        if same or _is_amount(figure) or unclear:
            compared.append((compare(figure, other), same, _spoken_with(other, claim, said)))
    alone = len(claim.figures) == 1
    # Of several figures of a sentence, the one among the claim's own words is meant.
    nears = sorted((near for c, _, near in compared if c.said.unit == figure.unit), reverse=True)
    nearest = nears[0] if alone and nears else 0
    chosen = bool(nears) and nears[0] > 0 and nears.count(nears[0]) == 1
    compared.sort(key=lambda c: (alone and c[2] < nearest, not c[0].agreement.agrees, not c[1]))
    agreeing = any(c.agreement.agrees for c, *_ in compared)
    best_near = max((n for c, _, n in compared if c.agreement.agrees), default=0)
    for comparison, same, near in compared:
        agreement = comparison.agreement
        paired = chosen and near == nears[0] and _is_amount(figure)
        if agreement.agrees and _of_people(figure, comparison.said, said):
            return Point(
                Matter.UNIT,
                False,
                printed,
                said.text[comparison.said.said : comparison.said.end + 15].strip(),
            )
        words_said = said.text[comparison.said.said : comparison.said.end].strip()
        if agreement.agrees:
            telling = _telling(figure, agreement)
            return Point(Matter.FIGURE, True, printed, words_said, agreement, telling=telling)
        if agreement is Agreement.DIFFERENT and agreeing and near < best_near + PAIRED:
            # A word more is too little to say that the other is meant.
            return Point(
                Matter.FIGURE, None, printed, words_said, telling=_telling(figure, agreement)
            )
        if agreement is Agreement.DIFFERENT and (
            same or paired or _only_one(figure, counted, claim, said)
        ):
            if _is_far(figure, comparison.said):
                return Point(Matter.FIGURE, None, printed, telling=_telling(figure, agreement))
            scaled = any(_is_scaled(figure, f) or f.value == figure.value for f, _ in said.figures)
            return Point(Matter.FIGURE, False, printed, words_said, agreement, scaled=scaled)
        if agreement is Agreement.OTHER_UNIT and figure.value == comparison.said.value:
            return Point(Matter.UNIT, False, printed, words_said, agreement)
    others = reckoned(figure, counted, said)
    if others:
        return Point(Matter.FIGURE, True, printed, others, Agreement.WITHIN, telling=RECKONED)
    return _other_counted(figure, counted, printed, said, alone and not claim.moments)


def _is_distance(side: Proposition, figure: Figure) -> bool:
    """Whether a figure says how long before or after something, and not how long: "drie jaar na de start"."""
    return bool(_DISTANCE.match(side.text, figure.end))


def _are_parts(claim: Proposition, figure: Figure, said: Proposition, other: Figure) -> bool:
    """Whether both figures are a part of what stands before them: "2.350 bedrijven, waarvan er 400 …"."""
    sides = (claim.text[: figure.said], said.text[: other.said])
    return all(_OF_WHICH.search(before) for before in sides)


def _spoken_with(figure: Figure, claim: Proposition, said: Proposition) -> int:
    """How many of the claim's words stand in the part of the sentence that a figure stands in."""
    start, end = next(
        (a, b) for a, b in said.parts if a <= figure.start < b or b == said.parts[-1][1]
    )
    return count_held(claim.terms, said.text[start:end], claim, said)


def _telling(figure: Figure, agreement: Agreement) -> float:
    digits = len(f"{figure.value:.10g}".replace(".", "").rstrip("0"))
    bare = figure.unit == "" and figure.step == 0
    share = 0.1 if bare and figure.value <= SMALL else min(1.0, digits / 3)
    if figure.unit == "%" and digits < 3:
        share /= 2  # a report has most whole percentages somewhere
    return share / 2 if agreement is Agreement.WITHIN else share


def _is_scaled(figure: Figure, other: Figure) -> bool:
    """Whether two figures have the same digits, two or more, and are of another size."""
    one, another = _digits(figure), _digits(other)
    return one == another and len(one) > 1 and figure.value != other.value


def _digits(figure: Figure) -> str:
    return f"{figure.value:.10f}".replace(".", "").strip("0")


def _is_far(figure: Figure, other: Figure) -> bool:
    """Whether a figure is so much smaller or larger that it is of something else, and no slip in its
    unit: "180.000 euro" beside "€ 314 miljoen"."""
    small, large = sorted((abs(figure.value), abs(other.value)))
    return large >= FAR * max(small, 1e-9) and _digits(figure) != _digits(other)


def _is_amount(figure: Figure) -> bool:
    """Amounts and shares seldom say what they count; "elf miljoen" is one, too."""
    return bool(figure.unit) or figure.step >= 100_000


def _of_people(figure: Figure, other: Figure, said: Proposition) -> bool:
    """ "100 miljoen mensen" is no amount of money, although "100 miljoen" alone may be one."""
    counted = next((c for f, c in said.figures if f is other), None)
    return figure.unit != other.unit and other.unit == "" and counted is not None and counted.known


def _only_one(figure: Figure, counted: Counted, claim: Proposition, said: Proposition) -> bool:
    """Where claim and sentence have one figure of the kind each, they are a pair: amounts, and counts
    of which not both are known to be of different things ("700 ondernemers", "1.700 bezoekers")."""
    if _is_amount(figure):
        return all(
            sum(f.unit == figure.unit for f, _ in side.figures) == 1 for side in (claim, said)
        )
    if figure.value <= SMALL or len(claim.figures) > 1 or len(said.figures) > 1:
        return False
    return not all(c.known for _, c in said.figures) or not counted.known


def _other_counted(
    figure: Figure, counted: Counted, printed: str, said: Proposition, alone: bool
) -> Point:
    """The same number of something else ("680 euro", "680 bedrijven"), or no such figure at all."""
    for other, other_counted in said.figures:
        agreement = compare(figure, other).agreement
        if not agreement.agrees or _DISTANCE.match(said.text, other.end):
            continue
        words_said = said.text[other.said : other.end + 20].strip()
        if _is_another(counted, other_counted) and not _is_amount(other):
            return Point(Matter.UNIT, False, printed, words_said)
        telling = _telling(figure, agreement) / 2
        return Point(Matter.FIGURE, True, printed, words_said, agreement, telling=telling)
    # "One of the ten", "in five years": beside another figure.
    unsaid = figure.value == 1 or (counted.is_time and not alone)
    telling = 0.0 if unsaid else _telling(figure, Agreement.SAME)
    return Point(Matter.FIGURE, None, printed, telling=telling)


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
