"""How well a reader reads: on documents that it was not trained with, and on claim sets of others.

python training/measure.py --model reader.pt --examples examples.pkl [--split develop] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import items
import numpy as np
import short
import torch
from items import Example, Text
from network import CONTRADICTS, NEITHER, SUPPORTS, Reader
from numpy.typing import NDArray
from train import batch_of

from assistant.embedding.model_file import ModelFile, installed
from assistant.reader.pairs import Pair, pair, tokens

AT_ONCE = 16
NEIGHBOURS = 2
SURE = 0.75
"""Probability from which a network is taken at its word."""
_LABELS = {"supported": SUPPORTS, "refuted": CONTRADICTS, "not_enough_info": NEITHER}

Floats = NDArray[np.float64]


def load(path: Path) -> Reader:
    """A trained network."""
    kept = torch.load(path)
    model = Reader(ModelFile(installed()), kept["layers"])
    model.load_state_dict(kept["state"])
    return model.eval()


@torch.no_grad()
def read(model: Reader, pairs: Sequence[Pair]) -> list[tuple[Floats, float, Floats]]:
    """Probabilities a pair: (sentences,) that they answer, that the passage does, (sentences, 3)."""
    order = sorted(range(len(pairs)), key=lambda n: len(pairs[n]))
    found: list[tuple[Floats, float, Floats]] = [(np.zeros(0), 0.0, np.zeros(0))] * len(pairs)
    for start in range(0, len(order), AT_ONCE):
        chosen = order[start : start + AT_ONCE]
        answers, passage, entails = model(batch_of([pairs[n] for n in chosen]))
        for row, n in enumerate(chosen):
            count = len(pairs[n].sentences)
            found[n] = (
                answers[row, :count].sigmoid().double().numpy(),
                float(passage[row].sigmoid()),
                entails[row, :count].softmax(-1).double().numpy(),
            )
    return found


def paired(text: str, passage: Text, start: int = 0, end: int | None = None) -> Pair:
    """A text beside (a part of) a passage."""
    sentences = passage.sentences[start:end]
    return pair(tokens(text), tokens(passage.heading), [tokens(sentence) for sentence in sentences])


def auc(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the ROC curve, ties counted half."""
    good = np.array([s for s, r in zip(scores, right, strict=True) if r])
    bad = np.array([s for s, r in zip(scores, right, strict=True) if not r])
    if not len(good) or not len(bad):
        return float("nan")
    above = (good[:, None] > bad).sum() + 0.5 * (good[:, None] == bad).sum()
    return float(above / (len(good) * len(bad)))


def macro_f1(given: Sequence[int], right: Sequence[int], labels: Sequence[int]) -> float:
    """Mean F1 of the labels."""
    g, r = np.array(given), np.array(right)
    each = []
    for label in labels:
        hit = ((g == label) & (r == label)).sum()
        each.append(2 * hit / max(1, (g == label).sum() + (r == label).sum()))
    return float(np.mean(each))


