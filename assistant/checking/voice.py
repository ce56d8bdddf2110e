"""A second voice beside the points: the trained network's, where it ships (``training/``).

It speaks where the points say nothing, and objects to what words alone decided. Figures, units and dates are
reckoned, and it is not asked about them. From what probability it is believed was measured on claims that it was
not trained with (``docs/reader.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing
from assistant.checking.reader import is_reckoned
from assistant.library import Library
from assistant.reader import Readable, Skill, is_there, judge
from assistant.records import Stance

FOR, AGAINST = 0.8, 0.8
"""Probability from which the voice says that a sentence bears a claim out, or contradicts it."""
OBJECTS = 0.8
"""Probability of the opposite from which a stance that words alone gave does not stand."""
SPOKEN = 0.8
"""How surely a sentence speaks of the claim of which the voice says so, at least."""

Floats = NDArray[np.float64]


def speaks(library: Library) -> bool:
    """Whether there is a voice."""
    return library.settings.reader and is_there(Skill.CLAIMS)


def odds_of(claim: Claim, sentences: Sequence[Bearing]) -> Floats:
    """Probabilities that each sentence supports the claim, contradicts it, does neither: shape (n, 3)."""
    judged = judge(claim.text, [_shown(bearing) for bearing in sentences], Skill.CLAIMS)
    logits = np.array([each.entails[0] for each in judged], dtype=np.float64)
    odds: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    return odds


def heard(bearings: Sequence[Bearing], sentences: Sequence[Bearing], odds: Floats) -> list[Bearing]:
    """The bearings as points and voice have them, what most surely speaks first; ``odds`` are of ``sentences``."""
    said = {bearing.wording: each for bearing, each in zip(sentences, odds, strict=True)}
    made = [_heard(bearing, said.get(bearing.wording)) for bearing in bearings]
    return sorted(made, key=lambda b: (-b.relation.strength, b.found.passage.id, b.position))


def _heard(bearing: Bearing, odds: Floats | None) -> Bearing:
    relation = bearing.relation
    if odds is None or is_reckoned(relation):
        return bearing
    pro, contra = float(odds[0]), float(odds[1])
    stance = relation.stance
    if (stance is Stance.FOR and contra >= OBJECTS) or (
        stance is Stance.AGAINST and pro >= OBJECTS
    ):
        return replace(bearing, relation=replace(relation, stance=None))
    if stance in (Stance.FOR, Stance.AGAINST):
        return bearing
    if pro >= FOR or contra >= AGAINST:
        told = Stance.FOR if pro >= FOR else Stance.AGAINST
        strength = max(relation.strength, SPOKEN)
        spoken = replace(relation, stance=told, strength=strength)
        return replace(bearing, relation=spoken, voiced=True)
    return bearing


def _shown(bearing: Bearing) -> Readable:
    """The sentence, or a row's cell as a statement, without what stands around it."""
    return Readable("", (" ".join(bearing.source.text.split()),))
