"""What the trained reader adds to the ranking of passages, at several weights.

    python benchmarks/fit_reading.py --data ../shared/data --libraries DIR [--sets sample,own] [--most 100]

DIR is as for ``fit_answering.py``. A question's first ``DEEP`` passages are read; printed are MRR@10, hit@1 and
hit@5 of the passage with the answer where the first ``READ`` are put in the order of the fused score plus the
weight times the reader's logit. ``own`` (``training/question_set.py``) asks for the very sentences; in the other
sets a passage of the gold page or document counts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fit_answering import GOLD, LIBRARY, OWN, SETS, fingerprint

from assistant.evaluation.questions import Expected, read_questions
from assistant.library import Library
from assistant.reader import Skill, judge
from assistant.records import Filters, Question
from assistant.retrieval import Retrieved, expand_names, retrieve, understand
from assistant.retrieval.reading import READ, readable
from assistant.settings import Settings

DEEP, TOP = 20, 10
WEIGHTS = (0.0, 0.15, 0.3, 0.5, 0.8, 1.2, 2.0, 100.0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question's passages in the order of the search: fused score, the reader's logit, whether it is right."""

    scores: tuple[float, ...]
    logits: tuple[float, ...]
    right: tuple[bool, ...]

    def rank(self, weight: float) -> int | None:
        """Where the first right passage stands, from 1."""
        mixed = [s + weight * p for s, p in zip(self.scores, self.logits, strict=True)]
        first = sorted(range(min(READ, len(mixed))), key=lambda n: -mixed[n])
        order = [*first, *range(len(first), len(mixed))]
        return next((rank for rank, n in enumerate(order, 1) if self.right[n]), None)


def ranked(library: Library, expected: Expected, sentences: frozenset[str]) -> Ranked:
    """Search for a question and read what is found."""
    asked = expand_names(library, understand(Question(expected.question)))
    found = retrieve(library, asked, Filters(), DEEP)
    judged = judge(asked.in_full, [readable(each) for each in found[:READ]], Skill.QUESTIONS)
    logits = [each.passage for each in judged] + [0.0] * (len(found) - len(judged))
    right = tuple(_is_right(expected, each, sentences) for each in found)
    return Ranked(tuple(each.hit.score for each in found), tuple(logits), right)


def _is_right(expected: Expected, found: Retrieved, sentences: frozenset[str]) -> bool:
    there = any(p.holds(found.version.file, found.passage.pages) for p in expected.places)
    said = {fingerprint(sentence.text) for sentence in found.passage.sentences}
    return there and (not sentences or bool(said & sentences))


def report(name: str, every: Sequence[Ranked]) -> None:
    """One line a weight."""
    print(f"{name}: {len(every)} questions")
    for weight in WEIGHTS:
        ranks = [each.rank(weight) for each in every]
        mrr = np.mean([1 / r if r and r <= TOP else 0.0 for r in ranks])
        first, five = (np.mean([bool(r and r <= most) for r in ranks]) for most in (1, 5))
        print(f"  weight {weight:6}: MRR@10 {mrr:.3f}, hit@1 {first:.3f}, hit@5 {five:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--sets", default="sample,own,cross,reports,faq")
    parser.add_argument("--most", type=int, default=10_000, help="questions of a set, evenly drawn")
    options = parser.parse_args()
    for name in options.sets.split(","):
        path = {"own": options.libraries / "own.jsonl"}.get(name) or OWN.get(name)
        path = path or options.data / SETS[name]
        raw = [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()]
        asked = [
            (expected, frozenset(fields.get(GOLD, ())))
            for expected, fields in zip(read_questions(path), raw, strict=True)
            if expected.answerable and (expected.turn or 1) == 1
        ]
        with Library.open(options.libraries / LIBRARY.get(name, name), Settings()) as library:
            library.refresh()
            every = [
                ranked(library, *pair) for pair in asked[:: max(1, len(asked) // options.most)]
            ]
        report(name, every)


if __name__ == "__main__":
    main()
