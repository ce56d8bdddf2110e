"""How one sentence of a source stands to a claim: point by point, then as a whole.

Pure: it knows no library. What it compares are figures that count the same, dates, names, negation,
opposites, how firmly it is said, and by whom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import stem, words
from assistant.checking.alignment import Alignment, Said, Weigh, align
from assistant.checking.proposition import Proposition
from assistant.checking.sameness import Nearness, fitted
from assistant.checking.wording import Certainty, certainty_of, is_negated, opposed
from assistant.figures import Agreement, Comparison, Counted, Figure, Moment, compare, figures_in
from assistant.records import Stance


class Matter(StrEnum):
    """What a point of comparison is about."""

    FIGURE = "figure"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    DENIAL = "denial"
    OPPOSITE = "opposite"
    CERTAINTY = "certainty"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a claim held against a sentence: ``agrees`` is None where it is silent about it."""

    matter: Matter
    agrees: bool | None
    claimed: str
    said: str = ""
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A claim and a sentence: how far they speak of the same, and where they agree and differ."""

    alignment: Alignment
    points: tuple[Point, ...]
    features: NDArray[np.float64]
    stance: Stance | None
    strength: float  # 0..1, how sure it is that they speak of the same

    @property
    def wrong(self) -> tuple[Point, ...]:
        return tuple(p for p in self.points if p.agrees is False)

    @property
    def right(self) -> tuple[Point, ...]:
        return tuple(p for p in self.points if p.agrees)

    @property
    def silent(self) -> tuple[Point, ...]:
        return tuple(p for p in self.points if p.agrees is None)


_WEAKER = (Matter.CERTAINTY, Matter.SPEAKER)
_WORDED = (Matter.DENIAL, Matter.OPPOSITE, Matter.NAME)
SMALL = 12  # counts up to this are often left to the reader ("one of the ten")


def relate(
    claim: Proposition,
    said: Proposition,
    nearness: Nearness,
    weigh: Weigh = lambda _: 1.0,
    row: bool = False,
) -> Relation:
    """Hold a claim against a sentence. ``weigh`` gives what a stem of the claim counts for."""
    alignment = align(claim, said, weigh)
    points = (
        *_figures(claim, said),
        *_dates(claim, said),
        *_names(claim, said),
        *_wordings(claim, said, alignment),
    )
    features = _features(claim, said, alignment, points, nearness, row)
    strength = fitted().probability(features)
    return Relation(alignment, points, features, _stance(points, strength), strength)


def _features(
    claim: Proposition,
    said: Proposition,
    alignment: Alignment,
    points: Sequence[Point],
    nearness: Nearness,
    row: bool,
) -> NDArray[np.float64]:
    """What a claim and a sentence have in common, in the order of ``sameness.FEATURES``."""
    figures = [p for p in points if p.matter in (Matter.FIGURE, Matter.UNIT)]
    names = [p for p in points if p.matter is Matter.NAME]
    own = Said.of(said.text, said.language)
    cross = float(claim.language != said.language)
    inside_names = [all(_has_word(own, part, claim) for part in p.claimed.split()) for p in names]
    dates = [p for p in points if p.matter is Matter.DATE]
    return np.array(
        [
            alignment.inside,
            alignment.around,
            alignment.back,
            nearness.sentence,
            nearness.tokens,
            nearness.passage,
            nearness.lead,
            _part(figures, lambda p: bool(p.agrees)),
            max((_telling(p) for p in figures if p.agrees), default=0.0),
            _part(figures, lambda p: p.agrees is not None),
            _part(dates, lambda p: bool(p.agrees and p.said)),
            sum(inside_names) / len(names) if names else 0.0,
            _part(names, lambda p: not p.agrees),
            float(bool(figures)),
            float(row),
            cross,
            cross * alignment.inside,
            cross * nearness.tokens,
            cross * nearness.sentence,
        ]
    )


def _part(points: Sequence[Point], holds: Callable[[Point], bool]) -> float:
    return sum(holds(p) for p in points) / len(points) if points else 0.0


def _telling(point: Point) -> float:
    """How little chance there is that a figure stands somewhere by accident, 0 to 1."""
    digits = re.sub(r"\D", "", point.claimed).rstrip("0")
    share = min(1.0, len(digits) / 3) if digits else 0.4
    return share / 2 if point.agreement is Agreement.WITHIN else share


def _stance(points: Sequence[Point], strength: float) -> Stance | None:
    limits = fitted()
    wrong = [p for p in points if p.agrees is False]
    hard = [p for p in wrong if p.matter not in _WEAKER]
    figured = any(p.agrees and p.matter is Matter.FIGURE for p in points)
    silent = [p for p in points if p.agrees is None and not (figured and _is_small(p))]
    if not wrong:
        return Stance.FOR if strength >= limits.support and not silent else None
    if strength < limits.contradict:
        return None
    if not hard:
        return None if silent else Stance.PARTLY
    if figured and all(p.matter is Matter.DATE for p in hard):
        return Stance.PARTLY
    if all(p.matter in _WORDED for p in hard) and strength < limits.contradict_worded:
        return None
    return None if any(p.matter is Matter.FIGURE for p in silent) else Stance.AGAINST


def _is_small(point: Point) -> bool:
    """A small count that a sentence may leave unsaid where it has the claim's other figures."""
    found = figures_in(point.claimed, "nl") or figures_in(point.claimed, "en")
    return point.matter is Matter.FIGURE and any(f.unit == "" and f.value <= SMALL for f in found)


