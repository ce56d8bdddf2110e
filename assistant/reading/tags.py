"""The structure tree of a tagged PDF page: which marked content is a heading, paragraph, list or table.

60 % of Dutch government PDFs are tagged (accessibility law). Tags give headings and paragraphs
exactly where fonts only let one guess.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

MAX_ELEMENTS = 20_000  # a hostile tree may be endless; no page of the survey came near
MAX_DEPTH = 60

_BLOCKS = {
    "P": "paragraph",
    "H": "heading",
    "TITLE": "heading",
    "LI": "list_item",
    "TR": "table_row",
    "CAPTION": "caption",
    "NOTE": "footnote",
    "FENOTE": "footnote",
    "TOCI": "contents",
    "BLOCKQUOTE": "paragraph",
}
_CELLS = {"TD", "TH"}


@dataclass(frozen=True, slots=True)
class Tag:
    """The block that a piece of marked content belongs to.

    ``block`` numbers the block element on its page, ``cell`` the table cell within it (0: none).
    """

    block: int
    kind: str
    level: int = 0
    cell: int = 0


def page_tags(page: pdfium.PdfPage) -> dict[int, Tag]:
    """Marked-content id -> Tag for one page; empty where the page is not tagged."""
    tree = pdfium_c.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    tags: dict[int, Tag] = {}
    counter = _Counter()
    try:
        for i in range(max(0, pdfium_c.FPDF_StructTree_CountChildren(tree))):
            child = pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, i)
            _walk(child, Tag(0, "paragraph"), tags, counter, 0)
    finally:
        pdfium_c.FPDF_StructTree_Close(tree)
    return tags


@dataclass(slots=True)
class _Counter:
    elements: int = 0
    blocks: int = 0
    cells: int = 0


def _walk(element: Any, above: Tag, tags: dict[int, Tag], counter: _Counter, depth: int) -> None:
    counter.elements += 1
    if not element or counter.elements > MAX_ELEMENTS or depth > MAX_DEPTH:
        return
    tag = _tag_of(_type_name(element), above, counter)
    for i in range(max(0, pdfium_c.FPDF_StructElement_GetMarkedContentIdCount(element))):
        content = pdfium_c.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)
        if content >= 0:
            tags.setdefault(content, tag)
    for i in range(max(0, pdfium_c.FPDF_StructElement_CountChildren(element))):
        child = pdfium_c.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            _walk(child, tag, tags, counter, depth + 1)


def _tag_of(name: str, above: Tag, counter: _Counter) -> Tag:
    kind = _BLOCKS.get(name)
    level = 0
    if name[:1] == "H" and name[1:].isdecimal():
        kind, level = "heading", min(6, max(1, int(name[1:])))
    elif kind == "heading":
        level = 1
    if name in _CELLS:
        counter.cells += 1
        return Tag(above.block, above.kind, above.level, counter.cells)
    if kind is None or _belongs_to(kind, above):
        return above
    counter.blocks += 1
    return Tag(counter.blocks, kind, level)


def _belongs_to(kind: str, above: Tag) -> bool:
    """Whether an element is a part of the block above it, as a paragraph in a cell or a list item is."""
    if above.kind in ("table_row", "contents", "heading", "caption"):
        return True
    return above.kind in ("list_item", "footnote") and kind == "paragraph" and above.block > 0


def _type_name(element: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium_c.FPDF_StructElement_GetType(element, buffer, 128)
    if length <= 2:
        return ""
    return buffer.raw[: min(length, 128) - 2].decode("utf-16-le", "replace").upper()
