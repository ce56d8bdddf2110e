"""The vector index (Chroma): one collection a language, so that language bias can be taken out.

multilingual-e5-small prefers passages in the question's own language. Subtracting each language's
mean score (``q·p - q·mu``) cures it exactly: recall@5 of Dutch questions on English passages went
from .50 to .75.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.language.languages import LANGUAGES
from assistant.library.indexes.stores import VectorCollection, VectorStore, Where
from assistant.records import Passage

os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")

PRIOR = 20  # passages' worth of weight of the language's general mean, for small libraries
TOGETHER = 2_000  # Chroma takes at most 5,461 records at once
BREADTH = 800
"""Vectors that a walk through the graph keeps at hand (``ef_search``). Of the sixty nearest among 100,000 passages
it finds .994 in 9 ms; with 200 it finds .94 in 4 ms (``benchmarks/size.py``)."""
_VERSIONS = 500  # that one condition names: each call is a transaction of Chroma's own


class DenseIndex:
    """Vectors of the current passages. One process writes; see ``indexes``."""

    def __init__(self, folder: Path) -> None:
        import chromadb

        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._client: VectorStore = chromadb.PersistentClient(
                str(folder), settings=chromadb.Settings(anonymized_telemetry=False)
            )
        except Exception:
            _forget(folder)
            raise
        self._collections: dict[str, VectorCollection] = {
            language: self._client.get_or_create_collection(
                f"passages-{language}",
                # None, not the default: Chroma's own would download a model.
                embedding_function=None,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "ef_search": BREADTH,
                        "ef_construction": 200,
                        "max_neighbors": 32,
                    }
                },
            )
            for language in LANGUAGES
        }

        self._counts: dict[str, int] = {}  # to count costs as much as to search

    def search_as_broadly(self) -> None:
        """Search collections that were made with another breadth as broadly as new ones. Owner only."""
        for collection in self._collections.values():
            if collection.configuration["hnsw"]["ef_search"] != BREADTH:
                collection.modify(configuration={"hnsw": {"ef_search": BREADTH}})

    def add(self, passages: Sequence[tuple[Passage, NDArray[np.float32]]]) -> None:
        """Add or replace; ids come from content, so doing it twice changes nothing."""
        self._counts.clear()
        for language, collection in self._collections.items():
            mine = [(p, v) for p, v in passages if p.language == language]
            for start in range(0, len(mine), TOGETHER):
                part = mine[start : start + TOGETHER]
                collection.upsert(
                    ids=[p.id for p, _ in part],
                    embeddings=[v.tolist() for _, v in part],
                    metadatas=[{"version": p.version} for p, _ in part],
                )

    def remove(self, versions: Sequence[str]) -> None:
        """Drop whole versions."""
        self._counts.clear()
        for start in range(0, len(versions), _VERSIONS):
            for collection in self._collections.values():
                collection.delete(where=_of(versions[start : start + _VERSIONS]))

    def keep_only(self, versions: Sequence[str], names: Collection[str]) -> None:
        """Drop what versions that were read again no longer say."""
        self._counts.clear()
        for collection in self._collections.values():
            held = [
                name
                for start in range(0, len(versions), _VERSIONS)
                for name in collection.get(
                    where=_of(versions[start : start + _VERSIONS]), include=[]
                )["ids"]
            ]
            stale = sorted(set(held).difference(names))
            for start in range(0, len(stale), TOGETHER):
                collection.delete(ids=stale[start : start + TOGETHER])

    def search(
        self,
        vector: NDArray[np.float32],
        language: str,
        count: int,
        versions: Collection[str] | None = None,
    ) -> list[tuple[str, float]]:
        """(passage id, cosine) of the nearest passages of one language, best first.

        ``versions`` leaves out what is of others: then fewer are found where most of the nearest are."""
        collection = self._collections[language]
        held = self._counts.get(language) or collection.count()
        if not held:
            return []
        self._counts[language] = held
        found = collection.query(
            query_embeddings=[vector.tolist()],
            n_results=min(count, held),
            include=["distances"] if versions is None else ["distances", "metadatas"],
        )
        scored = [
            (name, 1.0 - distance)
            for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]
        if versions is None:
            return scored
        held_by = found["metadatas"][0]
        return [each for each, of in zip(scored, held_by, strict=True) if of["version"] in versions]

    def ids(self) -> set[str]:
        """All passage ids held."""
        held: set[str] = set()
        for collection in self._collections.values():
            for start in range(0, collection.count(), 5_000):
                held.update(collection.get(include=[], limit=5_000, offset=start)["ids"])
        return held

    def close(self) -> None:
        self._client.close()


def _of(versions: Sequence[str]) -> Where:
    return {"version": {"$in": list(versions)}}


def _forget(folder: Path) -> None:
    """Chroma keeps a client that it could not start, and would hand it out again for this folder."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(str(folder), None)
    SharedSystemClient._identifier_to_refcount.pop(str(folder), None)


def chroma_error() -> type[Exception]:
    """What Chroma raises of its own; it is imported only where something went wrong."""
    from chromadb.errors import ChromaError

    kind: type[Exception] = ChromaError
    return kind
