"""What defines the term that a question asks after: "Wat is een skillslab?", "what does EDIH stand for"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.candidates import Candidate, candidates
from assistant.answering.defined_terms import (
    how_defined,
    term_asked,
    terms_compared,
    wants_long_form,
)
from assistant.answering.evidence import Weigher
from assistant.answering.inquiry import Inquiry
from assistant.language.languages import LANGUAGES
from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.retrieval import Understood, look_at
from assistant.retrieval.named_document import how_named

LOOKED_THROUGH = 200  # passages that say the term
DEFINES = 0.75  # how surely a sentence must define it
OWN_LANGUAGE = 0.2  # how much surer it must be in the other language to come first
NAMED = 0.3  # how much surer one of a document is that the question names
NEAR = 0.15  # definitions that are so much less sure than the best are not put in front
MOST = 3  # definitions


def look_terms_up(library: Library, inquiry: Inquiry) -> Inquiry:
    """Put the sentences in front that define the term whose meaning is asked after, or both terms whose
    difference is, if they are defined."""
    text = inquiry.searched.text
    term = term_asked(text)
    terms = (term,) if term else terms_compared(text)
    if not terms or inquiry.searched.pages:
        return inquiry
    with inquiry.trace.stage("look terms up"):
        found = [_best(library, inquiry, term, MOST // len(terms)) for term in terms]
    if not all(found):
        return inquiry
    best = [candidate for each in found for candidate in each]
    weight = max(inquiry.ranked[0].weight, *(candidate.weight for candidate in best))
    # An entry in a list of terms is no whole sentence, and answers as one.
    defining = [
        replace(c, weight=weight - n / 100, evidence=replace(c.evidence, whole=1.0))
        for n, c in enumerate(best)
    ]
    own = {(c.found.passage.id, c.position) for c in defining}
    rest = [c for c in inquiry.ranked if (c.found.passage.id, c.position) not in own]
    return replace(inquiry, defining=tuple(defining), ranked=(*defining, *rest))


def _best(library: Library, inquiry: Inquiry, term: str, most: int) -> list[Candidate]:
    """The sentences that define a term most surely, those that weigh most first among equals."""
    found = sorted(_defining(library, inquiry, term), key=lambda pair: -pair[0])
    return [candidate for score, candidate in found if score >= found[0][0] - NEAR][:most]


def _defining(library: Library, inquiry: Inquiry, term: str) -> Iterator[tuple[float, Candidate]]:
    """(how surely it defines the term, sentence), of the passages that say it."""
    understood = inquiry.searched
    versions = library.search.allowed(inquiry.question.filters)
    stems = {stem(word, language): 1.0 for language in LANGUAGES for word in words(term)}
    if not stems:
        return
    named = library.search.matching({"stems": stems}, LOOKED_THROUGH, versions)
    spelt_out = wants_long_form(understood.text)
    surely: dict[tuple[str, int], float] = {}
    looked_at = library.passages.read([n for n in named if n not in inquiry.leave_out])
    for name, passage in looked_at.items():
        for position, sentence in enumerate(passage.sentences):
            sure = how_defined(sentence, passage.section, term, passage.language, spelt_out)
            if sure >= DEFINES:
                surely[name, position] = sure
    passages = list(dict.fromkeys(name for name, _ in surely))
    found = look_at(library, understood, inquiry.question.filters, passages)
    among = {each.version.id: each.version for each in found}
    said = how_named(list(among.values()), _but(understood, term)) if len(among) > 1 else {}
    for candidate in candidates(Weigher(library, understood), found):
        sure = surely.get((candidate.found.passage.id, candidate.position), 0.0)
        if sure:
            foreign = candidate.found.passage.language != understood.language
            meant = NAMED * min(1.0, said.get(candidate.found.version.id, 0.0))
            yield sure - OWN_LANGUAGE * foreign + meant, candidate


def _but(understood: Understood, term: str) -> Understood:
    """The question without a term: a document that is called by it is not what defines it best."""
    own = {stem(word, understood.language) for word in words(term)}
    rest = tuple(each for each in understood.terms if each not in own)
    anchors = tuple(a for a in understood.anchors if stem(a, understood.language) not in own)
    return replace(understood, terms=rest, anchors=anchors)
