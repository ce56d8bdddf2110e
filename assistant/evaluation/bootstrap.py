"""Ratios of two sums over questions, each with its bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
AT_ONCE = 100
SEED = 20_250_101  # fixed, so that a run repeated gives the same intervals

Floats = NDArray[np.float64]
Part = tuple[float, float]  # a question's share of the numerator and of the denominator
NOTHING: Part = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure's value, from how many questions, and its 95 % bootstrap interval."""

    value: float
    n: int
    low: float
    high: float


def ratio(parts: Sequence[Part]) -> Estimate | None:
    """Sum of numerators over sum of denominators, over the questions that it is about.

    >>> ratio([(1, 1), (0, 1), (0, 0)]).value, ratio([(0, 0)])
    (0.5, None)
    """
    about = np.array([part for part in parts if part[1] > 0], dtype=np.float64)
    if not len(about):
        return None
    low, high = interval(resampled(about, _ratios))
    return Estimate(float(_ratios(about[np.newaxis])[0]), len(about), low, high)


def _ratios(samples: Floats) -> Floats:
    sums: Floats = samples.sum(axis=1)
    return np.divide(sums[:, 0], sums[:, 1])


def resampled(rows: Floats, statistic: Callable[[Floats], Floats]) -> Floats:
    """A statistic of RESAMPLES bootstrap samples of the rows (Efron 1979): questions are drawn.

    ``statistic`` gets samples as (samples, questions, ...) and gives one number a sample.
    """
    random = np.random.default_rng(SEED)
    count = len(rows)
    values = [
        # Some at a time: all samples of a long set at once would take gigabytes.
        statistic(rows[random.integers(0, count, (AT_ONCE, count))])
        for _ in range(RESAMPLES // AT_ONCE)
    ]
    return np.concatenate(values)


def interval(values: Floats) -> tuple[float, float]:
    """95 % interval by the percentile method.

    Where all questions score the same it has no width: with few questions it says less than it
    seems to.
    """
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
