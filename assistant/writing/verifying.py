"""A sentence that a model wrote -> a statement that cites what carries it, or what comes closest, or nothing.

The sentence is held against the passages that it cites, then against the others: a sentence with
the wrong number gets the right citation if there is one. What it says must stand in one sentence of
a passage or in neighbours; a sentence of several clauses may have each of them from another passage.
What nothing carries is shown as unconfirmed where nothing contradicts it either (``closeness``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.checking.proposition import Proposition
from assistant.language.sentence_language import language_of_sentence
from assistant.language.terms import words
from assistant.library import Library
from assistant.records import Citation, Language, Statement
from assistant.retrieval import Retrieved
from assistant.writing.carrying import Carried, Held, carried_by, held_against
from assistant.writing.closeness import closest, is_like
from assistant.writing.coverage import terms_of
from assistant.writing.quotation import place_of, quotes_in, sources_of
from assistant.writing.units import NEIGHBOURS, Tokens, Units

LONGEST = 1_200  # characters of one sentence
LEAST = 3  # words that must be matched in a clause that is held on its own
_LINK = re.compile(r"https?:|www\.|\]\(|<[a-z/!]|!\[|\bdata:|\bjavascript:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, without its passage numbers, and those numbers, counted from
    1. They may be wrong, repeated or missing."""

    text: str
    cites: tuple[int, ...] = ()


class Unshown(StrEnum):
    """Why a written sentence is not shown."""

    UNFIT = "unfit"  # it is not, whatever the documents say: a link, another language, no statement
    CONTRADICTED = "contradicted"  # something in it differs from the passages, or a quotation does not stand there
    UNFOUNDED = "unfounded"  # nothing in the passages comes near


@dataclass(frozen=True, slots=True)
class _Place:
    """Sentences of a passage, by position."""

    found: Retrieved
    positions: tuple[int, ...]


