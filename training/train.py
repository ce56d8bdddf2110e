"""Train the reader.

    python training/train.py --examples examples.pkl --layers 6 --epochs 2 --out reader.pt [--share 0.5]

A step takes rows of about the same length, questions and claims mixed, until ``--tokens`` are full. The word table
stays as it is.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import copies
import items
import numpy as np
import short
import torch
import torch.nn.functional as F
from items import Example, Text
from network import NEITHER, Batch, Reader
from torch import Tensor, nn

from assistant.embedding.encoder import Ids, encoder
from assistant.embedding.model_file import ModelFile, installed
from assistant.language.detection import detect_language
from assistant.reader.network import SCALE
from assistant.reader.pairs import Pair, arrays, pair, tokens

SORTED = 1_024
"""Rows that are sorted by length before they are put into steps."""
WRONG = 0.6
"""How often a question brings a passage that the search found, an epoch."""
NEAREST = 4
"""Of how many that were found it is one."""
CUT, SHOWN = 0.4, 5
"""How often of such a passage only so many sentences are shown."""
NEIGHBOURS = 3
"""Sentences before and after a claim's, at most."""
HEADED = 0.7
"""How often a passage is shown with its heading."""
ELSEWHERE = 0.3
"""Weight of a sentence that was found for a claim and that nobody looked at."""
BESIDE = 0.1
"""Weight of a claim's neighbour that nobody looked at."""
SILENT = 0.4
"""How often a statement brings sentences of its passage that leave it open, besides those that do not."""
OPEN = 0.3
"""Weight of a sentence that leaves a statement open: four stand beside each that does not."""
UNANSWERED = 0.5
"""How often a passage that a search found and that does not answer is shown, an epoch: four of six do not."""
LEFT = 3
"""Sentences of a set that leave a claim open, an epoch: there are some thirteen."""
COPIED = 0.35
"""How often a claim brings one that repeats the sentence, or a changed copy of it."""
FROM_BESIDE = 0.25
"""How many of those repeat another sentence."""
PARTLY = 0.5
SAVED = 500
"""Steps after which the network is saved, so that one that is training can be measured."""
IGNORED = items.UNKNOWN


@dataclass(slots=True)
class Row:
    """One pair with what is right: NaN and -1 where nobody knows. ``weight`` is of each sentence."""

    pair: Pair
    answers: list[float]
    passage: float
    entails: list[int]
    weights: list[float]


@dataclass(slots=True)
class Tokens:
    """Token ids of texts, kept."""

    known: dict[str, Ids] = field(default_factory=dict)

    def __call__(self, text: str) -> Ids:
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = tokens(text).astype(np.int32)
        return found


