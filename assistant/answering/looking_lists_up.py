"""Lists that a document announces and tells item by item, with paragraphs between the items or over a page's end.

"Welke vier gebieden …?" is answered by "Wij zien de volgende voorkeursgebieden:" and the four items behind it,
wherever they stand in their section. Only a list of as many items as the question asks for is surely meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.asked_headings import FEWEST, number_asked
from assistant.answering.asked_list import asks_for_many, numbered_thing
from assistant.answering.inquiry import Inquiry
from assistant.answering.statements import as_one
from assistant.language.glossary import translations
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.library import Library
from assistant.library.citations import cite
from assistant.library.names import naming
from assistant.records import BlockKind, Outcome, Passage, Sentence, Statement, Version
from assistant.retrieval import Rarity, Understood, look_at

LOOKED_AT = 5  # passages, the best, whose documents are looked through
MOST_VERSIONS = 2
SAID = 0.3  # of the question's other words, by rarity, in announcement, items, headings and title
SURE = 0.6  # the same from which the list is surely meant
LONGEST = 220  # characters of an item that is quoted whole
COMPOUND = 4  # letters of a word that may end a longer one: "gebieden" in "voorkeursgebieden"
_MARK = re.compile(
    r"^(?:(?P<sign>[^\w\s(“‘\"'])|\(?(?P<ordinal>\d{1,2}|[a-z])[.):])\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Announced:
    """A sentence that announces a list, and its items, each with the passage that it is of."""

    announcement: Sentence
    items: tuple[Sentence, ...]
    passages: tuple[Passage, ...]


def look_lists_up(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question after so many things that a list of so many things answers, and no other does."""
    asked = inquiry.searched
    thing, number = numbered_thing(asked.text).rpartition(" ")[2], number_asked(asked)
    if not thing or number < FEWEST or not asks_for_many(asked.text) or asked.pages:
        return inquiry
    versions = {f.version.id: f.version for f in inquiry.found[:LOOKED_AT]}
    with inquiry.trace.stage("look lists up"):
        met: list[tuple[float, Version, _Announced]] = []
        for version in list(versions.values())[:MOST_VERSIONS]:
            for each in _announced(library, version):
                if len(each.items) == number and _is_of(thing, each, version, asked):
                    met.append((_said(library, version, each, asked), version, each))
        met = [each for each in met if each[0] >= SAID]
    if not met:
        return inquiry
    share, version, found = max(met, key=lambda each: each[0])
    names = list(dict.fromkeys(passage.id for passage in found.passages))
    shown = look_at(library, asked, inquiry.question.filters, names)
    statement = _quoted(library, version, found)
    inquiry = replace(inquiry, statements=(statement,), probability=share, quotable=tuple(shown))
    return inquiry.ended(library, Outcome.ANSWERED if share >= SURE else Outcome.PARTLY_ANSWERED)


def _announced(library: Library, version: Version) -> Iterator[_Announced]:
    """The lists of a document that a sentence with a colon announces."""
    said = [(p, sentence) for p in library.passages.of(version.id) for sentence in p.sentences]
    for place, (passage, sentence) in enumerate(said[:-1]):
        if sentence.kind is BlockKind.PARAGRAPH and sentence.text.rstrip().endswith(":"):
            items = list(_items(said[place + 1 :], passage.section))
            if len(items) >= FEWEST:
                passages = (passage, *(own for own, _ in items))
                yield _Announced(sentence, tuple(item for _, item in items), passages)


def _items(
    said: Sequence[tuple[Passage, Sentence]], section: str
) -> Iterator[tuple[Passage, Sentence]]:
    """The items behind an announcement that are marked as the first of them, up to the end of the section or the
    next announcement."""
    first = ""
    for passage, sentence in said:
        if passage.section != section or sentence.text.rstrip().endswith(":"):
            return
        mark = _mark(sentence)
        if not first and not mark:
            return  # a list stands right behind what announces it
        first = first or mark
        if mark == first:
            yield passage, sentence


def _mark(sentence: Sentence) -> str:
    """What an item is marked by; "" for what is no item. Numbers are one mark, letters another, none a third."""
    if sentence.kind is not BlockKind.LIST_ITEM:
        return ""
    found = _MARK.match(sentence.text)
    if found is None:
        return "unmarked"
    return found["sign"] or ("1" if found["ordinal"].isdigit() else "a")


def _is_of(thing: str, found: _Announced, version: Version, asked: Understood) -> bool:
    """Whether a list is announced as one of what is asked for, also as a part of a longer word."""
    source, language = version.document.language, asked.language
    announced = words(found.announcement.text)
    if source == language:
        return any(
            word == thing or (len(thing) >= COMPOUND and word.endswith(thing)) for word in announced
        )
    same = translations(stem(thing, language), language)
    return any(stem(word, source) in same for word in announced)


def _said(library: Library, version: Version, found: _Announced, asked: Understood) -> float:
    """The part of the question's words, by rarity, that a list and what stands over it say, how many and of what
    left out."""
    around = " ".join(
        (
            naming(version),
            found.passages[0].section,
            found.announcement.text,
            *(item.text for item in found.items),
        )
    )
    vocabulary = Vocabulary.of(around, version.document.language)
    announced = words(found.announcement.text)
    rarity = Rarity(library, asked)
    known = {stem(word, asked.language) for word in words(numbered_thing(asked.text))}
    weights = {term: rarity.of(term) for term in asked.terms if term not in known}
    met = sum(
        weight
        for term, weight in weights.items()
        if vocabulary.has(term, asked.language)
        or (len(term) > COMPOUND and any(word.startswith(term) for word in announced))
    )
    return met / (sum(weights.values()) or 1.0)


def _quoted(library: Library, version: Version, found: _Announced) -> Statement:
    """The announcement and its items, a citation each, of long items their first line."""
    section = found.passages[0].section
    citations = []
    for sentence in (found.announcement, *found.items):
        for span in sentence.spans[:1]:
            page = library.pages.get(version.id, span.page)
            end = span.end if span.end - span.start <= LONGEST else _line_end(page.text, span.start)
            citations.append(cite(version, page, span.start, min(span.end, end), section))
    return Statement("\n".join(as_one([c]) for c in citations), tuple(citations))


def _line_end(text: str, start: int) -> int:
    """Where the sentence that begins at ``start`` ends, or the last whole word within the longest quote."""
    part = text[start : start + LONGEST]
    stop = part.find(". ") + 1 or part.rfind(" ")
    return start + (stop if stop > 0 else len(part))
