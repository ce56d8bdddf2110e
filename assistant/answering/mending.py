"""A question with words that were typed wrong is understood as what was meant, and says so."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.inquiry import Inquiry
from assistant.library import Library
from assistant.retrieval import understand
from assistant.retrieval.spelling import mended


def mend(library: Library, inquiry: Inquiry) -> Inquiry:
    """Understand it anew where a word was mended by the library's own."""
    with inquiry.trace.stage("mend spelling"):
        text = mended(library, inquiry.question.text, inquiry.understood.language)
    if text == inquiry.question.text:
        return inquiry
    language = inquiry.understood.language
    understood = understand(replace(inquiry.question, text=text, language=language))
    return replace(inquiry, understood=understood, searched=understood)