class Units:
    """Examples -> rows, drawn anew each epoch."""

    def __init__(
        self, examples: Sequence[Example], seed: int, most: int, thin: float = 1.0
    ) -> None:
        self._most = most
        self._thin = thin
        self._chance = random.Random(seed)
        self._tokens = Tokens()
        self._questions = [e for e in examples if isinstance(e.item, items.Question)]
        self._claims: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            if isinstance(example.item, items.Claim):
                self._claims[example.item.place].append(example)
        self._statements = [e for e in examples if isinstance(e.item, items.Statement)]

    def epoch(self) -> Iterator[list[Row]]:
        """Steps: rows of like length, in mixed order."""
        rows = [
            row
            for e in self._questions
            if self._chance.random() < self._share(e)
            for row in self._question(e)
        ]
        rows += [
            row
            for together in self._claims.values()
            for e in together
            if e.item.kind == short.KIND or self._chance.random() < self._thin
            for row in self._claim(e)
        ]
        rows += [row for e in self._statements for row in self._stated(e)]
        self._chance.shuffle(rows)
        steps: list[list[Row]] = []
        for start in range(0, len(rows), SORTED):
            near = sorted(rows[start : start + SORTED], key=lambda row: len(row.pair))
            step: list[Row] = []
            for row in near:
                if step and len(row.pair) * (len(step) + 1) > self._most:
                    steps.append(step)
                    step = []
                step.append(row)
            steps.append(step)
        self._chance.shuffle(steps)
        yield from steps

    def _share(self, example: Example) -> float:
        """How much of a question an epoch takes."""
        item = example.item
        assert isinstance(item, items.Question)
        if not item.is_searched:
            return self._thin
        return 1.0 if item.answers or item.partial else UNANSWERED

    def _question(self, example: Example) -> list[Row]:
        item = example.item
        assert isinstance(item, items.Question)
        count = len(example.passage.sentences)
        marks = [
            1.0 if n in item.answers else PARTLY if n in item.partial else 0.0 for n in range(count)
        ]
        rows = [self._asked(item.text, example.passage, marks, float(bool(item.answers)))]
        if example.others and self._chance.random() < WRONG:
            rows.append(self._wrong(item.text, self._chance.choice(example.others[:NEAREST])))
        return rows

    def _wrong(self, text: str, passage: Text) -> Row:
        """A passage that does not answer, or a part of it: whole ones are most of what training costs."""
        sentences = passage.sentences
        if self._chance.random() < CUT and len(sentences) > SHOWN:
            start = self._chance.randrange(len(sentences) - SHOWN + 1)
            passage = replace(passage, sentences=sentences[start : start + SHOWN])
        return self._asked(text, passage, [0.0] * len(passage.sentences), 0.0)

    def _asked(self, text: str, passage: Text, marks: list[float], answers: float) -> Row:
        made = self._pair(text, passage.heading, passage.sentences)
        count = len(passage.sentences)
        return Row(made, marks, answers, [IGNORED] * count, [1.0] * count)

    def _claim(self, example: Example) -> list[Row]:
        item = example.item
        assert isinstance(item, items.Claim)
        first, last = min(item.sentences), max(item.sentences)
        sentences = example.passage.sentences
        start = max(0, first - self._chance.randint(0, NEIGHBOURS))
        end = min(len(sentences), last + 1 + self._chance.randint(0, NEIGHBOURS))
        labels = [item.label if n in item.sentences else NEITHER for n in range(start, end)]
        weights = [1.0 if n in item.sentences else BESIDE for n in range(start, end)]
        rows = [self._claimed(item.text, example.passage, start, end, labels, weights)]
        if self._chance.random() < COPIED:
            rows += self._copied(example, first, start, end)
        if example.others and item.label != NEITHER:
            other = self._chance.choice(example.others[:8])
            at = self._chance.randrange(len(other.sentences))
            to = min(len(other.sentences), at + 3)
            rows.append(
                self._claimed(
                    item.text, other, at, to, [NEITHER] * (to - at), [ELSEWHERE] * (to - at)
                )
            )
        return rows

    def _stated(self, example: Example) -> list[Row]:
        """The sentences that settle it with some around them, and sometimes others of its passage."""
        item, chance = example.item, self._chance
        assert isinstance(item, items.Statement)
        count = len(example.passage.sentences)
        if item.alone:
            left = [n for n in range(count) if item.of(n) == NEITHER]
            told = [*item.supports, *item.contradicts, *chance.sample(left, min(LEFT, len(left)))]
            return [self._by_itself(example, n) for n in sorted(told)]
        settling = sorted(item.supports | item.contradicts)
        rows = []
        if settling:
            start = max(0, settling[0] - chance.randint(0, NEIGHBOURS))
            end = min(count, settling[-1] + 1 + chance.randint(0, NEIGHBOURS))
            rows.append(self._beside(example, start, end))
        if not settling or chance.random() < SILENT:
            shown = min(count, chance.randint(NEIGHBOURS, 3 * NEIGHBOURS))
            start = chance.randrange(count - shown + 1)
            end = start + shown
            if not any(start <= n < end for n in settling):
                rows.append(self._beside(example, start, end))
        return rows

    def _by_itself(self, example: Example, at: int) -> Row:
        item = example.item
        assert isinstance(item, items.Statement)
        return self._claimed(item.text, example.passage, at, at + 1, [item.of(at)], [1.0])

    def _beside(self, example: Example, start: int, end: int) -> Row:
        item = example.item
        assert isinstance(item, items.Statement)
        labels = [item.of(n) for n in range(start, end)]
        weights = [OPEN if label == NEITHER else 1.0 for label in labels]
        return self._claimed(item.text, example.passage, start, end, labels, weights)

    def _copied(self, example: Example, at: int, start: int, end: int) -> list[Row]:
        """A claim made from the sentence, or from one beside it."""
        sentences = list(example.passage.sentences)
        language = detect_language(sentences[at])
        if self._chance.random() < FROM_BESIDE:
            made = copies.elsewhere(sentences, at, self._chance)
            start, end = at, at + 1  # without the sentence that it repeats
        else:
            made = copies.copy_of(sentences[at], language, self._chance)
        if made is None:
            return []
        claim, label = made
        labels = [label if n == at else NEITHER for n in range(start, end)]
        weights = [0.7 if n == at else 0.3 for n in range(start, end)]
        return [self._claimed(claim, example.passage, start, end, labels, weights)]

    def _claimed(
        self,
        text: str,
        passage: Text,
        start: int,
        end: int,
        labels: list[int],
        weights: list[float],
    ) -> Row:
        made = self._pair(text, passage.heading, passage.sentences[start:end])
        nobody = [math.nan] * (end - start)
        return Row(made, nobody, math.nan, labels, weights)

    def _pair(self, text: str, heading: str, sentences: Sequence[str]) -> Pair:
        shown = heading if self._chance.random() < HEADED else ""
        return pair(
            self._tokens(text),
            self._tokens(shown) if shown else np.zeros(0, np.int32),
            [self._tokens(sentence) for sentence in sentences],
        )


