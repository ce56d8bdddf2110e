"""How well a network that is ready to ship reads what a search found, on documents that it was not trained with.

    python training/searched.py --examples examples.pkl --network assistant/reader/questions.npz [--most 400]

Each question comes with the passages that were found for it and looked at, three to six of them.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import items
import numpy as np
from items import Example

from assistant.reader.network import Network
from assistant.reader.pairs import pair, tokens

FEWEST = 3
"""Passages of a question: others are of documents that were trained with, and left out."""


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The chance that one that is right is above one that is not."""
    ranks = np.argsort(np.argsort([*right, *wrong])) + 1
    above = ranks[: len(right)].sum() - len(right) * (len(right) + 1) / 2
    return float(above / (len(right) * len(wrong)))


def searched(examples: Sequence[Example], most: int) -> list[list[Example]]:
    """Questions with their passages, the same ones each time."""
    together: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        item = example.item
        is_unseen = example.split is not items.Split.TRAIN
        if is_unseen and isinstance(item, items.Question) and item.is_searched:
            together[item.text].append(example)
    kept = [found for found in together.values() if len(found) >= FEWEST]
    random.Random(1).shuffle(kept)
    return kept[:most]


def measure(network: Network, asked: Sequence[Sequence[Example]]) -> dict[str, float]:
    """What it is surest of, and areas under the curve, of questions, sentences and passages."""
    surest: list[tuple[bool, bool]] = []
    sides: dict[str, tuple[list[float], list[float]]] = {
        name: ([], []) for name in ("answered", "sentences", "passages")
    }
    for found in asked:
        sentences: list[tuple[float, bool]] = []
        passages: list[tuple[float, bool]] = []
        for example in found:
            item, shown = example.item, example.passage
            assert isinstance(item, items.Question)
            read = network.judge(
                pair(tokens(item.text), tokens(shown.heading), [*map(tokens, shown.sentences)])
            )
            passages.append((read.passage, bool(item.answers)))
            for place, mark in enumerate(read.answers):
                if np.isfinite(mark):
                    sentences.append((float(mark), place in item.answers))
                    if place not in item.partial:
                        sides["sentences"][place not in item.answers].append(float(mark))
        for mark, right in passages:
            sides["passages"][not right].append(mark)
        is_answered = any(right for _, right in passages)
        sides["answered"][not is_answered].append(max(passages)[0])
        if is_answered:
            surest.append((max(sentences)[1], max(passages)[1]))
    first = np.mean(surest, axis=0)
    return {
        "questions": len(asked),
        "with an answer": len(surest),
        "the surest sentence answers": float(first[0]),
        "the surest passage answers": float(first[1]),
    } | {f"{name}, AUC": area(*both) for name, both in sides.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--most", type=int, default=400)
    options = parser.parse_args()
    examples: list[Example] = pickle.loads(options.examples.read_bytes())
    network = Network(np.load(options.network))
    for name, value in measure(network, searched(examples, options.most)).items():
        print(f"{name}: {value:.3f}")


if __name__ == "__main__":
    main()
