"""Short items that stand on their own: sentence pairs, and paragraphs with questions, all of it written for this.

``data/*_pairs.txt``: blocks parted by an empty line, a premise and what is claimed beside it

    P | lang | premise
    S | lang | claim      (S supported, C contradicted, N neither)

``data/*_paragraphs.txt``: a heading, numbered sentences, and questions with the numbers that answer

    T | lang | heading
    1 | sentence
    Q | lang | answers | partial | question

``data/*_statements.txt``: the same with claims, and the numbers that support and that contradict each

    K | lang | supports | contradicts | near | claim      (near or far: how much of its words it shares)

They cost a fifth of an item on a passage, so they teach most for their time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from items import LABELS, Claim, Example, Question, Statement, Text, numbers, split_by

KIND = "short"


def pairs(path: Path) -> Iterator[Example]:
    """A premise is a passage of one sentence."""
    for block in _blocks(path):
        premise = block[0].split(" | ", 2)[2]
        passage = _passage("", [premise])
        for line in block[1:]:
            label, language, claim = line.split(" | ", 2)
            item = Claim(
                passage.key, frozenset({0}), LABELS[label], KIND, KIND, language, claim.strip()
            )
            yield Example(item, split_by(passage.key), passage, ())


def paragraphs(path: Path) -> Iterator[Example]:
    """A paragraph is a passage; no others are searched for, its own sentences are what misleads."""
    for passage, asked in _numbered(path, "Q"):
        for line in asked:
            _, language, answers, partial, text = line.split(" | ", 4)
            item = Question(
                passage.key, numbers(answers), numbers(partial), frozenset(), KIND, language, text
            )
            yield Example(item, split_by(passage.key), passage, ())


def statements(path: Path) -> Iterator[Example]:
    """As ``paragraphs``, with claims."""
    for passage, claimed in _numbered(path, "K"):
        for line in claimed:
            _, language, supports, contradicts, kind, text = line.split(" | ", 5)
            item = Statement(
                passage.key, numbers(supports), numbers(contradicts), kind, language, text
            )
            yield Example(item, split_by(passage.key), passage, ())


def _numbered(path: Path, mark: str) -> Iterator[tuple[Text, list[str]]]:
    """Passages of numbered sentences, and the lines with ``mark`` that follow each."""
    for block in _blocks(path):
        heading = block[0].split(" | ", 2)[2]
        marked = [line for line in block if line.startswith(f"{mark} | ")]
        sentences = [line.split(" | ", 1)[1] for line in block[1 : -len(marked)]]
        yield _passage(heading, sentences), marked


def _blocks(path: Path) -> Iterator[list[str]]:
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
        yield [line.strip() for line in block.splitlines() if line.strip()]


def _passage(heading: str, sentences: list[str]) -> Text:
    key = hashlib.sha256("\n".join(sentences).encode()).hexdigest()
    return Text(key, key, heading, tuple(sentences))
