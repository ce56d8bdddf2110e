"""Sentences that bear a claim out together, each of them a part of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.gather import Bearing
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.relation import Relation
from assistant.checking.stance import FIGURE_WORDS, TELLS_NOTHING
from assistant.records import Stance

MOST = 3  # sentences
PIECE, FIGURED_PIECE = (
    0.3,
    0.12,
)  # least probability of a sentence among several, and of one with a figure


def pieced(bearings: Sequence[Bearing]) -> tuple[Bearing, ...]:
    """Up to three sentences that together bear out every point of the claim, none against it."""
    left: set[tuple[Matter, str]] | None = None
    several = sum(map(_is_telling, bearings[0].relation.points)) > 1 if bearings else False
    if not bearings or not any(
        p.telling > TELLS_NOTHING or p.matter is Matter.DATE for p in bearings[0].relation.points
    ):
        return ()  # words are borne out by one sentence that has them all, or by none
    chosen: list[Bearing] = []
    for bearing in bearings:
        relation = bearing.relation
        least = FIGURED_PIECE if several and _has_telling(relation) else PIECE
        if relation.strength < least or relation.wrong or relation.stance is Stance.AGAINST:
            continue
        if left is None:
            left = {(p.matter, p.claimed) for p in relation.points if not p.goes_unsaid}
        borne = {(p.matter, p.claimed) for p in relation.right}
        if borne & left:
            chosen.append(bearing)
            left -= borne
        if not left or len(chosen) == MOST:
            break
    # One that has every point and does not bear the claim out has too little of its words.
    alone = len(chosen) == 1 and chosen[0].relation.alignment.inside < FIGURE_WORDS
    return tuple(chosen) if chosen and not left and not alone else ()


def _has_telling(relation: Relation) -> bool:
    return any(_is_telling(p) for p in relation.right)


def _is_telling(point: ComparedPoint) -> bool:
    return point.matter is Matter.FIGURE and point.telling > TELLS_NOTHING
