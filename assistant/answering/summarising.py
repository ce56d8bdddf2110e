"""A document is summed up in its own words: by its own summary, else by its most central sentences.

Central is what much else in the document is like (LexRank, Erkan and Radev 2004). Every line is a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answering.inquiry import Inquiry
from assistant.answering.statements import as_one
from assistant.embedding import Floats
from assistant.library import Library
from assistant.library.citations import cite
from assistant.records import BlockKind, Outcome, Sentence, Span, Statement, Version
from assistant.retrieval import look_at
from assistant.retrieval.named_document import asks_for_more, named_document
from assistant.texts import catalogue

LONGEST = 600  # characters of a quote
SHORTEST = 6  # words of a sentence that says something
MOST_SENTENCES = 3_000  # of a document that are compared with each other, evenly drawn
DAMPING, ROUNDS = 0.85, 30
_ASKED = re.compile(
    r"\b(?:samenvat\w*|vat\b.{0,80}\bsamen|samengevat|(?:hoofdlijn(?:en)?|kern|strekking|hoofdpunten) van|"
    r"summar(?:y|i[sz]e|i[sz]ed)|sum up|gist of|main points of|in a nutshell)\b",
    re.IGNORECASE,
)
# These ask so only where they name the document and nothing in it: "Waar gaat artikel 5 over?" does not.
_ABOUT = re.compile(
    r"\b(?:waar komt\b.{1,80}\bop neer|waar gaat\b.{1,80}\bover|what is\b.{1,80}\babout)\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:dit|deze|this|it|(?:het|de|the) (?:document|rapport|stuk|brief|nota|report|paper|letter))\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:\w*samenvatting|in het kort|hoofdpunten|(?:executive )?summary|"
    r"key (?:points|findings|messages)|at a glance)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"\b(?:conclusies?|slotbeschouwing|conclusions?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of the document with its passage, its section and its vector."""

    passage: str
    section: str
    sentence: Sentence
    vector: Floats


