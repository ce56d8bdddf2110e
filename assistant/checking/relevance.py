"""Which sentences speak of a claim, where nothing decides: what words have in common, and what the reader says.

The trained reader says whether a sentence answers a question. A claim is read as one: what "answers" it speaks
of the same, whichever way. So it says nothing of true or false here; it puts first what a person should read.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing
from assistant.checking.reader import readable, to_be_read
from assistant.reader import Skill, judge

# Log odds of both, weighed by a logistic regression on the open, loose and fresh claims (``fit_relevance.py``).
STRENGTH, ANSWERS = 0.912, 0.706


def most_relevant_first(claim: Claim, bearings: Sequence[Bearing]) -> list[Bearing]:
    """The sentences that a reader would be shown, what most likely speaks of the claim first."""
    shown = to_be_read(bearings)
    answers = answers_of(claim, shown)
    rated = zip(shown, answers, strict=True)
    ordered = sorted(rated, key=lambda r: -relevance(r[0].relation.strength, r[1]))
    return [bearing for bearing, _ in ordered]


def answers_of(claim: Claim, sentences: Sequence[Bearing]) -> list[float]:
    """Log odds that each sentence answers the claim, read by itself; 0 where a claim leaves no room for it."""
    asked = f"{claim.about} {claim.text}".strip()
    judged = judge(asked, [readable(bearing) for bearing in sentences], Skill.QUESTIONS)
    said = [float(reading.answers[0]) for reading in judged]
    return [0.0 if np.isnan(value) else value for value in said]


def relevance(strength: float, answers: float) -> float:
    """Log odds that a sentence speaks of a claim, from the probability by words and the reader's log odds."""
    return STRENGTH * log_odds(strength) + ANSWERS * answers


def log_odds(probability: float) -> float:
    """Of a probability, kept from the ends.

    >>> log_odds(0.5)
    0.0
    """
    held = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(held / (1 - held)))
