"""A second voice beside the points: a trained network's, where its weights are there.

None ships yet: those that were trained find more and are not more precise (``training/README.md``). Whoever trains
one puts ``claims.npz`` beside the reader's other weights.

It speaks where the points say nothing, and objects to what words alone bear out. It is not asked about figures,
units and dates, which are reckoned; another name or speaker, and a figure or date that a sentence lacks, stand in
its way. From what probability it is believed was measured on claims that it was not trained with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing, surest_first
from assistant.checking.point import Matter
from assistant.checking.reader import is_lacking, is_reckoned, readable
from assistant.library import Library
from assistant.reader import Skill, is_there, judge
from assistant.records import Stance

FOR, AGAINST = 0.75, 0.85
"""Probability from which the voice says that a sentence bears a claim out, or contradicts it."""
OBJECTS = 0.8
"""Probability that it contradicts the claim, from which a sentence does not bear it out by its words alone."""
SPOKEN = 0.8
"""How surely a sentence speaks of the claim of which the voice says so, at least."""

Floats = NDArray[np.float64]


def speaks(library: Library) -> bool:
    """Whether there is a voice."""
    return library.settings.reader and is_there(Skill.CLAIMS)


def odds_of(claim: Claim, sentences: Sequence[Bearing]) -> Floats:
    """Probabilities that each sentence supports the claim, contradicts it, does neither: shape (n, 3)."""
    judged = judge(claim.text, [readable(bearing) for bearing in sentences], Skill.CLAIMS)
    logits = np.array([each.entails[0] for each in judged], dtype=np.float64)
    odds: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    return odds


def heard(bearings: Sequence[Bearing], sentences: Sequence[Bearing], odds: Floats) -> list[Bearing]:
    """The bearings as points and voice have them, what most surely speaks first; ``odds`` are of ``sentences``."""
    said = {bearing.wording: each for bearing, each in zip(sentences, odds, strict=True)}
    return surest_first(_heard(bearing, said.get(bearing.wording)) for bearing in bearings)


def _heard(bearing: Bearing, odds: Floats | None) -> Bearing:
    relation = bearing.relation
    if odds is None or is_reckoned(relation):
        return bearing
    pro, contra = float(odds[0]), float(odds[1])
    if relation.stance is Stance.FOR and contra >= OBJECTS:
        return replace(bearing, relation=replace(relation, stance=None))
    another = any(p.matter in (Matter.NAME, Matter.SPEAKER) for p in relation.wrong)
    if another or relation.stance in (Stance.FOR, Stance.AGAINST):
        return bearing
    if pro >= FOR and not is_lacking(relation):
        return _told(bearing, Stance.FOR)
    return _told(bearing, Stance.AGAINST) if contra >= AGAINST else bearing


def _told(bearing: Bearing, stance: Stance) -> Bearing:
    strength = max(bearing.relation.strength, SPOKEN)
    relation = replace(bearing.relation, stance=stance, strength=strength)
    return replace(bearing, relation=relation, voiced=True)