def summarise(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question after the summary of a document that it names."""
    text = inquiry.searched.text
    if not (_ASKED.search(text) or _ABOUT.search(text)):
        return inquiry
    allowed = library.search.allowed(inquiry.question.filters)
    current = library.versions.as_of(inquiry.question.filters.as_of)
    versions = [v for v in current if not allowed or v.id in allowed]
    version = named_document(versions, inquiry.searched)
    if version is None and len(versions) == 1 and _THIS.search(text):
        (version,) = versions
    if version is None or (not _ASKED.search(text) and asks_for_more(version, inquiry.searched)):
        return inquiry
    with inquiry.trace.stage("sum up"):
        said = list(_said(library, version))
        own = _under(said, _OWN) or _under(said, _CONCLUDES)
        parts = _paragraphs(own, inquiry.most) if own else _of_sections(said, inquiry.most)
        made = tuple(_statement(library, version, part) for part in parts)
    if not made:
        return inquiry
    # What a language model, if one is set, writes a summary from.
    names = list(dict.fromkeys(each.passage for part in parts for each in part))
    shown = look_at(library, inquiry.searched, inquiry.question.filters, names)
    reason = catalogue(inquiry.understood.language)[
        "summed_up" if own else "summed_up_by_sentences"
    ]
    outcome = Outcome.ANSWERED if own else Outcome.PARTLY_ANSWERED
    inquiry = replace(inquiry, statements=made, probability=1.0, quotable=tuple(shown))
    return inquiry.ended(library, outcome, reason)


def _said(library: Library, version: Version) -> Iterator[_Said]:
    """The document's whole sentences, in reading order."""
    names = [passage.id for passage in library.passages.of(version.id)]
    stored = library.passages.get(names)
    for name in names:
        passage = stored[name].passage
        for sentence, vector in zip(passage.sentences, stored[name].sentences, strict=True):
            if sentence.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                yield _Said(name, passage.section, sentence, np.asarray(vector, dtype=np.float32))


def _under(said: Sequence[_Said], heading: re.Pattern[str]) -> list[_Said]:
    """What stands under the first heading of a kind, its sub-headings included."""
    for each in said:
        parts = each.section.split(" › ")
        depth = next((n for n, part in enumerate(parts, 1) if heading.search(part)), 0)
        if depth:
            above = parts[:depth]
            return [s for s in said if s.section.split(" › ")[:depth] == above]
    return []


def _paragraphs(said: Sequence[_Said], most: int) -> list[list[_Said]]:
    """The most central paragraphs, in reading order."""
    runs: list[list[_Said]] = []
    for each in said:
        if runs and _goes_on(runs[-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    scores = dict(zip(map(id, said), _centrality(said), strict=True))
    worth = [sum(scores[id(each)] for each in run) for run in runs]
    best = sorted(range(len(runs)), key=lambda n: (-worth[n], n))[:most]
    return [runs[n] for n in sorted(best)]


def _goes_on(run: Sequence[_Said], each: _Said) -> bool:
    """Whether a sentence belongs to the paragraph, or the list, before it, and both are no longer than a quote."""
    before, behind = run[-1].sentence.spans[-1], each.sentence.spans[0]
    start = run[0].sentence.spans[0]
    apart = 2 if each.sentence.kind is BlockKind.LIST_ITEM else 1
    near = before.page == behind.page and 0 <= behind.start - before.end <= apart
    single = len(run[0].sentence.spans) == len(each.sentence.spans) == 1
    return near and single and behind.end - start.start <= LONGEST


def _of_sections(said: Sequence[_Said], most: int) -> list[list[_Said]]:
    """The most central sentence of each main section, of the sections where it is most central."""
    whole = [s for s in said if _is_whole(s.sentence)]
    whole = whole[:: max(1, len(whole) // MOST_SENTENCES)]
    depth = _depth([s.section for s in whole])
    scores = _centrality(whole)
    best: dict[tuple[str, ...], tuple[float, int]] = {}
    for place, (each, score) in enumerate(zip(whole, scores, strict=True)):
        section = tuple(each.section.split(" › ")[:depth])
        if score > best.get(section, (-1.0, 0))[0]:
            best[section] = (score, place)
    # A document without sections says it in its most central sentences.
    chosen = sorted(best.values(), reverse=True)[:most]
    if len(chosen) < min(most, 2):
        ranked = sorted(enumerate(scores), key=lambda pair: -pair[1])
        chosen = [(score, place) for place, score in ranked[:most]]
    return [[whole[place]] for place in sorted(place for _, place in chosen)]


def _depth(sections: Sequence[str]) -> int:
    """The level of the main sections: that of the first heading that is not over everything."""
    parts = [section.split(" › ") for section in sections]
    deepest = max((len(each) for each in parts), default=1)
    differing = (d for d in range(1, deepest) if len({tuple(each[:d]) for each in parts}) > 1)
    return next(differing, deepest)


def _is_whole(sentence: Sentence) -> bool:
    text = sentence.text
    return len(text.split()) >= SHORTEST and text[:1].isupper() and text.rstrip('”’")')[-1:] in ".!"


def _centrality(said: Sequence[_Said]) -> list[float]:
    """LexRank of each sentence: how much the others are like it, weighed by how central they are."""
    if not said:
        return []
    vectors = np.array([each.vector for each in said], dtype=np.float32)
    if len(said) > 2:  # what all of them share says nothing
        vectors -= vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    alike = np.maximum(vectors @ vectors.T, 0.0)
    alike /= np.maximum(alike.sum(axis=1, keepdims=True), 1e-9)
    rank = np.full(len(said), 1 / len(said), dtype=np.float32)
    for _ in range(ROUNDS):
        rank = (1 - DAMPING) / len(said) + DAMPING * (alike.T @ rank)
    return [float(value) for value in rank]


def _statement(library: Library, version: Version, part: Sequence[_Said]) -> Statement:
    first, last = part[0].sentence.spans, part[-1].sentence.spans
    spans = first if len(part) == 1 else (Span(first[0].page, first[0].start, last[0].end),)
    citations = tuple(
        cite(version, library.pages.get(version.id, s.page), s.start, s.end, part[0].section)
        for s in spans
    )
    return Statement(as_one(citations), citations)
