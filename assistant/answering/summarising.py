"""A document is summed up in its own words: by its own summary, else by its most central sentences.

Of a chapter or a subject that the question names, its most central paragraphs or sentences are shown
(``central_sentences.py``). Every line is a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from assistant.answering.asked_part import (
    FINDING,
    part_by_number,
    said_of_it,
    section_asked,
    subject_asked,
    under,
)
from assistant.answering.central_sentences import Said, about, of_sections, paragraphs
from assistant.answering.inquiry import Inquiry
from assistant.answering.own_summary import own_conclusions, own_summary
from assistant.answering.statements import as_one
from assistant.library import Library
from assistant.library.citations import cite
from assistant.records import BlockKind, Language, Outcome, Span, Statement, Version
from assistant.retrieval import Understood, look_at
from assistant.retrieval.named_document import named_document
from assistant.texts import catalogue

FURTHER = 1  # a word of the question that may be how it asks
_ASKED = re.compile(
    r"\b(?:samenvat\w*|vat\b.{0,200}\bsamen|samengevat|(?:hoofdlijn(?:en)?|kern|strekking|hoofdpunten) van|"
    r"summar(?:y|i[sz]e|i[sz]ed)|sum up|gist of|main points of|in a nutshell)\b",
    re.IGNORECASE,
)
# These ask so only where they name the document and nothing in it: "Waar gaat artikel 5 over?" does not.
_ABOUT = re.compile(
    r"\b(?:waar komt\b.{1,80}\bop neer|waar gaat\b.{1,80}\bover|wat (?:er )?in\b.{1,80}\bstaat|wat staat er in|"
    r"what is\b.{1,80}\babout|what does\b.{1,80}\bsay)\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:dit|deze|this|it|(?:het|de|the) (?:document|rapport|stuk|brief|nota|report|paper|letter))\b",
    re.IGNORECASE,
)
# So does what comes out of it, or what it finds, where it asks after nothing narrower.
_FOUND = re.compile(
    r"\b(?:wat (?:kwam|komt|kwamen|komen) er uit|(?:belangrijkste|voornaamste) (?:conclusies?|bevindingen|"
    r"uitkomsten|resultaten|boodschap(?:pen)?|inzichten)|(?:hoofd|eind|kern)(?:conclusies?|bevindingen|"
    r"boodschap(?:pen)?)|(?:main|key|principal|overall|most important) (?:conclusions?|findings|results|"
    r"messages?|takeaways|outcomes))\b",
    re.IGNORECASE,
)


def summarise(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question after the summary of a document that it names."""
    text = inquiry.searched.text
    if not any(asks.search(text) for asks in (_ASKED, _ABOUT, _FOUND)):
        return inquiry
    versions = versions_asked(library, inquiry)
    version = named_document(versions, inquiry.searched)
    if version is None and len(versions) == 1 and _THIS.search(text):
        (version,) = versions
    if version is None:
        return inquiry
    if not _ASKED.search(text) and not _asks_after_all_of_it(version, inquiry.searched):
        return inquiry
    with inquiry.trace.stage("sum up"):
        said = list(said_in(library, version))
        parts, told, outcome = _chosen(library, version, inquiry, said)
        made = tuple(quoted(library, version, part) for part in parts)
    if not made:
        return inquiry
    # What a language model, if one is set, writes a summary from.
    names = list(dict.fromkeys(each.passage for part in parts for each in part))
    shown = look_at(library, inquiry.searched, inquiry.question.filters, names)
    reason = catalogue(inquiry.understood.language)[told]
    inquiry = replace(inquiry, statements=made, probability=1.0, quotable=tuple(shown))
    return inquiry.ended(library, outcome, reason)


def _asks_after_all_of_it(version: Version, asked: Understood) -> bool:
    """Whether a question that may ask after something in the document asks after all of it."""
    if _FOUND.search(asked.text):
        return not subject_asked(version, asked, FINDING)
    return len(said_of_it(version, asked)) <= FURTHER


def versions_asked(library: Library, inquiry: Inquiry) -> list[Version]:
    """The versions that a question's filters let through, those published last first."""
    filters = inquiry.question.filters
    allowed = library.search.allowed(filters)
    current = library.versions.as_of(filters.as_of)
    if allowed is None:
        return list(current)
    through = set(allowed)
    return [version for version in current if version.id in through]


def _chosen(
    library: Library, version: Version, inquiry: Inquiry, said: Sequence[Said]
) -> tuple[list[list[Said]], str, Outcome]:
    """(what is quoted, the text that says what it is, how that answers)."""
    asked, most = inquiry.searched, inquiry.most
    if _FOUND.search(asked.text) and not _ASKED.search(asked.text):
        return _whole(said, version, asked.language, most, found=True)
    numbered = part_by_number(asked.text)
    held = [each for each in said if numbered.is_over(each.section)] if numbered else []
    if held:
        return paragraphs(held, most), "summed_up_section", Outcome.ANSWERED
    path = section_asked([each.section for each in said], version, asked, library.embedder.query)
    if path:
        return paragraphs(under(said, path), most), "summed_up_section", Outcome.ANSWERED
    subject = subject_asked(version, asked)
    if subject:
        vector = library.embedder.query(subject)
        return about(said, vector, most), "summed_up_subject", Outcome.PARTLY_ANSWERED
    return _whole(said, version, asked.language, most)


def _whole(
    said: Sequence[Said], version: Version, language: Language, most: int, found: bool = False
) -> tuple[list[list[Said]], str, Outcome]:
    """The same of all of a document: its own summary, else its most central sentences; its conclusions before
    them where it is asked what it ``found``."""
    own = own_conclusions(said, version, language) if found else []
    own = own or own_summary(said, version, language)
    if own:
        return paragraphs(own, most), "summed_up", Outcome.ANSWERED
    return of_sections(said, most), "summed_up_by_sentences", Outcome.PARTLY_ANSWERED


def summary_of(
    library: Library, version: Version, language: Language, most: int
) -> list[Statement]:
    """A document in its own words, in at most so many quotes; in ``language`` where it has a summary in it."""
    parts, _, _ = _whole(list(said_in(library, version)), version, language, most)
    return [quoted(library, version, part) for part in parts]


def said_in(library: Library, version: Version) -> Iterator[Said]:
    """The document's whole sentences, in reading order."""
    names = [passage.id for passage in library.passages.of(version.id)]
    stored = library.passages.get(names)
    for name in names:
        passage = stored[name].passage
        for sentence, vector in zip(passage.sentences, stored[name].sentences, strict=True):
            if sentence.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                yield Said(name, passage.section, sentence, np.asarray(vector, dtype=np.float32))


def quoted(library: Library, version: Version, part: Sequence[Said]) -> Statement:
    """Sentences that stand side by side on one page, or one sentence, as a quote."""
    first, last = part[0].sentence.spans, part[-1].sentence.spans
    spans = first if len(part) == 1 else (Span(first[0].page, first[0].start, last[0].end),)
    citations = tuple(
        cite(version, library.pages.get(version.id, s.page), s.start, s.end, part[0].section)
        for s in spans
    )
    return Statement(as_one(citations), citations)
