"""The passages whose sentences are weighed."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.asked_list import asks_for_many
from assistant.answering.counted_subject import counted_in
from assistant.answering.inquiry import Inquiry
from assistant.answering.lists import holds_list
from assistant.library import Library
from assistant.retrieval import Kind, find

PASSAGES = 20  # passages whose sentences are weighed
COMPARED = 40  # the same for a question after a number: every source's figure counts


def find_passages(library: Library, inquiry: Inquiry) -> Inquiry:
    """Search for them, among those that the filters let through, and read the best."""
    searched, filters = inquiry.searched, inquiry.question.filters
    compared = searched.kind is Kind.HOW_MUCH or counted_in(searched)
    count = COMPARED if compared else PASSAGES
    formed = holds_list if asks_for_many(searched.text) else None
    found = find(library, searched, filters, count, inquiry.leave_out, inquiry.trace, formed)
    return replace(inquiry, found=tuple(found))