class Verifier:
    """Holds written sentences against the passages that the model was given, in their order."""

    def __init__(self, library: Library, passages: Sequence[Retrieved], language: Language) -> None:
        self._library = library
        self._passages = tuple(passages)
        self._language = language
        stored = library.passages.get([found.passage.id for found in self._passages])
        self._units = Units(self._passages, {name: s.tokens for name, s in stored.items()})
        self._held: dict[tuple[str, tuple[str, ...]], list[Held]] = {}

    def verify(self, written: Written) -> Statement | None:
        """The sentence with the documents' sentences that carry it; None where none does."""
        held = self.hold(written)
        return held if isinstance(held, Statement) and held.confirmed else None

    def hold(self, written: Written) -> Statement | Unshown:
        """The sentence with the documents' sentences that carry it, or with those that come closest.

        Its support is "word_for_word" where it is a quote, else "supported", or "partly" where some
        of its words are not among theirs; "unconfirmed" where nothing carries or contradicts it."""
        text = written.text.strip()
        if len(text) > LONGEST or len(words(text)) < LEAST or text.endswith("?"):
            return Unshown.UNFIT
        if _LINK.search(text):
            # A document's link is shown in its quote, never in a model's words.
            return Unshown.UNFIT
        cited = self._cited(written.cites)
        others = [found for found in self._passages if found not in cited]
        for group in (cited, others):
            exact = next(self._exact(text, group), None)
            if exact is not None:
                citations = self._cite([exact])
                return Statement(written.text, citations, "written", "word_for_word")
            carried = self._carried(text, group)
            if carried:
                return self._statement(written.text, carried)
        return self._unconfirmed(written.text, cited, others)

    def _unconfirmed(
        self, text: str, cited: Sequence[Retrieved], others: Sequence[Retrieved]
    ) -> Statement | Unshown:
        """A sentence that nothing carries, with what comes closest to it, where nothing contradicts it."""
        if not self._quotes_stand(text, self._passages):
            return Unshown.CONTRADICTED
        sentence = Proposition(text, language_of_sentence(text, self._language))
        tokens = Tokens.of(text, sentence.language)
        held, beside = (self._against(sentence, tokens, group) for group in (cited, others))
        if not any(is_like(h) for h in (*held, *beside)):
            return Unshown.UNFOUNDED
        found = closest(sentence, tokens, held, beside)
        quotes = [quoted.text for quoted in quotes_in(text)]
        if found is None or not all(_quoted_in(q, found.unit.found) for q in quotes):
            return Unshown.CONTRADICTED
        place = _Place(found.unit.found, found.unit.positions)
        return Statement(text, self._cite([place]), "written", "unconfirmed")

    def _against(
        self, sentence: Proposition, tokens: Tokens, group: Sequence[Retrieved]
    ) -> list[Held]:
        """A sentence held against the units of some passages that are nearest to it; once, and kept."""
        key = (sentence.text, tuple(found.passage.id for found in group))
        if key not in self._held:
            self._held[key] = held_against(sentence, self._units.nearest(tokens, group))
        return self._held[key]

    def _cited(self, cites: Sequence[int]) -> list[Retrieved]:
        """The cited passages, each once; a number that no passage has is passed over."""
        count = len(self._passages)
        return [self._passages[n - 1] for n in dict.fromkeys(cites) if 1 <= n <= count]

    def _exact(self, text: str, group: Sequence[Retrieved]) -> Iterator[_Place]:
        """Where the whole sentence stands as a sentence of a passage, or as several in a row."""
        wanted = sources_of(text)
        for found in group:
            sentences = [sources_of(s.text) for s in found.passage.sentences]
            for first in range(len(sentences)):
                for count in range(1, NEIGHBOURS + 1):
                    if " ".join(sentences[first : first + count]).strip(" .") == wanted.strip(" ."):
                        yield _Place(found, tuple(range(first, first + count)))

    def _carried(self, text: str, group: Sequence[Retrieved]) -> list[Carried]:
        """What carries a sentence: one unit, else one for each of its clauses; [] where nothing does."""
        if not group or not self._quotes_stand(text, group):
            return []
        sentence = Proposition(text, language_of_sentence(text, self._language))
        whole = self._best(sentence, group)
        if whole is not None:
            return [whole]
        clauses = [Proposition(c.strip(), sentence.language) for c in sentence.clauses]
        if len(clauses) < 2 or any(_weight(c) < LEAST for c in clauses):
            return []
        pieces = [self._best(clause, group) for clause in clauses]
        return [piece for piece in pieces if piece] if all(pieces) else []

    def _best(self, sentence: Proposition, group: Sequence[Retrieved]) -> Carried | None:
        tokens = Tokens.of(sentence.text, sentence.language)
        carried = carried_by(sentence, tokens, self._against(sentence, tokens, group))
        quotes = [quoted.text for quoted in quotes_in(sentence.text)]
        kept = [c for c in carried if all(_quoted_in(q, c.unit.found) for q in quotes)]
        best = max(kept, key=lambda c: c.probability, default=None)
        return best if best is not None and best.is_enough else None

    def _quotes_stand(self, text: str, group: Sequence[Retrieved]) -> bool:
        return all(any(_quoted_in(q.text, found) for found in group) for q in quotes_in(text))

    def _statement(self, text: str, carried: Sequence[Carried]) -> Statement:
        places = [_Place(c.unit.found, c.unit.positions) for c in carried]
        quotes = [quoted.text for quoted in quotes_in(text)]
        places += [p for c in carried for q in quotes for p in _quoting(q, c.unit.found)]
        left = any(c.coverage.uncovered for c in carried)
        quoted_whole = len(quotes) == 1 and len(quotes[0]) >= len(text.strip(" .")) - 2
        support = "word_for_word" if quoted_whole else "partly" if left else "supported"
        return Statement(text, self._cite(places), "written", support)  # type: ignore[arg-type]

    def _cite(self, places: Sequence[_Place]) -> tuple[Citation, ...]:
        """A citation for each sentence, in the passages' order, each once."""
        found: dict[tuple[int, int], tuple[Citation, ...]] = {}
        order = {retrieved.passage.id: n for n, retrieved in enumerate(self._passages)}
        for place in places:
            passage, version = place.found.passage, place.found.version
            for position in place.positions:
                key = (order[passage.id], position)
                if key not in found:
                    found[key] = self._library.citations.of_sentence(
                        version, passage.sentences[position], passage.section
                    )
        return tuple(citation for key in sorted(found) for citation in found[key])


def _weight(clause: Proposition) -> int:
    return len(terms_of(clause)) + len(clause.figures) + len(clause.names)


def _quoted_in(quote: str, found: Retrieved) -> bool:
    return place_of(quote, sources_of(found.passage.text)) is not None


def _quoting(quote: str, found: Retrieved) -> list[_Place]:
    """The sentences of a passage that a quote stands in."""
    sentences = found.passage.sentences
    for count in range(1, len(sentences) + 1):
        for first in range(len(sentences) - count + 1):
            text = " ".join(s.text for s in sentences[first : first + count])
            if place_of(quote, sources_of(text)) is not None:
                return [_Place(found, tuple(range(first, first + count)))]
    return []
