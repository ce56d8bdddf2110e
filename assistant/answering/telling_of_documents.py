"""Questions after the documents themselves: which there are, who wrote one, for whom, how many pages it has.

What a title page or a colophon tells is quoted from there. What only the library knows, such as how many pages a
file has, is told as its own line, beside the document's title as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from assistant.answering.asked_of_itself import (
    OfItself,
    asked_of_itself,
    asks_no_more,
    is_done,
    told_by,
)
from assistant.answering.front_matter import WHOLE, told_on
from assistant.answering.inquiry import Inquiry
from assistant.figures import moments_in
from assistant.figures.moments import published_moment
from assistant.language.document_words import is_document_word
from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.library.citations import cite
from assistant.library.names import naming
from assistant.records import BlockKind, Document, Outcome, Page, Statement, Version
from assistant.retrieval import Understood
from assistant.retrieval.named_document import named_document, says_more
from assistant.texts import Texts

FRONT = 3  # pages on which a document tells of itself; the last one does, too
LONGEST = 200  # characters of a title
MOST_CAPTIONS = 40
COMPOUND = 4  # letters of a word that may end one of a title: "brief" in "voortgangsbrief"
MOST_TITLES = 30  # that are named in a line
_NUMBERED = (
    r"\s?[\dIVX.]{1,6}(?=[:.\s–-]{1,3}[^a-zà-ÿ\s]|$)"  # and no sentence goes on: "Table 3 shows"
)
_CAPTIONS = {
    OfItself.TABLES: re.compile(rf"(?i:tabel|table){_NUMBERED}"),
    OfItself.FIGURES: re.compile(rf"(?i:figuur|figure|fig\.|grafiek|chart){_NUMBERED}"),
}
_COUNTS = {OfItself.PAGES, OfItself.TABLES, OfItself.FIGURES}
_DOCUMENTS = (
    r"(?:documenten|rapporten|stukken|bestanden|publicaties|documents|reports|files|papers)"
)
_ALL = re.compile(
    rf"^\W*(?:welke|wat voor|noem (?:alle|de)|hoeveel|which|what|list (?:all|the)|how many)\s{_DOCUMENTS}\b",
    re.IGNORECASE,
)
# Whatever else such a question says makes it one after what the documents say: "nodig", "in 2019".
_OF_ALL = frozenset(
    "welke wat voor noem alle de het hoeveel zijn er zitten zit staan staat heb hebt heeft hebben je jij u jullie "
    "ken kent bevat in deze dit nu allemaal bibliotheek collectie systeem beschikbaar documenten rapporten "
    "stukken bestanden publicaties which what list all the how many are there is in do does you have has know "
    "contain contains this library collection system now available documents reports files papers".split()
)
_NEWEST = re.compile(
    r"\b(?:wat is|welk is|welke is|noem|what is|which is|what's)\s(?:het|de|the)\s"
    r"(?:nieuwste|laatste|meest recente|recentste|newest|latest|most recent|(?P<oldest>oudste|oldest))\s"
    r"(?P<noun>[\w'’-]{3,60})(?:\s(?P<head>[\w'’-]{3,60}))?",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(r"opdracht van|commissioned|on behalf of", re.IGNORECASE)
_GENERAL = (
    "nieuwste laatste recente recentste meest oudste rapport document stuk publicatie bibliotheek noem "
    "newest latest recent most oldest report document paper publication library"
).split()


def tell_of_documents(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question after what documents there are, or after what one of them is."""
    asked = inquiry.searched
    of_it = asked_of_itself(asked)
    of_library = _asks_for_all(asked.text) or _asks_for_newest(asked.text)
    if asked.pages or not (of_it or of_library):
        return inquiry
    allowed = library.search.allowed(inquiry.question.filters)
    current = library.versions.as_of(inquiry.question.filters.as_of)
    among = None if allowed is None else set(allowed)
    versions = [v for v in current if among is None or v.id in among]
    if of_library:
        return _of_library(library, inquiry, versions)
    version = named_document(versions, asked) if len(versions) != 1 else versions[0]
    if version is None or not of_it or not asks_no_more(of_it, version, asked):
        return inquiry
    if of_it[0] in _COUNTS:
        return _counted(library, inquiry, version, of_it[0])
    told = [_told(library, version, each) or _as_known(library, version, each) for each in of_it]
    if not told[0] and is_done(asked.text):
        return inquiry  # who did the research is told in a sentence, if not behind a label
    outcome = Outcome.ANSWERED if all(told) else Outcome.PARTLY_ANSWERED
    return _ended(library, inquiry, list(dict.fromkeys(chain(*told))), "", outcome)


def _asks_for_all(text: str) -> bool:
    return bool(_ALL.search(text)) and _OF_ALL.issuperset(words(text))


def _asks_for_newest(text: str) -> re.Match[str] | None:
    """The newest or the oldest of a sort of document, not of what documents are about: "het oudste fieldlab"."""
    found = _NEWEST.search(text)
    if found is None:
        return None
    nouns = [found["noun"], found["head"] or ""]
    return found if any(is_document_word(word) for noun in nouns for word in words(noun)) else None


