"""Questions that take something for a fact: "Waarom is het programma gestopt?" supposes that it was.

What says nothing of a stop gives no reason for one, however like the question it is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.candidates import Candidate
from assistant.answering.inquiry import Inquiry
from assistant.language.anaphora import CONTINUES
from assistant.language.premises import premise_of
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.library import Library
from assistant.retrieval import Kind, Understood

ABOUT = 0.6  # of the question's other words, in the sentence that says so or the one that it goes on from
_SUPPOSING = {Kind.WHY, Kind.WHEN, Kind.WHO}


def check_premise(library: Library, inquiry: Inquiry) -> Inquiry:
    """Put the sentences in front that say what the question supposes; note where none does."""
    asked = inquiry.searched
    premise = premise_of(asked.text) if asked.kind in _SUPPOSING else None
    if premise is None or asked.pages:
        return inquiry
    bearing = [c for c in inquiry.ranked if c.is_probable and _says(c, premise, asked)]
    if not bearing:
        return replace(inquiry, baseless=True)
    first = max(inquiry.ranked[0].weight, bearing[0].weight)
    lifted = [replace(c, weight=c.weight + first - bearing[0].weight) for c in bearing]
    own = {(c.found.passage.id, c.position) for c in bearing}
    rest = [c for c in inquiry.ranked if (c.found.passage.id, c.position) not in own]
    return replace(inquiry, ranked=(*lifted, *rest))


def _says(candidate: Candidate, premise: re.Pattern[str], asked: Understood) -> bool:
    """Whether a sentence says that it came about, and of what the question speaks of."""
    passage, position = candidate.found.passage, candidate.position
    text = candidate.sentence.in_words
    if not premise.search(text):
        return False
    if position and CONTINUES.match(text):
        text = f"{passage.sentences[position - 1].in_words} {text}"
    supposed = {stem(w, asked.language) for m in premise.finditer(asked.text) for w in words(m[0])}
    others = [term for term in asked.terms if term not in supposed]
    vocabulary = Vocabulary.of(text, passage.language)
    met = sum(vocabulary.has(term, asked.language) for term in others)
    return met >= ABOUT * len(others)
