"""Results -> figures. Every measure is a ratio of two sums over questions, with an interval.

As a ratio of sums one bootstrap serves them all: a mean over questions has denominator 1 for each
question that it is about, precision has it for each refusal, and F1 is 2tp / (2tp + fp + fn).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.run import Result
from assistant.records import Outcome

RESAMPLES = 2_000
SEED = 20_250_101  # fixed, so that a run repeated gives the same intervals
CUT = 10

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


@dataclass(frozen=True, slots=True)
class Measure:
    """``part`` gives a question's (numerator, denominator); (0, 0) where it is not about it."""

    name: str
    title: str
    part: Callable[[Result], Part]


# Rankings. Ranks count from 1; only the first passage of each gold document or passage counts.


def hit_at(ranks: Sequence[int], cut: int) -> float:
    """1 where anything that holds the answer is in the first ``cut`` passages (success@k).

    >>> hit_at([3, 7], 5), hit_at([3, 7], 1)
    (1.0, 0.0)
    """
    return float(any(rank <= cut for rank in ranks))


def recall_at(ranks: Sequence[int], gold: int, cut: int) -> float:
    """Share of what holds the answer that is in the first ``cut`` passages.

    With one gold document or passage it is the same as ``hit_at``; with several, recall@1 is at
    most 1 / gold (Manning, Raghavan & Schütze 2008, ch. 8).

    >>> recall_at([3, 7], 4, 5)
    0.25
    """
    return sum(rank <= cut for rank in ranks) / gold


def reciprocal_rank(ranks: Sequence[int], cut: int = CUT) -> float:
    """1 / rank of the first passage that holds the answer, 0 past ``cut`` (Voorhees 1999, TREC-8 QA).

    >>> reciprocal_rank([4, 2])
    0.5
    """
    best = min(ranks, default=cut + 1)
    return 1 / best if best <= cut else 0.0


def ndcg_at(ranks: Sequence[int], gold: int, cut: int = CUT) -> float:
    """Discounted cumulative gain over that of the ideal ranking, gains 0 or 1.

    Järvelin & Kekäläinen 2002, with the discount 1 / log2(rank + 1) that is in common use.

    >>> ndcg_at([1, 2], 2), round(ndcg_at([2], 1), 4)
    (1.0, 0.6309)
    """
    gain = sum(1 / math.log2(rank + 1) for rank in sorted(ranks) if rank <= cut)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(gold, cut) + 1))
    return gain / ideal


# What a question adds to a measure


def _of_answerable(score: Callable[[Result], float]) -> Callable[[Result], Part]:
    """A mean over all answerable questions."""
    return lambda r: (score(r), 1.0) if r.answerable and r.gold else NOTHING


def _of_answered(score: Callable[[Result], float]) -> Callable[[Result], Part]:
    """A mean over the answerable questions that were answered."""
    return lambda r: (score(r), 1.0) if r.answerable and r.gold and r.answered else NOTHING


def _paged(part: Callable[[Result], Part]) -> Callable[[Result], Part]:
    """The same, over questions whose gold pages are known."""
    return lambda r: part(r) if r.paged else NOTHING


def _page_hit(cut: int) -> Callable[[Result], float]:
    return lambda r: hit_at([] if r.page_rank is None else [r.page_rank], cut)


def _figures(r: Result) -> Part:
    return NOTHING if not r.answerable or r.figures is None else (float(r.figures), 1.0)


def _words(r: Result) -> Part:
    return NOTHING if not r.answerable or r.words is None else (r.words, 1.0)


def _refusal_precision(r: Result) -> Part:
    """Of the refusals, those of unanswerable questions."""
    return (float(not r.answerable), 1.0) if r.refused else NOTHING


def _refusal_recall(r: Result) -> Part:
    """Of the unanswerable questions, those refused."""
    return NOTHING if r.answerable else (float(r.refused), 1.0)


def _refusal_f1(r: Result) -> Part:
    """2tp / (2tp + fp + fn), which is the harmonic mean of precision and recall (van Rijsbergen 1979)."""
    right = r.refused and not r.answerable
    return (2.0, 2.0) if right else (0.0, float(r.refused != (not r.answerable)))


def _false_refusal(r: Result) -> Part:
    """Of the answerable questions, those refused."""
    return (float(r.refused), 1.0) if r.answerable else NOTHING


def _refused_rightly(r: Result) -> Part:
    """Refused where unanswerable, not refused where answerable."""
    return float(r.refused != r.answerable), 1.0


def _disagreement(r: Result) -> Part:
    """Of the questions on which sources differ, those that were shown to."""
    return (float(r.outcome is Outcome.SOURCES_DISAGREE), 1.0) if r.disagreement else NOTHING


MEASURES: tuple[Measure, ...] = (
    *(
        Measure(f"hit@{k}", f"gold in first {k}", _of_answerable(lambda r, k=k: hit_at(r.ranks, k)))
        for k in (1, 5, CUT)
    ),  # type: ignore[misc]
)
