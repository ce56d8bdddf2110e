"""Claims against given evidence, without a library: verdicts, and two baselines beside them.

    python benchmarks/check_pairs.py --data ../shared/data [--sets sick_nl_nl,fever] [--limit N]

Everything that is chosen (the threshold of the baseline, swept limits) is chosen on the even-numbered
pairs; every figure is of the odd-numbered ones. A verdict is given where a text stands for or against
the claim; without one the answer is "not enough info". Of evidence of many sentences the sentence that
most surely speaks of the claim decides.

"Embedding similarity" calls a pair supported from a threshold of the cosine on, and below it what most
pairs below it are: the threshold with the highest accuracy. "Limits swept" are our own with the limits
that give most verdicts at a precision of .85 on the even half.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from rich.console import Console
from rich.table import Table

from assistant.checking import relation
from assistant.checking.pair import hold_pair
from assistant.checking.proposition import Proposition
from assistant.checking.relation import Relation
from assistant.checking.sameness import Sameness, fitted_sameness
from assistant.chunking.sentences import sentence_spans
from assistant.embedding import Embedder, embedder
from assistant.records import Language, Stance
from assistant.settings import Settings

SUPPORTED, REFUTED, UNKNOWN = "supported", "refuted", "not_enough_info"
PRECISION = 0.85
NEAREST = 8  # sentences of long evidence that are held against the claim
SWEPT = {
    "support": (0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95),
    "contradict": (0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.97),
    "contradict_worded": (0.2, 0.35, 0.5, 0.7, 0.85, 0.95),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, the sentences it is to be held against, and what is so."""

    claim: str
    language: Language
    sentences: tuple[str, ...]
    said_in: Language
    label: str


@dataclass(frozen=True, slots=True)
class Held:
    """A pair with how its sentences stand to the claim and the cosine of the nearest."""

    label: str
    relations: tuple[Relation, ...]
    cosine: float


# The sets


