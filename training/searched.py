"""How well a network that is ready to ship reads what a search found, on questions and documents new to it.

    python training/searched.py --examples examples.pkl --network assistant/reader/questions.npz

Each question comes with the passages that were found for it and looked at.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import items
import numpy as np
from items import Example
from measure import auc

from assistant.reader.network import Network
from assistant.reader.pairs import pair, tokens


def unseen(examples: Sequence[Example]) -> list[list[Example]]:
    """Questions with their passages, where neither the question nor any of its passages was trained with.

    A search finds passages of many documents, so most questions were trained with on some of theirs."""
    together: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        item = example.item
        if isinstance(item, items.Question) and item.is_searched:
            together[item.text].append(example)
    return [
        found
        for found in together.values()
        if all(example.split is not items.Split.TRAIN for example in found)
    ]


def measure(network: Network, asked: Sequence[Sequence[Example]]) -> dict[str, float]:
    """What it is surest of, and areas under the curve, of questions, sentences and passages."""
    surest: list[tuple[bool, bool]] = []
    marks: dict[str, list[tuple[float, bool]]] = defaultdict(list)
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
                        marks["sentences"].append(sentences[-1])
        marks["passages"] += passages
        is_answered = any(right for _, right in passages)
        marks["answered"].append((max(passages)[0], is_answered))
        if is_answered:
            surest.append((max(sentences)[1], max(passages)[1]))
    first = np.mean(surest, axis=0)
    return {
        "questions": len(asked),
        "with an answer": len(surest),
        "the surest sentence answers": float(first[0]),
        "the surest passage answers": float(first[1]),
    } | {f"{name}, AUC": auc(*zip(*told, strict=True)) for name, told in marks.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    options = parser.parse_args()
    examples: list[Example] = pickle.loads(options.examples.read_bytes())
    network = Network(np.load(options.network))
    for name, value in measure(network, unseen(examples)).items():
        print(f"{name}: {value:.3f}")


if __name__ == "__main__":
    main()
