"""PowerPoint (.pptx) -> Reading: a slide is a page with its number; its notes stand under it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.reading.flowing import Flow, is_heading, metadata_of, page_of
from assistant.reading.metadata import clean
from assistant.reading.word import embedded_in
from assistant.records import Block, BlockKind, Page, Reading

MAX_DEPTH = 20  # groups within groups
_FURNITURE = {"DATE", "FOOTER", "HEADER", "SLIDE_NUMBER"}
_TITLES = {"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"}


def read_pptx(data: bytes, file: str, max_pages: int) -> Reading:
    """Title, text, lists and tables of every slide. Raises what python-pptx raises on a bad file."""
    import pptx

    presentation = pptx.Presentation(io.BytesIO(data))
    if len(presentation.slides) > max_pages:
        raise UnreadableDocument(
            f"The file has {len(presentation.slides):,} slides; at most {max_pages:,} are read. "
            "Split it into parts."
        )
    pages = tuple(_page(number, slide) for number, slide in enumerate(presentation.slides, start=1))
    return Reading(metadata_of(pages, embedded_in(presentation), file), pages, paged=True)


def _page(number: int, slide: Any) -> Page:
    flow = list(_flow(slide.shapes, 0))
    titles = [item for item in flow if is_heading(item)]
    rest = [item for item in flow if not is_heading(item)]
    page = page_of(number, [*titles, *rest, *_notes(slide)])
    if not page.blocks or page.blocks[0].kind is not BlockKind.HEADING:
        # A slide without a title must not seem to go on with the slide before it.
        page = replace(page, blocks=(Block(0, 0, BlockKind.HEADING, 1), *page.blocks))
    return page


def _flow(shapes: Iterable[Any], depth: int) -> Iterator[Flow]:
    for shape in shapes:
        role = _role(shape)
        if role in _FURNITURE:
            continue
        if hasattr(shape, "shapes"):
            if depth < MAX_DEPTH:
                yield from _flow(shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False):
            yield from _rows(shape.table)
        elif getattr(shape, "has_text_frame", False):
            yield from _paragraphs(shape.text_frame, role)


def _role(shape: Any) -> str:
    """The kind of placeholder that a shape is, "" where it is none."""
    if not getattr(shape, "is_placeholder", False):
        return ""
    kind = shape.placeholder_format.type
    return str(getattr(kind, "name", ""))


def _paragraphs(frame: Any, role: str) -> Iterator[Flow]:
    lines = [clean(paragraph.text) for paragraph in frame.paragraphs]
    if role in _TITLES:
        yield BlockKind.HEADING, 1, " ".join(line for line in lines if line)
        return
    listed = role in ("BODY", "OBJECT", "VERTICAL_BODY") and sum(map(bool, lines)) > 1
    for line in lines:
        yield (BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH), 0, line


def _rows(table: Any) -> Iterator[Flow]:
    for row in table.rows:
        cells = [clean(cell.text) for cell in row.cells if not cell.is_spanned]
        yield BlockKind.TABLE_ROW, 0, "\t".join(cells)


def _notes(slide: Any) -> Iterator[Flow]:
    if not slide.has_notes_slide:
        return
    frame = slide.notes_slide.notes_text_frame
    for paragraph in frame.paragraphs if frame is not None else ():
        yield BlockKind.PARAGRAPH, 0, paragraph.text
