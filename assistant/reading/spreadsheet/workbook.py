"""An Excel workbook -> what its sheets show, and what they leave out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.language.detection import detect_language
from assistant.reading.flowing import Embedded, Flow, flowing_reading
from assistant.reading.metadata import clean
from assistant.reading.spreadsheet.cell_notes import has_pivot, notes_of
from assistant.reading.spreadsheet.cell_print import (
    is_white,
    shows_nothing,
    standing_value,
    standing_words,
)
from assistant.reading.spreadsheet.formulas import Formulas
from assistant.reading.spreadsheet.regions import SheetCell, regions_flow
from assistant.reading.spreadsheet.sheet_structure import (
    Place,
    SheetStructure,
    column_letters,
    structure_of,
)
from assistant.reading.spreadsheet.shown_values import shown_value
from assistant.reading.struck import StruckText
from assistant.records import BlockKind, Language, Reading

MAX_ROWS = 20_000  # in all sheets; more is data, not a report
MAX_STEPS = 300_000  # rows looked at, empty ones included
MAX_COLUMNS = 200
NAMED = 10  # sheets, rows or cells that a warning names


@dataclass(slots=True)
class _Sheet:
    """The filled cells of a sheet: their values, number formats, and which are bold."""

    title: str
    values: dict[Place, Any] = field(default_factory=dict)
    codes: dict[Place, str] = field(default_factory=dict)
    bold: set[Place] = field(default_factory=set)
    structure: SheetStructure = field(default_factory=SheetStructure)
    notes: dict[Place, str] = field(default_factory=dict)
    empty: set[Place] = field(default_factory=set)  # whose format shows nothing
    white: set[Place] = field(default_factory=set)
    struck: StruckText = field(default_factory=StruckText)

    def note_looks(self, cell: Any, place: Place) -> None:
        """Keep whether a cell may show nothing. Its value is kept: formulas count it."""
        if shows_nothing(cell):
            self.empty.add(place)
        elif is_white(cell):
            self.white.add(place)

    def unseen(self) -> set[Place]:
        """The cells that nobody sees."""
        coloured = self.structure.may_be_coloured
        return self.empty | {place for place in self.white if not coloured(place)}


def read_xlsx(data: bytes, file: str) -> Reading:
    """Every table and line of the visible sheets. Raises what openpyxl raises on a damaged file."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    sheets = _sheets(shown)
    unknown = _count_formulas(data, sheets)
    properties = book.properties
    made = properties.created or properties.modified
    embedded = Embedded(
        properties.title or "", properties.creator or "", made.date().isoformat() if made else ""
    )
    words = " ".join(str(v) for s in sheets for v in s.values.values() if isinstance(v, str))
    language = detect_language(words[:20_000])
    flow = [item for sheet in sheets for item in _flow(sheet, language)]
    return flowing_reading(flow, embedded, file, tuple(_warnings(hidden, sheets, unknown)))


def _sheets(sheets: Sequence[Any]) -> list[_Sheet]:
    found: list[_Sheet] = []
    steps = rows = 0
    for sheet in sheets:
        own = _Sheet(sheet.title)
        sheet.reset_dimensions()  # what a file says of its own size need not be true
        for row in sheet.iter_rows():
            steps += 1
            filled = [cell for cell in row[:MAX_COLUMNS] if cell.value is not None]
            rows += bool(filled)
            if rows > MAX_ROWS or steps > MAX_STEPS:
                raise UnreadableDocument(
                    f"The workbook has more than {MAX_ROWS:,} rows: that is data, not a report. "
                    "Add a report on it, or the rows that matter."
                )
            for cell in filled:
                place = (cell.row, cell.column)
                own.note_looks(cell, place)
                own.values[place] = standing_value(cell, own.struck)
                own.codes[place] = str(cell.number_format or "")
                if cell.font is not None and cell.font.b:
                    own.bold.add(place)
        with sheet._get_source() as stream:
            own.structure = structure_of(stream)
        for place, pieces in own.structure.pieces.items():
            if own.values.get(place):
                own.values[place] = standing_words(pieces, own.struck)
        if has_pivot(sheet.parent._archive, sheet._worksheet_path):
            own.structure.is_plain = False
        own.notes = notes_of(sheet.parent._archive, sheet._worksheet_path)
        found.append(own)
    return found


