"""How well each sentence that was found answers, and in which order they may."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.asked_list import asks_for_many
from assistant.answering.candidates import Candidate, candidates
from assistant.answering.evidence import Weigher
from assistant.answering.excerpts import brings_list
from assistant.answering.inquiry import Inquiry
from assistant.answering.speakers import speaker_first
from assistant.library import Library
from assistant.records import Outcome

LISTED = 1.0  # what it adds to a sentence to bring a list, where one is asked for


def weigh_sentences(library: Library, inquiry: Inquiry) -> Inquiry:
    """Weigh every sentence of the passages. Where there is none, nothing answers."""
    searched = inquiry.searched
    with inquiry.trace.stage("weigh sentences"):
        weighed = candidates(Weigher(library, searched, inquiry.reads), inquiry.found)
        if asks_for_many(searched.text):
            weighed = _lists_raised(weighed)
    ranked = _on_page(weighed) if searched.pages else weighed
    if searched.speaker_of:
        ranked = speaker_first(searched, ranked)
    inquiry = replace(inquiry, weighed=tuple(weighed), ranked=tuple(ranked))
    return inquiry if ranked else inquiry.ended(library, Outcome.NOT_IN_DOCUMENTS)


def _lists_raised(weighed: list[Candidate]) -> list[Candidate]:
    """A question after a list is answered by a list rather than by a sentence that says that there is one."""
    raised = [replace(c, weight=c.weight + LISTED) if brings_list(c) else c for c in weighed]
    return sorted(raised, key=lambda c: -c.weight)


def _on_page(ranked: list[Candidate]) -> list[Candidate]:
    """What stands on the page that the question names, where anything does."""
    return [c for c in ranked if c.on_named_page] or ranked