def pairs(name: str, data: Path) -> list[Pair]:
    """The pairs of a set; "sick_nl_en" is a Dutch claim with English evidence, and so on."""
    file = {"fever": "fever_symmetric", "attribution": "attributionbench"}.get(name, "sick_nl")
    lines = (data / "claims" / f"{file}_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    if name == "attribution":
        labels = {"attributable": SUPPORTED, "not attributable": REFUTED}
        return [
            Pair(r["claim"], "en", tuple(_sentences(r["references"])), "en", labels[r["label"]])
            for r in rows
        ]
    if name == "fever":
        return [Pair(r["claim"], "en", (r["evidence"],), "en", r["label"]) for r in rows]
    claim, said = name.removeprefix("sick_").split("_")
    keys = {"nl": "", "en": "_en"}
    return [
        Pair(r[f"claim{keys[claim]}"], claim, (r[f"evidence{keys[said]}"],), said, r["label"])
        for r in rows
    ]


def _sentences(references: Sequence[str]) -> Iterator[str]:
    lines = (line for reference in references for line in reference.split("\n"))
    for line in lines:
        yield from (line[start:end] for start, end in sentence_spans(line))


def hold(model: Embedder, pair: Pair) -> Held:
    """Hold a pair's sentences, of many those nearest in meaning, against its claim."""
    said = pair.sentences or ("",)
    query = model.query(pair.claim)
    cosines = np.asarray([query @ vector for vector in model.passages(list(said))])
    nearest = [said[i] for i in np.argsort(-cosines)[:NEAREST]]
    claim = Proposition(pair.claim, pair.language)
    held = tuple(hold_pair(model, claim, Proposition(text, pair.said_in)) for text in nearest)
    return Held(pair.label, held, float(cosines.max()))


# Verdicts


def verdict(held: Held, limits: Sameness) -> str:
    """Supported or refuted, or "not enough info" where no verdict is given."""
    with mock.patch.object(relation, "fitted_sameness", return_value=limits):
        stances = [
            (r.strength, relation.stance_of(r.points, r.strength, r.alignment, r.across))
            for r in held.relations
        ]
    given = [s for s in stances if s[1] in (Stance.FOR, Stance.AGAINST)]
    if not given:
        return UNKNOWN
    _, stance = max(given, key=lambda s: (s[0], s[1] is Stance.FOR))
    return SUPPORTED if stance is Stance.FOR else REFUTED


def majority(even: Sequence[Held]) -> str:
    return Counter(held.label for held in even).most_common(1)[0][0]


def similarity(even: Sequence[Held]) -> tuple[float, str]:
    """(threshold, what is said below it) of the highest accuracy."""
    best = (-1.0, 0.0, UNKNOWN)
    for threshold in sorted({held.cosine for held in even}):
        below = [h.label for h in even if h.cosine < threshold] or [UNKNOWN]
        other = Counter(below).most_common(1)[0][0]
        right = sum(h.label == (SUPPORTED if h.cosine >= threshold else other) for h in even)
        best = max(best, (right / len(even), threshold, other))
    return best[1], best[2]


def swept(even: Sequence[Held]) -> Sameness:
    """The limits that give most verdicts at PRECISION, for and against apart; else the most precise."""
    limits = fitted_sameness()
    for names, wanted in (
        (("support",), SUPPORTED),
        (("contradict", "contradict_worded"), REFUTED),
    ):
        best: tuple[bool, float, float] = (False, -1.0, -1.0)
        chosen = limits
        for values in itertools.product(*(SWEPT[name] for name in names)):
            tried = dataclasses.replace(limits, **dict(zip(names, values, strict=True)))
            given = [h.label for h in even if verdict(h, tried) == wanted]
            precise = sum(label == wanted for label in given) / len(given) if given else 0.0
            enough = precise >= PRECISION
            score = (enough, len(given) if enough else precise, precise)
            if given and score > best:
                best, chosen = score, tried
        limits = chosen
    return limits


# The table


def row(name: str, due: Sequence[str], said: Sequence[str], unknown: bool) -> list[str]:
    """``unknown`` is whether the set has claims that the evidence says too little of."""
    answers = said if unknown else [REFUTED if s == UNKNOWN else s for s in said]
    accuracy = sum(a == b for a, b in zip(due, answers, strict=True)) / len(due)
    given = [(a, b) for a, b in zip(due, said, strict=True) if b != UNKNOWN]
    coverage = len(given) / len(due)
    right = [
        _share([a == b for a, b in given if b in wanted])
        for wanted in ((SUPPORTED, REFUTED), (SUPPORTED,), (REFUTED,))
    ]
    return [name, str(len(due)), f"{accuracy:.3f}", *right, f"{coverage:.2f}"]


def _share(hits: Sequence[bool]) -> str:
    return f"{sum(hits) / len(hits):.3f} ({len(hits)})" if hits else "–"


def rows(held: Sequence[Held]) -> Iterator[list[str]]:
    even, odd = held[0::2], held[1::2]
    due = [h.label for h in odd]
    unknown = UNKNOWN in {h.label for h in held}
    threshold, below = similarity(even)
    limits = swept(even)
    ways = {
        "ours": [verdict(h, fitted_sameness()) for h in odd],
        f"ours, limits swept ({limits.support}, {limits.contradict}, {limits.contradict_worded})": [
            verdict(h, limits) for h in odd
        ],
        "majority": [majority(even)] * len(odd),
        f"embedding similarity >= {threshold:.3f}": [
            SUPPORTED if h.cosine >= threshold else below for h in odd
        ],
    }
    for name, said in ways.items():
        yield row(name, due, said, unknown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--sets", default="sick_nl_nl,sick_nl_en,sick_en_nl,sick_en_en,fever,attribution"
    )
    parser.add_argument("--limit", type=int, help="only the first so many pairs of a set")
    options = parser.parse_args()
    model = embedder(Settings().embedding)
    for name in options.sets.split(","):
        held = [hold(model, pair) for pair in pairs(name, options.data)[: options.limit]]
        table = Table(title=f"{name}: {len(held)} pairs, the odd half", title_justify="left")
        columns = ("", "n", "accuracy", "right when given", "supported", "refuted", "coverage")
        for column in columns:
            table.add_column(column)
        for cells in rows(held):
            table.add_row(*cells)
        Console(width=130).print(table)


if __name__ == "__main__":
    main()