def of_questions(model: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """Sentence F1 (at the best threshold and at one half), AUC of sentences and of "answers", ranking."""
    asked = [e for e in examples if isinstance(e.item, items.Question)]
    pairs, owners = [], []
    for number, example in enumerate(asked):
        for passage in (example.passage, *example.others[:8]):
            pairs.append(paired(example.item.text, passage))
            owners.append(number)
    results = read(model, pairs)
    by = defaultdict(list)
    for owner, result in zip(owners, results, strict=True):
        by[owner].append(result)
    scores, right, whole, answers, ranks = [], [], [], [], []
    first_sentence = []
    for number, example in enumerate(asked):
        item = example.item
        assert isinstance(item, items.Question)
        own, *others = by[number]
        whole.append(own[1])
        answers.append(bool(item.answers))
        for place, score in enumerate(own[0]):
            if place not in item.partial:
                scores.append(float(score))
                right.append(place in item.answers)
        if item.answers:
            ranks.append(1 + sum(other[1] > own[1] for other in others))
            first_sentence.append(int(np.argmax(own[0])) in item.answers)
    limits = np.linspace(0.05, 0.95, 19)
    s, r = np.array(scores), np.array(right)
    f1 = [2 * (r & (s >= x)).sum() / max(1, (s >= x).sum() + r.sum()) for x in limits]
    return {
        "questions": len(asked),
        "sentence_auc": auc(scores, right),
        "sentence_f1_best": float(max(f1)),
        "sentence_f1_half": float(f1[9]),
        "first_sentence": float(np.mean(first_sentence)),
        "answers_auc": auc(whole, answers),
        "mrr_of_9": float(np.mean([1 / rank for rank in ranks])),
        "first_of_9": float(np.mean([rank == 1 for rank in ranks])),
    }


def of_claims(model: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """Macro F1 of three labels; AUC of supported against contradicted; what the others are called."""
    told = [e for e in examples if isinstance(e.item, items.Claim)]
    given, right, stance, supported = [], [], [], []
    pairs, at = [], []
    for example in told:
        item = example.item
        assert isinstance(item, items.Claim)
        start = max(0, min(item.sentences) - NEIGHBOURS)
        pairs.append(
            paired(item.text, example.passage, start, max(item.sentences) + 1 + NEIGHBOURS)
        )
        at.append([n - start for n in item.sentences])
    for example, places, (_, _, entails) in zip(told, at, read(model, pairs), strict=True):
        item = example.item
        assert isinstance(item, items.Claim)
        odds = entails[[n for n in places if n < len(entails)]].mean(0)
        given.append(int(odds.argmax()))
        right.append(item.label)
        if item.label != NEITHER:
            stance.append(float(odds[SUPPORTS] / (odds[SUPPORTS] + odds[CONTRADICTS])))
            supported.append(item.label == SUPPORTS)
    elsewhere = read(
        model, [paired(e.item.text, other) for e in told[::3] for other in e.others[:3]]
    )
    called = [int(odds.argmax()) for _, _, entails in elsewhere for odds in entails]
    return {
        "claims": len(told),
        "claim_accuracy": float(np.mean(np.array(given) == np.array(right))),
        "claim_macro_f1": macro_f1(given, right, [0, 1, 2]),
        "stance_auc": auc(stance, supported),
        "elsewhere_supports": float(np.mean(np.array(called or [NEITHER]) == SUPPORTS)),
        "elsewhere_contradicts": float(np.mean(np.array(called or [NEITHER]) == CONTRADICTS)),
    }


def of_statements(model: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """Claims of which every sentence was looked at, beside their whole passage.

    Macro F1 of the sentences and of the passage, whose label is that of the sentence that leaves the claim
    least open; AUC of supported against contradicted on the sentences that settle it."""
    told = [e for e in examples if isinstance(e.item, items.Statement) and not e.item.alone]
    given, right, whole, settled, stance, supported = [], [], [], [], [], []
    pairs = [paired(e.item.text, e.passage) for e in told]
    for example, (_, _, entails) in zip(told, read(model, pairs), strict=True):
        item = example.item
        assert isinstance(item, items.Statement)
        labels = [item.of(n) for n in range(len(entails))]
        given += [int(odds.argmax()) for odds in entails]
        right += labels
        whole.append(int(entails[entails[:, NEITHER].argmin()].argmax()))
        settled.append(item.label)
        for odds, label in zip(entails, labels, strict=True):
            if label != NEITHER:
                stance.append(float(odds[SUPPORTS] / (odds[SUPPORTS] + odds[CONTRADICTS])))
                supported.append(label == SUPPORTS)
    accuracy = float(np.mean(np.array(whole) == np.array(settled)))
    return {
        "statements": len(told),
        "sentence_macro_f1": macro_f1(given, right, [0, 1, 2]),
        "statement_stance_auc": auc(stance, supported),
        "statement_accuracy": accuracy,
        "statement_macro_f1": macro_f1(whole, settled, [0, 1, 2]),
    }


def of_sets(model: Reader, examples: Sequence[Example]) -> dict[str, float]:
    """Claims with what a check reads for them, each sentence by itself.

    ``points``: of claims that a sentence settles, how often the one that the network is surest of is such a
    sentence; ``sure_supported``: of claims of which a sentence has a probability of three quarters and more, how
    many a sentence does support."""
    told = [e for e in examples if isinstance(e.item, items.Statement) and e.item.alone]
    pairs = [paired(e.item.text, e.passage, n, n + 1) for e in told for n in _each(e)]
    odds = np.array([entails[0] for _, _, entails in read(model, pairs)])
    points, given, right, at = [], [], [], 0
    sure = {SUPPORTS: [0, 0], CONTRADICTS: [0, 0]}
    for example in told:
        item, count = example.item, len(example.passage.sentences)
        assert isinstance(item, items.Statement)
        here = odds[at : at + count]
        at += count
        surest = int(here[:, NEITHER].argmin())
        given.append(int(here[surest].argmax()))
        right.append(item.label)
        if item.label != NEITHER:
            points.append(item.of(surest) != NEITHER)
        for stance, (said, held) in sure.items():
            if here[:, stance].max() >= SURE:
                truth = item.supports if stance == SUPPORTS else item.contradicts
                sure[stance] = [said + 1, held + bool(truth)]
    found = {
        "sets": len(told),
        "set_points": float(np.mean(points)),
        "set_accuracy": float(np.mean(np.array(given) == np.array(right))),
        "set_macro_f1": macro_f1(given, right, [0, 1, 2]),
    }
    for stance, name in ((SUPPORTS, "supported"), (CONTRADICTS, "contradicted")):
        said, held = sure[stance]
        truths = sum(r == stance for r in right)
        found |= {f"sure_{name}": held / max(1, said), f"sure_{name}_of": said / max(1, truths)}
    return found


def _each(example: Example) -> range:
    return range(len(example.passage.sentences))


def of_pairs(model: Reader, data: Path) -> dict[str, float]:
    """Sets of others, none trained with: accuracy of three labels, or of two where there is no third."""
    found = {}
    for name, claim, evidence in (
        ("sick_nl", "claim", "evidence"),
        ("sick_nl", "claim_en", "evidence_en"),
        ("sick_nl", "claim", "evidence_en"),
        ("fever_symmetric", "claim", "evidence"),
    ):
        lines = [json.loads(x) for x in (data / f"claims/{name}_dev.jsonl").open(encoding="utf-8")]
        labels = [_LABELS[str(x["label"]).lower()] for x in lines]
        pairs = [pair(tokens(x[claim]), tokens(""), [tokens(x[evidence])]) for x in lines]
        odds = np.array([entails[0] for _, _, entails in read(model, pairs)])
        stance = [
            (o[0] / (o[0] + o[1]), label == 0)
            for o, label in zip(odds, labels, strict=True)
            if label != NEITHER
        ]
        two = NEITHER not in labels
        given = (odds[:, :2] if two else odds).argmax(1)
        key = f"{name}:{claim}/{evidence}"
        found[f"{key} accuracy"] = float(np.mean(given == np.array(labels)))
        found[f"{key} stance_auc"] = auc([s for s, _ in stance], [r for _, r in stance])
    return found


def of_own_claims(model: Reader, path: Path) -> dict[str, float]:
    """The project's open claims with their evidence words: supported or contradicted."""
    stance = []
    for line in path.open(encoding="utf-8"):
        item = json.loads(line)
        label = {"supported": True, "contradicted": False}.get(item["label"])
        if label is None or not item.get("evidence"):
            continue
        stance.append((pair(tokens(item["claim"]), tokens(""), [tokens(item["evidence"])]), label))
    odds = [entails[0] for _, _, entails in read(model, [p for p, _ in stance])]
    scores = [float(o[0] / (o[0] + o[1])) for o in odds]
    return {f"{path.stem} stance_auc": auc(scores, [label for _, label in stance])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--split", default="develop")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--claims", action="store_true", help="not questions")
    options = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    model = load(options.model)
    examples = pickle.loads(options.examples.read_bytes())
    examples = [e for e in examples if e.split == options.split]
    stated = [e for e in examples if isinstance(e.item, items.Statement)][: options.most]
    wanted = items.Claim if options.claims else items.Question
    examples = [e for e in examples if isinstance(e.item, wanted)]
    chosen = [e for e in examples if e.item.kind != short.KIND][: options.most]
    brief = [e for e in examples if e.item.kind == short.KIND][: options.most]
    found: dict[str, float] = {}
    for name, every in (("", chosen), ("short ", brief)):
        measured = of_claims(model, every) if options.claims else of_questions(model, every)
        found |= {name + key: value for key, value in measured.items()}
    if options.claims and stated:
        found |= of_statements(model, stated)
        found |= of_sets(model, stated)
    if options.data and options.claims:
        found |= of_pairs(model, options.data)
        claims = Path(__file__).parents[1] / "benchmarks" / "claims"
        for name in ("sample_open", "documents_open", "sample_fresh", "documents_fresh"):
            found |= of_own_claims(model, claims / f"{name}.jsonl")
    print(json.dumps({k: round(v, 3) for k, v in found.items()}, indent=1))


if __name__ == "__main__":
    main()
