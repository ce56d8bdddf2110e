"""Places in a version as citations, and what becomes of a cited place in newer versions."""

from __future__ import annotations

import re

from assistant.errors import UnknownCitation
from assistant.library.comparison import pair
from assistant.library.ledger.ledger import Ledger
from assistant.library.versions import Versions
from assistant.reading.recognition import confidence_of
from assistant.records import BlockKind, Citation, Page, Sentence, Version
from assistant.records.runs import Fate

_KEY = re.compile(r"([0-9a-f]{16})-(\d{1,7})-(\d{1,9})-(\d{1,9})(?:-(\d{1,4}))?")


class Citations:
    """Links into the documents of a library."""

    def __init__(self, ledger: Ledger, versions: Versions) -> None:
        self._ledger = ledger
        self._versions = versions

    def by_key(self, key: str) -> Citation:
        """The citation that a link names. Raises UnknownCitation."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise UnknownCitation("This is not a link to a quote.")
        version = self._versions.get(found[1])
        number, start, end, reading = (int(part or 1) for part in found.groups()[1:])
        page = self._ledger.pages.get(version.id, number, reading)
        if not 0 <= start < end <= len(page.text):
            raise UnknownCitation("The document has no such words on that page.")
        return cite(version, page, start, end, "")

    def of_sentence(
        self, version: Version, sentence: Sentence, section: str
    ) -> tuple[Citation, ...]:
        """One citation for each page that a sentence stands on."""
        pages = self._ledger.pages
        return tuple(
            cite(version, pages.get(version.id, span.page), span.start, span.end, section)
            for span in sentence.spans
        )

    def fate(self, citation: Citation) -> Fate:
        """What became of a cited passage in the newest version of its document."""
        cited = self._versions.get(citation.version)
        newest = self._versions.newest(citation.version)
        if newest.id == cited.id:
            return Fate("current" if newest.current else "withdrawn")
        old, new = self._sentences(cited.id), self._sentences(newest.id)
        places = [i for i, (sentence, _) in enumerate(old) if _covers(sentence, citation)]
        texts = [sentence.text for sentence, _ in old]
        if not places:  # a heading or a caption, which no passage holds
            places = [len(texts)]
            texts.append(citation.quote)
        same, changed = pair(texts, [sentence.text for sentence, _ in new])
        left = [same.get(i, changed.get(i)) for i in places]
        at = next((i for i in left if i is not None), None)
        if at is None:
            return Fate("gone", newest)
        sentence, section = new[at]
        span = sentence.spans[0]
        page = self._ledger.pages.get(newest.id, span.page)
        there = cite(newest, page, span.start, span.end, section)
        return Fate("same" if all(i in same for i in places) else "changed", newest, there)

    def _sentences(self, version: str) -> list[tuple[Sentence, str]]:
        """(sentence, title of its section) in reading order."""
        return [
            (sentence, passage.section)
            for passage in self._ledger.passages.of(version)
            for sentence in passage.sentences
        ]


def cite(version: Version, page: Page, start: int, end: int, section: str) -> Citation:
    """The citation of text[start:end] of a page. For files without pages the label names the place."""
    document = version.document
    return Citation(
        document=document.id,
        file=version.file,
        version=version.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        page=page.number,
        page_label=page.printed_on(start, end) if version.paged else place_in(page, start),
        section=section,
        start=start,
        end=end,
        quote=page.text[start:end],
        confidence=confidence_of(page, start, end),
        reading=page.reading,
    )


def place_in(page: Page, start: int) -> str:
    """Section and paragraph of a place in an unpaged file: "§ Bevindingen, 3"."""
    heading, paragraph = "", 0
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            heading, paragraph = page.text[block.start : block.end], 0
        else:
            paragraph += 1
        if block.start <= start < block.end:
            break
    return f"§ {heading[:80]}, {paragraph}" if heading else f"§ {paragraph}"


def _covers(sentence: Sentence, citation: Citation) -> bool:
    return any(
        span.page == citation.page and span.start < citation.end and citation.start < span.end
        for span in sentence.spans
    )
