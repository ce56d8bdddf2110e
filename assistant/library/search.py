"""What retrieval asks of a library: scored passages of what filters let through, and how rare words are."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.language_means import usual_cosines
from assistant.library.indexes.as_of import AsOfSearch
from assistant.library.indexes.exact import ExactSearch
from assistant.library.indexes.indexes import Indexes
from assistant.library.ledger.ledger import Ledger
from assistant.library.versions import Versions
from assistant.records import Filters, Language, year_of

EXACT = 120_000
"""Passages that are compared one by one; of more, the index ranks all and the others are left out."""
SPARE = 2.0  # times as many are ranked as would do if what is left out were spread evenly


class IndexSearch:
    """Both indexes, and exact search among the versions that they no longer hold."""

    def __init__(self, indexes: Indexes, ledger: Ledger, versions: Versions) -> None:
        self._indexes = indexes
        self._ledger = ledger
        self._versions = versions
        self._indexed = versions  # those that the indexes hold
        self._exact = ExactSearch(ledger)
        self._superseded = AsOfSearch(ledger, self.frequency, self.passage_count)

    @property
    def means(self) -> dict[Language, NDArray[np.float32]]:
        """Language -> mean vector of its passages."""
        return self._indexes.means

    def allowed(self, filters: Filters) -> list[str] | None:
        """Ids of the versions that filters let through; None means all that answer now."""
        if filters == Filters():
            return None
        names = set(filters.documents)
        chosen: list[str] = []
        for version in self._versions.as_of(filters.as_of):
            document = version.document
            year = year_of(document.published)
            if names and not names & {document.id, document.title, version.file, version.id}:
                continue
            if filters.language and document.language != filters.language:
                continue
            if filters.year_from and (year is None or year < filters.year_from):
                continue
            if filters.year_to and (year is None or year > filters.year_to):
                continue
            chosen.append(version.id)
        return chosen

    def nearest(
        self, vector: NDArray[np.float32], count: int, versions: Sequence[str] | None
    ) -> dict[str, float]:
        """Passage id -> cosine less its language's mean score, for the nearest of each language."""
        with self._indexes.using:
            expected = usual_cosines(vector, self._indexes.means)
            ranked = count if versions is None else self._ranked(count, versions)
            if ranked:
                allowed = None if versions is None else set(versions)
                return {
                    name: cosine - usual
                    for language, usual in expected.items()
                    for name, cosine in self._indexes.nearest(vector, language, ranked, allowed)[
                        :count
                    ]
                }
        found = self._exact.nearest(vector, count, versions or ())
        return {name: cosine - expected.get(lang, 0.0) for name, lang, cosine in found}

    def _ranked(self, count: int, versions: Sequence[str]) -> int:
        """How many of the nearest of all leave so many of these versions; 0 where exact search is sooner."""
        sizes = {version.id: version.passages for version in self._indexed.current()}
        allowed = sum(sizes.get(version, 0) for version in versions)
        if allowed <= EXACT or not all(version in sizes for version in versions):
            return 0
        return math.ceil(SPARE * count * sum(sizes.values()) / allowed)

    def matching(
        self, terms: dict[str, dict[str, float]], count: int, versions: Sequence[str] | None
    ) -> dict[str, float]:
        """Passage id -> BM25 for weighted terms by field."""
        with self._indexes.using:
            scores = self._best_of_all(terms, count, versions)
            if scores is None:
                scores = dict(self._indexes.words.search(terms, count, versions))
            superseded = self._not_indexed(versions)
            return scores | self._superseded.matching(terms, count, superseded)

    def _best_of_all(
        self, terms: dict[str, dict[str, float]], count: int, versions: Sequence[str] | None
    ) -> dict[str, float] | None:
        """What ``matching`` of many versions finds: of the best of all those that are theirs.

        The word index finds the best of all without looking at every passage that has a term, and those of some
        versions only by looking at each. None where few are let through, or too few of the best are theirs."""
        held = len(self._indexed.current())
        if not versions or 2 * len(versions) < held:
            return None
        asked = math.ceil(SPARE * count * max(1.0, held / len(versions)))
        hits = self._indexes.words.search(terms, asked, None)
        allowed, of = set(versions), self._ledger.passages.versions_of([name for name, _ in hits])
        found = [hit for hit in hits if of.get(hit[0]) in allowed]
        return dict(found[:count]) if len(found) >= count or len(hits) < asked else None

    def frequency(self, field: str, term: str) -> int:
        """In how many passages a term stands."""
        with self._indexes.using:
            return self._indexes.words.frequency(field, term)

    def passage_count(self) -> int:
        """How many passages answer now."""
        with self._indexes.using:
            return self._indexes.words.count()

    def _not_indexed(self, versions: Sequence[str] | None) -> list[str]:
        """Those of some versions that no index holds, since they answer no more."""
        if versions is None:
            return []
        current = {version.id for version in self._versions.current()}
        return [version for version in versions if version not in current]
