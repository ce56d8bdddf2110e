"""The body of an e-mail: the part that says most, with everybody's words under their own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from typing import Any

from lxml import etree

from assistant.language.detection import detect_language
from assistant.language.terms import words
from assistant.reading.flowing import Flow
from assistant.reading.html import LINE_BREAK, page_flow, parsed_html
from assistant.reading.mail_quotes import (
    QUOTE_ENDS,
    QUOTE_STARTS,
    MailPart,
    mail_parts,
    units_of_blocks,
    units_of_text,
)
from assistant.reading.plain_text import decode, text_flow
from assistant.reading.struck import StruckText
from assistant.reading.tables import TableDraft
from assistant.records import BlockKind

WRITER_LEVEL = 3  # of the heading that names a writer
NEW = 0.1  # of the words of the HTML, from which the plain text says less than that
LONGER = 1.1
SAME = 0.95


def body_of(parts: Sequence[EmailMessage], written: str) -> tuple[list[Flow], StruckText]:
    """Blocks of a message's leaves. ``written`` says who sent it, and when."""
    texts = _texts_of(parts)
    plain = "\n\n".join(texts["plain"]).replace("\r\n", "\n")
    language = detect_language(plain or " ".join(texts["html"]))
    units = units_of_text(plain)
    struck = StruckText()
    if texts["html"]:
        blocks: list[Flow] = []
        for text in texts["html"]:
            found, left_out = _html_blocks(text)
            blocks += found
            struck.add(left_out)
        if _says_more(blocks, plain):
            units = units_of_blocks(blocks, LINE_BREAK)
        else:
            struck = StruckText()
    flow = [item for part in mail_parts(units, written, language) for item in _part_flow(part)]
    return flow, struck


def _texts_of(parts: Sequence[EmailMessage]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {"plain": [], "html": []}
    for part in parts:
        if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            continue
        try:
            content = part.get_payload(decode=True)
        except (ValueError, LookupError):
            continue
        if isinstance(content, bytes) and part.get_content_subtype() in texts:
            texts[part.get_content_subtype()].append(_decoded(content, part.get_content_charset()))
    return texts


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return decode(content)


def _html_blocks(text: str) -> tuple[list[Flow], StruckText]:
    """Blocks of HTML, with paragraphs that mark where quoted words begin and end."""
    root = parsed_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", " ")) or " ")
    for quote in list(root.iter("blockquote")):
        around = quote.getparent()
        if around is None or not _is_of_a_message(quote):
            continue
        for mark, beyond in ((QUOTE_STARTS, 0), (QUOTE_ENDS, 1)):
            paragraph = etree.Element("p")
            paragraph.text = mark
            if beyond:
                paragraph.tail, quote.tail = quote.tail, None
            around.insert(around.index(quote) + beyond, paragraph)
    return page_flow(root)


def _is_of_a_message(quote: Any) -> bool:
    """Whether a <blockquote> is what mail programs put around an earlier message, and no quotation."""
    style = (quote.get("style") or "").replace(" ", "").lower()
    return (
        quote.get("type") == "cite"
        or "quote" in (quote.get("class") or "").lower()
        or "border-left" in style
    )


def _says_more(blocks: Sequence[Flow], plain: str) -> bool:
    """Whether the HTML has words that the plain text lacks, or the same words in tables."""
    shown = [word for block in blocks for word in words(_text_of(block))]
    held = words(plain)
    if not shown or not held:
        return bool(shown)
    missing = sum(1 for word in set(shown) - set(held))
    if missing > NEW * len(set(shown)) and len(shown) > LONGER * len(held):
        return True
    covered = len(set(held) & set(shown)) >= SAME * len(set(held))
    return covered and any(isinstance(block, TableDraft) for block in blocks)


def _text_of(block: Flow) -> str:
    if isinstance(block, TableDraft):
        return " ".join(cell.text for cell in block.cells)
    return block[2]


def _part_flow(part: MailPart) -> Iterator[Flow]:
    """The blocks of one writer; headings within quoted words stay below the one that names the writer."""
    if part.heading:
        yield BlockKind.HEADING, WRITER_LEVEL, part.heading
    lines: list[str] = []
    for unit in part.units:
        if unit.block is None:
            lines += unit.lines
        else:
            yield _lowered(unit.block)
    for block in text_flow("\n".join(lines)):
        yield _lowered(block)


def _lowered(block: Flow) -> Flow:
    """A heading that somebody wrote ends where another writer begins."""
    if isinstance(block, TableDraft) or block[0] is not BlockKind.HEADING:
        return block
    return block[0], min(6, WRITER_LEVEL + block[1]), block[2]
