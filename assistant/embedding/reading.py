"""Passages and questions as the encoder reads them: token by token, part by part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.embedder import PASSAGE, QUERY, Vectors, encoded, guard
from assistant.embedding.encoder import META, Ids, encoder
from assistant.embedding.late_interaction import TokenSigns, signs_of

_WORD = re.compile(r"\w")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage's embedding, shape (384,), and the signs of its tokens."""

    vector: Vectors
    tokens: TokenSigns


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question's tokens: the word that each belongs to, lower case, and vectors (tokens, 384)."""

    words: tuple[str, ...]
    vectors: Floats


def read_passages(texts: Sequence[Sequence[str]], means: Sequence[Floats]) -> list[ReadPassage]:
    """Passages, each given as its context and its sentences, with the token mean of its language."""
    parts = [[_part(part) for part in (PASSAGE, *map(guard, text))] for text in texts]
    read = encoded([np.concatenate([ids for ids, _ in text]) for text in parts])
    return [
        ReadPassage(vector, _signs(tokens, [kept for _, kept in text], mean))
        for (vector, tokens), text, mean in zip(read, parts, means, strict=True)
    ]


def _part(text: str) -> tuple[Ids, NDArray[np.bool_]]:
    """Token ids of a text, and which of them have a letter or a digit."""
    if not text.strip():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    ids, pieces = encoder().tokenize(text)
    return ids, np.array([bool(_WORD.search(piece)) for piece in pieces], dtype=bool)


def _signs(tokens: Floats, kept: Sequence[NDArray[np.bool_]], mean: Floats) -> TokenSigns:
    prefix, *parts = kept
    mask = np.concatenate([np.zeros(len(prefix), dtype=bool), *parts])
    return signs_of(tokens[mask], mean, [int(part.sum()) for part in parts])


@lru_cache(maxsize=64)  # searching and weighing read the same question
def read_question(text: str) -> ReadQuestion:
    """The tokens of a question that have a letter or a digit."""
    prefix = len(encoder().tokenize(QUERY)[0])
    ids, pieces = encoder().tokenize(f"{QUERY} {guard(text)}")
    ((_, vectors),) = encoded([ids])
    whole: list[str] = []
    owner: list[int] = []
    for piece in pieces:
        if piece.startswith(META) or not whole:
            whole.append("")
        whole[-1] += piece.removeprefix(META)
        owner.append(len(whole) - 1)
    chosen = [i for i in range(prefix, len(pieces)) if _WORD.search(pieces[i])]
    return ReadQuestion(
        tuple(whole[owner[i]].lower() for i in chosen),
        np.asarray(vectors[chosen], dtype=np.float32),
    )


def token_mean(texts: Sequence[str], *, asked: bool) -> Floats:
    """Mean token vector of some texts, shape (384,), as questions or as passages."""
    if asked:
        found = [read_question(text).vectors for text in texts]
        return np.asarray(np.concatenate(found).mean(axis=0), dtype=np.float32)
    parts = [[_part(PASSAGE), _part(text)] for text in texts]
    read = encoded([np.concatenate([ids for ids, _ in text]) for text in parts])
    kept = [
        tokens[len(prefix) :][mask]
        for (_, tokens), ((prefix, _), (_, mask)) in zip(read, parts, strict=True)
    ]
    return np.asarray(np.concatenate(kept).mean(axis=0), dtype=np.float32)