# Figures


def _figures(claim: Proposition, said: Proposition) -> list[Point]:
    return [_figure_point(claim, figure, counted, said) for figure, counted in claim.figures]


def _figure_point(claim: Proposition, figure: Figure, counted: Counted, said: Proposition) -> Point:
    printed = claim.text[figure.said : figure.end].strip()
    compared: list[tuple[Comparison, bool, int]] = []
    for other, other_counted in said.figures:
        same = counted.same_as(other_counted)
        if same or figure.unit or not (counted.names and other_counted.names):
            compared.append((compare(figure, other), same, _spoken_with(other, claim, said)))
    nearest = max((near for c, _, near in compared if c.said.unit == figure.unit), default=0)
    # Of several figures of a sentence, the one among the claim's own words is meant.
    compared.sort(key=lambda c: (c[2] < nearest, not c[0].agreement.agrees, not c[1]))
    for comparison, same, _ in compared:
        agreement = comparison.agreement
        words_said = said.text[comparison.said.said : comparison.said.end].strip()
        if agreement.agrees:
            return Point(Matter.FIGURE, True, printed, words_said, agreement)
        if agreement is Agreement.DIFFERENT and (same or _only_amount(figure, claim, said)):
            return Point(Matter.FIGURE, False, printed, words_said, agreement)
        if agreement is Agreement.OTHER_UNIT and figure.value == comparison.said.value:
            return Point(Matter.UNIT, False, printed, words_said, agreement)
    return _other_counted(figure, counted, printed, said)


def _spoken_with(figure: Figure, claim: Proposition, said: Proposition) -> int:
    """How many of the claim's words stand in the part of the sentence that a figure stands in."""
    start = max((m.end() for m in _PART_END.finditer(said.text, 0, figure.said)), default=0)
    behind = _PART_END.search(said.text, figure.end)
    part = Said.of(said.text[start : behind.start() if behind else len(said.text)], said.language)
    return sum(part.has(term, claim.language) for term in claim.terms)


_PART_END = re.compile(r"[,;:(\t]\s?|\s(?:en|and|waarvan|of which|maar|but|tegen|against|versus)\s")


def _only_amount(figure: Figure, claim: Proposition, said: Proposition) -> bool:
    """Amounts and shares seldom say what they count: where each has one of its unit, they are a pair."""
    if not figure.unit:
        return False
    return all(sum(f.unit == figure.unit for f, _ in side.figures) == 1 for side in (claim, said))


def _other_counted(figure: Figure, counted: Counted, printed: str, said: Proposition) -> Point:
    """The same number of something else ("680 euro", "680 bedrijven"), or no such figure at all."""
    for other, other_counted in said.figures:
        agreement = compare(figure, other).agreement
        if not agreement.agrees:
            continue
        words_said = said.text[other.said : other.end + 20].strip()
        if counted.known and other_counted.known:
            return Point(Matter.UNIT, False, printed, words_said)
        return Point(Matter.FIGURE, True, printed, words_said, agreement)
    return Point(Matter.FIGURE, None, printed)


