"""Excel (.xlsx) -> Reading: a sheet is a section, a row is a line that names its columns."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.metadata import clean
from assistant.records import BlockKind, Reading

MAX_ROWS = 20_000  # in all sheets; more is data, not a report
MAX_STEPS = 300_000  # rows looked at, empty ones included
MAX_COLUMNS = 200


def read_xlsx(data: bytes, file: str) -> Reading:
    """Every row of the visible sheets. Raises what openpyxl raises on a damaged file."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    properties = book.properties
    made = properties.created or properties.modified
    embedded = Embedded(
        properties.title or "", properties.creator or "", made.date().isoformat() if made else ""
    )
    reading = flowing_reading(list(_flow(shown)), embedded, file)
    if not hidden:
        return reading
    named = ", ".join(clean(name) for name in hidden[:10])
    return replace(reading, warnings=(f"Sheets that are hidden in Excel are not read: {named}.",))


def _flow(sheets: Sequence[Any]) -> Iterator[Flow]:
    steps = rows = 0
    for sheet in sheets:
        yield BlockKind.HEADING, 1, sheet.title
        sheet.reset_dimensions()  # what a file says of its own size need not be true
        header: list[str] = []
        for row in sheet.iter_rows():
            steps += 1
            cells = [_shown(cell) for cell in row[:MAX_COLUMNS]]
            filled = [cell for cell in cells if cell]
            rows += bool(filled)
            if rows > MAX_ROWS or steps > MAX_STEPS:
                raise UnreadableDocument(
                    f"The workbook has more than {MAX_ROWS:,} rows: that is data, not a report. "
                    "Add a report on it, or the rows that matter."
                )
            if not filled:
                header = []  # an empty row ends a table
            elif not header and len(filled) > 1 and not any(_is_figure(cell) for cell in row):
                header = cells
                yield BlockKind.TABLE_ROW, 0, "\t".join(filled)
            elif len(filled) == 1 and not header:
                yield BlockKind.PARAGRAPH, 0, filled[0]
            else:
                yield BlockKind.TABLE_ROW, 0, "\t".join(_named(header, cells))


def _named(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """ "Column: value" for every filled cell under a named column, the value alone for others."""
    for number, cell in enumerate(cells):
        if cell:
            name = header[number].rstrip(":") if number < len(header) else ""
            yield f"{name}: {cell}" if name else cell


def _is_figure(cell: Any) -> bool:
    return isinstance(cell.value, (int, float, datetime, date, time))


def _shown(cell: Any) -> str:
    """A value as the sheet shows it, as far as its number format is plain."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        percent = str(cell.number_format or "").endswith("%")
        return f"{value * 100:.10g}%" if percent else f"{value:.15g}"
    return clean(str(value))
