"""Search among the versions that somebody sees: nothing finds or counts what is hidden from them.

The indexes are those of all documents, and what they rank with (how usual a score is in a language, how rare a
word in the word index) is taken over all: it orders what is seen, and shows nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.library.search import IndexSearch
from assistant.library.versions import Versions
from assistant.records import Filters

REMEMBERED = (
    20_000  # terms: to count one costs a millisecond, which a question pays for each of its words
)


class VisibleSearch(IndexSearch):
    """``versions`` are those that are seen, ``hidden`` the others that are limited."""

    def __init__(self, every: IndexSearch, versions: Versions, hidden: frozenset[str]) -> None:
        self._indexes, self._indexed = every._indexes, every._indexed
        self._ledger = every._ledger
        self._exact = every._exact  # it holds vectors for all who search
        self._superseded = every._superseded
        self._versions = versions
        self._hidden = hidden
        self._frequencies: dict[tuple[int, str, str], int] = {}
        self._seen: tuple[object, list[str]] = ((), [])

    def allowed(self, filters: Filters) -> list[str] | None:
        chosen = super().allowed(filters)
        return self._current() if chosen is None else chosen

    def nearest(
        self, vector: NDArray[np.float32], count: int, versions: Sequence[str] | None
    ) -> dict[str, float]:
        return super().nearest(vector, count, self._among(versions))

    def matching(
        self, terms: dict[str, dict[str, float]], count: int, versions: Sequence[str] | None
    ) -> dict[str, float]:
        return super().matching(terms, count, self._among(versions))

    def frequency(self, field: str, term: str) -> int:
        with self._indexes.using:
            key = (self._indexes.revision, field, term)
            known = self._frequencies.get(key)
            if known is None:
                if len(self._frequencies) >= REMEMBERED:
                    self._frequencies.clear()
                known = self._indexes.words.frequency_without(field, term, self._hidden)
                self._frequencies[key] = known
            return known

    def passage_count(self) -> int:
        return sum(version.passages for version in self._versions.current())

    def _among(self, versions: Sequence[str] | None) -> list[str]:
        if versions is None:
            return self._current()
        return [version for version in versions if version not in self._hidden]

    def _current(self) -> list[str]:
        """Ids of what answers now and is seen, made once for each state of the library."""
        current = self._versions.current()
        known, ids = self._seen
        if known is not current:
            ids = [version.id for version in current]
            self._seen = (current, ids)
        return ids
