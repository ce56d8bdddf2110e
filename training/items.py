"""Questions and claims as authors wrote them, and which documents are for what.

``data/questions.txt``: ``passage | answers | partial | near | kind | lang | question``
``data/claims.txt``: ``passage | sentences | label | kind | style | lang | claim``
``data/*_sets.txt``: ``set | lang | supports | contradicts | partly | kind | claim``, of the sets of ``shown.py``

Sentences are numbered from 1 within their passage; ``-`` is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from passages import Place

LABELS = {"S": 0, "C": 1, "N": 2}
UNKNOWN = -1
"""Label of what is neither one of these nor another, as a sentence that supports a part of a claim."""


class Split(StrEnum):
    """Whole documents are for one of these."""

    TRAIN = "train"
    DEVELOP = "develop"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Question:
    """Numbers of sentences, from 0. Without ``answers`` the passage does not answer it."""

    place: str
    answers: frozenset[int]
    partial: frozenset[int]
    near: frozenset[int]
    kind: str
    language: str
    text: str

    @property
    def is_searched(self) -> bool:
        """Whether the passage is one of those that a search found, of which each was looked at."""
        return self.place.startswith(SEARCHED)


@dataclass(frozen=True, slots=True)
class Claim:
    """``label`` is 0 where the sentences support it, 1 where they contradict it, 2 for neither."""

    place: str
    sentences: frozenset[int]
    label: int
    kind: str
    style: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of which every sentence of the passage was looked at: those in no set leave it open.

    ``alone`` where the sentences stand in no order: each is shown by itself.
    """

    place: str
    supports: frozenset[int]
    contradicts: frozenset[int]
    kind: str
    language: str
    text: str
    partly: frozenset[int] = frozenset()
    alone: bool = False

    @property
    def label(self) -> int:
        """Of the passage: 0, 1 or 2, as of a claim; what it both supports and contradicts is 2."""
        if bool(self.supports) is bool(self.contradicts):
            return LABELS["N"]
        return LABELS["S" if self.supports else "C"]

    def among(self, kept: Sequence[int]) -> Statement:
        """The same where only these sentences are left, in this order."""
        at = {old: new for new, old in enumerate(kept)}

        def moved(numbers: frozenset[int]) -> frozenset[int]:
            return frozenset(at[n] for n in numbers if n in at)

        return replace(
            self,
            supports=moved(self.supports),
            contradicts=moved(self.contradicts),
            partly=moved(self.partly),
        )

    def of(self, sentence: int) -> int:
        """Label of a sentence."""
        if sentence in self.partly:
            return UNKNOWN
        if sentence in self.supports:
            return LABELS["S"]
        return LABELS["C" if sentence in self.contradicts else "N"]


@dataclass(frozen=True, slots=True)
class Text:
    """A passage in words. ``key`` is the same for the same passage, ``file`` for the same document."""

    key: str
    file: str
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An item, its passage, and others that were found for it, best first."""

    item: Question | Claim | Statement
    split: Split
    passage: Text
    others: tuple[Text, ...]


SEARCHED = ("r", "s", "t")
"""Packets of passages that were found for a question (``shown.py``)."""
WHOLLY_KEPT = ("w14",)
"""Packets of which everything is kept."""


def split_of(place: Place) -> Split:
    """A tenth of the documents is kept, a tenth is for development: by the file's SHA-256."""
    if place.id.startswith(WHOLLY_KEPT):
        return Split.KEPT
    return split_by(place.sha256)


def split_by(digest: str) -> Split:
    """What a hash, in hexadecimal digits, is for: a tenth is kept, a tenth is for development."""
    rest = int(digest[:8], 16) % 10
    return {0: Split.KEPT, 1: Split.DEVELOP}.get(rest, Split.TRAIN)


def questions(path: Path) -> Iterator[Question]:
    for place, answers, partial, near, kind, language, text in _lines(path):
        yield Question(
            place, numbers(answers), numbers(partial), numbers(near), kind, language, text
        )


def claims(path: Path) -> Iterator[Claim]:
    for place, sentences, label, kind, style, language, text in _lines(path):
        yield Claim(place, numbers(sentences), LABELS[label], kind, style, language, text)


def judged(path: Path) -> Iterator[Statement]:
    """Claims on sets of sentences, each of which was looked at."""
    for place, language, supports, contradicts, partly, kind, text in _lines(path):
        yield Statement(
            place,
            numbers(supports),
            numbers(contradicts),
            kind,
            language,
            text,
            numbers(partly),
            True,
        )


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.open(encoding="utf-8"):
        if line.strip():
            yield [part.strip() for part in line.rstrip("\n").split(" | ", 6)]


def numbers(text: str) -> frozenset[int]:
    """Numbers of sentences, from 0."""
    return frozenset() if text == "-" else frozenset(int(n) - 1 for n in text.split(","))
