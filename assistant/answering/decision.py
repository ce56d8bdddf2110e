"""Which sentence answers best, and does it answer? A calibrated probability, no magic number.

Logistic regression on the evidence of the best sentence. The weights and the threshold are fitted
on development questions, with and without their answer in the library, by
``benchmarks/fit_answering.py``, which writes ``decision.json`` beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence import NAMES, Evidence
from assistant.calibration import Logistic, in_order, read_fitted

WEIGHTS = Path(__file__).with_name("decision.json")
WITH_READER = Path(__file__).with_name("decision_reader.json")
"""Fitted beside the reader's weights, and there only with them."""


@dataclass(frozen=True)
class Decision:
    """Weights in the order of ``evidence.NAMES``, and the thresholds."""

    choice: NDArray[np.float64]  # ranks the sentences of a question
    answers: Logistic
    answered: float  # at least this probable: answered without a word of doubt
    partly: float  # at least this: perhaps answered, or in part
    absent: float  # below this: not in the documents; between the two nobody can be sure

    def probability(self, evidence: Evidence) -> float:
        """How probable it is that the sentence answers the question, 0 to 1."""
        return self.answers.probability(evidence.array())


def decision_of(evidence: Evidence) -> Decision:
    """The decision that was fitted on evidence of the same kind: with the reader or without."""
    return fitted_decision(evidence.read)


@lru_cache(maxsize=2)
def fitted_decision(reader: bool = False) -> Decision:
    """The fitted decision. Raises KeyError where the file does not fit this program."""
    with_reader = reader and WITH_READER.is_file()
    data = read_fitted(WITH_READER if with_reader else WEIGHTS)
    answers = Logistic(in_order(data["weights"], NAMES), data["constant"])
    choice = in_order(data["choice"], NAMES)
    return Decision(choice, answers, data["answered"], data["partly"], data["absent"])
