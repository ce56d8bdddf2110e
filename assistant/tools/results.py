"""What each tool answers: plain dictionaries with quotes, word for word, and where each stands.

They read the library and change nothing. What documents say is data: it is returned as text and
followed by nobody here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from assistant.checking import check_text
from assistant.errors import LibraryUnavailable
from assistant.library import Library
from assistant.records import BlockKind, Citation, Filters, Question, SourcedMention, Verdict
from assistant.retrieval import Retrieved, expand_names, find, understand
from assistant.tools.arguments import MOST_FIGURES, CheckArguments, FigureArguments, SearchArguments

QUOTES = 3  # sentences of a passage that are quoted, those nearest to the question
LONGEST_QUOTE = 1_500  # characters; a longer sentence is a table or a list, and is left out
MOST_CLAIMS = 20
MOST_FINDINGS = 4  # of one claim
TRIES = 3  # while somebody limits documents
_UNITS = {"percent": "%", "percentage points": "pp", "count": ""}
_SILENT = (BlockKind.HEADING, BlockKind.CONTENTS)

ToolResult = dict[str, Any]


def settled(view: Callable[[], Library], made: Callable[[Library], ToolResult]) -> ToolResult:
    """What is made of a library as somebody sees it, made anew where documents were limited meanwhile.

    Raises LibraryUnavailable where that goes on and on."""
    for _ in range(TRIES):
        library = view()
        result = made(library)
        if library.as_now().hidden == library.hidden:
            return result
    raise LibraryUnavailable(
        "What may be seen of the library is being changed. Try again in a moment."
    )


def search_documents(library: Library, arguments: SearchArguments) -> ToolResult:
    """The passages that are nearest to a question, best first."""
    library.refresh()
    filters = Filters(as_of=arguments.as_of)
    understood = expand_names(library, understand(Question(arguments.query, filters=filters)))
    found = find(library, understood, filters, arguments.passages)
    return {"query": arguments.query, "passages": [_passage(library, one) for one in found]}


def list_figures(library: Library, arguments: FigureArguments) -> ToolResult:
    """The figures that the documents give of something, newest publication first."""
    library.refresh()
    found = library.figures.named(arguments.term, Filters(as_of=arguments.as_of))
    if arguments.unit is not None:
        wanted = _UNITS.get(arguments.unit, arguments.unit)
        found = [mention for mention in found if mention.figure.unit == wanted]
    shown = found[:MOST_FIGURES]
    passages = library.passages.read([mention.figure.passage for mention in shown])
    rows: list[ToolResult] = []
    for mention in shown:
        passage = passages[mention.figure.passage]
        sentence = passage.sentences[mention.figure.sentence]
        citations = library.citations.of_sentence(mention.version, sentence, passage.section)
        rows.append(_figure(mention) | {"citations": _cited(citations)})
    return {"term": arguments.term, "figures": rows, "left_out": len(found) - len(shown)}


def checked_claims(library: Library, arguments: CheckArguments) -> ToolResult:
    """What the documents say of every claim in a text, for and against."""
    library.refresh()
    verdicts = check_text(library, arguments.text, Filters(as_of=arguments.as_of)).verdicts
    return {
        "claims": [_verdict(verdict) for verdict in verdicts[:MOST_CLAIMS]],
        "left_out": max(0, len(verdicts) - MOST_CLAIMS),
    }


def _passage(library: Library, found: Retrieved) -> ToolResult:
    nearest = np.argsort(-(found.token_scores[1:] @ found.token_weights))
    sentences = found.passage.sentences
    kept = [
        int(position)
        for position in nearest
        if sentences[position].kind not in _SILENT
        and len(sentences[position].text) <= LONGEST_QUOTE
    ][:QUOTES]
    citations = [
        citation
        for position in sorted(kept)
        for citation in library.citations.of_sentence(
            found.version, sentences[position], found.passage.section
        )
    ]
    return {"section": found.passage.section, "citations": _cited(citations)}


def _figure(mention: SourcedMention) -> ToolResult:
    quantity = mention.figure
    return {
        "printed": " ".join(quantity.printed.split()),
        "value": quantity.value,
        "low": quantity.low if math.isfinite(quantity.low) else None,
        "high": quantity.high if math.isfinite(quantity.high) else None,
        "unit": quantity.unit,
        "counts": quantity.noun,
        "from": quantity.first,
        "until": quantity.last,
        "planned": quantity.planned,
    }


def _verdict(verdict: Verdict) -> ToolResult:
    return {
        "claim": verdict.claim,
        "ruling": verdict.ruling.value,
        "why": verdict.why,
        "context": list(verdict.context),
        "findings": [
            {
                "stance": finding.stance.value,
                "why": finding.why,
                "citations": _cited(finding.statement.citations),
            }
            for finding in verdict.findings[:MOST_FINDINGS]
        ],
    }


def _cited(citations: Iterable[Citation]) -> list[ToolResult]:
    """Citations as a reader needs them; ``link`` is the path in the web interface that shows the page."""
    return [
        {
            "quote": citation.quote,
            "title": citation.title,
            "publisher": citation.publisher,
            "date": citation.published,
            "page": citation.page_label or str(citation.page),
            "section": citation.section,
            "key": citation.key,
            "link": f"/viewer/{citation.key}",
        }
        for citation in citations
    ]