def _count_formulas(data: bytes, sheets: Sequence[_Sheet]) -> dict[str, list[Place]]:
    """Give formulas without a stored value one; by sheet, the cells for which that cannot be done."""
    if not any(sheet.structure.uncounted for sheet in sheets):
        return {}
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    written: dict[str, dict[Place, str]] = {}
    for sheet in sheets:
        source = book[sheet.title]
        source.reset_dimensions()
        own: dict[Place, str] = {}
        for row in source.iter_rows() if sheet.structure.uncounted else ():
            for cell in row[:MAX_COLUMNS]:
                place = (cell.row, cell.column) if cell.value is not None else (0, 0)
                if place in sheet.structure.uncounted:
                    own[place] = str(cell.value)
                    sheet.note_looks(cell, place)
                    sheet.codes[place] = str(cell.number_format or "")
        written[sheet.title] = own
    formulas = Formulas({sheet.title: dict(sheet.values) for sheet in sheets}, written)
    unknown: dict[str, list[Place]] = {}
    for sheet in sheets:
        for place in sorted(written[sheet.title]):
            value = formulas.value(sheet.title, place)
            if value is None:
                unknown.setdefault(sheet.title, []).append(place)
            else:
                sheet.values[place] = value
    return unknown


def _flow(sheet: _Sheet, language: Language) -> Iterator[Flow]:
    yield BlockKind.HEADING, 1, sheet.title
    yield from regions_flow(list(_cells(sheet, language)))
    for (row, column), text in sorted(sheet.notes.items()):
        if row not in sheet.structure.hidden_rows and column not in sheet.structure.hidden_columns:
            yield BlockKind.FOOTNOTE, 0, f"[{column_letters(column)}{row}] {text}"


def _cells(sheet: _Sheet, language: Language) -> Iterator[SheetCell]:
    """The cells that are shown, with their places among the rows and columns that are shown."""
    known = sheet.structure
    unseen = sheet.unseen()
    rows = _places(known.hidden_rows, {place[0] for place in sheet.values})
    columns = _places(known.hidden_columns, {place[1] for place in sheet.values})
    for place, value in sheet.values.items():
        last = known.merged.get(place, place)
        shown_rows = rows(place[0], last[0])
        shown_columns = columns(place[1], min(last[1], MAX_COLUMNS))
        text = shown_value(value, sheet.codes.get(place, ""), language)
        if place in unseen:
            sheet.struck.note_unseen(text)
        elif text and shown_rows and shown_columns:
            yield SheetCell(
                text,
                (shown_rows[0], shown_columns[0]),
                (shown_rows[1], shown_columns[1]),
                place in sheet.bold,
            )


def _places(hidden: set[int], used: set[int]) -> Any:
    """(first, last) of a run of rows or columns as they are counted without the hidden ones, or None.

    A run ends where the sheet does."""
    end = max(used, default=0)
    count, counted = 0, [0]
    for number in range(1, end + 1):
        count += number not in hidden
        counted.append(count)

    def placed(first: int, last: int) -> tuple[int, int] | None:
        last = min(last, end)
        visible = counted[last] - counted[first - 1]
        return (counted[first - 1] + 1, counted[last]) if visible else None

    return placed


def _warnings(
    hidden: Sequence[str], sheets: Sequence[_Sheet], unknown: Mapping[str, Sequence[Place]]
) -> Iterator[str]:
    if hidden:
        yield f"Sheets that are hidden in Excel are not read: {_listed(hidden)}."
    parts = [part for sheet in sheets for part in _hidden_in(sheet)]
    if parts:
        yield f"Rows and columns that are hidden in Excel are not read: {_listed(parts)}."
    struck = StruckText()
    for sheet in sheets:
        struck.add(sheet.struck)
    yield from struck.warnings()
    if unknown:
        cells = [f"{s} {column_letters(c)}{r}" for s, places in unknown.items() for r, c in places]
        counted = "1 formula has" if len(cells) == 1 else f"{len(cells):,} formulas have"
        yield (
            f"{counted} no stored value and cannot be read (totals, for one): "
            f"{_listed(cells)}. Open the workbook in Excel, save it, and add it again."
        )


def _hidden_in(sheet: _Sheet) -> Iterator[str]:
    """The hidden rows and columns of a sheet in which something stands."""
    rows = sorted({row for row, _ in sheet.values} & sheet.structure.hidden_rows)
    columns = sorted({column for _, column in sheet.values} & sheet.structure.hidden_columns)
    if rows:
        yield f"{sheet.title} row {_listed([str(row) for row in rows])}"
    if columns:
        yield f"{sheet.title} column {_listed([column_letters(c) for c in columns])}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(clean(name) for name in names[:NAMED]) + more
