"""Fit whether a sentence speaks of a claim, and from where on a verdict is given.

    python benchmarks/fit_checking.py --data ../shared/data --libraries DIR [--write]

Reads all claims but the kept ones. Weights: ridge logistic regression drawn to what a reader
would expect (START); right are the sentences that hold a claim's evidence. Limits: those with the highest
macro F1 among the limits that call at most 2 % of the true paraphrases contradicted, over claims whose
sentences were weighed without them (five folds of claims). ``--write`` writes
``assistant/checking/sameness.json``.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from check_claims import CLAIMS, LIBRARIES, opened
from logistic import fit_logistic
from numpy.typing import NDArray

from assistant.checking import relation
from assistant.checking.claims import Claim, claims_in
from assistant.checking.gather import Bearing, gather
from assistant.checking.point import Matter
from assistant.checking.proposition import Proposition
from assistant.checking.ruling import rule
from assistant.checking.sameness import FEATURES, WEIGHTS, Sameness, fitted_sameness
from assistant.evaluation.claim_sets import Judged, Labelled, macro_f1, measured, read_claims
from assistant.library import Library
from assistant.records import Filters, Ruling

Array = NDArray[np.float64]

# What a reader would expect; a weight that few claims speak of stays near it.
START = {
    "inside": 2.0, "around": 2.0, "lacking": -1.0, "back": 1.0, "sentence": 1.0, "tokens": 2.0,
    "passage": 0.5, "lead": 1.0,
    "figures": 2.0, "telling": 2.0, "comparable": 1.0, "unnamed": -1.5, "dates": 0.7, "names": 0.5, "row": -0.3,
}  # fmt: skip
PRIOR = np.array([START.get(name, 0.0) for name in FEATURES] + [-6.0])
PULL = np.array([3.0] * len(FEATURES) + [0.01])  # how strongly weights are drawn to it
PARTS = ("open", "loose", "fresh")
RIGHT_COUNTS = 4.0  # sentences that a right one counts as: there are far more of the others
RIGHT, OTHERS = 3, 30  # at most so many sentences a claim
TELLING = 0.45  # share of a claim's words from which an unmarked sentence may say the same
FOLDS, SEED = 5, 0
MOST_FALSE = 0.02
LIMITS = {
    "support": (0.05, 0.1, 0.15, 0.25, 0.35),
    "contradict": (0.1, 0.15, 0.2, 0.3, 0.4),
    "contradict_worded": (0.3, 0.4, 0.5, 0.7),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with all that was found for it."""

    labelled: Labelled
    claim: Proposition
    bearings: tuple[Bearing, ...]


def cases(name: str, libraries: Path, data: Path) -> Iterator[Case]:
    """The claims that may be looked at and can be checked."""
    with opened(name, libraries, data) as library:
        for part in PARTS:
            for labelled in read_claims(CLAIMS / f"{name}_{part}.jsonl"):
                yield from _case(library, labelled)


def claim_of(labelled: Labelled) -> Claim | None:
    """What of it is checked; None where nothing can be."""
    return next((claim for claim in claims_in(labelled.claim) if claim.checkable), None)


def _case(library: Library, labelled: Labelled) -> Iterator[Case]:
    claim = claim_of(labelled)
    if claim is not None:
        proposition, bearings = gather(library, claim, Filters())
        yield Case(labelled, proposition, tuple(bearings))


# Weights


def holds_evidence(bearing: Bearing, labelled: Labelled) -> bool:
    """Whether a sentence is the evidence, part of it, or has an end of it."""
    said, evidence = _bare(bearing.sentence.text), _bare(labelled.evidence)
    file = bearing.found.version.file.rsplit("/", 1)[-1]
    if not evidence or len(said) <= 8 or file != labelled.document.rsplit("/", 1)[-1]:
        return False
    return evidence[:40] in said or evidence[-40:] in said or said in evidence


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def examples(case: Case) -> Iterator[tuple[Array, float]]:
    """(features, 1 for a sentence that holds the evidence)."""
    right = [b for b in case.bearings if holds_evidence(b, case.labelled)]
    for bearing in right[:RIGHT]:
        yield bearing.relation.features, 1.0
    tokens = FEATURES.index("tokens")
    nearest = sorted(case.bearings, key=lambda b: -b.relation.features[tokens])[:OTHERS]
    for bearing in nearest:
        if bearing not in right and not _may_say_it(bearing):
            yield bearing.relation.features, 0.0


def _may_say_it(bearing: Bearing) -> bool:
    """A sentence that agrees on all and has a figure right may be evidence that nobody marked."""
    held = bearing.relation
    figured = any(p.matter is Matter.FIGURE for p in held.right)
    return figured and not held.wrong and held.alignment.around > TELLING


