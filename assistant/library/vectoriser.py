"""Passages -> everything that search compares a question with, made with their document's title."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import DEFAULT_MODEL, Embedder, TokenSigns, read_passages
from assistant.embedding.language_means import passage_mean
from assistant.records import Passage

LATELY = 100


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A row a passage, a matrix a passage with a row a sentence, and each passage's token signs."""

    vectors: NDArray[np.float32]
    sentences: tuple[NDArray[np.float16], ...]
    tokens: tuple[TokenSigns, ...]


class Vectoriser:
    """Makes the vectors of passages."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        self._embedder = embedder
        self.embedded: deque[str] = deque(
            maxlen=LATELY
        )  # versions that cost embedding, oldest first

    def embed(self, title: str, found: Sequence[Passage]) -> PassageVectors:
        """Vectors of passages of one version under its title."""
        embedder = self._embedder()
        self.embedded.extend(dict.fromkeys(p.version for p in found))
        texts_of = [(passage_context(title, p), *(s.in_words for s in p.sentences)) for p in found]
        read = read_passages(texts_of, [passage_mean(p.language) for p in found])
        tokens = tuple(r.tokens for r in read)
        if embedder.name == DEFAULT_MODEL:
            vectors = np.stack([r.vector for r in read]) if read else embedder.passages([])
            return PassageVectors(
                vectors, tuple(r.sentences.astype(np.float16) for r in read), tokens
            )
        of_sentences = tuple(
            embedder.passages([s.in_words for s in p.sentences]).astype(np.float16) for p in found
        )
        vectors = embedder.passages([" ".join(parts) for parts in texts_of])
        return PassageVectors(vectors, of_sentences, tokens)


def passage_context(title: str, passage: Passage) -> str:
    """What is embedded before the sentences: it says what they are about, and is never quoted."""
    return ". ".join(part for part in (title, passage.section) if part)
