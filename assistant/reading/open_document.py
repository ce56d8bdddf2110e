"""OpenDocument text (.odt) -> Reading: headings, paragraphs, lists, tables and notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.records import BlockKind, Reading

MAX_DEPTH = 200
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# Not part of what the document says: deleted text, remarks in the margin, and what is not shown.
_HIDDEN = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}hidden-text"}
_CONTENTS = {f"{_TEXT}table-of-content", f"{_TEXT}alphabetical-index", f"{_TEXT}illustration-index"}
_CAPTIONS = {"Caption", "Illustration", "Table", "Figure", "Drawing"}
_BREAKS = {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}


def read_odt(data: bytes, file: str) -> Reading:
    """The body in order. Raises KeyError, BadZipFile or LxmlError on a damaged file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = _parsed(archive.read("content.xml"))
        known = _parsed(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    body = content.find(f".//{_OFFICE}text")
    parents = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for style in content.iter(f"{_STYLE}style")
    }
    flow = list(_flow(body, parents, BlockKind.PARAGRAPH, 0)) if body is not None else []
    return flowing_reading(flow, _embedded(known), file)


def _parsed(data: bytes) -> Any:
    """An XML tree that can neither reach out nor unfold: no entities, no DTD, no network."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    return etree.fromstring(data, parser)


def _embedded(known: Any) -> Embedded:
    if known is None:
        return Embedded()

    def first(*names: str) -> str:
        return next((t for t in (known.findtext(f".//{n}") for n in names) if t), "")

    return Embedded(
        first(f"{_DC}title"),
        first(f"{_META}initial-creator", f"{_DC}creator"),
        first(f"{_META}creation-date", f"{_DC}date"),
    )


def _flow(element: Any, parents: dict[str, str], kind: BlockKind, depth: int) -> Iterator[Flow]:
    if depth > MAX_DEPTH:
        return
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _HIDDEN:
            continue
        if tag == f"{_TEXT}h" and kind is not BlockKind.CONTENTS:
            yield BlockKind.HEADING, _level(child), _words(child)
            yield from _notes(child)
        elif tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield _paragraph(child, parents, kind)
            yield from _notes(child)
            yield from _frames(child, parents, depth)
        elif tag == f"{_TABLE}table-row":
            yield BlockKind.TABLE_ROW, 0, "\t".join(_cells(child))
        elif tag == f"{_TEXT}list-item":
            yield from _flow(child, parents, BlockKind.LIST_ITEM, depth + 1)
        elif tag in _CONTENTS:
            yield from _flow(child, parents, BlockKind.CONTENTS, depth + 1)
        else:
            yield from _flow(child, parents, kind, depth + 1)


def _paragraph(element: Any, parents: dict[str, str], kind: BlockKind) -> Flow:
    name = element.get(f"{_TEXT}style-name", "")
    styles = {name, parents.get(name, "")}
    if kind is BlockKind.PARAGRAPH and styles & {"Title", "Titel"}:
        return BlockKind.HEADING, 1, _words(element)
    if kind is BlockKind.PARAGRAPH and styles & _CAPTIONS:
        return BlockKind.CAPTION, 0, _words(element)
    return kind, 0, _words(element)


def _level(element: Any) -> int:
    level = element.get(f"{_TEXT}outline-level", "1")
    return min(6, max(1, int(level))) if level.isdecimal() else 1


def _cells(row: Any) -> Iterator[str]:
    for cell in row:
        if cell.tag == f"{_TABLE}table-cell":
            texts = (_words(p) for p in cell.iter(f"{_TEXT}p", f"{_TEXT}h"))
            yield " ".join(text for text in texts if text)


def _notes(element: Any) -> Iterator[Flow]:
    for note in element.iter(f"{_TEXT}note-body"):
        texts = (_words(p) for p in note.iter(f"{_TEXT}p"))
        yield BlockKind.FOOTNOTE, 0, " ".join(text for text in texts if text)


def _frames(element: Any, parents: dict[str, str], depth: int) -> Iterator[Flow]:
    """Text boxes that hang on a paragraph."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.endswith("}frame"):
            yield from _flow(child, parents, BlockKind.PARAGRAPH, depth + 1)


def _words(element: Any) -> str:
    """The text of a paragraph without its notes, remarks and text boxes."""
    parts = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag in _BREAKS:
            parts.append(" ")  # one, however many are asked for
        elif tag == f"{_TEXT}note":
            parts.append("".join(child.itertext(f"{_TEXT}note-citation")).join("[]"))
        elif isinstance(tag, str) and tag not in _HIDDEN and not tag.endswith("}frame"):
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
