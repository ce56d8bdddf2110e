"""Sentences -> statements: their words as their pages have them, each with its citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.candidates import Candidate
from assistant.answering.lists import list_around, spans_of
from assistant.figures import figures_in
from assistant.language.anaphora import LEANS
from assistant.library import Library
from assistant.library.citations import cite
from assistant.records import BlockKind, Citation, Sentence, Span, Statement

LONGEST_BESIDE = 320  # characters of a sentence that is shown beside a quote
MARKED = 0.0  # the reader's logit of a sentence that it takes for a part of the answer
LONGEST_RUN = 4  # sentences of one quote
MOST_TWINS = 12  # other documents that are named with a quote


def statements(library: Library, chosen: Sequence[Candidate]) -> list[Statement]:
    """Chosen sentences as statements, each with its citations; equal quotes share one statement."""
    made: list[Statement] = []
    for candidate in chosen:
        statement = statement_of(library, candidate, chosen)
        if not any(_overlaps(earlier, statement) for earlier in made):
            made.append(statement)
    return made


def statement_of(
    library: Library, candidate: Candidate, chosen: Sequence[Candidate] = ()
) -> Statement:
    """The quote: the sentence, with the one before it where it leans on that ("Dit …"); the whole list
    where others of its items are chosen, too."""
    spans = _whole_list(candidate, chosen) or _spans(candidate)
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
    listed = list_around(candidate.found.passage, candidate.position)
    for around in spans_of(candidate.found.passage, listed) if listed else ():
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


def _whole_list(candidate: Candidate, chosen: Sequence[Candidate]) -> tuple[Span, ...] | None:
    """The list that a sentence is an item of, where a further item of it is chosen."""
    passage = candidate.found.passage
    listed = list_around(passage, candidate.position)
    if listed is None:
        return None
    mine = [c for c in chosen if c.found.passage.id == passage.id and c.position in listed]
    return spans_of(passage, listed) if len(mine) > 1 else None


def _spans(candidate: Candidate) -> tuple[Span, ...]:
    sentence = candidate.sentence
    together = _list_behind(candidate) or _marked_around(candidate)
    if together is not None:
        return together
    if not LEANS.match(sentence.text) or candidate.position == 0:
        return sentence.spans
    before = candidate.found.passage.sentences[candidate.position - 1]
    last, first = before.spans[-1], sentence.spans[0]
    near = last.page == first.page and 0 < first.start - last.end <= 2 and len(before.spans) == 1
    if not near or before.kind is not BlockKind.PARAGRAPH or len(before.text) > 500:
        return sentence.spans
    return (Span(first.page, last.start, first.end), *sentence.spans[1:])


def _marked_around(candidate: Candidate) -> tuple[Span, ...] | None:
    """A sentence with those next to it that answer with it, as the reader sees it; None where none does."""
    judged, sentences = candidate.found.judged, candidate.found.passage.sentences
    if judged is None:
        return None

    def goes_on(one: int, other: int) -> bool:
        inside = min(one, other) >= 0 and max(one, other) < len(sentences)
        marked = inside and judged.answers[other] >= MARKED
        return marked and _run_on(sentences[min(one, other)], sentences[max(one, other)])

    first = last = candidate.position
    while last + 1 - first < LONGEST_RUN and goes_on(first, first - 1):
        first -= 1
    while last + 1 - first < LONGEST_RUN and goes_on(last, last + 1):
        last += 1
    if first == last:
        return None
    start, end = sentences[first].spans[0], sentences[last].spans[0]
    return (Span(start.page, start.start, end.end),)


def _run_on(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand side by side in a paragraph of one page."""
    plain = all(s.kind is BlockKind.PARAGRAPH and len(s.spans) == 1 for s in (one, other))
    before, behind = one.spans[0], other.spans[0]
    return plain and before.page == behind.page and behind.start - before.end == 1


def _list_behind(candidate: Candidate) -> tuple[Span, ...] | None:
    """A sentence that announces a list ("… vijf actielijnen:") with the items behind it."""
    sentence, passage = candidate.sentence, candidate.found.passage
    announces = sentence.text.endswith(":") or bool(figures_in(sentence.text, passage.language))
    behind = candidate.position + 1
    if not announces or behind == len(passage.sentences):
        return None
    listed = list_around(passage, behind)
    return spans_of(passage, listed) if listed and listed[0] == candidate.position else None


def as_one(citations: Sequence[Citation]) -> str:
    """The quote as one text: the parts of a sentence that runs over a page end are put together."""
    text = citations[0].quote
    for citation in citations[1:]:
        broken = re.search(r"[^\W\d_]-$", text)
        text = text[:-1] + citation.quote if broken else f"{text} {citation.quote}"
    return text


def _overlaps(earlier: Statement, later: Statement) -> bool:
    one, other = earlier.citations[0], later.citations[0]
    return (
        one.version == other.version
        and one.page == other.page
        and one.start < other.end
        and other.start < one.end
    )
