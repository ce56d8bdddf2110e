"""How well each sentence that was found answers, and in which order they may."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.asked_headings import number_asked
from assistant.answering.asked_list import asks_for_many, thing_asked
from assistant.answering.candidates import Candidate, candidates
from assistant.answering.evidence import Weigher
from assistant.answering.excerpts import items_brought
from assistant.answering.inquiry import Inquiry
from assistant.answering.speakers import speaker_first
from assistant.language.terms import words
from assistant.library import Library
from assistant.records import Outcome

LISTED = 1.0  # what it adds to a sentence to bring a list, where one is asked for
SURELY_MEANT = (
    2.0  # the same for one that may answer and has as many items as are asked for, or their name
)


def weigh_sentences(library: Library, inquiry: Inquiry) -> Inquiry:
    """Weigh every sentence of the passages. Where there is none, nothing answers."""
    searched = inquiry.searched
    with inquiry.trace.stage("weigh sentences"):
        weighed = candidates(Weigher(library, searched, inquiry.reads), inquiry.found)
        if asks_for_many(searched.text):
            weighed = _lists_raised(weighed, number_asked(searched), thing_asked(searched.text))
    ranked = _on_page(weighed) if searched.pages else weighed
    if searched.speaker_of:
        ranked = speaker_first(searched, ranked)
    inquiry = replace(inquiry, weighed=tuple(weighed), ranked=tuple(ranked))
    return inquiry if ranked else inquiry.ended(library, Outcome.NOT_IN_DOCUMENTS)


def _lists_raised(weighed: list[Candidate], number: int, thing: str) -> list[Candidate]:
    """A question after a list is answered by a list rather than by a sentence that says that there is one; where
    it says of how many things (0 where it doesn't), by a list of so many; by one that is announced as a list of
    the ``thing`` rather than by any other."""
    raised = [replace(c, weight=c.weight + _raise(c, number, thing)) for c in weighed]
    return sorted(raised, key=lambda c: -c.weight)


def _raise(candidate: Candidate, number: int, thing: str) -> float:
    items = items_brought(candidate)
    if number and items and items != number:
        return 0.0
    if not items or not candidate.is_probable:
        return LISTED if items else 0.0
    announced = bool(thing) and thing in words(candidate.sentence.text)
    return SURELY_MEANT if number or announced else LISTED


def _on_page(ranked: list[Candidate]) -> list[Candidate]:
    """What stands on the page that the question names, where anything does."""
    return [c for c in ranked if c.on_named_page] or ranked
