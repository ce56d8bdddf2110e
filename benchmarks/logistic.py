"""Ridge logistic regression by Newton's method, for the three fits of the program's weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def fit_logistic(
    design: Array,
    target: Array,
    mass: Array,
    start: Array,
    pull: Array,
    *,
    rounds: int,
    longest: float = np.inf,
    growing: NDArray[np.bool_] | None = None,
) -> Array:
    """The weights of the columns of ``design``, shape (rows, columns).

    ``target`` is 1 or 0 a row and ``mass`` what the row counts for; ``pull`` is how strongly each weight is
    drawn to that of ``start``. No step is longer than ``longest`` in any weight, and the ``growing`` ones
    never fall below 0.
    """
    weights = start.copy()
    held = np.zeros(len(start), dtype=bool) if growing is None else growing
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (mass * (target - p)) - pull * (weights - start)
        curve = (design * (mass * p * (1 - p))[:, np.newaxis]).T @ design + np.diag(pull)
        # A weight at its bound that would go below it stays there; the others move.
        moving = ~(held & (weights <= 0) & (gradient < 0))
        step = np.zeros_like(weights)
        step[moving] = np.linalg.solve(curve[np.ix_(moving, moving)], gradient[moving])
        weights += step * min(1.0, longest / max(float(np.abs(step).max()), 1e-9))
        weights = np.where(held, np.maximum(weights, 0.0), weights)
    return weights