def _of_library(library: Library, inquiry: Inquiry, versions: Sequence[Version]) -> Inquiry:
    asked, texts = inquiry.searched, Texts(inquiry.understood.language)
    ordered = sorted(versions, key=lambda v: (v.document.published, v.id), reverse=True)
    newest = _asks_for_newest(asked.text)
    if newest is None:
        titles = [v.document.title for v in ordered]
        key = "documents_there_are" if len(titles) <= MOST_TITLES else "documents_among_others"
        names = "; ".join(titles[:MOST_TITLES])
        reason = texts(
            _counting(key, len(titles)), count=len(titles), names=names, shown=MOST_TITLES
        )
        shown = ordered[: inquiry.most]
    else:
        meant = [v for v in ordered if v.document.published and _is_meant(v, asked)]
        one, *others = (reversed(meant) if newest["oldest"] else meant) if meant else [None]
        if one is None or any(_may_be_one_date(one, other) for other in others if other):
            return inquiry
        date = texts.date(one.document.published)
        reason = texts("document_by_date", title=one.document.title, date=date)
        shown = [one]
    return _ended(library, inquiry, [title for v in shown for title in _title(library, v)], reason)


def _counting(key: str, count: int) -> str:
    return f"{key}_one" if count == 1 else key


def _may_be_one_date(one: Version, other: Version) -> bool:
    """Whether neither is surely the later: "2021" and "2021-04"."""
    a, b = one.document.published[:10], other.document.published[:10]
    return a.startswith(b) or b.startswith(a)


def _is_meant(version: Version, asked: Understood) -> bool:
    """Whether all that a question says more is what the document goes by: "de nieuwste monitor"."""
    general = {stem(word, asked.language) for word in _GENERAL}
    names = words(naming(version))
    return all(
        term in general or (len(term) >= COMPOUND and any(name.endswith(term) for name in names))
        for term in says_more(version, asked)
    )


def _counted(library: Library, inquiry: Inquiry, version: Version, of_it: OfItself) -> Inquiry:
    """How many pages, tables or figures a document has, as the library knows it."""
    texts, title = Texts(inquiry.understood.language), version.document.title
    shown = list(_title(library, version))
    if of_it is OfItself.PAGES:
        if not version.paged:
            return inquiry
        return _ended(
            library,
            inquiry,
            shown,
            texts(_counting("count_pages", version.pages), title=title, count=version.pages),
        )
    captions = list(_captions(library, version, of_it))
    if not captions:
        return inquiry
    citations = tuple(cite(version, page, *place, "") for page, place in captions[:MOST_CAPTIONS])
    listed = Statement("\n".join(c.quote for c in citations), citations)
    key = _counting(f"count_{of_it}", len(captions))
    return _ended(library, inquiry, [listed], texts(key, title=title, count=len(captions)))


def _captions(
    library: Library, version: Version, of_it: OfItself
) -> Iterator[tuple[Page, tuple[int, int]]]:
    """One caption of each number; not a sentence that begins with it: "Table 3 shows …"."""
    seen: set[str] = set()
    for page in library.pages.of(version.id):
        for block in page.blocks:
            text = page.text[block.start : block.end]
            found = _CAPTIONS[of_it].match(text)
            if block.kind is BlockKind.CAPTION and found and found[0].lower() not in seen:
                seen.add(found[0].lower())
                yield page, (block.start, block.end)


def _told(library: Library, version: Version, of_it: OfItself) -> list[Statement]:
    """What the document's first pages or its last one tell of it, in its own words."""
    label = told_by(of_it)
    pages = list(library.pages.of(version.id))
    for page in [*pages[:FRONT], *pages[FRONT:][-1:]] if label else []:
        found = told_on(page, label) if label else None
        if found:
            return [_marked(version, page, *found)]
    return []


def _as_known(library: Library, version: Version, of_it: OfItself) -> list[Statement]:
    """Where the first pages say the date or the publisher that the library knows."""
    for page in list(library.pages.of(version.id))[:FRONT]:
        for block in page.blocks:
            text = page.text[block.start : block.end]
            place = _known_in(text, version.document, of_it) if len(text) <= WHOLE else None
            if place:
                bold = (block.start + place[0], block.start + place[1])
                return [_marked(version, page, (block.start, block.end), bold)]
    return []


def _known_in(text: str, document: Document, of_it: OfItself) -> tuple[int, int] | None:
    """Where a text has the document's date or publisher: not who wrote it, which may be another."""
    known = published_moment(document.published)
    if of_it is OfItself.DATE and known is not None:
        days = (known.first, known.last)
        return next(((m.start, m.end) for m in moments_in(text) if (m.first, m.last) == days), None)
    if of_it is OfItself.PUBLISHER and document.publisher and not _FOR_ANOTHER.search(text):
        found = re.search(rf"(?<!\w){re.escape(document.publisher)}(?!\w)", text)
        return found.span() if found else None
    return None


def _marked(
    version: Version, page: Page, place: tuple[int, int], bold: tuple[int, int]
) -> Statement:
    citation = cite(version, page, *place, "")
    start = place[0]
    return Statement(citation.quote, (citation,), bold=((bold[0] - start, bold[1] - start),))


def _title(library: Library, version: Version) -> list[Statement]:
    """The title as it is printed, else the first line that there is; nothing for a document without words."""
    first = next((p for p in library.pages.of(version.id) if p.text.strip()), None)
    if first is None:
        return []
    spaced = r"\s{1,4}".join(map(re.escape, version.document.title.split()))
    found = re.search(spaced, first.text, re.IGNORECASE) if spaced else None
    if found:
        citation = cite(version, first, found.start(), found.end(), "")
    else:
        block = next((b for b in first.blocks if first.text[b.start : b.end].strip()), None)
        if block is None:
            return []
        citation = cite(version, first, block.start, min(block.end, block.start + LONGEST), "")
    return [Statement(citation.quote, (citation,))]


def _ended(
    library: Library,
    inquiry: Inquiry,
    statements: Sequence[Statement],
    reason: str,
    outcome: Outcome = Outcome.ANSWERED,
) -> Inquiry:
    if not statements:
        return inquiry
    inquiry = replace(inquiry, statements=tuple(statements), probability=1.0)
    return inquiry.ended(library, outcome, reason)
