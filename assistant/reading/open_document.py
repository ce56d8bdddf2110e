"""OpenDocument text (.odt) -> Reading: headings, paragraphs, lists, tables and notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.reading.face_dates import made_on
from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.metadata import clean
from assistant.reading.open_document_styles import (
    FRAME,
    META,
    OFFICE,
    TABLE,
    TEXT,
    OpenDocumentStyles,
)
from assistant.reading.raised import raised
from assistant.reading.struck import StruckText
from assistant.reading.tables import DraftCell, TableDraft
from assistant.records import BlockKind, Reading

MAX_DEPTH = 200
MAX_COLUMNS = 200
_DC = "{http://purl.org/dc/elements/1.1/}"
_DELETED = f"{TEXT}tracked-changes"
# Not part of what the document says: deleted text, remarks in the margin, and what is not shown.
_HIDDEN = {_DELETED, f"{OFFICE}annotation", f"{TEXT}hidden-text"}
_CONTENTS = {f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}illustration-index"}
_CAPTIONS = {"Caption", "Illustration", "Table", "Figure", "Drawing"}
_BREAKS = {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def read_odt(data: bytes, file: str) -> Reading:
    """The body in order. Raises KeyError, BadZipFile or LxmlError on a damaged file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = _parsed(archive.read("content.xml"))
        known = _parsed(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
        common = _common_styles(archive)
    body = content.find(f".//{OFFICE}text")
    reader = _OpenDocumentFlow(OpenDocumentStyles(content, common))
    flow = list(reader.inside(body, BlockKind.PARAGRAPH, 0)) if body is not None else []
    return flowing_reading(flow, _embedded(known), file, reader.struck.warnings())


def _parsed(data: bytes) -> Any:
    """An XML tree that can neither reach out nor unfold: no entities, no DTD, no network."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    return etree.fromstring(data, parser)


def _common_styles(archive: zipfile.ZipFile) -> Any:
    """The styles that those in the content are based on; None where they are damaged, or too many."""
    try:
        return _parsed(archive.read("styles.xml"))
    except (KeyError, etree.LxmlError):
        return None


def _embedded(known: Any) -> Embedded:
    if known is None:
        return Embedded()

    def first(*names: str) -> str:
        return next((t for t in (known.findtext(f".//{n}") for n in names) if t), "")

    return Embedded(
        first(f"{_DC}title"),
        first(f"{META}initial-creator", f"{_DC}creator"),
        made_on(first(f"{META}creation-date"), first(f"{_DC}date")),
    )


class _OpenDocumentFlow:
    """Walks the body of one file."""

    def __init__(self, styles: OpenDocumentStyles) -> None:
        self.struck = StruckText()
        self._styles = styles

    def inside(self, element: Any, kind: BlockKind, depth: int) -> Iterator[Flow]:
        """The blocks within an element; ``kind`` is what its paragraphs are."""
        if depth > MAX_DEPTH:
            return
        for child in element:
            tag = child.tag
            if tag == _DELETED:
                for deleted in child.iter(f"{TEXT}deletion"):
                    self.struck.note("".join(deleted.itertext()))
            if not isinstance(tag, str) or tag in _HIDDEN or self._is_off(child):
                continue
            if tag == f"{TEXT}h" and kind is not BlockKind.CONTENTS:
                yield BlockKind.HEADING, _level(child), self._words(child)
                yield from self._notes(child)
            elif tag in (f"{TEXT}p", f"{TEXT}h"):
                yield self._paragraph(child, kind)
                yield from self._notes(child)
                yield from self._frames(child, depth)
            elif tag == f"{TABLE}table":
                yield from self._table(child, depth)
            elif tag == f"{TEXT}list-item":
                yield from self.inside(child, BlockKind.LIST_ITEM, depth + 1)
            elif tag in _CONTENTS:
                yield from self.inside(child, BlockKind.CONTENTS, depth + 1)
            else:
                yield from self.inside(child, kind, depth + 1)

    def _is_off(self, element: Any) -> bool:
        """Whether a section or a paragraph is not shown, which is counted."""
        off = element.get(f"{TEXT}display") == "none" or (
            element.tag in (f"{TEXT}p", f"{TEXT}h") and self._styles.is_hidden(element)
        )
        if off:
            self.struck.note_unseen("".join(element.itertext()))
        return off

    def _paragraph(self, element: Any, kind: BlockKind) -> Flow:
        styles = self._styles.names_of(element)
        if kind is BlockKind.PARAGRAPH and styles & {"Title", "Titel"}:
            return BlockKind.HEADING, 1, self._words(element)
        if kind is BlockKind.PARAGRAPH and styles & _CAPTIONS:
            return BlockKind.CAPTION, 0, self._words(element)
        return kind, 0, self._words(element)

    def _table(self, table: Any, depth: int) -> Iterator[Flow]:
        rows = list(_rows(table, False))
        cells = [cell for row, _ in rows for cell in row.iterchildren(*_CELLS)]
        columns = max((len(list(row.iterchildren(*_CELLS))) for row, _ in rows), default=0)
        if columns < 2 or any(cell.find(f".//{TABLE}table") is not None for cell in cells):
            for cell in cells:
                yield from self.inside(cell, BlockKind.PARAGRAPH, depth + 1)
            return
        yield TableDraft(tuple(self._drafted(rows)))
        for cell in cells:
            yield from self._notes(cell)

    def _drafted(self, rows: list[tuple[Any, bool]]) -> Iterator[DraftCell]:
        for number, (row, head) in enumerate(rows):
            column = 0
            for cell in row.iterchildren(*_CELLS):
                if column >= MAX_COLUMNS:
                    break
                across = min(_count(cell, "number-columns-spanned"), MAX_COLUMNS - column)
                down = min(_count(cell, "number-rows-spanned"), len(rows) - number)
                if cell.tag == _CELLS[0]:
                    texts = (self._words(p) for p in cell.iter(f"{TEXT}p", f"{TEXT}h"))
                    words = " ".join(text for text in texts if text)
                    yield DraftCell(words, number, column, down, across, head)
                column += _count(cell, "number-columns-repeated")

    def _notes(self, element: Any) -> Iterator[Flow]:
        for note in element.iter(f"{TEXT}note-body"):
            texts = (self._words(p) for p in note.iter(f"{TEXT}p"))
            yield BlockKind.FOOTNOTE, 0, " ".join(text for text in texts if text)

    def _frames(self, element: Any, depth: int) -> Iterator[Flow]:
        """Text boxes that hang on a paragraph."""
        for child in element:
            if isinstance(child.tag, str) and child.tag.endswith(FRAME):
                yield from self.inside(child, BlockKind.PARAGRAPH, depth + 1)

    def _words(self, element: Any) -> str:
        """The text of a paragraph without its notes, remarks, text boxes and struck words."""
        if self._styles.is_struck(element):
            self.struck.note("".join(element.itertext()))
            return ""
        return self._inline(element, "", 0)

    def _inline(self, element: Any, before: str, depth: int) -> str:
        words = element.text or ""
        for child in element if depth < MAX_DEPTH else ():
            tag = child.tag
            if tag in _BREAKS:
                words += " "  # one, however many are asked for
            elif tag == f"{TEXT}note":
                mark = clean("".join(child.itertext(f"{TEXT}note-citation")))
                words += f"[{mark}]"
            elif isinstance(tag, str) and tag not in _HIDDEN and not tag.endswith(FRAME):
                words += self._span(child, before + words, depth)
            words += child.tail or ""
        return words

    def _span(self, span: Any, before: str, depth: int) -> str:
        if self._styles.is_hidden(span):
            self.struck.note_unseen("".join(span.itertext()))
            return ""
        if self._styles.is_struck(span):
            self.struck.note("".join(span.itertext()))
            return ""
        inside = self._inline(span, before[-40:], depth + 1)
        return raised(before, inside) if self._styles.is_raised(span) else inside


def _level(element: Any) -> int:
    level = element.get(f"{TEXT}outline-level", "1")
    return min(6, max(1, int(level))) if level.isdecimal() else 1


def _rows(table: Any, head: bool) -> Iterator[tuple[Any, bool]]:
    """The rows of a table itself, and whether the file says that they are heads."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, head
        elif child.tag == f"{TABLE}table-header-rows":
            yield from _rows(child, True)
        elif child.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child, head)


def _count(cell: Any, name: str) -> int:
    value = cell.get(f"{TABLE}{name}", "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 6 else 1
