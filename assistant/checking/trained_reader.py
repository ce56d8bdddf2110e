"""A claim read beside sentences of the documents by the network that ships (``training/``): no key, no model.

It gives each sentence a word, where it is sure enough, which is then held against the points as any reader's is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing
from assistant.checking.reader import ClaimReading, Says
from assistant.reader import Readable, Skill, is_there, judge

SAME, CONTRARY = 0.7, 0.7
"""Probability from which a sentence says the same, or the contrary."""

Floats = NDArray[np.float64]


class TrainedReader:
    """Reads with the network's claims head. Safe to share between threads."""

    def read(self, claim: Claim, sentences: Sequence[Bearing]) -> ClaimReading:
        """What each sentence says; those of which the network is not sure are of something else."""
        says = {}
        for place, odds in enumerate(odds_of(claim, sentences)):
            if odds[0] >= SAME:
                says[place] = Says.SAME
            elif odds[1] >= CONTRARY:
                says[place] = Says.CONTRARY
        return ClaimReading(says)


def trained_reader() -> TrainedReader | None:
    """The reader, where its network is there."""
    return TrainedReader() if is_there(Skill.CLAIMS) else None


def odds_of(claim: Claim, sentences: Sequence[Bearing]) -> Floats:
    """Probabilities that each sentence supports the claim, contradicts it, does neither: shape (n, 3)."""
    judged = judge(claim.text, [_shown(bearing) for bearing in sentences], Skill.CLAIMS)
    logits = np.stack([each.entails[0] for each in judged]).astype(np.float64)
    odds: Floats = np.exp(logits - logits.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _shown(bearing: Bearing) -> Readable:
    """The sentence, or a row's cell as a statement, without what stands around it."""
    return Readable("", (" ".join(bearing.source.text.split()),))
