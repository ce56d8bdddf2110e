"""Formats without pages (DOCX, HTML, Markdown, text): blocks of text that make one Page.

A citation of such a file names its section and paragraph, since there is no page to name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.language import detect_language
from assistant.reading.metadata import (
    FirstPage,
    clean,
    kind_of,
    published_of,
    publisher_of,
    title_of,
)
from assistant.records import Block, BlockKind, Metadata, Page, Reading

MAX_UNPACKED = 300 * 1024 * 1024  # bytes in a DOCX when unzipped; a zip bomb is refused before
Flow = tuple[BlockKind, int, str]  # kind, heading level, text


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the file says of itself."""

    title: str = ""
    author: str = ""
    created: str = ""


def flowing_reading(flow: Iterable[Flow], embedded: Embedded, file: str) -> Reading:
    """Put blocks on one page and find the metadata."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for kind, level, raw in flow:
        text = _printable(raw)
        if not text:
            continue
        blocks.append(Block(length, length + len(text), kind, level))
        parts.append(text)
        length += len(text) + 1
    text = "\n".join(parts)
    if not any(c.isalnum() for c in text):
        raise UnreadableDocument("There is no text in the file. Check that it is the right file.")
    headings = tuple(text[b.start : b.end] for b in blocks[:8] if b.kind is BlockKind.HEADING)
    first = FirstPage(text[:6000], headings)
    title = title_of(embedded.title, first, file)
    metadata = Metadata(
        title=title,
        publisher=publisher_of(embedded.author, first),
        published=published_of(first, file, title, embedded.created),
        kind=kind_of(title, file),
        language=detect_language(text),
    )
    return Reading(metadata, (Page(1, "", text, tuple(blocks)),), paged=False)


def read_docx(data: bytes, file: str) -> Reading:
    """Word: headings by style, lists, tables as rows with cells separated by tabs."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableDocument(
                    "The Word file unpacks to more than 300 MB and is not opened. Get a smaller copy."
                )
        document = docx.Document(io.BytesIO(data))
        properties = document.core_properties
        made = properties.created or properties.modified
        embedded = Embedded(
            properties.title or "",
            properties.author or "",
            made.date().isoformat() if made else "",
        )
        return flowing_reading(list(_docx_flow(document)), embedded, file)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, LxmlError, ValueError) as error:
        raise UnreadableDocument(
            "The file is not a Word file that can be read: it is damaged. Save it again as .docx."
        ) from error


def _docx_flow(document: Any) -> Iterator[Flow]:
    from docx.table import Table

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells: list[str] = []
                for cell in row.cells:  # a merged cell is listed once for every column it spans
                    text = clean(cell.text)
                    if not cells or cells[-1] != text:
                        cells.append(text)
                yield BlockKind.TABLE_ROW, 0, "\t".join(cells)
            continue
        style = (item.style.name if item.style is not None else "") or ""
        level = re.search(r"(?:heading|kop)\s*(\d)", style, re.IGNORECASE)
        if style.lower() in ("title", "titel"):
            yield BlockKind.HEADING, 1, item.text
        elif level:
            yield BlockKind.HEADING, min(6, int(level[1])), item.text
        elif style.lower().startswith(("toc", "inhopg")):
            yield BlockKind.CONTENTS, 0, item.text
        elif style.lower().startswith(("caption", "bijschrift")):
            yield BlockKind.CAPTION, 0, item.text
        elif "list" in style.lower() or "lijst" in style.lower():
            yield BlockKind.LIST_ITEM, 0, item.text
        else:
            yield BlockKind.PARAGRAPH, 0, item.text


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
    author = front.get("publisher") or front.get("author") or front.get("uitgever", "")
    embedded = Embedded(
        front.get("title") or front.get("titel", ""),
        author,
        front.get("date") or front.get("datum", ""),
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