# Dates


def _dates(claim: Proposition, said: Proposition) -> list[Point]:
    return [_date_point(claim, moment, said) for moment in claim.moments]


def _date_point(claim: Proposition, moment: Moment, said: Proposition) -> Point:
    printed = claim.text[moment.start : moment.end]
    if not moment.year_known:
        met = [
            m
            for m in said.moments
            if (m.first.month, m.first.day) == (moment.first.month, moment.first.day)
        ]
        dated = [m for m in said.moments if m.first == m.last]
        return Point(
            Matter.DATE, bool(met) or (False if dated else None), printed, _printed(said, dated)
        )
    own = [m for m in said.moments if m.year_known]
    fine = [m for m in own if m.days <= 2 * moment.days] or own
    if any(_fits(moment, m) for m in fine):
        return Point(Matter.DATE, True, printed, _printed(said, fine))
    if own:
        return Point(Matter.DATE, False, printed, _printed(said, fine))
    # What only the document's date says of a sentence is too little to contradict a claim, and to
    # bear out one that says no more than when.
    around = bool(claim.figures) and any(_fits(moment, m) for m in said.spoken_of)
    return Point(Matter.DATE, True if around else None, printed)


def _fits(claimed: Moment, said: Moment) -> bool:
    if claimed.within(said) or said.within(claimed):
        return True
    if claimed.open_end == "since" or said.open_end == "since":
        return claimed.first.year == said.first.year
    return False


def _printed(said: Proposition, moments: Sequence[Moment]) -> str:
    return ", ".join(said.text[m.start : m.end] for m in moments)


# Names


def _names(claim: Proposition, said: Proposition) -> list[Point]:
    speaker = " ".join(words(claim.speaker))
    named = [name for name in claim.names if name not in speaker]
    return [_name_point(name, claim, said) for name in named]


def _name_point(name: str, claim: Proposition, said: Proposition) -> Point:
    near = Said.of(f"{said.text} {said.before} {said.around}", said.language)
    parts = [p for p in name.split() if len(p) > 2] or name.split()
    held = sum(_has_word(near, part, claim) for part in parts)
    if held >= max(1, round(0.6 * len(parts))):
        return Point(Matter.NAME, True, name, name)
    others = [other for other in said.names if not _among(other, claim)]
    return Point(Matter.NAME, False if others else None, name, ", ".join(others))


def _has_word(near: Said, part: str, claim: Proposition) -> bool:
    return (
        stem(part, near.language) in near.stems
        or near.has(stem(part, claim.language), claim.language)
        or (len(part) > 3 and part in near.joined)
    )


def _among(name: str, claim: Proposition) -> bool:
    own = " ".join(words(claim.text))
    return any(part in own for part in name.split())


# Wording


def _wordings(claim: Proposition, said: Proposition, alignment: Alignment) -> list[Point]:
    clause = alignment.clause
    points: list[Point] = []
    if is_negated(claim.text) != is_negated(clause):
        if not opposed(claim.text, clause):
            points.append(Point(Matter.DENIAL, False, claim.text, clause))
    elif opposed(claim.text, clause):
        points.append(Point(Matter.OPPOSITE, False, claim.text, clause))
    firm, found = certainty_of(claim.text), certainty_of(clause)
    if firm is Certainty.SAID and found < firm:
        points.append(Point(Matter.CERTAINTY, False, firm.name, found.name))
    if claim.speaker:
        points.append(_speaker_point(claim, said))
    return points


def _speaker_point(claim: Proposition, said: Proposition) -> Point:
    who = said.speaker or said.around
    near = Said.of(who, said.language)
    named = [
        w for w in words(claim.speaker) if len(w) > 2 and w not in ("the", "het", "van", "een")
    ]
    held = any(_has_word(near, word, claim) for word in named)
    if held:
        return Point(Matter.SPEAKER, True, claim.speaker, who)
    return Point(Matter.SPEAKER, False if said.speaker else None, claim.speaker, said.speaker)
