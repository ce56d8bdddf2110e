"""The words of a text, for looking up what a question or a claim says in either language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.language.glossary import synonyms, translations
from assistant.language.terms import stem, words
from assistant.language.verbs import joined_verbs
from assistant.records import Language

COMPOUND = 5  # letters from which a word is looked for inside others


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a text, their stems, and all of them in one string for compounds."""

    plain: frozenset[str]
    stems: frozenset[str]
    joined: str
    language: Language

    @staticmethod
    @lru_cache(maxsize=8192)
    def of(text: str, language: Language) -> Vocabulary:
        plain = frozenset(words(joined_verbs(text)))
        stems = frozenset(stem(word, language) for word in plain)
        return Vocabulary(plain, stems, " ".join(sorted(plain)), language)

    def has(self, term: str, language: Language) -> bool:
        """Whether it has a stem of ``language``, a synonym or translation of it, or a compound with it."""
        if self._holds(term):
            return True
        same = synonyms if language == self.language else translations
        return any(self._holds(t) for t in same(term, language))

    def has_all(self, stems: frozenset[str]) -> bool:
        """Whether it has each of some stems, by itself or in a compound."""
        return all(self._holds(one) for one in stems)

    def has_word(self, word: str) -> bool:
        """Whether it has a word as typed, its stem, or a longer word with it."""
        return (
            word in self.plain
            or stem(word, self.language) in self.stems
            or (len(word) > 3 and word in self.joined)
        )

    def _holds(self, term: str) -> bool:
        if term in self.stems:
            return True
        # Dutch compounds: "fieldlab" in "fieldlabsubsidie".
        return len(term) >= COMPOUND and not term[0].isdigit() and term in self.joined
