"""An HTML tree -> headings, paragraphs, lists, notes and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html
from lxml.etree import LxmlError

from assistant.errors import UnreadableDocument
from assistant.reading.flowing import Flow
from assistant.reading.html.shown import Shown, shown_on
from assistant.reading.html.tables import is_layout, rows_of_table, table_draft
from assistant.reading.html.words import LINE_BREAK, inline_words, note_number, one_text, words_of
from assistant.reading.struck import StruckText
from assistant.records import BlockKind

_LISTED = {"li", "dd", "dt"}
_TEXT_BLOCKS = {"p", "blockquote", "pre", "figcaption", "caption", "address", "summary", *_LISTED}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_HOLDERS = {
    *(
        "div",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "dl",
        "details",
        "fieldset",
        "form",
        "figure",
    ),
    *("table", "tbody", "thead", "tfoot", "hr"),
}
_INSIDE = ("p", "div", "li", "tr", "section", "details", *_HEADINGS)
_TWO_BREAKS = re.compile(rf"{LINE_BREAK}\s*{LINE_BREAK}")
MAX_DEPTH = 200


def html_flow(text: str) -> tuple[list[Flow], StruckText]:
    """Blocks of a piece of HTML, such as the body of an e-mail, and what was left out as struck."""
    return page_flow(parsed_html(text.replace("\0", " ") or " "))


def parsed_html(text: str) -> Any:
    """The tree of a page. Raises UnreadableDocument where there is none."""
    try:
        return html.document_fromstring(text)
    except (LxmlError, ValueError) as error:
        raise UnreadableDocument(
            "The web page has no text that can be read. Save it again."
        ) from error


def page_flow(root: Any) -> tuple[list[Flow], StruckText]:
    """Blocks of <main> or <article>, else of what is no site furniture, and what was left out."""
    main = root.xpath("//main|//article|//*[@role='main']")
    body = main[0] if main else (root.find("body") if root.find("body") is not None else root)
    if main and main[0].tag == "article" and len(root.xpath("//article")) > 1:
        body = main[0].getparent()
    if len("".join(body.itertext()).split()) < 20 and root.find("body") is not None:
        body = root.find("body")
    shown = shown_on(root)
    return list(_HtmlFlow(shown).inside(body, 0)), shown.struck


class _HtmlFlow:
    """Walks a tree whose furniture, hidden and struck parts ``shown`` leaves out."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown

    def inside(self, element: Any, depth: int) -> Iterator[Flow]:
        """The blocks within an element; text that stands loose between them is paragraphs."""
        if depth > MAX_DEPTH:
            return
        loose = element.text or ""
        for child in element:
            if not isinstance(child.tag, str) or self._shown.leaves_out(child):
                loose += child.tail or ""
                continue
            if self._holds_blocks(child):
                yield from _paragraph(loose)
                loose = ""
                yield from self._block(child, depth)
            else:
                loose += inline_words(child, self._shown, loose)
            loose += child.tail or ""
        yield from _paragraph(loose)

    def _block(self, child: Any, depth: int) -> Iterator[Flow]:
        if child.tag in _HEADINGS:
            yield BlockKind.HEADING, _HEADINGS[child.tag], words_of(child, self._shown)
        elif child.tag == "table":
            yield from self._table(child, depth)
        elif child.tag == "tr":  # without a table around it
            cells = [words_of(cell, self._shown) for cell in child if cell.tag in ("td", "th")]
            yield BlockKind.TABLE_ROW, 0, "\t".join(cells)
        elif child.tag in _TEXT_BLOCKS and not any(self._holds_blocks(c) for c in child):
            yield self._text_block(child)
        else:
            yield from self.inside(child, depth + 1)

    def _text_block(self, child: Any) -> Flow:
        words = words_of(child, self._shown)
        if number := note_number(child):
            words = f"[{number}] {words.removeprefix(number).lstrip('.) ')}"
            return BlockKind.FOOTNOTE, 0, words
        kind = BlockKind.PARAGRAPH
        if child.tag in _LISTED:
            kind = BlockKind.LIST_ITEM
        elif child.tag in ("figcaption", "caption"):
            kind = BlockKind.CAPTION
        return kind, 0, words

    def _table(self, table: Any, depth: int) -> Iterator[Flow]:
        named = next(iter(table.iterchildren("caption")), None)
        caption = words_of(named, self._shown) if named is not None else ""
        if caption:
            yield BlockKind.CAPTION, 0, caption
        if not is_layout(table):
            yield table_draft(table, self._shown, caption)
            return
        for row in rows_of_table(table):
            if self._shown.leaves_out(row):
                continue
            for cell in row:
                if isinstance(cell.tag, str) and not self._shown.leaves_out(cell):
                    yield from self.inside(cell, depth + 1)

    def _holds_blocks(self, element: Any) -> bool:
        if not isinstance(element.tag, str):
            return False
        tag = element.tag
        if tag in _TEXT_BLOCKS or tag in _HEADINGS or tag == "tr" or tag in _HOLDERS:
            return True
        if tag == "button":
            return True  # one that opens a panel is a line of its own
        return next(element.iter(*_INSIDE), None) is not None


def _paragraph(loose: str) -> Iterator[Flow]:
    for paragraph in _TWO_BREAKS.split(loose):
        if text := one_text(paragraph):
            yield BlockKind.PARAGRAPH, 0, text
