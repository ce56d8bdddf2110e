"""Passages -> everything that search compares a question with, made with their document's title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.background import passage_mean
from assistant.embedding import DEFAULT_MODEL, Embedder, TokenSigns, read_passages
from assistant.records import Passage

REMEMBERED = 50_000  # sentence vectors kept during a run: versions of one report share sentences


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A row a passage, a matrix a passage with a row a sentence, and each passage's token signs."""

    vectors: NDArray[np.float32]
    sentences: tuple[NDArray[np.float16], ...]
    tokens: tuple[TokenSigns, ...]


class Vectoriser:
    """Makes the vectors of passages, remembering sentences that it has seen before."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        self._embedder = embedder
        self.memory: dict[str, NDArray[np.float16]] = {}

    def embed(self, title: str, found: Sequence[Passage]) -> PassageVectors:
        """Vectors of passages of one version under its title."""
        embedder = self._embedder()
        texts_of = [(passage_context(title, p), *(s.text for s in p.sentences)) for p in found]
        read = read_passages(texts_of, [passage_mean(p.language) for p in found])
        if embedder.name == DEFAULT_MODEL:
            vectors = np.stack([r.vector for r in read]) if read else embedder.passages([])
        else:
            vectors = embedder.passages([" ".join(parts) for parts in texts_of])
        texts = list(dict.fromkeys(s.text for p in found for s in p.sentences))
        self._remember(embedder, [text for text in texts if text not in self.memory])
        of_sentences = tuple(np.stack([self.memory[s.text] for s in p.sentences]) for p in found)
        return PassageVectors(vectors, of_sentences, tuple(r.tokens for r in read))

    def _remember(self, embedder: Embedder, texts: list[str]) -> None:
        if len(self.memory) > REMEMBERED:
            self.memory.clear()
        for text, vector in zip(texts, embedder.passages(texts), strict=True):
            self.memory[text] = vector.astype(np.float16)


def passage_context(title: str, passage: Passage) -> str:
    """What is embedded before the sentences: it says what they are about, and is never quoted."""
    return ". ".join(part for part in (title, passage.section) if part)
