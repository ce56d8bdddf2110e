"""Results -> figures. Every measure is a ratio of two sums over questions, with an interval.

As a ratio of sums one bootstrap serves them all: a mean over questions has denominator 1 for each
question that it is about, precision has it for each refusal, and F1 is 2tp / (2tp + fp + fn).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.bootstrap import (
    NOTHING,
    Estimate,
    Floats,
    Part,
    interval,
    ratio,
    resampled,
)
from assistant.evaluation.rankings import hit_at, ndcg_at, recall_at, reciprocal_rank
from assistant.evaluation.run import Result
from assistant.records import Outcome


@dataclass(frozen=True, slots=True)
class Measure:
    """``part`` gives a question's (numerator, denominator); (0, 0) where it is not about it.

    ``needs_both`` is true where a set of only answerable, or only unanswerable, questions decides
    the value beforehand.
    """

    name: str
    title: str
    part: Callable[[Result], Part]
    needs_both: bool = False


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


def _hit(cut: int) -> Callable[[Result], Part]:
    return _of_answerable(lambda r: hit_at(r.ranks, cut))


def _recall(cut: int) -> Callable[[Result], Part]:
    return _of_answerable(lambda r: recall_at(r.ranks, r.gold, cut))


def _page_hit(cut: int) -> Callable[[Result], Part]:
    return _paged(_of_answerable(lambda r: hit_at([r.page_rank] if r.page_rank else [], cut)))


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


def _absence_precision(r: Result) -> Part:
    """Of those of which it is said that the documents do not answer them, those of which that is true."""
    return (float(not r.answerable), 1.0) if r.called_absent else NOTHING


def _called_absent(r: Result) -> Part:
    """Of the answerable questions, those of which it is said that the documents do not answer them."""
    return (float(r.called_absent), 1.0) if r.answerable else NOTHING


def _refused_rightly(r: Result) -> Part:
    """Refused where unanswerable, not refused where answerable."""
    return float(r.refused != r.answerable), 1.0


def _disagreement(r: Result) -> Part:
    """Of the questions on which sources differ, those that were shown to."""
    return (float(r.outcome is Outcome.SOURCES_DISAGREE), 1.0) if r.disagreement else NOTHING


# A name without "answered" counts all answerable questions: one that was refused is a miss.
MEASURES: tuple[Measure, ...] = (
    Measure("hit@1", "Gold is the first passage", _hit(1)),
    Measure("hit@5", "Gold in the first 5 passages", _hit(5)),
    Measure("hit@10", "Gold in the first 10 passages", _hit(10)),
    Measure("recall@1", "Recall@1", _recall(1)),
    Measure("recall@5", "Recall@5", _recall(5)),
    Measure("recall@10", "Recall@10", _recall(10)),
    Measure("mrr@10", "MRR@10", _of_answerable(lambda r: reciprocal_rank(r.ranks))),
    Measure("ndcg@10", "nDCG@10", _of_answerable(lambda r: ndcg_at(r.ranks, r.gold))),
    Measure("page_recall@1", "Gold page is in the first passage", _page_hit(1)),
    Measure("page_recall@5", "Gold page in the first 5 passages", _page_hit(5)),
    Measure("page_recall@10", "Gold page in the first 10 passages", _page_hit(10)),
    Measure(
        "first_page_exact_answered",
        "First quote on a gold page, of answered",
        _paged(_of_answered(lambda r: r.first_on_page)),
    ),
    Measure(
        "any_page_exact_answered",
        "Any quote on a gold page, of answered",
        _paged(_of_answered(lambda r: r.any_on_page)),
    ),
    Measure(
        "first_page_exact",
        "First quote on a gold page, of all",
        _paged(_of_answerable(lambda r: r.first_on_page)),
    ),
    Measure(
        "any_page_exact",
        "Any quote on a gold page, of all",
        _paged(_of_answerable(lambda r: r.any_on_page)),
    ),
    Measure(
        "first_in_gold_answered",
        "First quote from gold, of answered",
        _of_answered(lambda r: r.first_in_gold),
    ),
    Measure(
        "any_in_gold_answered",
        "Any quote from gold, of answered",
        _of_answered(lambda r: r.any_in_gold),
    ),
    Measure(
        "first_in_gold", "First quote from gold, of all", _of_answerable(lambda r: r.first_in_gold)
    ),
    Measure("any_in_gold", "Any quote from gold, of all", _of_answerable(lambda r: r.any_in_gold)),
    Measure(
        "quote_exactness",
        "Quotes that are the page's text",
        lambda r: (float(r.exact_quotes), float(r.quotes)),
    ),
    Measure(
        "statement_exactness",
        "Statements that say what they quote",
        lambda r: (float(r.exact_statements), float(r.statements)),
    ),
    Measure("figures_contained", "All figures of the answer quoted", _figures),
    Measure("words_contained", "Words of the answer quoted", _words),
    Measure("refusal_precision", "Refusal precision", _refusal_precision, needs_both=True),
    Measure("refusal_recall", "Refusal recall", _refusal_recall),
    Measure("refusal_f1", "Refusal F1", _refusal_f1, needs_both=True),
    Measure("false_refusal_rate", "Answerable but refused", _false_refusal),
    Measure("absence_precision", "Said to be absent, rightly", _absence_precision, needs_both=True),
    Measure("called_absent", "Answerable but said to be absent", _called_absent),
    Measure("refused_rightly", "Refused or not, rightly", _refused_rightly),
    Measure("disagreement_recall", "Disagreements shown", _disagreement),
)


# Sums


def estimates(results: Sequence[Result]) -> dict[str, Estimate]:
    """Every measure that some question is about, by name."""
    found: dict[str, Estimate] = {}
    both = len({result.answerable for result in results}) == 2
    for measure in MEASURES:
        if measure.needs_both and not both:
            continue
        estimate = ratio([measure.part(result) for result in results])
        if estimate is not None:
            found[measure.name] = estimate
    return found


def latency(results: Sequence[Result], percent: float) -> Estimate:
    """A percentile of the milliseconds from question to answer."""
    times = np.array([result.latency_ms for result in results], dtype=np.float64)

    def percentiles(samples: Floats) -> Floats:
        return np.asarray(np.percentile(samples, percent, axis=1), dtype=np.float64)

    low, high = interval(resampled(times, percentiles))
    return Estimate(float(np.percentile(times, percent)), len(times), low, high)


def outcomes(results: Sequence[Result]) -> dict[str, int]:
    """How many questions ended in which way; every way is named."""
    counts = Counter(result.outcome for result in results)
    return {outcome.value: counts[outcome] for outcome in Outcome}


def scores(result: Result) -> dict[str, float]:
    """What one question scores on each measure that it is about."""
    parts = {measure.name: measure.part(result) for measure in MEASURES}
    return {name: part[0] / part[1] for name, part in parts.items() if part[1] > 0}
