"""What search found."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.embedding import Floats
from assistant.reader import PairReading
from assistant.records import Passage, Version


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was retrieved, with its fused score and what each channel gave it.

    ``dense`` and ``sentence`` are cosines less the language's mean (of the passage, and of its best
    sentence), ``tokens`` the weighted mean of the question's tokens' best cosines, ``lexical`` BM25.
    """

    passage: Passage
    version: Version
    score: float
    dense: float
    lexical: float
    sentence: float = 0.0
    tokens: float = 0.0


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A ranked passage, and how its sentences compare with the question."""

    hit: Hit
    sentence_scores: Floats  # one a sentence: cosine less the language's mean
    token_scores: Floats  # (1 + sentences, question tokens): best cosine in context, each sentence
    token_weights: Floats  # what each token of the question counts for; the sum is 1
    parts: dict[str, float]  # what each channel adds to the score
    standing: float  # fused score: standard deviations above the passages it was compared with
    named: frozenset[int] = frozenset()  # its pages that the question names
    judged: PairReading | None = None  # what the reader makes of it; None where it was not read

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @property
    def version(self) -> Version:
        return self.hit.version
