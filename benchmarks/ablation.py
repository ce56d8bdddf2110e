"""What each part of retrieval adds: MRR@10 with the part taken out, and the paired difference.

    python benchmarks/ablation.py --data ../shared/data --libraries DIR

A passage counts as right when it stands in a gold passage or on a gold page. Intervals are 95 %
percentile bootstraps over questions.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from fit_answering import OWN, SETS
from numpy.typing import NDArray

from assistant.evaluation.compare import paired_bootstrap
from assistant.evaluation.questions import Expected, read_questions
from assistant.evaluation.rankings import reciprocal_rank
from assistant.library import Library
from assistant.records import Filters, Question
from assistant.retrieval import expand_names, retrieve, search, understand
from assistant.settings import Settings

CUT = 10
# Name -> weights of the channels, and what stands in for words across languages.
VARIANTS: dict[str, tuple[dict[str, float], float]] = {
    "as it is": ({}, search.STAND_IN),
    "without tokens": ({"tokens": 0.0, "dense": 0.4, "lexical": 0.6}, 0.0),
    "without dense": ({"dense": 0.0}, search.STAND_IN),
    "without sentences": ({"sentence": 0.0}, search.STAND_IN),
    "without words": ({"lexical": 0.0}, search.STAND_IN),
    "tokens do not stand in for words": ({}, 0.0),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--sets", default="audit,faq,cross,sample")
    options = parser.parse_args()
    weights, stand_in = dict(search.WEIGHTS), search.STAND_IN
    for name in options.sets.split(","):
        path = OWN.get(name) or options.data / SETS[name]
        asked = [e for e in read_questions(path) if e.answerable and (e.turn or 1) == 1]
        before: NDArray[np.float64] | None = None
        with Library.open(options.libraries / name, Settings()) as library:
            library.refresh()
            for label, (changed, across) in VARIANTS.items():
                search.WEIGHTS.update(weights | changed)
                search.STAND_IN = across
                scores = np.array([_score(library, expected) for expected in asked])
                before = scores if before is None else before
                low, high, p = paired_bootstrap(scores - before)
                change = f"{(scores - before).mean():+.3f} [{low:+.3f}, {high:+.3f}] p {p:.3f}"
                print(f"{name:8} {label:34} MRR@10 {scores.mean():.3f}  {change}")
        search.WEIGHTS.update(weights)
        search.STAND_IN = stand_in


def _score(library: Library, expected: Expected) -> float:
    found = retrieve(
        library, expand_names(library, understand(Question(expected.question))), Filters(), CUT
    )
    ranks = [
        rank
        for rank, retrieved in enumerate(found, start=1)
        if any(
            place.holds(retrieved.version.file, retrieved.passage.pages)
            for place in expected.places
        )
    ]
    return reciprocal_rank(ranks)


if __name__ == "__main__":
    main()
