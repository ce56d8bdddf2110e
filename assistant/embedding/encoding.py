"""Texts as the encoder reads them: passages part by part, questions token by token."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import META, Ids, encoder
from assistant.embedding.late_interaction import TokenSigns, signs_of
from assistant.embedding.model_file import Floats

MAX_CHARACTERS = 8_000
REMEMBERED = 64  # questions kept: searching and weighing read the same one
QUERY, PASSAGE = "query:", "passage:"  # e5 was trained with these words before every text
_WORKERS = 2
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage's embedding, shape (384,), those of its sentences, and the signs of its tokens.

    A sentence's embedding, a row of shape (384,), is the mean of its tokens as they stand in the
    passage: read together they know what "Dit" is about, and cost nothing more ("late chunking",
    Günther et al. 2024).
    """

    vector: Floats
    sentences: Floats
    tokens: TokenSigns


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question's embedding, shape (384,), and of its tokens with a letter or a digit the vectors,
    shape (tokens, 384), and the word that each belongs to, lower case."""

    vector: Floats
    words: tuple[str, ...]
    tokens: Floats


def guard(text: str) -> str:
    """A text as the tokenizer can take it: no lone surrogates, composed accents, of bounded length."""
    text = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFKC", text).replace("\0", " ")
    return text[:MAX_CHARACTERS]


def embed_texts(texts: Sequence[str]) -> list[Floats]:
    """The embedding of each text as a passage, shape (384,)."""
    tokenized = [encoder().tokenize(f"{PASSAGE} {guard(text)}")[0] for text in texts]
    return [vector for vector, _ in _encoded(tokenized)]


def read_passages(texts: Sequence[Sequence[str]], means: Sequence[Floats]) -> list[ReadPassage]:
    """Passages, each given as its context and its sentences, with the token mean of its language."""
    return [
        ReadPassage(vector, _pooled(parts[1:]), _signs(parts, mean))
        for (vector, parts), mean in zip(_read(texts), means, strict=True)
    ]


@lru_cache(maxsize=REMEMBERED)
def read_question(text: str) -> ReadQuestion:
    """A question's embedding and its tokens."""
    return _read_question(text)


def _read_question(text: str) -> ReadQuestion:
    prefix = len(encoder().tokenize(QUERY)[0])
    ids, pieces = encoder().tokenize(f"{QUERY} {guard(text)}")
    vector, tokens = encoder().encode(ids)
    whole: list[str] = []
    owner: list[int] = []
    for piece in pieces:
        if piece.startswith(META) or not whole:
            whole.append("")
        whole[-1] += piece.removeprefix(META)
        owner.append(len(whole) - 1)
    chosen = [i for i in range(prefix, len(pieces)) if _WORD.search(pieces[i])]
    words = tuple(whole[owner[i]].lower() for i in chosen)
    return ReadQuestion(vector, words, tokens[chosen])


def passage_token_mean(texts: Sequence[str]) -> Floats:
    """Mean token vector of some texts as passages, shape (384,)."""
    return _mean([_worded(parts)[0] for _, parts in _read([(text,) for text in texts])])


def question_token_mean(texts: Sequence[str]) -> Floats:
    """Mean token vector of some texts as questions, shape (384,)."""
    # Not from the cache, out of which they would push the questions that people ask.
    return _mean([_read_question(text).tokens for text in texts])


def _mean(tokens: Sequence[Floats]) -> Floats:
    return np.asarray(np.concatenate(tokens).mean(axis=0), dtype=np.float32)


_Part = tuple[Floats, NDArray[np.bool_]]  # token vectors, and which have a letter or a digit


def _read(texts: Sequence[Sequence[str]]) -> list[tuple[Floats, list[_Part]]]:
    """Of each text, given in parts: its embedding, and the tokens of each part."""
    prefix, _ = _part(PASSAGE)
    parts = [[_part(guard(part)) for part in text] for text in texts]
    read = _encoded([np.concatenate([prefix, *(ids for ids, _ in text)]) for text in parts])
    found: list[tuple[Floats, list[_Part]]] = []
    for (vector, tokens), text in zip(read, parts, strict=True):
        ends = np.cumsum([len(prefix), *(len(ids) for ids, _ in text)])
        pieces = np.split(tokens, ends[:-1])[1:]
        kept = (worded for _, worded in text)
        found.append((vector, list(zip(pieces, kept, strict=True))))
    return found


def _worded(parts: Sequence[_Part]) -> tuple[Floats, list[int]]:
    """The vectors of the tokens with a letter or a digit, and how many of them each part has."""
    return np.concatenate([v[kept] for v, kept in parts]), [int(kept.sum()) for _, kept in parts]


def _signs(parts: Sequence[_Part], mean: Floats) -> TokenSigns:
    vectors, counts = _worded(parts)
    return signs_of(vectors, mean, counts)


def _pooled(parts: Sequence[_Part]) -> Floats:
    """The mean of each part's token vectors as a row of length 1, zeros where it has none."""
    width = encoder().shape.width
    rows = [v.mean(axis=0) if len(v) else np.zeros(width, np.float32) for v, _ in parts]
    matrix = np.array(rows, dtype=np.float32).reshape(-1, width)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(lengths, 1e-9), dtype=np.float32)


def _part(text: str) -> tuple[Ids, NDArray[np.bool_]]:
    """Token ids of a text, and which of them have a letter or a digit."""
    if not text.strip():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    ids, pieces = encoder().tokenize(text)
    return ids, np.array([bool(_WORD.search(piece)) for piece in pieces], dtype=bool)


def _encoded(tokenized: Sequence[Ids]) -> list[tuple[Floats, Floats]]:
    """(embedding, token vectors) of each text; two are read side by side."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        return list(pool.map(encoder().encode, tokenized))
