"""What it gives to count how much a question says of a document, and which typed words are mended.

    python benchmarks/fit_naming.py --data ../shared/data --libraries DIR [--sets sample,kinds,cross,audit]

DIR is as for ``fit_answering.py``. Printed are, for each addition to the score, MRR@10 and hit@1 of a passage of
the gold page or document; in how many questions a document is named, and in how many of these it is a right one;
and every word that would be mended.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from fit_answering import LIBRARY, OWN, SETS

from assistant.evaluation.questions import Expected, read_questions
from assistant.language.detection import detect_language
from assistant.library import Library
from assistant.records import Filters, Question
from assistant.retrieval import expand_names, retrieve, understand
from assistant.retrieval.named_document import how_named, named_document
from assistant.retrieval.search import NAMED, OF_NAMED
from assistant.retrieval.spelling import mended
from assistant.settings import Settings

ADDED = (0.0, 0.3, 0.6, NAMED, 1.2, 1.5)
DEEP, TOP = 60, 10
OURS = OWN | {"kinds": Path(__file__).with_name("sample_kinds.jsonl")}
FOLDERS = LIBRARY | {"kinds": "sample"}


def ranks(library: Library, expected: Expected) -> tuple[list[float], bool, bool]:
    """(reciprocal rank of the first right passage for each addition, is one named, is it a right one)."""
    asked = expand_names(library, understand(Question(expected.question)))
    found = retrieve(library, asked, Filters(), DEEP)
    current = library.versions.current()
    named, said = named_document(current, asked), how_named(current, asked)
    right = [any(p.holds(f.version.file, f.passage.pages) for p in expected.places) for f in found]
    reciprocal = []
    for added in ADDED:
        scores = [
            f.hit.score - f.parts.get(OF_NAMED, 0.0) + added * said[f.version.id] for f in found
        ]
        order = sorted(range(len(found)), key=lambda n: -scores[n])[:TOP]
        reciprocal.append(next((1 / rank for rank, n in enumerate(order, 1) if right[n]), 0.0))
    pages = set(range(1, 1 + named.pages)) if named else set()
    is_right = bool(named) and any(p.holds(named.file, pages) for p in expected.places)
    return reciprocal, named is not None, is_right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument("--sets", default="sample,kinds,cross,audit")
    parser.add_argument("--most", type=int, default=150, help="questions of a set, evenly drawn")
    options = parser.parse_args()
    for name in options.sets.split(","):
        path = OURS.get(name) or options.data / SETS[name]
        with Library.open(options.libraries / FOLDERS.get(name, name), Settings()) as library:
            library.refresh()
            every = read_questions(path)
            asked = [e for e in every if e.answerable and (e.turn or 1) == 1]
            found = [ranks(library, e) for e in asked[:: max(1, len(asked) // options.most)]]
            table = np.array([reciprocal for reciprocal, _, _ in found])
            print(f"{name}: {len(found)} questions, {sum(n for _, n, _ in found)} name a document, "
                  f"{sum(r for _, _, r in found)} a right one")  # fmt: skip
            for column, added in enumerate(ADDED):
                mrr, first = table[:, column].mean(), (table[:, column] == 1).mean()
                print(f"  {added:.1f}: MRR@{TOP} {mrr:.3f}, hit@1 {first:.3f}")
            for expected in every:
                text = expected.question
                put_right = mended(library, text, detect_language(text))
                changed = [
                    p for p in zip(text.split(), put_right.split(), strict=False) if p[0] != p[1]
                ]
                if changed:
                    print("  mended:", ", ".join(f"{typed} -> {meant}" for typed, meant in changed))


if __name__ == "__main__":
    main()
