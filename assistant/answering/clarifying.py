"""Questions that no search can answer end here, with a reason that a person understands."""

from __future__ import annotations

from assistant.answering.inquiry import Inquiry
from assistant.language.small_talk import small_talk
from assistant.language.terms import content_words, words
from assistant.library import Library
from assistant.records import Outcome
from assistant.texts import catalogue


def clarify(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question that is empty or names no subject, or is none, or for which there is no document."""
    understood = inquiry.understood
    talk = small_talk(inquiry.question.text)
    if talk is not None:
        told = catalogue(understood.language)[f"small_talk_{talk}"]
        return inquiry.ended(library, Outcome.SMALL_TALK, told)
    reason, outcome = "", Outcome.NEEDS_CLARIFICATION
    if not library.search.passage_count():
        reason, outcome = "reason_library", Outcome.FAILED
    elif not words(understood.text):
        reason = "reason_empty"
    elif library.search.allowed(inquiry.question.filters) == []:
        reason, outcome = "reason_filters", Outcome.NOT_IN_DOCUMENTS
    elif not content_words(understood.text, understood.language) and not understood.speaker_of:
        reason = "reason_follow_up"
    if not reason:
        return inquiry
    return inquiry.ended(library, outcome, catalogue(understood.language)[reason])
