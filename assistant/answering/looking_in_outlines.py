"""Questions that a document's headings answer: those that ask for them as a list ("welke hoofdstukken", "noem de
vijf actielijnen"), and those that ask for just what a heading says ("Welke risico's noemt het plan?").

A list in the running text that announces the same things comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.asked_headings import (
    FEWEST,
    asked_of_outline,
    asks_for_headings,
    asks_for_section,
    is_label_asked,
    is_named_by,
    labelled,
    share_words,
)
from assistant.answering.asked_list import asks_for_many
from assistant.answering.asked_part import under
from assistant.answering.central_sentences import Said, paragraphs
from assistant.answering.inquiry import Inquiry
from assistant.answering.outline import OutlineHeading, below, outline
from assistant.answering.summarising import quoted, said_in, versions_asked
from assistant.language.glossary import synonyms, translations
from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.library.citations import cite
from assistant.records import BlockKind, Outcome, Statement, Version
from assistant.retrieval import Kind, Understood, look_at
from assistant.retrieval.named_document import how_named, named_document
from assistant.texts import catalogue

LOOKED_THROUGH = 200  # passages whose section titles say a word of the question
FEWEST_WORDS = 3  # with which a section begins
MOST_VERSIONS = 8  # documents whose outlines are read for a question that names none
OTHERS = 2  # the same where no section that was found is called what is asked for
AHEAD = 0.05  # how much more a question must say of one document than of any other with the heading
_WANTS = {Kind.WHAT, Kind.NAMES, Kind.HOW_MANY}


@dataclass(frozen=True, slots=True)
class _InOutline:
    """What a document's outline answers: its statements, and the passages they are of."""

    told: str  # the text that says what they are
    statements: tuple[Statement, ...]
    passages: tuple[str, ...] = ()


