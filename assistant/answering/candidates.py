"""Sentences that may answer, each with its evidence and its weight, the best one first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.decision import decision_of
from assistant.answering.evidence import Evidence, Weigher
from assistant.language.terms import words
from assistant.records import BlockKind, Sentence
from assistant.retrieval import Retrieved

_SAYS_SOMETHING = re.compile(r"(?:[^\W_][\W_]*){3}")  # three letters or digits
_LINK = re.compile(r"(?:https?://|www\.)[^\s\]]+")
_CONTENTS = re.compile(r"^\d+(?:\.\d+)*\.?\t[^\t]+\t\d{1,3}$")
_SOURCES = re.compile(r"^(?:bron|bronnen|source|sources|referenties|references)\s?:", re.IGNORECASE)
SAME_QUESTION = 0.8  # of the question's words in a question that a document prints
PART = 5  # words of a printed question that is a part of what was asked
RUNNING = 0.8  # whole sentences of running text; footnotes, rows and stray lines weigh less
BEHIND = 3  # sentences behind such a question that are taken for its answer
ANSWERS = 1.0  # how much less than the question itself each of them weighs


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its weight."""

    found: Retrieved
    position: int
    evidence: Evidence
    weight: float
    twins: tuple[Candidate, ...] = ()  # the same words in other documents
    asked: tuple[int, ...] = ()  # of a table's row: the cells that the question is about

    @property
    def sentence(self) -> Sentence:
        return self.found.passage.sentences[self.position]

    @property
    def probability(self) -> float:
        """How probable it is that it answers."""
        return decision_of(self.evidence).probability(self.evidence)

    @property
    def is_probable(self) -> bool:
        """Whether it is probable enough to be an answer at all."""
        return self.probability >= decision_of(self.evidence).partly

    @property
    def on_named_page(self) -> bool:
        return any(span.page in self.found.named for span in self.sentence.spans)


def candidates(weigher: Weigher, found: Sequence[Retrieved]) -> list[Candidate]:
    """Every quotable sentence of the passages, best first."""
    every = [
        _candidate(weigher, retrieved, position)
        for retrieved in found
        for position in range(len(retrieved.passage.sentences))
        if _quotable(retrieved.passage.sentences[position])
    ]
    every = _after_the_question(every, frozenset(words(weigher.understood.text)))
    return sorted(every, key=lambda c: (-c.weight, c.found.passage.id, c.position))


def _after_the_question(
    every: Sequence[Candidate], question_words: frozenset[str]
) -> list[Candidate]:
    """In questions and answers on paper the answer stands behind the question: it weighs more.

    A question of several sentences is printed as several: the best of them counts.
    """
    order = sorted(every, key=lambda c: (c.found.version.id, c.found.passage.ordinal, c.position))
    raised: list[Candidate] = []
    printed: Candidate | None = None
    behind = 0
    for candidate in order:
        if "?" in candidate.sentence.text[-4:]:
            before = printed if behind == 0 else None
            printed = candidate if _same_question(candidate, question_words) else None
            if before is not None and (printed is None or before.weight > printed.weight):
                printed = before
            behind = 0
        elif printed is not None and printed.found.version.id == candidate.found.version.id:
            # Footnotes and what is printed at a page's foot may stand in between.
            running = candidate.evidence.whole >= RUNNING
            behind += running
            if behind <= BEHIND and running:
                inherited = printed.weight - behind * ANSWERS
                candidate = replace(candidate, weight=max(candidate.weight, inherited))
        raised.append(candidate)
    return raised


def _same_question(candidate: Candidate, question_words: frozenset[str]) -> bool:
    """Whether a printed question is what was asked, or a part of it."""
    if candidate.evidence.covered >= SAME_QUESTION:
        return True
    own = words(candidate.sentence.text)
    return len(own) >= PART and sum(w in question_words for w in own) >= 0.9 * len(own)


def _candidate(weigher: Weigher, found: Retrieved, position: int) -> Candidate:
    evidence = weigher.weigh(found, position)
    weight = float(decision_of(evidence).choice @ evidence.array())
    return Candidate(found, position, evidence, weight)


def _quotable(sentence: Sentence) -> bool:
    """Lists of sources, links, lines of a table of contents and stray marks are no statements."""
    text = sentence.text
    linked = sum(len(link) for link in _LINK.findall(text))
    names = [word for word in text.split() if word[:1].isalpha()]
    listed = len(names) >= 8 and sum(word[0].isupper() for word in names) > 0.75 * len(names)
    if linked > 0.4 * len(text) or _CONTENTS.match(text) or listed:
        return False
    references = _SOURCES.match(text) or (
        text.count(";") >= 3 and sentence.kind is not BlockKind.LIST_ITEM
    )
    return not references and _SAYS_SOMETHING.search(text) is not None
