"""What the indexes use of Chroma and Tantivy, with types: neither package is checked as it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypedDict

Where = Mapping[str, object]  # Chroma's conditions on metadata


class HeldRecords(TypedDict):
    """Records by id, without what was not asked for."""

    ids: list[str]


class NearestRecords(TypedDict):
    """A list for each vector that was asked with, best first."""

    ids: list[list[str]]
    distances: list[list[float]]
    metadatas: list[list[Mapping[str, str]]]


class VectorCollection(Protocol):
    """A named set of vectors in Chroma."""

    @property
    def configuration(self) -> Mapping[str, Mapping[str, object]]: ...

    def modify(self, *, configuration: Mapping[str, Mapping[str, object]]) -> None: ...

    def count(self) -> int: ...

    def upsert(
        self,
        *,
        ids: Sequence[str],
        embeddings: Sequence[Sequence[float]],
        metadatas: Sequence[Mapping[str, str]],
    ) -> None: ...

    def delete(self, *, ids: Sequence[str] = ..., where: Where = ...) -> object: ...

    def get(
        self,
        *,
        where: Where = ...,
        include: Sequence[str],
        limit: int = ...,
        offset: int = ...,
    ) -> HeldRecords: ...

    def query(
        self,
        *,
        query_embeddings: Sequence[Sequence[float]],
        n_results: int,
        include: Sequence[str],
    ) -> NearestRecords: ...


class VectorStore(Protocol):
    """A Chroma database."""

    def get_or_create_collection(
        self,
        name: str,
        *,
        embedding_function: None,
        configuration: Mapping[str, Mapping[str, object]],
    ) -> VectorCollection: ...

    def close(self) -> None: ...


class TextHits(Protocol):
    """What a search found: (score, address of a document), best first."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def hits(self) -> Sequence[tuple[float, object]]: ...


class TextSearcher(Protocol):
    """A Tantivy index as it was at one commit."""

    @property
    def num_docs(self) -> int: ...

    def search(self, query: object, limit: int) -> TextHits: ...

    def doc(self, address: object) -> Mapping[str, Sequence[object]]: ...

    def doc_freq(self, field: str, term: str) -> int: ...


class TextWriter(Protocol):
    """Changes of a Tantivy index up to its commit."""

    def delete_documents_by_term(self, field: str, term: str) -> object: ...

    def add_document(self, document: object) -> object: ...

    def commit(self) -> object: ...

    def wait_merging_threads(self) -> None: ...


class TextIndex(Protocol):
    """A Tantivy index."""

    def writer(self, heap_size: int, *, num_threads: int) -> TextWriter: ...

    def searcher(self) -> TextSearcher: ...

    def reload(self) -> None: ...
