"""The trained reader as a second voice: what it says of each sentence, beside what the points say.

The points know figures, dates and names, and little of meaning; the reader knows something of meaning and does
not reckon. A figure or date that differs counts against a claim only where the reader does not say that the
sentence is of something else, and what words alone decided stands only as long as the reader does not object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing
from assistant.checking.point import Matter
from assistant.checking.reader import READ, to_be_read
from assistant.checking.relation import TELLS_NOTHING, Relation
from assistant.library import Library
from assistant.reader import Readable, heading, is_there, judge
from assistant.records import Stance

_RECKONED = (Matter.FIGURE, Matter.UNIT, Matter.DATE)


@dataclass(frozen=True, slots=True)
class VoiceLimits:
    """Probabilities from which the reader's word counts. Fitted on claims that it was not trained with."""

    supports: float = 0.8
    contradicts: float = 0.8
    objects: float = 0.8
    ground: float = 0.05  # how surely the points must find that the sentence speaks of the claim


LIMITS = VoiceLimits()


@dataclass(frozen=True, slots=True)
class Odds:
    """How probable the reader finds it that a sentence supports a claim, contradicts it, or neither."""

    supports: float
    contradicts: float
    neither: float


def hears(library: Library) -> bool:
    """Whether there is a second voice."""
    return library.settings.reader and is_there()


def odds_of(claim: Claim, bearings: Sequence[Bearing]) -> dict[tuple[str, int], Odds]:
    """(passage, position) -> odds, of the sentences that are worth reading."""
    shown = to_be_read(bearings)
    passages = {b.found.passage.id: b.found for b in shown}
    text = f"{claim.about} {claim.text}".strip()
    judged = judge(
        text,
        [
            Readable(
                heading(found.version.document.title, found.passage.section),
                tuple(" ".join(each.in_words.split()) for each in found.passage.sentences),
            )
            for found in passages.values()
        ],
    )
    said = dict(zip(passages, judged, strict=True))
    found: dict[tuple[str, int], Odds] = {}
    for bearing in shown:
        logits = said[bearing.found.passage.id].entails[bearing.position]
        if not np.isnan(logits).any():
            shares = np.exp(logits - logits.max())
            shares /= shares.sum()
            found[bearing.found.passage.id, bearing.position] = Odds(*map(float, shares))
    return found


def heard(
    bearings: Sequence[Bearing],
    odds: dict[tuple[str, int], Odds],
    limits: VoiceLimits = LIMITS,
) -> list[Bearing]:
    """The bearings as points and reader have them together, what most surely speaks first."""
    made = []
    for bearing in bearings:
        said = odds.get((bearing.found.passage.id, bearing.position))
        relation = bearing.relation if said is None else _together(bearing.relation, said, limits)
        made.append(replace(bearing, relation=relation))
    return sorted(made, key=lambda b: (-b.relation.strength, b.found.passage.id, b.position))


def _together(relation: Relation, said: Odds, limits: VoiceLimits) -> Relation:
    stance = relation.stance
    reckoned = any(p.matter in _RECKONED for p in relation.wrong)
    if stance is not None and _objected(stance, said, reckoned, limits):
        return replace(relation, stance=None)
    if reckoned or stance is not None or relation.strength < limits.ground:
        return relation
    if said.supports >= limits.supports and not _lacks(relation):
        return replace(relation, stance=Stance.FOR, strength=max(relation.strength, READ))
    if said.contradicts >= limits.contradicts:
        return replace(relation, stance=Stance.AGAINST, strength=max(relation.strength, READ))
    return relation


def _objected(stance: Stance, said: Odds, reckoned: bool, limits: VoiceLimits) -> bool:
    """Whether the reader is sure that the stance is wrong."""
    if stance is Stance.FOR:
        return said.contradicts + said.neither >= limits.objects
    if stance is Stance.AGAINST and reckoned:
        return said.neither >= limits.objects
    if stance is Stance.AGAINST:
        return said.supports + said.neither >= limits.objects
    return False


def _lacks(relation: Relation) -> bool:
    """Whether the sentence is silent about a figure or a date of the claim."""
    return any(
        p.agrees is None
        and (p.matter is Matter.DATE or (p.matter is Matter.FIGURE and p.telling > TELLS_NOTHING))
        for p in relation.points
    )
