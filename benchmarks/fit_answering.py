"""Fit how sentences are chosen and when a question is refused; writes assistant/answering/*.json.

    python benchmarks/fit_answering.py --data ../shared/data --libraries DIR [--write]

DIR holds one ingested library a set (``audit``, ``faq``, ``parliament``, ``reports``), made by
``benchmarks/make_libraries.py``. Even-numbered questions fit, odd-numbered ones are reported.

Choice: a conditional logit over the candidate sentences of a question (McFadden 1974); a sentence
is right when it stands in a gold passage or on a gold page. Decision: logistic regression on the
evidence of the best sentence; each question counts twice, with its gold passages in the library
and without them.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answering.ask import PASSAGES
from assistant.answering.decision import WEIGHTS
from assistant.answering.evidence import NAMES, Weigher
from assistant.answering.quoting import candidates
from assistant.library import Library
from assistant.records import Filters, Question
from assistant.retrieval import retrieve, understand
from assistant.settings import Settings

Array = NDArray[np.float64]
SETS = {
    "audit": "audit_questions_nl",
    "faq": "government_faq_nl",
    "parliament": "parliament_pages_nl",
    "reports": "report_pages_en",
}
# Where the weights of the choice start: a reader would rather have a quote in the language of the
# question, which no development set shows.
FIRST = {
    "sentence": 3.0, "passage": 1.0, "covered": 1.0, "around": 0.8, "anchored": 0.5, "typed": 1.4,
    "same_language": 0.4, "whole": 1.0,
}  # fmt: skip
CHOICE = np.array([FIRST.get(name, 0.0) for name in NAMES])
PULL = 0.3  # how strongly fitted weights are drawn to the ones they start from


@dataclass(frozen=True)
class Case:
    """One question against one library: candidate features, which are right, and without gold."""

    name: str
    features: Array
    right: NDArray[np.bool_]
    without: Array
    answerable: bool
    number: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--sets", default="audit,faq,parliament,reports")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    cases: list[Case] = []
    for name in options.sets.split(","):
        if (options.libraries / name).is_dir():
            cases += collect(name, options.data / SETS[name], options.libraries / name)
    fit, held = [c for c in cases if c.number % 2 == 0], [c for c in cases if c.number % 2]
    choice = fit_choice(fit)
    report_choice("start", CHOICE, held)
    report_choice("fitted", choice, held)
    weights, constant = fit_decision(fit, choice)
    threshold = best_threshold(fit, choice, weights, constant)
    report_decision(held, choice, weights, constant, threshold)
    if options.write:
        _write(choice, weights, constant, threshold)


def collect(name: str, data: Path, folder: Path) -> list[Case]:
    """Features of every candidate sentence of every question of a set."""
    questions = [json.loads(line) for line in (data / "questions.jsonl").open(encoding="utf-8")]
    cases: list[Case] = []
    with Library.open(folder, Settings()) as library:
        library.refresh()
        for number, question in enumerate(questions):
            if name == "audit" and not question["court_answers_in_substance"]:
                continue
            if not _from_text(question):
                continue
            cases.append(_case(library, name, question, number))
    sys.stderr.write(f"{name}: {len(cases)} questions\n")
    return cases


def _from_text(question: dict[str, Any]) -> bool:
    """Questions on charts and pictures cannot be answered from text; they teach nothing here."""
    sources = question.get("evidence_sources")
    return not sources or any("text" in s.lower() or "table" in s.lower() for s in sources)


def _case(library: Library, name: str, question: dict[str, Any], number: int) -> Case:
    asked = understand(Question(question["question"]))
    weigher = Weigher(library, asked)
    found = retrieve(library, asked, Filters(), PASSAGES)
    ranked = candidates(weigher, found)
    gold = {c.found.passage.id for c in ranked if _is_gold(question, c.found)}
    right = np.array([c.found.passage.id in gold for c in ranked], dtype=bool)
    features = np.array([c.evidence.array() for c in ranked])
    without = features
    if gold:
        rest = retrieve(library, asked, Filters(), PASSAGES, frozenset(gold))
        without = np.array([c.evidence.array() for c in candidates(weigher, rest)])
    return Case(name, features, right, without, question.get("answerable", True), number)


def _is_gold(question: dict[str, Any], found: Any) -> bool:
    names = question.get("gold_passages") or (
        [question["gold_passage"]] if "gold_passage" in question else []
    )
    if names:
        return Path(found.version.file).stem in {n.replace("#", "_") for n in names}
    pages = {span.page for s in found.passage.sentences for span in s.spans}
    return found.version.file == question["gold_document"] and bool(
        pages & set(question["gold_pages"])
    )


def fit_choice(cases: list[Case], steps: int = 400) -> Array:
    """Conditional logit by gradient ascent, every set counting the same."""
    useful = [c for c in cases if c.right.any() and not c.right.all()]
    share = {n: 1 / sum(c.name == n for c in useful) for n in {c.name for c in useful}}
    weights, moment, square = CHOICE.copy(), np.zeros_like(CHOICE), np.zeros_like(CHOICE)
    for step in range(1, steps + 1):
        gradient = -PULL * (weights - CHOICE)
        for case in useful:
            scores = case.features @ weights
            odds = np.exp(scores - scores.max())
            every = odds / odds.sum()
            right = np.where(case.right, odds, 0.0)
            right /= right.sum()
            gradient += share[case.name] * ((right - every) @ case.features)
        moment = 0.9 * moment + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        weights += 0.03 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


# What an answer must have is set, not fitted: a question after a figure needs a figure, one about
# 2024 needs 2024, and words that no document holds are not answered. The development sets ask few
# such questions; they fit the rest.
PINNED = {"covered": 0.5, "known": 2.0, "anchored": 2.0, "typed": 2.2, "same_language": -0.6}
START = {"sentence": 4.0, "passage": 1.0, "around": 2.0}
DRAWN = 40.0
FALSE_REFUSALS = 0.08  # at most this share of right answers may be refused


def fit_decision(cases: list[Case], choice: Array, rounds: int = 50) -> tuple[Array, float]:
    """Ridge logistic regression by Newton's method on standardised features, weights >= 0."""
    rows, labels, mass = _decision_rows(cases, choice)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    design = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    beta = np.zeros(design.shape[1])
    free = np.array([*(name in START for name in NAMES), True])
    start = np.array([*((PINNED | START).get(name, 0.0) for name in NAMES), 0.0])
    start[:-1] *= spread
    beta = start.copy()
    ridge = np.diag([*([DRAWN] * rows.shape[1]), 0.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (mass * (labels - p)) - ridge @ (beta - start)
        hessian = (design * (mass * p * (1 - p))[:, None]).T @ design + ridge
        beta[free] += np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
        # More evidence never makes an answer less likely.
        beta[:-1] = np.where(free[:-1], np.maximum(beta[:-1], 0.0), beta[:-1])
    weights = beta[:-1] / spread
    return weights, float(beta[-1] - weights @ mean)


def _decision_rows(cases: list[Case], choice: Array) -> tuple[Array, Array, Array]:
    rows: list[Array] = []
    labels: list[float] = []
    mass: list[float] = []
    sizes = {n: sum(c.name == n for c in cases) for n in {c.name for c in cases}}
    for case in cases:
        weight = 100 / sizes[case.name] ** 0.5
        best = case.features[np.argmax(case.features @ choice)]
        if case.answerable and case.right.any():
            rows.append(best)
            labels.append(float(case.right[np.argmax(case.features @ choice)]))
            mass.append(weight)
            if len(case.without) and case.name in ("audit", "faq"):
                rows.append(case.without[np.argmax(case.without @ choice)])
                labels.append(0.0)
                mass.append(weight)
        elif not case.answerable:
            rows.append(best)
            labels.append(0.0)
            mass.append(weight)
    total = np.array(mass)
    return np.array(rows), np.array(labels), total / total.mean()


def best_threshold(cases: list[Case], choice: Array, weights: Array, constant: float) -> float:
    """The probability below which to refuse: best refusal F1 with few false refusals."""
    rows, labels, _ = _decision_rows(cases, choice)
    p = 1 / (1 + np.exp(-(rows @ weights + constant)))
    best, chosen = -1.0, 0.5
    for threshold in np.linspace(0.05, 0.9, 86):
        refused = p < threshold
        false = (refused & (labels == 1)).sum() / max(1, (labels == 1).sum())
        f1 = _f1(refused, labels == 0)
        if false <= FALSE_REFUSALS and f1 > best:
            best, chosen = f1, float(threshold)
    return round(chosen, 2)


def _f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    hits = float((said & true).sum())
    return 2 * hits / max(1.0, float(said.sum() + true.sum()))


def report_choice(label: str, choice: Array, cases: list[Case]) -> None:
    for name in sorted({c.name for c in cases}):
        mine = [c for c in cases if c.name == name and c.right.any()]
        first = [bool(c.right[np.argmax(c.features @ choice)]) for c in mine]
        everything = sum(c.name == name and c.answerable for c in cases)
        print(
            f"choice {label:7} {name:10} first sentence right {np.mean(first):.3f} of the {len(mine)} "
            f"questions with gold among the candidates ({everything} answerable)"
        )


def report_decision(
    cases: list[Case], choice: Array, weights: Array, constant: float, threshold: float
) -> None:
    for name in ("all", *sorted({c.name for c in cases})):
        mine = [c for c in cases if name in ("all", c.name)]
        rows, labels, _ = _decision_rows(mine, choice)
        p = 1 / (1 + np.exp(-(rows @ weights + constant)))
        refused, wrong = p < threshold, labels == 0
        hits = (refused & wrong).sum()
        print(
            f"refusing {name:10} at {threshold:.2f}: precision {hits / max(1, refused.sum()):.2f} "
            f"recall {hits / max(1, wrong.sum()):.2f} F1 {_f1(refused, wrong):.2f} "
            f"false refusals {(refused & ~wrong).sum() / max(1, (~wrong).sum()):.2f} "
            f"({wrong.sum()} to refuse, {(~wrong).sum()} to answer)"
        )


def _write(choice: Array, weights: Array, constant: float, threshold: float) -> None:
    data = {
        "choice": dict(zip(NAMES, [round(float(v), 3) for v in choice], strict=True)),
        "weights": dict(zip(NAMES, [round(float(v), 3) for v in weights], strict=True)),
        "constant": round(constant, 3),
        "answered": round(min(0.95, threshold + 0.15), 2),
        "partly": threshold,
    }
    WEIGHTS.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    print(f"written: {WEIGHTS.name}")


if __name__ == "__main__":
    main()