def batch_of(pairs: Sequence[Pair]) -> Batch:
    """Pairs as the network takes them."""
    made = arrays(pairs)
    words = encoder().word_vectors(made.ids.reshape(-1)).reshape(*made.ids.shape, -1)
    return Batch(*map(torch.from_numpy, (words, made.sides, made.mask, made.text, made.sentences)))


def loss_of(model: Reader, rows: Sequence[Row]) -> Tensor:
    """Mean loss of a step: of sentences that answer, of passages that do, of claims."""
    batch = batch_of([row.pair for row in rows])
    answers, passage, entails = model(batch)
    count = answers.shape[1]

    def padded(of: str, empty: float) -> Tensor:
        return torch.tensor(
            [[*getattr(row, of), *[empty] * (count - len(getattr(row, of)))] for row in rows]
        )

    marks, weights = padded("answers", math.nan), padded("weights", 0.0)
    labels = padded("entails", IGNORED).long()
    there = batch.sentences.sum(2) > 0
    total = answers.new_zeros(())
    asked = marks.isfinite() & there
    if asked.any():
        each = F.binary_cross_entropy_with_logits(answers[asked], marks[asked], reduction="none")
        # Few sentences answer: they count for three.
        share = 1 + 2 * marks[asked]
        total = total + 2 * (each * share).sum() / share.sum()
        whole = torch.tensor([row.passage for row in rows])
        known = whole.isfinite()
        total = total + F.binary_cross_entropy_with_logits(passage[known], whole[known])
    told = (labels != IGNORED) & there
    if told.any():
        each = F.cross_entropy(entails[told], labels[told], reduction="none", label_smoothing=0.03)
        total = total + (each * weights[told]).sum() / weights[told].sum().clamp(min=1)
    return total


def parameters(model: Reader, rate: float) -> list[dict[str, object]]:
    """Heads learn four times as fast; matrices decay."""
    heads = ("answers", "passage", "entails", "sides")
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = defaultdict(list)
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        groups[name.startswith(heads), parameter.dim() > 1].append(parameter)
    return [
        {"params": found, "lr": rate * (4 if head else 1), "weight_decay": 0.01 if matrix else 0.0}
        for (head, matrix), found in groups.items()
    ]


def state_of(file: Path) -> dict[str, Tensor]:
    """Weights of a network that was trained here, or of one that ships."""
    if file.suffix != ".npz":
        return dict(torch.load(file)["state"])
    stored = np.load(file)
    state = {}
    for name in stored.files:
        if not name.endswith(SCALE):
            values = stored[name].astype(np.float32)
            if name + SCALE in stored.files:
                values *= stored[name + SCALE][:, None]
            state[name] = torch.from_numpy(values)
    return state