def fit(chosen: Sequence[Case]) -> Array:
    """The weights, with the constant last."""
    rows = [example for case in chosen for example in examples(case)]
    x = np.array([[*features, 1.0] for features, _ in rows])
    y = np.array([right for _, right in rows])
    counts = np.where(y == 1, RIGHT_COUNTS, 1.0)
    return fit_logistic(x, y, counts, PRIOR, PULL, rounds=60)


def sameness(weights: Array, limits: Sequence[float]) -> Sameness:
    return Sameness(weights[:-1], float(weights[-1]), *limits)


# Limits


def weighed(case: Case, model: Sameness) -> Case:
    """The case with its sentences as sure as this model has them."""
    bearings = [
        dataclasses.replace(
            b,
            relation=dataclasses.replace(
                b.relation, strength=model.probability(b.relation.features)
            ),
        )
        for b in case.bearings
    ]
    bearings.sort(key=lambda b: (-b.relation.strength, b.found.passage.id, b.position))
    return dataclasses.replace(case, bearings=tuple(bearings))


def judged(case: Case, model: Sameness) -> Judged:
    """How a weighed case ends with the limits of this model."""
    with mock.patch.object(relation, "fitted_sameness", return_value=model):
        bearings = [
            dataclasses.replace(
                b,
                relation=dataclasses.replace(
                    b.relation,
                    stance=relation.stance_of(
                        b.relation.points,
                        b.relation.strength,
                        b.relation.alignment,
                        b.relation.across,
                    ),
                ),
            )
            for b in case.bearings
        ]
    return Judged(case.labelled, rule(case.claim, bearings).ruling)


def goodness(results: Sequence[Judged]) -> tuple[bool, float]:
    """(whether few true paraphrases are called contradicted, macro F1)."""
    true = [
        j for j in results
        if j.labelled.kind == "paraphrase" and j.labelled.label is Ruling.SUPPORTED
    ]  # fmt: skip
    wrong = sum(j.ruling is Ruling.CONTRADICTED for j in true)
    return wrong <= MOST_FALSE * len(true), macro_f1(results).value


def swept(chosen: Sequence[Case], unweighed: Sameness) -> dict[tuple[float, ...], list[Judged]]:
    """limits -> how every weighed case ends with them."""
    found: dict[tuple[float, ...], list[Judged]] = {}
    for limits in itertools.product(*LIMITS.values()):
        if limits[1] <= limits[2]:  # words alone ask for more than a figure
            model = dataclasses.replace(
                unweighed, support=limits[0], contradict=limits[1], contradict_worded=limits[2]
            )
            found[limits] = [judged(case, model) for case in chosen]
    return found


def best(ends: dict[tuple[float, ...], list[Judged]], among: Sequence[int]) -> tuple[float, ...]:
    """Among limits that are as good: the most sentences shown for a claim, the fewest words against it."""

    def quality(limits: tuple[float, ...]) -> tuple[object, ...]:
        return (*goodness([ends[limits][i] for i in among]), -limits[0], limits[2])

    return max(ends, key=quality)


def report(name: str, results: Sequence[Judged]) -> None:
    figures = measured(results)
    shown = ("macro_f1", "changed_caught", "changed_not_supported", "true_called_contradicted")
    print(f"{name}: ", ", ".join(f"{key} {figures[key].value:.3f}" for key in shown))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = [c for name in LIBRARIES for c in cases(name, options.libraries, options.data)]
    order = np.random.default_rng(SEED).permutation(len(found))
    folds = [sorted(int(i) for i in order[k::FOLDS]) for k in range(FOLDS)]
    apart = list(found)
    for fold in folds:
        weights = fit([case for i, case in enumerate(found) if i not in fold])
        for i in fold:
            apart[i] = weighed(found[i], sameness(weights, (0, 0, 0)))
    ends = swept(apart, fitted_sameness())
    everything = range(len(found))
    unseen: list[Judged] = []
    for fold in folds:
        limits = best(ends, [i for i in everything if i not in fold])
        unseen += [ends[limits][i] for i in fold]
    limits = best(ends, everything)
    print(f"{len(found)} claims; limits {dict(zip(LIMITS, limits, strict=True))}")
    report("weights and limits from other folds", unseen)
    report("weights from other folds, limits from all", ends[limits])
    final = sameness(fit(found), limits)
    report("both from all", [judged(weighed(case, final), final) for case in found])
    report("as it is now", [judged(case, fitted_sameness()) for case in found])
    if options.write:
        write(final)


def write(model: Sameness) -> None:
    pairs = zip(FEATURES, model.weights, strict=True)
    data = {
        "weights": {name: round(float(weight), 4) for name, weight in pairs},
        "constant": round(model.constant, 4),
        **{name: getattr(model, name) for name in LIMITS},
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
