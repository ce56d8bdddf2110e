"""How much a word of a question says: the rarer in the library, the more."""

from __future__ import annotations

import math

from assistant.language.glossary import synonyms, translations
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.retrieval.understanding import Understood

STOP_WEIGHT = 0.7  # what a word like "hoeveel" counts for
MOST = 5.0  # a word that no document has says no more than one that few have


class Rarity:
    """Inverse document frequency of a question's words, over passages, in either language."""

    def __init__(self, library: Library, understood: Understood) -> None:
        self._library = library
        self._language = understood.language
        self._total = library.search.passage_count() + 10
        self._frequencies: dict[str, int] = {}

    def of(self, term: str) -> float:
        """log(passages / passages with the stem, a synonym or a translation)."""
        return math.log(self._total / (self.frequency(term) + 0.5))

    def frequency(self, term: str) -> int:
        """In how many passages a stem stands, or a synonym or translation of it."""
        if term not in self._frequencies:
            language = self._language
            same = [term, *synonyms(term, language), *translations(term, language)]
            self._frequencies[term] = max(self._library.search.frequency("stems", t) for t in same)
        return self._frequencies[term]

    def known(self, term: str) -> bool:
        """Whether a stem stands in any passage, or in what names its section or document."""
        return bool(self.frequency(term) or self._library.search.frequency("context", term))

    def weight(self, word: str) -> float:
        """What a word as typed counts for when a question's tokens are compared."""
        parts = [w for w in words(word) if w not in STOP_WORDS[self._language]]
        if not parts:
            return STOP_WEIGHT
        return max(STOP_WEIGHT, min(MOST, max(self.of(stem(w, self._language)) for w in parts)))
