"""Questions after the documents themselves: which there are, who wrote one, for whom, how many pages it has.

What a title page or a colophon tells is quoted from there. What only the library knows, such as how many pages a
file has, is told as its own line, beside the document's title as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.asked_of_itself import (
    OfItself,
    asked_of_itself,
    asks_no_more,
    told_by,
)
from assistant.answering.inquiry import Inquiry
from assistant.figures import moments_in
from assistant.figures.moments import published_moment
from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.library.citations import cite
from assistant.library.names import naming
from assistant.records import BlockKind, Outcome, Page, Statement, Version
from assistant.retrieval import Understood
from assistant.retrieval.named_document import named_document, says_more
from assistant.texts import Texts

FRONT = 3  # pages on which a document tells of itself; the last one does, too
WHOLE = 260  # characters of a block that is quoted whole
LONGEST = 200  # characters of a title, and of what is cut from a longer block
MOST_CAPTIONS = 40
COMPOUND = 4  # letters of a word that may end one of a title: "brief" in "voortgangsbrief"
MOST_TITLES = 30  # that are named in a line
_LABELS = re.compile(
    r"\s(?=(?:Titel|Ondertitel|Rapportnummer|Plaats|Datum|Opdrachtgevers?|Uitvoering|Uitgever|Uitgave|Auteurs?|Periode|"
    r"Kenmerk|Versie|Status|ISBN|ISSN|Contact|Redactie|Vormgeving|Druk|Bronnen|Title|Date|Authors?|Publisher|"
    r"Version|Reference|Period)\b)"
)
_NUMBERED = (
    r"\s?[\dIVX.]{1,6}(?=[:.\s–-]{1,3}[^a-zà-ÿ\s]|$)"  # and no sentence goes on: "Table 3 shows"
)
_STOP = re.compile(r"\n|(?<=[\w)][\w)])\.\s")  # no initial ends a sentence
_CAPTIONS = {
    OfItself.TABLES: re.compile(rf"(?i:tabel|table){_NUMBERED}"),
    OfItself.FIGURES: re.compile(rf"(?i:figuur|figure|fig\.|grafiek|chart){_NUMBERED}"),
}
_COUNTS = {OfItself.PAGES, OfItself.TABLES, OfItself.FIGURES}
_DOCUMENTS = (
    r"(?:documenten|rapporten|stukken|bestanden|publicaties|documents|reports|files|papers)"
)
_ALL = re.compile(
    rf"^\W*(?:welke|wat voor|noem (?:alle|de)|hoeveel|which|what|list (?:all|the)|how many)\s{_DOCUMENTS}\s"
    r"(?:zijn er|zitten|staan|heb je|heeft|ken je|bevat|are there|are in|do you|does the|in de|in the)",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"\b(?:wat is|welk is|welke is|noem|what is|which is|what's)\s(?:het|de|the)\s"
    r"(?:nieuwste|laatste|meest recente|recentste|newest|latest|most recent|oudste|oldest)\s",
    re.IGNORECASE,
)
_OLDEST = re.compile(r"\b(?:oudste|oldest)\b", re.IGNORECASE)
_GENERAL = (
    "nieuwste laatste recente recentste meest oudste rapport document stuk publicatie bibliotheek noem "
    "newest latest recent most oldest report document paper publication library"
).split()


def tell_of_documents(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question after what documents there are, or after what one of them is."""
    asked = inquiry.searched
    of_it = asked_of_itself(asked)
    of_library = _ALL.search(asked.text) or _NEWEST.search(asked.text)
    if asked.pages or not (of_it or of_library):
        return inquiry
    allowed = library.search.allowed(inquiry.question.filters)
    current = library.versions.as_of(inquiry.question.filters.as_of)
    versions = [v for v in current if not allowed or v.id in allowed]
    if of_library:
        return _of_library(library, inquiry, versions)
    version = named_document(versions, asked) if len(versions) != 1 else versions[0]
    if version is None or of_it is None or not asks_no_more(of_it, version, asked):
        return inquiry
    if of_it in _COUNTS:
        return _counted(library, inquiry, version, of_it)
    told = _told(library, version, of_it) or _as_known(library, version, of_it)
    return _ended(library, inquiry, told, "") if told else inquiry


