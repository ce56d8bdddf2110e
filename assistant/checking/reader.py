"""A second reader of a claim and the sentences found for it, and what of its reading stands.

A reader (a connected language model) knows words that no list has; it does not reckon, and may be made to
say anything. It gives one word a sentence, and that is held against the points: what it calls the same must
have every figure, date and name of the claim, and what has another figure of the same is contrary whatever
it says. It adds no text, no quote and no page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing, surest_first
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.relation import Relation
from assistant.checking.stance import SURE, TELLS_NOTHING
from assistant.reader import Readable
from assistant.records import Stance

SHOWN = 16  # sentences that are read
SUREST = (
    10  # of them those that most surely speak of the claim; the others are the nearest in meaning
)
GROUND = 0.02  # probability without which no word of a reader makes a sentence speak of the claim
READ = 0.8  # how surely a sentence speaks of the claim that is read so, at least
OF_SOMETHING_ELSE = 0.1  # the same at most, where it is read as being of something else
_RECKONED = (Matter.FIGURE, Matter.UNIT, Matter.DATE)
_WORDED = (Matter.DENIAL, Matter.OPPOSITE)


class Says(StrEnum):
    """What a sentence says of a claim, as it is read."""

    SAME = "same"
    CONTRARY = "contrary"
    PART = "part"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """What was read: place of a sentence -> what it says; those left out are of something else.
    ``says`` is None where nobody read. ``note`` tells people who did, or why not; "" where nobody was to."""

    says: Mapping[int, Says] | None = None
    note: str = ""


class Reader(Protocol):
    """Whoever reads a claim beside sentences. Never raises: it says in the note what went wrong."""

    def read(self, claim: Claim, sentences: Sequence[Bearing]) -> ClaimReading: ...


def to_be_read(bearings: Sequence[Bearing]) -> list[Bearing]:
    """The sentences that a reader is shown: those that most surely speak of the claim, and the nearest."""
    nearest = sorted(bearings, key=lambda b: -b.nearness.tokens)
    chosen: dict[tuple[str, ...], Bearing] = {}
    for most, ranked in ((SUREST, bearings), (SHOWN, nearest)):
        for bearing in ranked:
            if len(chosen) >= most:
                break
            chosen.setdefault(bearing.wording, bearing)
    return list(chosen.values())


def readable(bearing: Bearing) -> Readable:
    """The sentence, or a row's cell as a statement, as a network is shown it: without what stands around it."""
    return Readable("", (" ".join(bearing.source.text.split()),))


def settled(
    bearings: Sequence[Bearing], shown: Sequence[Bearing], says: Mapping[int, Says]
) -> list[Bearing]:
    """The bearings with the stances in which reader and points agree, what most surely speaks first."""
    read = {bearing.wording: says.get(place, Says.OTHER) for place, bearing in enumerate(shown)}
    made = [_settled(b, read.get(b.wording)) for b in bearings]
    if any(b.read and b.relation.stance is Stance.AGAINST for b in made):
        # What nobody read does not outweigh what was read.
        made = [b if b.read else _unless_for(b) for b in made]
    return surest_first(made)


def _settled(bearing: Bearing, says: Says | None) -> Bearing:
    relation = bearing.relation
    if says is None:
        # What was not read and is told by its words alone waits for a reader.
        return bearing if is_reckoned(relation) else _with(bearing, None)
    stance = _stance(relation, says)
    points = tuple(p for p in relation.points if p.matter not in _WORDED)
    strength = _strength(relation, says, stance)
    made = replace(relation, stance=stance, strength=strength, points=points)
    return replace(bearing, relation=made, read=True, by_words=stance is not relation.stance)


def _unless_for(bearing: Bearing) -> Bearing:
    return _with(bearing, None) if bearing.relation.stance is Stance.FOR else bearing


def _with(bearing: Bearing, stance: Stance | None) -> Bearing:
    return replace(bearing, relation=replace(bearing.relation, stance=stance))


def _strength(relation: Relation, says: Says, stance: Stance | None) -> float:
    """How surely a sentence that was read speaks of the claim: what is of something else bears out no part."""
    if stance is None:
        return min(relation.strength, OF_SOMETHING_ELSE)
    return relation.strength if says is Says.OTHER else max(relation.strength, READ)


def _stance(relation: Relation, says: Says) -> Stance | None:
    if says is Says.OTHER:
        sure = relation.stance is Stance.FOR and relation.strength >= SURE and is_reckoned(relation)
        return Stance.FOR if sure else None
    if relation.strength < GROUND:
        return None
    if says is Says.CONTRARY:
        return Stance.AGAINST
    if any(p.matter in _RECKONED for p in relation.wrong):
        return relation.stance
    if says is Says.PART or _differs_beyond_words(relation) or is_lacking(relation):
        return Stance.PARTLY
    return Stance.FOR


def is_reckoned(relation: Relation) -> bool:
    """Whether a figure, or another date, decides, whatever the words."""
    right = any(p.matter is Matter.FIGURE and p.telling > TELLS_NOTHING for p in relation.right)
    return right or any(p.matter in _RECKONED for p in relation.wrong)


def _differs_beyond_words(relation: Relation) -> bool:
    """Whether another name, a weaker verb or another speaker is left, which a reader may pass over."""
    return any(p.matter not in _WORDED for p in relation.wrong)


def is_lacking(relation: Relation) -> bool:
    """Whether a sentence is silent about a figure or date of the claim. A name may stand before it, and
    the reader sees that."""
    return any(p.agrees is None and _counts(p) for p in relation.points)


def _counts(point: ComparedPoint) -> bool:
    figure = point.matter is Matter.FIGURE and point.telling > TELLS_NOTHING
    return figure or point.matter is Matter.DATE
