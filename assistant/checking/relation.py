"""How one sentence of a source stands to a claim: point by point, then as a whole.

Pure: it knows no library. What it compares are figures that count the same, dates, names, negation,
opposites, how firmly it is said, and by whom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.checking.alignment import Alignment, Weigh, align
from assistant.checking.names import has_word
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.points import points_of
from assistant.checking.proposition import Proposition
from assistant.checking.sameness import Nearness, fitted_sameness
from assistant.language.vocabulary import Vocabulary
from assistant.records import Stance


@dataclass(frozen=True, slots=True)
class Relation:
    """A claim and a sentence: how far they speak of the same, and where they agree and differ."""

    alignment: Alignment
    points: tuple[ComparedPoint, ...]
    features: NDArray[np.float64]
    stance: Stance | None
    strength: float  # 0..1, how sure it is that they speak of the same
    across: bool = False  # the two are of different languages

    @property
    def wrong(self) -> tuple[ComparedPoint, ...]:
        return tuple(p for p in self.points if p.agrees is False)

    @property
    def right(self) -> tuple[ComparedPoint, ...]:
        return tuple(p for p in self.points if p.agrees)


_WEAKER = (Matter.CERTAINTY, Matter.SPEAKER)
_WORDED = (Matter.DENIAL, Matter.OPPOSITE, Matter.NAME)
SPOKEN_OF = 0.3  # of the claim's words, without which nothing contradicts it
SPOKEN_OF_ACROSS = 0.2  # the same in another language, of which the glossary has some words
ACROSS = 0.25  # probability from which that is enough
STRIKING = 0.6  # a figure with two digits or more that count
SOME = 0.2  # of the claim's words, beside a figure that agrees
DATED_WORDS = 0.4  # of the claim's words, where nothing but its date is another
DATED = 0.25  # probability, where the sentence has the claim's date
FEW = 2  # words in common, of a claim that words alone bear out
CERTAIN = 0.85  # probability from which one is enough beside a number, however common
LIKELY_WITH_EVERY = 0.5  # the same where the sentence has every word of it
LIKELY = 0.7  # probability that it speaks of the same, where words alone bear a claim out
TELLS_NOTHING = 0.1  # a figure as common as 2
BUT_FOR_A_NAME = 0.6  # of the claim's words in a sentence that names another
# A plan, a wish or another name is a part of the claim only in a sentence that surely speaks of it: below these
# such a sentence was of something else in 36 of 37 claims (fitted on the open, loose and fresh ones).
PARTLY, PARTLY_WORDS = 0.5, 0.6
NAMED, NAMED_WORDS = 0.3, 0.55
SURE = 0.7  # from this probability on a name may be left unsaid beside a telling figure
# "More" and "less" stand in many sentences, and below this mostly in one about something else.
OPPOSED, OPPOSED_WORDS = 0.5, 0.4
EVERY = 0.95  # of the claim's words, in a sentence that denies them
WORDED = 0.5  # the same where nothing but words bears it out or contradicts it


def relate(
    claim: Proposition,
    source: Proposition,
    nearness: Nearness,
    weigh: Weigh = lambda _: 1.0,
    row: bool = False,
) -> Relation:
    """Hold a claim against a sentence. ``weigh`` gives what a stem of the claim counts for."""
    alignment = align(claim, source, weigh)
    points = points_of(claim, source, alignment)
    features = _features(claim, source, alignment, points, nearness, row)
    strength = fitted_sameness().probability(features)
    across = claim.language != source.language
    stance = stance_of(points, strength, alignment, across)
    # The words of a row say little, and the heading of its section may be that of another table.
    if stance is Stance.FOR and row and not _is_counted(points) and alignment.inside < EVERY:
        stance = None
    return Relation(alignment, points, features, stance, strength, across)


def _is_counted(points: Sequence[ComparedPoint]) -> bool:
    """Whether a figure or a date agrees."""
    matters = (Matter.FIGURE, Matter.UNIT, Matter.DATE)
    return any(p.agrees and p.matter in matters for p in points)


def _features(
    claim: Proposition,
    source: Proposition,
    alignment: Alignment,
    points: Sequence[ComparedPoint],
    nearness: Nearness,
    row: bool,
) -> NDArray[np.float64]:
    """What a claim and a sentence have in common, in the order of ``sameness.FEATURES``."""
    figures = [p for p in points if p.matter in (Matter.FIGURE, Matter.UNIT)]
    names = [p for p in points if p.matter is Matter.NAME]
    own = Vocabulary.of(source.text, source.language)
    cross = float(claim.language != source.language)
    inside_names = [all(has_word(own, part, claim) for part in p.claimed.split()) for p in names]
    dates = [p for p in points if p.matter is Matter.DATE]
    return np.array(
        [
            alignment.inside,
            alignment.around,
            alignment.lacking,
            alignment.back,
            nearness.sentence,
            nearness.tokens,
            nearness.passage,
            nearness.lead,
            _part(figures, lambda p: bool(p.agrees)),
            max((p.telling for p in figures if p.agrees), default=0.0),
            _part(figures, lambda p: p.agrees is not None),
            _part(dates, lambda p: bool(p.agrees and p.found)),
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


def _part(points: Sequence[ComparedPoint], holds: Callable[[ComparedPoint], bool]) -> float:
    return sum(holds(p) for p in points) / len(points) if points else 0.0


def stance_of(
    points: Sequence[ComparedPoint], strength: float, alignment: Alignment, across: bool
) -> Stance | None:
    """Whether a sentence that so speaks of a claim stands for it, against it, for part of it, or neither."""
    limits = fitted_sameness()
    wrong = [p for p in points if p.agrees is False]
    hard = {p.matter for p in wrong if p.matter not in _WEAKER}
    telling = max(
        (p.telling for p in points if p.agrees and p.matter is Matter.FIGURE), default=0.0
    )
    silent = {p.matter for p in points if p.agrees is None and not _goes_unsaid(p)}
    if telling > TELLS_NOTHING and strength >= SURE:
        silent -= {Matter.NAME}
    scaled = any(p.matter is Matter.UNIT or p.scaled for p in wrong)
    spoken_of = SPOKEN_OF_ACROSS if across and strength >= ACROSS else SPOKEN_OF
    grounded = telling > TELLS_NOTHING or alignment.around >= spoken_of or scaled
    if not wrong and not silent:
        dated = any(p.matter is Matter.DATE and p.found for p in points)
        best = max((p.telling for p in points if p.agrees), default=0.0)
        borne = _borne(best, strength, alignment, dated)
        return Stance.FOR if strength >= limits.support and borne else None
    if strength < limits.contradict or not grounded or silent & {Matter.FIGURE, Matter.DENIAL}:
        return None
    if not hard:
        dated = bool(telling) and silent == {Matter.DATE} and strength >= PARTLY
        weaker = wrong and not silent and _is_said_weaker(wrong, strength, alignment)
        return Stance.PARTLY if dated or weaker else None
    if len(hard - {Matter.UNIT}) > 1:
        return None  # what differs in two ways is something else
    if hard == {Matter.NAME}:
        figured = telling and strength >= SURE
        return Stance.PARTLY if figured or _is_said_of_another(strength, alignment) else None
    if telling and hard == {Matter.DATE}:
        return Stance.PARTLY
    ended = any(p.telling > TELLS_NOTHING for p in wrong)  # both say until when, or since when
    if hard == {Matter.DATE} and _is_dated_apart(wrong, alignment, ended):
        return None
    if hard <= set(_WORDED) and any(p.matter is Matter.CERTAINTY for p in wrong):
        return None  # what is advised or may be is no denial of what is
    worded = alignment.inside >= WORDED or (strength >= SURE and alignment.inside >= SPOKEN_OF)
    every = hard == {Matter.DENIAL} and alignment.inside >= EVERY and alignment.held > 0
    if hard == {Matter.OPPOSITE}:
        return Stance.AGAINST if strength >= OPPOSED and alignment.inside >= OPPOSED_WORDS else None
    least = limits.contradict if every else limits.contradict_worded
    if hard <= set(_WORDED) and (strength < least or not worded):
        return None
    return Stance.AGAINST


def _is_dated_apart(wrong: Sequence[ComparedPoint], alignment: Alignment, ended: bool) -> bool:
    """Whether another date is that of something else: of another thing that the same name did, of a sentence
    with few of the claim's words, or of one that has neither date of a claim with two."""
    if sum(p.matter is Matter.DATE for p in wrong) > 1:
        return True
    return not ended and (not alignment.held or alignment.around < DATED_WORDS)


