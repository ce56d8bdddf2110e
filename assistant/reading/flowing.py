"""Formats without pages (Word, HTML, Markdown, text): blocks of text that make one Page.

A citation of such a file names its section and paragraph, since there is no page to name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.language.detection import detect_language
from assistant.reading.face import Face
from assistant.reading.metadata import clean, metadata_from
from assistant.records import Block, BlockKind, Metadata, Page, Reading

Flow = tuple[BlockKind, int, str]  # kind, heading level, text


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the file says of itself."""

    title: str = ""
    author: str = ""
    created: str = ""
    publisher: str = ""  # its own word for just that: whoever is named so is it, person or not


def flowing_reading(flow: Iterable[Flow], embedded: Embedded, file: str) -> Reading:
    """Put blocks on one page and find the metadata."""
    page = page_of(1, flow)
    return Reading(metadata_of([page], embedded, file), (page,), paged=False)


def page_of(number: int, flow: Iterable[Flow]) -> Page:
    """Blocks on one page."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for kind, level, raw in flow:
        text = _printable(raw)
        if text:
            blocks.append(Block(length, length + len(text), kind, level))
            parts.append(text)
            length += len(text) + 1
    return Page(number, "", "\n".join(parts), tuple(blocks))


def metadata_of(pages: Sequence[Page], embedded: Embedded, file: str) -> Metadata:
    """What the file says of itself, else its first page. Raises UnreadableDocument without text."""
    text = "\n".join(page.text for page in pages)
    if not any(c.isalnum() for c in text):
        raise UnreadableDocument("There is no text in the file. Check that it is the right file.")
    top = next(page for page in pages if page.text)
    headings = tuple(
        top.text[b.start : b.end]
        for b in top.blocks[:8]
        if b.kind is BlockKind.HEADING and b.end > b.start
    )
    first = Face(text[:6000], headings, imprint=text[6000:][-3000:])
    says = (embedded.title, embedded.author, embedded.created)
    return metadata_from(first, file, says, detect_language(text), embedded.publisher)


def read_markdown(data: bytes, file: str) -> Reading:
    """Markdown as CommonMark with tables; ``key: value`` front matter gives the metadata."""
    from markdown_it import MarkdownIt

    text, front = _front_matter(decode(data))
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    flow: list[Flow] = []
    kind, level, cells, in_item = BlockKind.PARAGRAPH, 0, list[str](), 0
    for token in tokens:
        if token.type == "heading_open":
            kind, level = BlockKind.HEADING, int(token.tag[1])
        elif token.type == "list_item_open":
            in_item += 1
        elif token.type == "list_item_close":
            in_item -= 1
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            flow.append((BlockKind.TABLE_ROW, 0, "\t".join(cells)))
        elif token.type in ("th_open", "td_open"):
            kind = BlockKind.TABLE_ROW
        elif token.type in ("fence", "code_block"):
            flow.append((BlockKind.PARAGRAPH, 0, token.content))
        elif token.type == "inline":
            words = _inline_text(token.children or [])
            if kind is BlockKind.TABLE_ROW:
                cells.append(words)
            elif kind is BlockKind.HEADING:
                flow.append((kind, level, words))
            else:
                flow.append((BlockKind.LIST_ITEM if in_item else kind, 0, words))
            kind, level = BlockKind.PARAGRAPH, 0
    embedded = Embedded(
        front.get("title") or front.get("titel", ""),
        front.get("author") or front.get("auteur", ""),
        front.get("date") or front.get("datum", ""),
        front.get("publisher") or front.get("uitgever", ""),
    )
    return flowing_reading(flow, embedded, file)


def _inline_text(tokens: Iterable[Any]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            continue
        else:
            parts.append(token.content)
    return "".join(parts)


def _front_matter(text: str) -> tuple[str, dict[str, str]]:
    found = re.match(r"\A---\s*\n(.*?)\n---\s*\n", text, re.DOTALL)
    if not found:
        return text, {}
    pairs = (line.partition(":") for line in found[1].splitlines())
    front = {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value}
    return text[found.end() :], front


def read_text(data: bytes, file: str) -> Reading:
    """Plain text: blank lines part paragraphs; a short line alone, without an end mark, is a heading."""
    text = decode(data)
    if "\ufffd" in text or sum(c < " " and c not in "\t\r\n\f" for c in text) > 0.02 * len(text):
        raise UnreadableDocument("The file is not text. Only .txt files with plain text are read.")
    return flowing_reading(text_flow(text), Embedded(), file)


def text_flow(text: str) -> list[Flow]:
    """Blocks of plain text, as ``read_text`` describes them."""
    flow: list[Flow] = []
    for chunk in re.split(r"\n[ \t\f]*\n\s*", text.strip("\ufeff\r\n")):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        wrapped = len(lines) > 1 and sum(len(line) for line in lines[:-1]) > 55 * (len(lines) - 1)
        for line in [" ".join(lines)] if wrapped else lines:
            marked = re.match(r"^(?:[-*•–]|\d{1,2}[.)])\s+\S", line)
            ends = re.search(r"[.!?:;,…][\"'”’)]*$", line)
            # A name, a date or a place alone on a line is no heading of what follows.
            title = len(lines) == 1 and len(line) < 100 and not ends and line[:1].isalpha()
            if marked:
                flow.append((BlockKind.LIST_ITEM, 0, line))
            elif title:
                flow.append((BlockKind.HEADING, 1 if not flow else 2, line))
            elif len(lines) > 1 and not ends and len(line) < 60 and not wrapped:
                flow.append((BlockKind.CAPTION, 0, line))
            else:
                flow.append((BlockKind.PARAGRAPH, 0, line))
    return flow


def decode(data: bytes) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, else Windows-1252: what Dutch offices write.

    A statistical guess took Windows-1252 Dutch for another code page and got its ï wrong.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _printable(text: str) -> str:
    """One block on one line: white space folded (cell tabs kept), control characters and halves gone."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    cells = (clean(cell) for cell in text.split("\t"))
    return "\t".join(cells).strip()
