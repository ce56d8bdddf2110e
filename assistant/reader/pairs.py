"""A text beside a passage as the reader's network takes them: tokens, and where each sentence lies.

<s> text </s></s> heading sentence sentence … </s>
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Ids, encoder
from assistant.embedding.encoding import guard

MOST_OF_TEXT, MOST_OF_HEADING, MOST = 96, 24, 448
"""Tokens of the question or claim, of the heading, and of all."""
_SPACES = re.compile(r"\s+")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """One input. ``sentences`` are (start, end) in ``ids``; a sentence beyond the end is (0, 0)."""

    ids: Ids
    text: tuple[int, int]
    passage: int
    sentences: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Arrays:
    """A batch of pairs, padded. Shapes: ids, sides and mask (b, t); text (b, t) and sentences (b, s, t)
    are weights over tokens that sum to 1, or to 0 where there is no such sentence."""

    ids: Ids
    sides: Ids
    mask: NDArray[np.bool_]
    text: Floats
    sentences: Floats


def tokens(text: str) -> Ids:
    """Token ids, shape (n,)."""
    return encoder().tokenize(_SPACES.sub(" ", guard(text)).strip())[0]


def heading(title: str, section: str) -> str:
    """What the reader is told of where a passage stands."""
    return f"{title}. {section}." if section else f"{title}."


def pair(text: Ids, heading: Ids, sentences: Sequence[Ids]) -> Pair:
    """Put a tokenised text beside a tokenised passage, in ``MOST`` tokens at most."""
    begin, end = encoder().bounds
    text = text[:MOST_OF_TEXT]
    parts = [np.array([begin]), text, np.array([end, end]), heading[:MOST_OF_HEADING]]
    at = sum(map(len, parts))
    passage = len(text) + 2
    spans = []
    for sentence in sentences:
        sentence = sentence[: max(0, MOST - 1 - at)]
        parts.append(sentence)
        spans.append((at, at + len(sentence)) if len(sentence) else (0, 0))
        at += len(sentence)
    parts.append(np.array([end]))
    return Pair(np.concatenate(parts), (1, 1 + len(text)), passage, tuple(spans))


def arrays(pairs: Sequence[Pair]) -> Arrays:
    """Pad a batch."""
    longest = max(map(len, pairs))
    count = max(len(each.sentences) for each in pairs)
    ids = np.ones((len(pairs), longest), dtype=np.int64)
    sides = np.zeros_like(ids)
    mask = np.zeros(ids.shape, dtype=np.bool_)
    text = np.zeros(ids.shape, dtype=np.float32)
    sentences = np.zeros((len(pairs), count, longest), dtype=np.float32)
    for row, each in enumerate(pairs):
        ids[row, : len(each)] = each.ids
        sides[row, each.passage : len(each)] = 1
        mask[row, : len(each)] = True
        start, end = each.text
        text[row, start:end] = 1 / max(1, end - start)
        for place, (start, end) in enumerate(each.sentences):
            sentences[row, place, start:end] = 1 / max(1, end - start)
    return Arrays(ids, sides, mask, text, sentences)
