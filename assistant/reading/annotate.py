"""A copy of a PDF with the quoted words as real highlight annotations. Runs in the reader process."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
from pypdf.annotations import Highlight
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from assistant.reading.annotations import open_pdf
from assistant.reading.geometry import printed
from assistant.reading.glyphs import load_page

YELLOW = "ffe066"


def highlighted_pdf(
    path: Path,
    index: int,
    sources: list[list[int]],
    note: str,
    recognition: dict[str, Any] | None = None,
) -> bytes:
    """The whole PDF, appended to (never rewritten), with the given glyph ranges highlighted."""
    page = load_page(open_pdf(path), index)
    wanted = {i for start, end in sources for i in range(start, end)}
    rectangles = printed(page, recognition).rectangles(wanted)
    writer = pypdf.PdfWriter(path, incremental=True)
    if writer.is_encrypted or not rectangles:
        return path.read_bytes()
    corners: list[float] = []
    for left, bottom, right, top in rectangles:
        corners += [left, top, right, top, left, bottom, right, bottom]
    around = (
        min(r[0] for r in rectangles),
        min(r[1] for r in rectangles),
        max(r[2] for r in rectangles),
        max(r[3] for r in rectangles),
    )
    mark = Highlight(
        rect=around,
        quad_points=ArrayObject([FloatObject(c) for c in corners]),
        highlight_color=YELLOW,
    )
    mark[NameObject("/Contents")] = TextStringObject(note)
    writer.add_annotation(page_number=index, annotation=mark)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
