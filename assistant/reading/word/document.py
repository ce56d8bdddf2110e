"""A Word file -> blocks and tables in document order, with notes and text boxes where they hang."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from lxml.etree import LxmlError

from assistant.language.detection import detect_language
from assistant.reading.face_dates import made_on
from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.metadata import clean
from assistant.reading.slide_charts import chart_draft
from assistant.reading.struck import StruckText
from assistant.reading.word.names import ALTERNATE, ANCHOR, chosen, w
from assistant.reading.word.package import opened
from assistant.reading.word.runs import (
    DELETED,
    MAX_DEPTH,
    THROUGH,
    ParagraphText,
    RunReader,
    is_invitation,
)
from assistant.reading.word.styles import WordStyles
from assistant.reading.word.tables import (
    cells_of_row,
    is_deleted,
    is_layout,
    rows_of_table,
    table_draft,
)
from assistant.records import BlockKind, Language, Reading

_WITH_NOTES = {"footnote": "/footnotes", "endnote": "/endnotes"}  # how their relations end


def read_docx(data: bytes, file: str) -> Reading:
    """The document's body in order. Raises what python-docx raises on a damaged file."""
    document = opened(data)
    reader = _WordFlow(document)
    flow = list(reader.inside(document.element.body, 0))
    return flowing_reading(flow, embedded_in(document), file, tuple(reader.warnings()))


def embedded_in(document: Any) -> Embedded:
    """Title, author and date of an Office Open XML file."""
    properties = document.core_properties
    created, changed = (
        day.date().isoformat() if day else "" for day in (properties.created, properties.modified)
    )
    made = made_on(created, changed)
    return Embedded(properties.title or "", properties.author or "", made)


class _WordFlow:
    """Walks the body of one file."""

    def __init__(self, document: Any) -> None:
        self.struck = StruckText()
        self._part, self._body = document.part, document.element.body
        self._styles = WordStyles(document.styles.element, is_plain=_is_plain(document))
        self._runs = RunReader(self._styles, self.struck)
        self._notes = {kind: _notes_of(document.part, end) for kind, end in _WITH_NOTES.items()}
        self._before = ""  # of a paragraph whose end is deleted: it goes on in the next one
        self._damaged = 0  # charts
        self._lost: set[tuple[str, str]] = set()  # notes to which the text refers

    def warnings(self) -> Iterator[str]:
        """What a person should know of the parts that were not read."""
        yield from self.struck.warnings()
        if self._damaged:
            charts = "1 chart is" if self._damaged == 1 else f"{self._damaged:,} charts are"
            yield f"{charts} damaged and could not be read. Open the file in Word and look there."
        if self._lost:
            one = len(self._lost) == 1
            notes = "1 note is" if one else f"{len(self._lost):,} notes are"
            yield (
                f"{notes} named in the text and could not be read: that part of the file is damaged or missing. "
                "Open the file in Word, look whether they are there, and save it again."
            )

    @cached_property
    def _language(self) -> Language:
        return detect_language("".join(self._body.itertext())[:20_000])

    def inside(self, element: Any, depth: int) -> Iterator[Flow]:
        """The blocks within an element."""
        if depth > MAX_DEPTH:
            return
        for child in element:
            if child.tag == w("p"):
                yield from self._paragraph(child, depth)
            elif child.tag == w("tbl"):
                yield from self._ended()
                yield from self._table(child, depth)
            elif child.tag in THROUGH and not is_invitation(child):
                yield from self.inside(child, depth + 1)
            elif child.tag in DELETED:
                self._runs.leave_out(child)
            elif child.tag == ALTERNATE and (form := chosen(child)) is not None:
                yield from self.inside(form, depth + 1)
        if element.tag not in THROUGH:
            yield from self._ended()

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Flow]:
        text = self._runs.read(paragraph)
        words = self._before + text.words
        self._before = ""
        goes_on = paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None
        if not goes_on:
            yield (*self._styles.kind_of(paragraph), words)
        yield from self._hanging(text, depth)
        self._before = words if goes_on else ""

    def _ended(self) -> Iterator[Flow]:
        """A paragraph that should go on, and has nothing to go on in."""
        words, self._before = self._before, ""
        yield BlockKind.PARAGRAPH, 0, words

    def _hanging(self, text: ParagraphText, depth: int) -> Iterator[Flow]:
        """What hangs on a paragraph: text boxes and notes."""
        for box in text.boxes:
            yield from self.inside(box, depth + 1)
        for name in text.charts:
            yield from self._chart(name)
        for kind, name, mark in text.notes:
            note = self._notes[kind].get(name)
            if note is not None:
                yield BlockKind.FOOTNOTE, 0, f"{mark} {self._note_words(note)}"
            else:
                self._lost.add((kind, name))

    def _chart(self, name: str) -> Iterator[Flow]:
        """The values of a chart as a table."""
        from docx.oxml import parse_xml

        part = self._part.related_parts.get(name)
        if part is None:
            return
        try:
            root = parse_xml(part.blob)
        except LxmlError:
            self._damaged += 1
            return
        draft = chart_draft(root, self._language)
        if draft is not None:
            if draft.caption:
                yield BlockKind.CAPTION, 0, draft.caption
            yield draft

    def _note_words(self, note: Any) -> str:
        return " ".join(clean(self._runs.read(p).words) for p in note.iter(w("p"))).strip()

    def _table(self, table: Any, depth: int) -> Iterator[Flow]:
        for row in rows_of_table(table):
            if is_deleted(row):
                self._runs.leave_out(row)
        if is_layout(table, self._is_heading):
            for row in rows_of_table(table):
                for cell in () if is_deleted(row) else cells_of_row(row):
                    yield from self.inside(cell, depth + 1)
            return
        hanging: list[ParagraphText] = []
        yield table_draft(table, lambda cell: self._cell(cell, hanging))
        for text in hanging:
            yield from self._hanging(text, depth)

    def _cell(self, cell: Any, hanging: list[ParagraphText]) -> tuple[str, bool]:
        texts = [self._runs.read(p) for p in cell.iter(w("p")) if not _in_box(p, cell)]
        hanging += texts
        words = [text for text in texts if text.words.strip()]
        return clean(" ".join(text.words for text in words)), bool(words) and all(
            text.bold for text in words
        )

    def _is_heading(self, paragraph: Any) -> bool:
        return self._styles.kind_of(paragraph)[0] is BlockKind.HEADING


def _in_box(paragraph: Any, cell: Any) -> bool:
    """Whether a paragraph of a cell stands in a text box there, which is read by itself."""
    for around in paragraph.iterancestors():
        if around is cell:
            return False
        if around.tag == w("txbxContent"):
            return True
    return False


def _is_plain(document: Any) -> bool:
    """Whether its pages are white, and no picture or drawing may lie behind words."""
    root = document.element
    if next(root.iter(w("background"), w("pict"), w("object"), ANCHOR), None) is not None:
        return False
    around = (
        relation.target_part.blob
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.endswith(("/header", "/footer"))
    )
    return not any(name in part for part in around for name in (b":anchor", b":pict", b":object"))


def _notes_of(part: Any, ending: str) -> dict[str, Any]:
    """The notes of one kind by their ids, without the lines that part them from the text."""
    from docx.oxml import parse_xml

    for relation in part.rels.values():
        if relation.reltype.endswith(ending) and not relation.is_external:
            try:
                root = parse_xml(relation.target_part.blob)
            except LxmlError:
                return {}  # each that the text refers to is told of
            return {
                note.get(w("id"), ""): note
                for note in root
                if note.get(w("type")) in (None, "normal")
            }
    return {}
