"""What a report becomes: pages of text, passages, documents and their versions.

Text offsets are counted in Unicode code points (Python ``str`` indices) in a page's normalised
text, half open ``[start, end)``. Pages are physical pages counted from 1; the label is what is
printed on the page.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from assistant.records.accounts import Account
from assistant.records.tables import Row, Table

Language = Literal["nl", "en"]


class BlockKind(StrEnum):
    """What a run of text on a page is for. Only some kinds can be quoted as an answer."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    HEADING = "heading"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table row, caption or footnote: text[start:end] of its page.

    ``level`` is the depth of a heading (1 is the highest) and 0 for everything else.
    ``continues`` is true where the block's last sentence may run on in the next page's first block."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters of page text from ``start`` that stand at ``source`` in the file's own characters.

    For PDF, ``source`` counts PDFium's characters on the page, or those of the page's
    ``Recognition`` where it was read by OCR. Characters that no run covers
    (a space for a line end, the brackets around a footnote mark) were put in by normalisation."""

    start: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word that OCR read: its box in ten-thousandths of the page as shown (origin at the top
    left), and how sure OCR is of it in percent."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: int


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A printed line that OCR read; ``size`` is its height in ten-thousandths of the page's."""

    size: int
    words: tuple[ReadWord, ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What OCR read on a page, and how sure it is of it on average (0..1)."""

    confidence: float
    lines: tuple[ReadLine, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The normalised text of one page of one version, with its structure and the way back to the file.

    ``recognition`` is there where the page was read by OCR, and None where the file gives its text.
    The rows of ``tables`` are blocks, too. ``reading`` counts how often the page has got another text:
    what was cited from an earlier one is still found there.

    ``folds`` are there where two printed pages lie on one sheet ("4–5") and it is known what stands on which:
    the text begins on the left one, and passes to the other one at each of them."""

    number: int
    label: str
    text: str
    blocks: tuple[Block, ...] = ()
    runs: tuple[Run, ...] = ()
    recognition: Recognition | None = None
    tables: tuple[Table, ...] = ()
    reading: int = 1
    folds: tuple[int, ...] = ()

    def printed_on(self, start: int, end: int) -> str:
        """The label of the printed page that text[start:end] stands on; the sheet's where that is not known.

        >>> sheet = Page(3, "4–5", "Links. Rechts.", folds=(7,))
        >>> [sheet.printed_on(*span) for span in ((0, 6), (7, 14), (0, 14))]
        ['4', '5', '4–5']
        """
        first, last = (bisect_right(self.folds, at) for at in (start, max(start, end - 1)))
        numbers = self.label.split("–")
        known = bool(self.folds) and first == last and len(numbers) == 2
        return numbers[first % 2] if known else self.label


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a citation names. ``published`` is an ISO date, a year-month or a year ("" where unknown).

    ``author`` is the person whom the file itself names, who is not its publisher. ``groups`` are those that
    see it, "a, b": never what a file says of itself."""

    title: str
    publisher: str = ""
    published: str = ""
    kind: str = ""
    language: Language = "nl"
    programme: str = ""
    author: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file: its pages, its metadata, and what a person should know of it.

    ``paged`` is false for formats without pages (HTML, Markdown, text, DOCX): they have one
    Page, and a citation names section and paragraph instead of a page number. ``unread`` counts
    the pages that stayed without text for want of OCR."""

    metadata: Metadata
    pages: tuple[Page, ...]
    paged: bool = True
    warnings: tuple[str, ...] = ()
    unread: int = 0
    account: Account = field(default_factory=Account)


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end] of one page."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence (or list item, or table row). It has two spans where it runs over a page end.

    ``row`` says what a table's row means: what names it, and what names each of its cells."""

    text: str
    spans: tuple[Span, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    row: Row | None = None

    @property
    def in_words(self) -> str:
        """What it says, for search and for whoever reads it without seeing the table."""
        return (self.row.in_words(self.text) if self.row else "") or self.text


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one version under one section title.

    ``id`` is derived from the content and its place, so that making it twice changes nothing."""

    id: str
    version: str
    ordinal: int
    section: str
    language: Language
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def in_words(self) -> str:
        """Its sentences as they are searched: rows of tables with the names of their columns."""
        return " ".join(sentence.in_words for sentence in self.sentences)

    @property
    def page(self) -> int:
        return self.sentences[0].spans[0].page

    @property
    def pages(self) -> frozenset[int]:
        """Every page that it has words on."""
        return frozenset(span.page for sentence in self.sentences for span in sentence.spans)


@dataclass(frozen=True, slots=True)
class Document:
    """A report as people know it; it outlives its files. ``groups`` are those that see it; "" is everybody."""

    id: str
    title: str
    publisher: str
    published: str
    kind: str
    language: Language
    programme: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a document, named by the SHA-256 of its bytes (64 hexadecimal digits).

    ``valid_from`` and ``valid_until`` are the ISO times between which it last answered questions;
    ``superseded_by`` is the version that took its place, and ``origin`` the URL that it came from.
    ``view`` is the SHA-256 of the PDF that LibreOffice made of it, where its pages are of that."""

    id: str
    document: Document
    file: str
    format: str
    pages: int
    passages: int
    paged: bool
    added: str
    current: bool
    status: str
    warnings: tuple[str, ...] = ()
    superseded_by: str = ""
    valid_from: str = ""
    valid_until: str = ""
    origin: str = ""
    view: str = ""
    account: Account = field(default_factory=Account)

    @property
    def pictured(self) -> bool:
        """Whether it can be shown as pages: it is a PDF, or one was made of it."""
        return self.format == "pdf" or bool(self.view)
