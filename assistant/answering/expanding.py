"""Other names for what the question names, looked up in the documents."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.inquiry import Inquiry
from assistant.library import Library
from assistant.retrieval import expand_names


def expand(library: Library, inquiry: Inquiry) -> Inquiry:
    """Search for the long forms of acronyms, and for the acronyms."""
    with inquiry.trace.stage("find other names"):
        return replace(inquiry, searched=expand_names(library, inquiry.searched))
