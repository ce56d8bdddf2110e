"""What search found."""

from __future__ import annotations

from dataclasses import dataclass

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