def _is_said_weaker(wrong: Sequence[ComparedPoint], strength: float, alignment: Alignment) -> bool:
    """Whether a sentence says the claim as a plan or a wish, or by somebody else, and surely speaks of it."""
    planned = any(p.matter is Matter.CERTAINTY for p in wrong)
    return not planned or (strength >= PARTLY and alignment.inside >= PARTLY_WORDS)


def _is_said_of_another(strength: float, alignment: Alignment) -> bool:
    """Whether a sentence says the claim but for a name."""
    spoken = alignment.around >= BUT_FOR_A_NAME and alignment.inside >= NAMED_WORDS
    return strength >= NAMED and spoken


def _borne(telling: float, strength: float, alignment: Alignment, dated: bool) -> bool:
    """Whether enough is in common to bear a claim out: words, or a telling figure or date and some."""
    if dated and strength >= DATED and (alignment.around >= SOME or telling > TELLS_NOTHING):
        return True
    if telling > TELLS_NOTHING:
        # A figure alone, without a word in common, must be one that does not stand there by accident.
        alone = strength >= LIKELY and (alignment.around >= SOME / 2 or telling >= STRIKING)
        return alone or alignment.around >= SOME
    few = alignment.held < FEW and not (telling and strength >= CERTAIN)
    every = alignment.inside >= EVERY and alignment.held >= FEW
    likely = strength >= (LIKELY_WITH_EVERY if every else LIKELY)
    return likely and alignment.around >= SPOKEN_OF and not few


def _goes_unsaid(point: ComparedPoint) -> bool:
    """A figure that a sentence need not have: "one of the ten", "in five years"."""
    return point.matter is Matter.FIGURE and point.telling == 0
