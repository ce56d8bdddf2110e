"""Words of versions that no longer answer, for a question as of an earlier date.

The indexes hold only what answers now, so that everyday questions neither pay for old versions nor
are ranked by them. A question as of a date asks the indexes for what still answers and this module
for what did then: every word is counted (vectors: ``exact``). That costs in proportion to the
versions superseded since. Words weigh what they weigh in the index of today, so that both scores
stand on one scale.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.terms import grams, stems
from assistant.library.ledger.ledger import Ledger

_K1, _B = 1.2, 0.75  # Tantivy's constants of BM25
_REMEMBERED = 64  # versions


@dataclass(frozen=True, slots=True)
class _Passage:
    id: str
    words: dict[str, Counter[str]]  # field -> term -> how often


class AsOfSearch:
    """Superseded versions of one ledger. ``frequency`` and ``count`` are the word index's of today."""

    def __init__(
        self, ledger: Ledger, frequency: Callable[[str, str], int], count: Callable[[], int]
    ) -> None:
        self._ledger = ledger
        self._frequency = frequency
        self._count = count
        self._of_version = lru_cache(maxsize=_REMEMBERED)(self._load)

    def matching(
        self, terms: Mapping[str, Mapping[str, float]], count: int, versions: Sequence[str]
    ) -> dict[str, float]:
        """Passage id -> BM25 for weighted terms by field, of the best ``count``."""
        found = [p for v in versions for p in self._of_version(v)]
        scores: dict[str, float] = {}
        for field, weighted in terms.items():
            lengths = [sum(p.words[field].values()) for p in found]
            average = sum(lengths) / max(1, len(lengths)) or 1.0
            weights = {
                term: weight * self._rarity(field, term) for term, weight in weighted.items()
            }
            for passage, length in zip(found, lengths, strict=True):
                held = passage.words[field]
                norm = _K1 * (1 - _B + _B * length / average)
                score = sum(
                    weight * (_K1 + 1) * held[term] / (held[term] + norm)
                    for term, weight in weights.items()
                    if term in held
                )
                if score:
                    scores[passage.id] = scores.get(passage.id, 0.0) + score
        best = sorted(scores, key=lambda name: (-scores[name], name))[:count]
        return {name: scores[name] for name in best}

    def _rarity(self, field: str, term: str) -> float:
        holding, total = self._frequency(field, term), self._count()
        return math.log(1 + max(0.0, total - holding + 0.5) / (holding + 0.5))

    def _load(self, version: str) -> tuple[_Passage, ...]:
        names = self._ledger.versions.names([version]).get(version, "")
        return tuple(
            _Passage(
                p.id,
                {
                    "stems": Counter(stems(p.in_words, p.language)),
                    "grams": Counter(grams(p.in_words, p.language)),
                    "context": Counter(stems(f"{names} {p.section}", p.language)),
                },
            )
            for p in self._ledger.passages.of(version)
        )
