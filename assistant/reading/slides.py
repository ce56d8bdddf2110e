"""PowerPoint (.pptx) -> Reading: a slide is a page with its number; its notes stand under it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.language.detection import detect_language
from assistant.reading.flowing import Flow, is_heading, metadata_of, page_of
from assistant.reading.metadata import clean
from assistant.reading.raised import raised
from assistant.reading.scans import listed
from assistant.reading.slide_charts import chart_draft
from assistant.reading.struck import StruckText
from assistant.reading.tables import DraftCell, TableDraft
from assistant.reading.word import embedded_in
from assistant.records import Block, BlockKind, Language, Page, Reading

MAX_DEPTH = 20  # groups within groups
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FURNITURE = {"DATE", "FOOTER", "HEADER", "SLIDE_NUMBER"}
_TITLES = {"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"}


def read_pptx(data: bytes, file: str, max_pages: int) -> Reading:
    """Title, text, lists, tables and charts of every slide. Raises what python-pptx raises on a bad file."""
    import pptx

    presentation = pptx.Presentation(io.BytesIO(data))
    if len(presentation.slides) > max_pages:
        raise UnreadableDocument(
            f"The file has {len(presentation.slides):,} slides; at most {max_pages:,} are read. "
            "Split it into parts."
        )
    size = (presentation.slide_width or 0, presentation.slide_height or 0)
    reader = _SlideFlow(_language_of(presentation), size)
    slides = list(enumerate(presentation.slides, start=1))
    hidden = [number for number, slide in slides if _is_hidden(slide)]
    pages = tuple(
        page_of(number, []) if number in hidden else reader.page(number, slide)
        for number, slide in slides
    )
    metadata = metadata_of(pages, embedded_in(presentation), file)
    warnings = reader.struck.warnings()
    if hidden:
        warnings += (f"Slides that are hidden are not read: {listed(hidden)}.",)
    return Reading(metadata, pages, paged=True, warnings=warnings)


def _is_hidden(slide: Any) -> bool:
    return slide.element.get("show") in ("0", "false")


def _language_of(presentation: Any) -> Language:
    texts = (
        part.text or ""
        for slide in presentation.slides
        for part in slide.element.iter(f"{_DRAWING}t")
    )
    return detect_language(" ".join(texts)[:20_000])


@dataclass(slots=True)
class _SlideFlow:
    """Reads the slides of one file. ``language`` says which marks the numbers of its charts get."""

    language: Language
    size: tuple[int, int] = (0, 0)  # of a slide; (0, 0) where it is not known
    struck: StruckText = field(default_factory=StruckText)

    def page(self, number: int, slide: Any) -> Page:
        flow = list(self._flow(slide.shapes, 0))
        titles = [item for item in flow if is_heading(item)]
        rest = [item for item in flow if not is_heading(item)]
        page = page_of(number, [*titles, *rest, *self._notes(slide)])
        if not page.blocks or page.blocks[0].kind is not BlockKind.HEADING:
            # A slide without a title must not seem to go on with the slide before it.
            page = replace(page, blocks=(Block(0, 0, BlockKind.HEADING, 1), *page.blocks))
        return page

    def _flow(self, shapes: Iterable[Any], depth: int) -> Iterator[Flow]:
        for shape in shapes:
            role = _role(shape)
            if role in _FURNITURE or (depth == 0 and self._is_beside(shape)):
                continue
            if hasattr(shape, "shapes"):
                if depth < MAX_DEPTH:
                    yield from self._flow(shape.shapes, depth + 1)
            elif getattr(shape, "has_table", False):
                yield self._table(shape.table)
            elif getattr(shape, "has_chart", False):
                yield from self._chart(shape)
            elif getattr(shape, "has_text_frame", False):
                yield from self._paragraphs(shape.text_frame, role)

    def _is_beside(self, shape: Any) -> bool:
        """Whether a shape lies beside the slide, where nobody sees it."""
        wide, high = self.size
        left, top = shape.left, shape.top
        if not wide or not high or None in (left, top, shape.width, shape.height):
            return False
        across = left + shape.width <= 0 or left >= wide
        return bool(across or top + shape.height <= 0 or top >= high)

    def _paragraphs(self, frame: Any, role: str) -> Iterator[Flow]:
        lines = [self._words(paragraph) for paragraph in frame.paragraphs]
        if role in _TITLES:
            yield BlockKind.HEADING, 1, " ".join(line for line in lines if line)
            return
        listed = role in ("BODY", "OBJECT", "VERTICAL_BODY") and sum(map(bool, lines)) > 1
        for line in lines:
            yield (BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH), 0, line

    def _words(self, paragraph: Any) -> str:
        """A paragraph on one line, raised notes set apart and struck runs left out."""
        words = ""
        for part in paragraph._p:
            if part.tag == f"{_DRAWING}br":
                words += " "
                continue
            text = part.findtext(f"{_DRAWING}t") or ""
            properties = part.find(f"{_DRAWING}rPr")
            if properties is not None and properties.get("strike", "noStrike") != "noStrike":
                self.struck.note(text)
                continue
            baseline = properties.get("baseline", "0") if properties is not None else "0"
            risen = baseline.rstrip("%").isdecimal() and baseline.strip("0%") != ""
            words += raised(words, text) if risen else text
        return clean(words)

    def _table(self, table: Any) -> TableDraft:
        cells: list[DraftCell] = []
        for row_number, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                if cell.is_spanned:
                    continue
                spans = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
                rows = min(spans[0], len(table.rows) - row_number)
                columns = min(spans[1], len(table.columns) - column)
                paragraphs = cell.text_frame.paragraphs
                words = clean(" ".join(self._words(paragraph) for paragraph in paragraphs))
                runs = [
                    run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()
                ]
                bold = bool(runs) and all(run.font.bold for run in runs)
                head = bool(table.first_row) and row_number == 0
                cells.append(
                    DraftCell(words, row_number, column, max(1, rows), max(1, columns), head, bold)
                )
        return TableDraft(tuple(cells))

    def _chart(self, shape: Any) -> Iterator[Flow]:
        draft = chart_draft(shape.chart._chartSpace, self.language)
        if draft is None:
            return
        if draft.caption:
            yield BlockKind.CAPTION, 0, draft.caption
        yield draft

    def _notes(self, slide: Any) -> Iterator[Flow]:
        if not slide.has_notes_slide:
            return
        frame = slide.notes_slide.notes_text_frame
        for paragraph in frame.paragraphs if frame is not None else ():
            yield BlockKind.PARAGRAPH, 0, self._words(paragraph)


def _role(shape: Any) -> str:
    """The kind of placeholder that a shape is, "" where it is none."""
    if not getattr(shape, "is_placeholder", False):
        return ""
    kind = shape.placeholder_format.type
    return str(getattr(kind, "name", ""))
