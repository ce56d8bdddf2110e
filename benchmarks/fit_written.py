"""Fit when a passage carries a sentence that a model wrote.

    python benchmarks/fit_written.py --library DIR [--write]

Reads the develop half of ``benchmarks/written`` alone; DIR is a library of the sample corpus. Of every
sentence the unit counts that carries it best, so weights and choice are found in turns. The limits are
those that let the share KEPT of the honest sentences through, weighed without them (five folds of sentences).
``--write`` writes ``assistant/writing/carrying.json``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from logistic import fit_logistic
from numpy.typing import NDArray
from verify_written import HONEST, Case, cases

from assistant.checking.proposition import Proposition
from assistant.library import Library
from assistant.writing.carrying import WEIGHTS, carried_by
from assistant.writing.coverage import FEATURES
from assistant.writing.units import Tokens, Units

Array = NDArray[np.float64]

KEPT = 0.85
NATURAL = 2  # times that a natural sentence counts beside a made one
FOLDS, SEED = 5, 0
PULL = 1.0  # how strongly standardised weights are drawn to nothing
TURNS, STEPS = 8, 50


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence, whether it is honest, and what each unit that differs in nothing has of it."""

    id: str
    honest: bool
    across: bool
    features: tuple[Array, ...]


def held(library: Library, half: str = "develop") -> list[Held]:
    """The sentences of a half against the passages that they cite."""
    return [_held(library, case) for case in cases(library, half)]


def _held(library: Library, case: Case) -> Held:
    cited = case.passages[: case.cited]
    stored = library.passages.get([found.passage.id for found in cited])
    units = Units(cited, {name: s.tokens for name, s in stored.items()})
    tokens = Tokens.of(case.text, case.language)
    sentence = Proposition(case.text, case.language)
    carried = carried_by(sentence, tokens, units.nearest(tokens, cited))
    across = any(found.passage.language != case.language for found in cited)
    return Held(case.id, case.kind == HONEST, across, tuple(c.coverage.features for c in carried))


def fit(data: Sequence[Held]) -> tuple[Array, float]:
    """(weights, constant) in the features' own units."""
    every = np.array([f for h in data for f in h.features])
    mean, spread = every.mean(axis=0), every.std(axis=0) + 1e-6
    weights, constant = np.zeros(len(FEATURES)), 0.0
    weights[FEATURES.index("uncovered")] = -1.0
    for _ in range(TURNS):
        rows = [
            (max(((f - mean) / spread for f in h.features), key=lambda z: z @ weights), h.honest)
            for h in data
            if h.features
        ]
        weights, constant = _regress(np.array([r for r, _ in rows]), np.array([y for _, y in rows]))
    return weights / spread, constant - float(weights @ (mean / spread))


def _regress(rows: Array, honest: NDArray[np.bool_]) -> tuple[Array, float]:
    """(weights, constant), both classes weighing the same."""
    share = honest.astype(float).mean()
    balance = np.where(honest, 0.5 / share, 0.5 / (1 - share))
    design = np.c_[rows, np.ones(len(rows))]
    pull = np.array([PULL] * rows.shape[1] + [1e-3])
    start = np.zeros(design.shape[1])
    found = fit_logistic(design, honest.astype(float), balance, start, pull, rounds=STEPS)
    return found[:-1], float(found[-1])


def score(h: Held, weights: Array, constant: float) -> float:
    return max((float(f @ weights) + constant for f in h.features), default=-99.0)


def limits(data: Sequence[Held]) -> tuple[float, float]:
    """The probability that the share KEPT of the honest sentences reaches, weighed without them: of those
    in their source's language, and of the others."""
    names = sorted({h.id for h in data})
    folds = np.array_split(np.random.default_rng(SEED).permutation(names), FOLDS)
    scores: dict[bool, list[float]] = {False: [], True: []}
    for fold in folds:
        left_out = set(fold)
        fitted = fit([h for h in data if h.id not in left_out])
        for h in data:
            if h.id in left_out and h.honest:
                scores[h.across].append(score(h, *fitted))
    chosen = (
        sorted(scores[across])[int((1 - KEPT) * len(scores[across]))] for across in (False, True)
    )
    least, across = (float(1 / (1 + np.exp(-one))) for one in chosen)
    return least, across


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--natural", type=Path, help="library of the natural sentences")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with Library.open(arguments.library) as library:
        data = held(library)
    if arguments.natural:
        with Library.open(arguments.natural) as library:
            data += NATURAL * held(library, "natural")
    weights, constant = fit(data)
    least, across = limits(data)
    found = {
        "weights": dict(zip(FEATURES, (round(float(w), 4) for w in weights), strict=True)),
        "constant": round(constant, 4),
        "least": round(least, 4),
        "across": round(across, 4),
    }
    print(json.dumps(found, indent=1))
    if arguments.write:
        WEIGHTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
