"""Sentences -> statements: their words as their pages have them, each with its citations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.answering_words import answering_words
from assistant.answering.asked_list import asks_for_many
from assistant.answering.candidates import Candidate
from assistant.answering.excerpts import excerpt
from assistant.answering.lists import list_around, spans_of
from assistant.library import Library
from assistant.library.citations import cite
from assistant.records import BlockKind, Citation, Span, Statement
from assistant.retrieval import Understood

LONGEST_BESIDE = 320  # characters of a sentence that is shown beside a quote
LONG_LIST = 7  # items; of a longer list only those next to a quoted one are shown
MOST_TWINS = 12  # other documents that are named with a quote


def statements(
    library: Library, chosen: Sequence[Candidate], understood: Understood, apart: bool = False
) -> list[Statement]:
    """Chosen sentences as statements, each with its citations; equal quotes share one statement.

    ``apart`` where items of one list are wanted one by one."""
    made: list[Statement] = []
    many = asks_for_many(understood.text)
    for candidate in chosen:
        statement = statement_of(library, candidate, many, () if apart else chosen)
        if not many and statement.row is None:
            text, language = candidate.sentence.text, candidate.found.passage.language
            bold = answering_words(statement.text, text, understood, language)
            statement = replace(statement, bold=bold)
        if not any(_overlaps(earlier, statement) for earlier in made):
            made.append(statement)
    return made


def statement_of(
    library: Library,
    candidate: Candidate,
    many: bool = False,
    chosen: Sequence[Candidate] = (),
) -> Statement:
    """The excerpt for a sentence as a quote, with its citations; ``many`` and ``chosen`` as of an excerpt."""
    spans = excerpt(candidate, many, chosen)
    version, section = candidate.found.version, candidate.found.passage.section
    citations = tuple(
        cite(version, library.pages.get(version.id, s.page), s.start, s.end, section) for s in spans
    )
    also = tuple(
        cite(
            twin.found.version,
            library.pages.get(twin.found.version.id, span.page),
            span.start,
            span.end,
            "",
        )
        for twin in candidate.twins[:MOST_TWINS]
        for span in twin.sentence.spans[:1]
    )
    sentence = candidate.sentence
    row = sentence.row if spans == sentence.spans else None
    before, after = _beside(library, candidate, spans)
    return Statement(
        as_one(citations),
        citations,
        also=also,
        row=row,
        asked=candidate.asked,
        before=before,
        after=after,
    )


def _beside(library: Library, candidate: Candidate, spans: Sequence[Span]) -> tuple[str, str]:
    """The sentences next to a quote in its paragraph, so that it is not read out of its context."""
    if len(spans) > 1:
        return "", ""
    (span,) = spans
    text = library.pages.get(candidate.found.version.id, span.page).text
    start, end = span.start, span.end
    listed = list_around(candidate.found.passage, candidate.position) or ()
    if len(listed) > LONG_LIST:
        at = listed.index(candidate.position)
        listed = listed[max(0, at - 1) : at + 2]
    for around in spans_of(candidate.found.passage, listed):
        if around.page == span.page and around.start <= start and end <= around.end:
            return text[around.start : start], text[end : around.end]
    if candidate.sentence.kind is not BlockKind.PARAGRAPH:
        return "", ""
    for sentence in candidate.found.passage.sentences:
        own = sentence.spans[0]
        plain = sentence.kind is BlockKind.PARAGRAPH and len(sentence.spans) == 1
        if not plain or own.page != span.page or own.end - own.start > LONGEST_BESIDE:
            continue
        if own.end < span.start and text[own.end : span.start].strip(" ") == "":
            start = own.start
        if span.end < own.start and text[span.end : own.start].strip(" ") == "":
            end = own.end
    return text[start : span.start], text[span.end : end]


def as_one(citations: Sequence[Citation]) -> str:
    """The quote as one text: the parts of a sentence that runs over a page end are put together."""
    text = citations[0].quote
    for citation in citations[1:]:
        broken = re.search(r"[^\W\d_]-$", text)
        text = text[:-1] + citation.quote if broken else f"{text} {citation.quote}"
    return text


def _overlaps(earlier: Statement, later: Statement) -> bool:
    return any(
        one.version == other.version
        and one.page == other.page
        and one.start < other.end
        and other.start < one.end
        for one in earlier.citations
        for other in later.citations
    )
