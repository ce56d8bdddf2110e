"""Word (.docx) -> Reading: headings by style, lists, tables as rows with cells separated by tabs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.metadata import clean
from assistant.records import BlockKind, Reading


def read_docx(data: bytes, file: str) -> Reading:
    """The document's body in order. Raises what python-docx raises on a damaged file."""
    import docx

    document = docx.Document(io.BytesIO(data))
    return flowing_reading(list(_docx_flow(document)), embedded_in(document), file)


def embedded_in(document: Any) -> Embedded:
    """Title, author and date of an Office Open XML file."""
    properties = document.core_properties
    made = properties.created or properties.modified
    date = made.date().isoformat() if made else ""
    return Embedded(properties.title or "", properties.author or "", date)


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