def _of_library(library: Library, inquiry: Inquiry, versions: Sequence[Version]) -> Inquiry:
    asked, texts = inquiry.searched, Texts(inquiry.understood.language)
    ordered = sorted(versions, key=lambda v: (v.document.published, v.id), reverse=True)
    if _ALL.search(asked.text):
        names = "; ".join(v.document.title for v in ordered[:MOST_TITLES])
        reason = texts("documents_there_are", count=len(ordered), names=names)
        shown = ordered[: inquiry.most]
    else:
        meant = [v for v in ordered if v.document.published and _is_meant(v, asked)]
        if not meant:
            return inquiry
        one = meant[-1] if _OLDEST.search(asked.text) else meant[0]
        date = texts.date(one.document.published)
        reason = texts("document_by_date", title=one.document.title, date=date)
        shown = [one]
    titles = [title for v in shown for title in _title(library, v)]
    return _ended(library, inquiry, titles, reason)


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
            library, inquiry, shown, texts("count_pages", title=title, count=version.pages)
        )
    captions = list(_captions(library, version, of_it))
    if not captions:
        return inquiry
    citations = tuple(cite(version, page, *place, "") for page, place in captions[:MOST_CAPTIONS])
    listed = Statement("\n".join(c.quote for c in citations), citations)
    return _ended(
        library, inquiry, [listed], texts(f"count_{of_it}", title=title, count=len(captions))
    )


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
    pattern = told_by(of_it)
    pages = list(library.pages.of(version.id))
    for page in [*pages[:FRONT], *pages[FRONT:][-1:]]:
        for block in page.blocks:
            text = page.text[block.start : block.end]
            found = pattern.search(text) if pattern else None
            if found is None or block.kind is BlockKind.CONTENTS:
                continue
            start, end = (0, len(text)) if len(text) <= WHOLE else _cut(text, found.start())
            citation = cite(version, page, block.start + start, block.start + end, "")
            bold = _cut(text, found.start())
            return [
                Statement(
                    citation.quote,
                    (citation,),
                    bold=((bold[0] - start, min(bold[1], end) - start),),
                )
            ]
    return []


def _as_known(library: Library, version: Version, of_it: OfItself) -> list[Statement]:
    """Where the first pages say the date or the publisher that the library knows."""
    document = version.document
    known = published_moment(document.published)
    for page in list(library.pages.of(version.id))[:FRONT]:
        for block in page.blocks:
            text = page.text[block.start : block.end]
            places = []
            if of_it is OfItself.DATE and known is not None:
                same = [
                    m for m in moments_in(text) if (m.first, m.last) == (known.first, known.last)
                ]
                places = [(m.start, m.end) for m in same]
            elif of_it in (OfItself.PUBLISHER, OfItself.AUTHORS) and document.publisher:
                at = text.find(document.publisher)
                places = [(at, at + len(document.publisher))] if at >= 0 else []
            if places and len(text) <= WHOLE:
                citation = cite(version, page, block.start, block.end, "")
                return [Statement(citation.quote, (citation,), bold=(places[0],))]
    return []


def _cut(text: str, start: int) -> tuple[int, int]:
    """From a place up to what is told next: the next label, or the end of a line or a sentence."""
    rest = text[start : start + LONGEST]
    ends = [m.start() for m in (_LABELS.search(rest, 1), _STOP.search(rest)) if m]
    end = min(ends, default=len(rest) if len(rest) < LONGEST else rest.rfind(" "))
    return start, start + end


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
    library: Library, inquiry: Inquiry, statements: Sequence[Statement], reason: str
) -> Inquiry:
    if not statements:
        return inquiry
    inquiry = replace(inquiry, statements=tuple(statements), probability=1.0)
    return inquiry.ended(library, Outcome.ANSWERED, reason)
