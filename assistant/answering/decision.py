"""Which sentence answers best, and does it answer? A calibrated probability, no magic number.

Logistic regression on the evidence of the best sentence. The weights and the threshold are fitted
on development questions, with and without their answer in the library, by
``benchmarks/fit_answering.py``, which writes ``decision.json`` beside this file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence import NAMES, Evidence

WEIGHTS = Path(__file__).with_name("decision.json")


@dataclass(frozen=True)
class Decision:
    """Weights in the order of ``evidence.NAMES``, the constant, and the thresholds."""

    choice: NDArray[np.float64]  # ranks the sentences of a question
    weights: NDArray[np.float64]
    constant: float
    answered: float  # at least this probable: answered
    partly: float  # at least this: partly answered; below it: not in the documents

    def probability(self, evidence: Evidence) -> float:
        """How probable it is that the sentence answers the question, 0 to 1."""
        score = float(self.weights @ evidence.array()) + self.constant
        return 1.0 / (1.0 + float(np.exp(-np.clip(score, -30, 30))))


@lru_cache(maxsize=1)
def fitted_decision() -> Decision:
    """The fitted decision. Raises KeyError where the file does not fit this program."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = np.array([data["weights"][name] for name in NAMES], dtype=np.float64)
    choice = np.array([data["choice"][name] for name in NAMES], dtype=np.float64)
    return Decision(choice, weights, data["constant"], data["answered"], data["partly"])