def look_in_outlines(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question that asks for headings, or for what stands under one that it names."""
    asked = inquiry.searched
    if asked.kind not in _WANTS or asked.pages or not asked.terms:
        return inquiry
    with inquiry.trace.stage("look in outlines"):
        found = _as_list(library, inquiry) or _under_heading(library, inquiry)
    if found is None:
        return inquiry
    shown = look_at(library, asked, inquiry.question.filters, found.passages)
    reason = catalogue(inquiry.understood.language)[found.told]
    inquiry = replace(inquiry, statements=found.statements, probability=1.0, quotable=tuple(shown))
    return inquiry.ended(library, Outcome.ANSWERED, reason)


def _as_list(library: Library, inquiry: Inquiry) -> _InOutline | None:
    """The headings asked for: of the document that is named, else of the newest that has them."""
    asked = inquiry.searched
    if not asks_for_headings(asked):
        return None
    versions = versions_asked(library, inquiry)
    named = named_document(versions, asked) if len(versions) != 1 else versions[0]
    if named is not None:
        versions = [named]
    elif asks_for_many(asked.text) or asked.kind is Kind.NAMES:
        versions = _having(library, inquiry, versions)
    else:
        return None
    for version in versions:
        outlined = outline(library, version)
        headings = asked_of_outline(outlined.headings, version, asked, named is not None)
        if not headings and asks_for_many(asked.text):
            headings = labelled(outlined.run_in, version, asked)
        if headings:
            announced = _announced(list(said_in(library, version)), version, headings)
            statements = [quoted(library, version, part) for part in announced]
            statements.append(_as_statement(library, version, headings))
            passages = tuple(each.passage for part in announced for each in part)
            return _InOutline("headings_listed", tuple(statements), passages)
    return None


def _having(library: Library, inquiry: Inquiry, versions: Sequence[Version]) -> list[Version]:
    """Those whose outlines are worth reading for a question that names no document, the newest first.

    Sections that are called what it asks for tell so before any page is read."""
    asked = inquiry.searched
    sections = _sections_saying(library, inquiry)
    language = asked.language
    own = [v for v in versions if v.id in sections and v.document.language == language]
    own.sort(key=lambda v: v.document.published, reverse=True)
    called = [v for v in own if is_label_asked(sections[v.id], v, asked)]
    others = [v for v in own if v not in called][:OTHERS]
    return called[:MOST_VERSIONS] or others


def _sections_saying(library: Library, inquiry: Inquiry) -> dict[str, list[str]]:
    """Version -> the titles of its sections that say a word of the question."""
    asked = inquiry.searched
    terms = dict.fromkeys(asked.terms, 1.0)
    for term in asked.terms:
        terms |= dict.fromkeys(translations(term, asked.language), 1.0)
        terms |= dict.fromkeys(synonyms(term, asked.language), 1.0)
    allowed = library.search.allowed(inquiry.question.filters)
    names = library.search.matching({"context": terms}, LOOKED_THROUGH, allowed)
    found: dict[str, list[str]] = {}
    for version, section in library.passages.sections_of(list(names)).values():
        found.setdefault(version, []).append(section)
    return found


def _announced(
    said: Sequence[Said], version: Version, headings: Sequence[OutlineHeading]
) -> list[list[Said]]:
    """The list in the running text that announces what the headings are called, if there is one: an item for
    each heading, of which at least half say a word of it."""
    label, language = headings[0].label, version.document.language
    if not label:
        return []
    for place, each in enumerate(said[:-1]):
        stems = {stem(word, language) for word in words(each.sentence.text)}
        if each.sentence.kind is BlockKind.PARAGRAPH and stem(label, language) in stems:
            items = list(_items(said[place:]))
            pairs = list(zip(items, headings, strict=False))
            alike = sum(share_words(item.sentence.text, own, language) for item, own in pairs)
            if len(items) == len(headings) <= 2 * alike:
                return [[each, *items]]
    return []


def _items(said: Sequence[Said]) -> Iterator[Said]:
    """The items of the list that stands right behind the first of some sentences, all whole on its page."""
    before = said[0]
    if len(before.sentence.spans) > 1:
        return
    for each in said[1:]:
        one, other = before.sentence.spans[-1], each.sentence.spans[0]
        whole = one.page == other.page and len(each.sentence.spans) == 1
        near = whole and 0 <= other.start - one.end <= 2
        if not near or each.sentence.kind is not BlockKind.LIST_ITEM:
            return
        yield each
        before = each


def _as_statement(
    library: Library, version: Version, headings: Sequence[OutlineHeading]
) -> Statement:
    """Headings as one quote, a line each, with a citation each."""
    citations = tuple(
        cite(version, library.pages.get(version.id, h.page), h.start, h.end, "") for h in headings
    )
    return Statement("\n".join(" ".join(c.quote.split()) for c in citations), citations)


def _under_heading(library: Library, inquiry: Inquiry) -> _InOutline | None:
    """What stands under the heading that the question names, of the one document that it means."""
    asked = inquiry.searched
    if not asks_for_section(asked):
        return None
    versions = versions_asked(library, inquiry)
    sections = _sections_saying(library, inquiry)
    if not sections:
        return None
    said = how_named(versions, asked) if len(versions) > 1 else {}
    having = []
    for version in (v for v in versions if v.id in sections):
        path = _path_named(list(dict.fromkeys(sections[version.id])), version, asked)
        if path and (not said or said[version.id] > 0):
            having.append((said.get(version.id, 0.0), version, path))
    having.sort(key=lambda each: -each[0])
    if not having or (len(having) > 1 and having[0][0] < having[1][0] + AHEAD):
        return None
    _, version, path = having[0]
    held = under(list(said_in(library, version)), path)
    if not held or len(words(held[0].sentence.text)) < FEWEST_WORDS:
        return None  # what stands there was read in another order
    parts = paragraphs(held, inquiry.most)
    statements = [quoted(library, version, part) for part in parts]
    inside = _items_below(library, version, path)
    if inside:
        statements = [_as_statement(library, version, inside), *statements][: inquiry.most]
    passages = tuple(dict.fromkeys(each.passage for part in parts for each in part))
    return _InOutline("section_asked", tuple(statements), passages)


def _path_named(sections: Sequence[str], version: Version, understood: Understood) -> str:
    """The path of the highest section whose heading the question names; "" for none."""
    found: list[tuple[int, str]] = []
    for section in sections:
        parts = section.split(" › ")
        for depth, part in enumerate(parts, 1):
            if is_named_by(part.lstrip("0123456789. "), version, understood):
                found.append((depth, " › ".join(parts[:depth])))
    return min(found, default=(0, ""))[1]


def _items_below(library: Library, version: Version, path: str) -> tuple[OutlineHeading, ...]:
    """The headings below a section that are what it is after, one by one: "1 Make it national"; () where they
    only divide it: "Conclusions on skills"."""
    title = path.split(" › ")[-1]
    headings = outline(library, version).headings
    above = next((h for h in headings if h.text == title), None)
    inside = below(headings, above) if above is not None else ()
    language = version.document.language
    own = {stem(word, language) for word in words(title) if not word.isdigit()}
    dividing = [h for h in inside if own & {stem(w, language) for w in words(h.title)}]
    return inside if len(inside) >= FEWEST and 2 * len(dividing) < len(inside) else ()
