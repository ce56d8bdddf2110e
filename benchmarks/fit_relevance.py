"""How words and the trained reader are weighed to put the sentences first that speak of a claim.

    python benchmarks/fit_relevance.py --data ../shared/data --libraries DIR

Fits a logistic regression on the open, loose and fresh claims; ``assistant/checking/relevance.py`` has its
weights, without the constant, which orders nothing. Tells of the claims over the papers, to which nothing was
fitted and for which nothing was found, how often the first sentence, and one of the three first, holds the
evidence.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from check_claims import CLAIMS, LIBRARIES, opened
from fit_checking import PARTS, RIGHT_COUNTS, claim_of, holds_evidence
from logistic import fit_logistic

from assistant.checking.gather import gather
from assistant.checking.reader import to_be_read
from assistant.checking.relevance import answers_of, log_odds, relevance
from assistant.checking.ruling import rule
from assistant.evaluation.claim_sets import read_claims
from assistant.library import Library
from assistant.records import Filters, Ruling

PAPERS = ("unseen", "later", "newest")
FIRST = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A true or false claim: of each sentence the probability by words, the reader's log odds, and whether it
    holds the evidence."""

    found: bool
    rows: tuple[tuple[float, float, bool], ...]


def cases(library: Library, file: Path) -> Iterator[Case]:
    """The claims of which a sentence that is read holds the evidence."""
    for labelled in read_claims(file):
        claim = claim_of(labelled)
        if claim is None or labelled.label not in (Ruling.SUPPORTED, Ruling.CONTRADICTED):
            continue
        proposition, bearings = gather(library, claim, Filters())
        read = to_be_read(bearings)
        holds = [holds_evidence(bearing, labelled) for bearing in read]
        if any(holds):
            strengths = [bearing.relation.strength for bearing in read]
            rows = tuple(zip(strengths, answers_of(claim, read), holds, strict=True))
            found = rule(proposition, bearings).ruling is not Ruling.NOT_FOUND
            yield Case(found, rows)


def fit(every: list[Case]) -> tuple[float, float]:
    """What the two log odds count for."""
    rows = [row for case in every for row in case.rows]
    design = np.array([[log_odds(strength), answers, 1.0] for strength, answers, _ in rows])
    target = np.array([float(holds) for _, _, holds in rows])
    mass = np.where(target > 0, RIGHT_COUNTS, 1.0)
    found = fit_logistic(design, target, mass, np.zeros(3), np.full(3, 0.01), rounds=40)
    return float(found[0]), float(found[1])


def shown(case: Case, read: bool, most: int) -> bool:
    """Whether one of the first holds the evidence, in the order of words alone or of both."""
    rated = sorted(case.rows, key=lambda row: -(relevance(*row[:2]) if read else row[0]))
    return any(holds for _, _, holds in rated[:most])


def report(name: str, every: list[Case]) -> None:
    lacking = [case for case in every if not case.found]
    shares = [
        float(np.mean([shown(case, read, most) for case in lacking]))
        for most in (1, FIRST)
        for read in (False, True)
    ]
    print("{}: first {:.3f} -> {:.3f}, of three {:.3f} -> {:.3f}".format(name, *shares), end="")
    print(f" of {len(lacking)} claims for which nothing was found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    options = parser.parse_args()
    own: list[Case] = []
    for name in LIBRARIES:
        with opened(name, options.libraries, options.data) as library:
            for part in PARTS:
                own += cases(library, CLAIMS / f"{name}_{part}.jsonl")
    print("weights of strength and answers: {:.3f}, {:.3f}".format(*fit(own)))
    report("open, loose and fresh", own)
    with opened("papers", options.libraries, options.data) as library:
        for part in PAPERS:
            report(part, list(cases(library, CLAIMS / f"papers_{part}.jsonl")))


if __name__ == "__main__":
    main()
