"""Questions that take something for a fact: "Waarom is het programma gestopt?" supposes that it was.

What says nothing of a stop gives no reason for one, however like the question it is. What surely answers and tells
of a cause, or that something did not happen, may say so in other words: it is given for part of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.answering.candidates import Candidate
from assistant.answering.inquiry import Inquiry
from assistant.language.premises import Premise, premise_of_when, premise_of_who, premise_of_why
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.library import Library
from assistant.library.names import naming
from assistant.records import Passage
from assistant.retrieval import Kind, Understood

ABOUT = 0.6  # of the question's other words, in the sentence that says so and what stands around it
BEFORE = 2  # sentences before it in which it may have been said of what it speaks
MORE_PROBABLE = 0.5  # than not: a sentence that answers keeps a premise from being doubted
BEST = 3  # sentences of which one may give the reason in words of its own
_PREMISE_OF: Mapping[Kind, Callable[[str], Premise | None]] = {
    Kind.WHY: premise_of_why,
    Kind.WHEN: premise_of_when,
    Kind.WHO: premise_of_who,
}
_CAUSE_OR_NOT = re.compile(
    r"\b(?:omdat|doordat|aangezien|vanwege|wegens|reden(?:en)?|daarom|hierdoor|daardoor|dankzij|waardoor|gevolg|"
    r"because|since|due to|owing to|reasons?|therefore|as a result|"
    r"niet|geen|nooit|niemand|zonder|not|no|never|nobody|without|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)


def check_premise(library: Library, inquiry: Inquiry) -> Inquiry:
    """Put the sentences in front that say what the question supposes; note where none does."""
    asked = inquiry.searched
    find = _PREMISE_OF.get(asked.kind)
    premise = find(asked.text) if find else None
    if premise is None or asked.pages:
        return inquiry
    probable = [c for c in inquiry.ranked if c.is_probable]
    bearing = [c for c in probable if _says(c, premise, asked)]
    if not bearing:
        gives = any(_seems_to_answer(c, premise, asked) for c in inquiry.ranked[:BEST])
        return replace(inquiry, unconfirmed=True) if gives else replace(inquiry, baseless=True)
    first = max(inquiry.ranked[0].weight, bearing[0].weight)
    lifted = [replace(c, weight=c.weight + first - bearing[0].weight) for c in bearing]
    own = {(c.found.passage.id, c.position) for c in bearing}
    rest = [c for c in inquiry.ranked if (c.found.passage.id, c.position) not in own]
    return replace(inquiry, ranked=(*lifted, *rest))


def _says(candidate: Candidate, premise: Premise, asked: Understood) -> bool:
    """Whether a sentence says that it came about, and of what the question speaks of."""
    return bool(premise.told.search(candidate.sentence.in_words)) and _is_of(
        candidate, premise, asked
    )


def _seems_to_answer(candidate: Candidate, premise: Premise, asked: Understood) -> bool:
    """Whether a sentence surely answers as far as search can tell, and gives a cause or denies something.

    What stands in another language says it in other words than the question's: there it is enough that it says
    what is supposed."""
    if candidate.probability < MORE_PROBABLE:
        return False
    text = candidate.sentence.in_words
    if candidate.found.passage.language != asked.language and premise.told.search(text):
        return True
    return bool(_CAUSE_OR_NOT.search(text)) and _is_of(candidate, premise, asked)


def _is_of(candidate: Candidate, premise: Premise, asked: Understood) -> bool:
    around = f"{naming(candidate.found.version)} {said_around(candidate.found.passage, candidate.position)}"
    return is_about(around, candidate.found.passage, premise, asked)


def said_around(passage: Passage, position: int) -> str:
    """A sentence with those just before it, and the headings over it."""
    near = passage.sentences[max(0, position - BEFORE) : position + 1]
    return " ".join((passage.section, *(sentence.in_words for sentence in near)))


def is_about(text: str, passage: Passage, premise: Premise, asked: Understood) -> bool:
    """Whether a text has most of what a question speaks of, but for the words of what it supposes."""
    supposed = {
        stem(w, asked.language) for m in premise.asked.finditer(asked.text) for w in words(m[0])
    }
    others = [term for term in asked.terms if term not in supposed]
    vocabulary = Vocabulary.of(text, passage.language)
    aliases = {
        term for term, stems in asked.aliases if term in others and vocabulary.has_all(stems)
    }
    met = sum(term in aliases or vocabulary.has(term, asked.language) for term in others)
    return met >= ABOUT * len(others)
