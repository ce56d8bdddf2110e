"""Two runs of one question set -> which differences are beyond chance, question by question."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.evaluation.bootstrap import RESAMPLES, Floats, interval, resampled
from assistant.evaluation.questions import UnusableFile

if TYPE_CHECKING:
    from rich.table import Table

YES_NO = (
    "hit@1",
    "hit@10",
    "page_recall@1",
    "page_recall@10",
    "first_page_exact",
    "first_in_gold",
    "refused_rightly",
)
GRADED = ("mrr@10", "ndcg@10")
CHANCE = 0.05

Key = tuple[str, bool]  # a question's id, and whether it was asked with its passages held out
Scores = Mapping[Key, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in both runs. ``better`` and ``worse`` count the questions that B changed.

    ``low`` and ``high`` are the 95 % interval of B - A, for graded measures.
    """

    measure: str
    test: str
    n: int
    a: float
    b: float
    better: int
    worse: int
    p: float
    low: float | None = None
    high: float | None = None

    @property
    def beyond_chance(self) -> bool:
        return self.p < CHANCE


@dataclass(frozen=True, slots=True)
class RunComparison:
    """All differences between two runs, over the questions that both asked."""

    a: str
    b: str
    shared: int
    only_a: int
    only_b: int
    differences: tuple[Difference, ...]

    def as_json(self) -> dict[str, Any]:
        rows = [asdict(d) | {"beyond_chance": d.beyond_chance} for d in self.differences]
        return asdict(self) | {"differences": rows}

    def tables(self) -> list[Table]:
        from assistant.evaluation.report import comparison_table

        return [comparison_table(self)]


def compare_files(first: Path, second: Path) -> RunComparison:
    """Compare two ``--json`` runs. Raises UnusableFile where one is no run or they share no question."""
    a, b = read_run(first), read_run(second)
    shared = [key for key in a if key in b]
    if not shared:
        raise UnusableFile(f"{first} and {second} have no question in common.")
    return RunComparison(
        str(first),
        str(second),
        len(shared),
        len(a) - len(shared),
        len(b) - len(shared),
        differences(a, b),
    )


def read_run(path: Path) -> dict[Key, dict[str, float]]:
    """Scores by question of a run that ``assistant evaluate --json`` printed."""
    try:
        rows = json.loads(path.read_text("utf-8"))["rows"]
        return {(str(row["id"]), bool(row["held_out"])): dict(row["scores"]) for row in rows}
    except OSError as error:
        raise UnusableFile(f"The run {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableFile(
            f"{path} is not a run: make one with assistant evaluate FILE --json > {path.name}."
        ) from error


def differences(a: Scores, b: Scores) -> tuple[Difference, ...]:
    """One Difference for each measure that both runs have, over the same questions."""
    found: list[Difference] = []
    for name in (*YES_NO, *GRADED):
        keys = [key for key in a if key in b and name in a[key] and name in b[key]]
        if keys:
            pairs = [(a[key][name], b[key][name]) for key in keys]
            found.append(_yes_no(name, pairs) if name in YES_NO else _graded(name, pairs))
    return tuple(found)


def _yes_no(name: str, pairs: Sequence[tuple[float, float]]) -> Difference:
    better, worse = _changed(pairs)
    a, b = np.mean(np.array(pairs), axis=0)
    return Difference(
        name, "McNemar", len(pairs), float(a), float(b), better, worse, mcnemar(better, worse)
    )


def _graded(name: str, pairs: Sequence[tuple[float, float]]) -> Difference:
    better, worse = _changed(pairs)
    values = np.array(pairs, dtype=np.float64)
    low, high, p = paired_bootstrap(values[:, 1] - values[:, 0])
    a, b = values.mean(axis=0)
    return Difference(
        name, "bootstrap", len(pairs), float(a), float(b), better, worse, p, low, high
    )


def _changed(pairs: Sequence[tuple[float, float]]) -> tuple[int, int]:
    return sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)


def mcnemar(better: int, worse: int) -> float:
    """Two-sided p of McNemar's test (McNemar 1947), exact: the binomial test of the changed pairs.

    >>> mcnemar(2, 10), mcnemar(0, 0)
    (0.03857421875, 1.0)
    """
    changed = better + worse
    tail = sum(math.comb(changed, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def paired_bootstrap(change: Floats) -> tuple[float, float, float]:
    """(low, high, p) of the mean of B - A over the same questions, resampling questions.

    Efron & Tibshirani 1993, ch. 13 and 15: the 95 % percentile interval, and twice the share of
    resamples on the far side of no difference (one is added, so that p is never 0).
    """
    means = resampled(change, lambda samples: np.asarray(samples.mean(axis=1), dtype=np.float64))
    low, high = interval(means)
    far = min(int((means <= 0).sum()), int((means >= 0).sum()))
    return low, high, min(1.0, 2 * (far + 1) / (RESAMPLES + 1))
