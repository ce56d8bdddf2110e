"""A fitted logistic regression: features -> a calibrated probability, weights from the file beside who asks.

What decides by it (whether a sentence answers, speaks of a claim, carries a written one) adds the
probabilities from which it acts. The files are written by ``benchmarks/fit_*.py``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Logistic:
    """Weights in the order of the features, and the constant."""

    weights: NDArray[np.float64]
    constant: float

    def probability(self, features: NDArray[np.float64]) -> float:
        """How probable it is, 0 to 1, of features of shape (weights,).

        >>> Logistic(np.array([1.0, 2.0]), -3.0).probability(np.array([1.0, 1.0]))
        0.5
        """
        score = float(self.weights @ features) + self.constant
        return 1.0 / (1.0 + float(np.exp(-np.clip(score, -30, 30))))


def read_fitted(path: Path) -> dict[str, Any]:
    """What a fit has written: weights by feature, the constant, and what it was fitted beside."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def in_order(weights: dict[str, float], features: Sequence[str]) -> NDArray[np.float64]:
    """Weights by feature as an array. Raises KeyError where the file does not fit this program."""
    return np.array([weights[name] for name in features], dtype=np.float64)
