"""A sentence that a model wrote -> a statement that cites what carries it, or nothing.

The sentence is held against every sentence of the passages that it cites, then against the others:
a sentence with the wrong number gets the right citation if there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.pair import hold_pair
from assistant.checking.proposition import Proposition
from assistant.language import detect_language
from assistant.library import Library
from assistant.library.naming import naming
from assistant.records import Language, Stance, Statement
from assistant.retrieval import Retrieved
from assistant.writing.quotation import folded, quotes_in, stands_in


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without its passage numbers, and those numbers, counted from
    1. They may be wrong, repeated or missing."""

    text: str
    cites: tuple[int, ...] = ()


class Verifier:
    """Holds written sentences against the passages that the model was given, in their order."""

    def __init__(self, library: Library, passages: Sequence[Retrieved], language: Language) -> None:
        self._library = library
        self._passages = tuple(passages)
        self._language = language

    def verify(self, written: Written) -> Statement | None:
        """The sentence with the documents' sentences that carry it; None where none does."""
        quotes = [quoted.text for quoted in quotes_in(written.text)]
        language = detect_language(written.text)
        claim = Proposition(written.text, language)
        for found in self._in_order(written.cites):
            if not all(stands_in(quote, found.passage.text) for quote in quotes):
                continue
            for position, sentence in enumerate(found.passage.sentences):
                same = folded(sentence.text).strip("'") == folded(written.text).strip("'")
                if not same and not self._carries(claim, found, position):
                    continue
                citations = self._library.cite_sentence(
                    found.version, sentence, found.passage.section
                )
                return Statement(
                    written.text, citations, "written", "word_for_word" if same else "supported"
                )
        return None

    def _in_order(self, cites: Sequence[int]) -> list[Retrieved]:
        """The cited passages first, each once; a number that no passage has is passed over."""
        count = len(self._passages)
        first = [n - 1 for n in dict.fromkeys(cites) if 1 <= n <= count]
        return [self._passages[i] for i in (*first, *(i for i in range(count) if i not in first))]

    def _carries(self, claim: Proposition, found: Retrieved, position: int) -> bool:
        passage, version = found.passage, found.version
        said = Proposition(
            passage.sentences[position].text,
            passage.language,
            before=passage.sentences[position - 1].text if position else "",
            around=f"{passage.section} {naming(version)}",
            published=version.document.published,
        )
        return hold_pair(self._library.embedder, claim, said).stance is Stance.FOR
