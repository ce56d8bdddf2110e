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
from assistant.checking.stance import EVERY, stance_of
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