def train(
    examples: Sequence[Example],
    *,
    layers: Sequence[int],
    epochs: float,
    rate: float,
    seed: int,
    most: int,
    dropout: float = 0.0,
    start: Path | None = None,
    freeze: int = 0,
    thin: float = 1.0,
    warm: int = 200,
    out: Path | None = None,
) -> Reader:
    """The trained network, kept in ``out`` on the way. The same examples, seed and machine give the same one.

    The first ``freeze`` layers stay as they are; the rate rises for ``warm`` steps. An epoch takes ``thin`` of the
    claims on passages, and of the questions on passages that no search found.
    """
    torch.manual_seed(seed)
    model = Reader(ModelFile(installed()), layers, dropout).train()
    if start is not None:
        model.load_state_dict(state_of(start))
    if freeze:
        for part in (model.norm, *model.layers[:freeze]):
            part.eval().requires_grad_(False)
        model.places.requires_grad_(False)
        model.sides.requires_grad_(False)
    units = Units(examples, seed, most, thin)
    steps = [step for _ in range(math.ceil(epochs)) for step in units.epoch()]
    steps = steps[: int(len(steps) * epochs / math.ceil(epochs))]
    optimiser = torch.optim.AdamW(parameters(model, rate), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(1, (n + 1) / warm) * max(0.02, 1 - n / len(steps))
    )
    began, recent = time.process_time(), []
    for number, rows in enumerate(steps, 1):
        with torch.autocast("cpu", torch.bfloat16, enabled=BFLOAT):
            loss = loss_of(model, rows)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        recent.append(loss.item())
        if number % 50 == 0 or number == len(steps):
            cpu = time.process_time() - began
            print(
                f"step {number} of {len(steps)}: loss {np.mean(recent[-50:]):.3f}, {cpu:.0f} CPU s",
                flush=True,
            )
        if out is not None and (number % SAVED == 0 or number == len(steps)):
            torch.save({"layers": layers, "state": model.state_dict()}, out)
    return model.eval()


def _kinds(example: Example) -> tuple[str, ...]:
    """What an example is trained as."""
    item = example.item
    if isinstance(item, items.Question):
        return ("questions",)
    if isinstance(item, items.Claim) and item.kind == short.KIND:
        return ("claims", "pairs")
    alone = isinstance(item, items.Statement) and item.alone
    return ("claims", "pairs", "sets") if alone else ("claims",)


BFLOAT = "--bfloat" in sys.argv


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", default="0,1,2,3,4,5", help="of the embedder, to start from")
    parser.add_argument(
        "--only",
        choices=["questions", "claims", "pairs", "sets"],
        help="pairs: short claims and sets, each sentence by itself; sets: those alone",
    )
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="of the training documents")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tokens", type=int, default=3_600, help="of a step, padding included")
    parser.add_argument("--start", type=Path, help="go on from this network, or one that ships")
    parser.add_argument("--freeze", type=int, default=0, help="layers that stay as they are")
    parser.add_argument("--thin", type=float, default=1.0, help="of what no search found")
    parser.add_argument("--warm", type=int, default=200, help="steps until the rate is full")
    parser.add_argument("--bfloat", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    examples: list[Example] = pickle.loads(options.examples.read_bytes())
    examples = [e for e in examples if e.split is items.Split.TRAIN]
    files = sorted({e.passage.file for e in examples})
    random.Random(options.seed).shuffle(files)
    chosen = set(files[: math.ceil(len(files) * options.share)])
    examples = [e for e in examples if e.passage.file in chosen]
    print(f"{len(examples)} items of {len(chosen)} documents")
    if options.only:
        examples = [e for e in examples if options.only in _kinds(e)]
    layers = [int(number) for number in options.layers.split(",")]
    train(
        examples,
        layers=layers,
        epochs=options.epochs,
        rate=options.rate,
        seed=options.seed,
        most=options.tokens,
        dropout=options.dropout,
        start=options.start,
        freeze=options.freeze,
        thin=options.thin,
        warm=options.warm,
        out=options.out,
    )


if __name__ == "__main__":
    main()
