"""What a sheet's own XML says that openpyxl's stream of values does not: merges, what is hidden, gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_GROUNDS = ("tableParts", "picture", "extLst")
_RULES = "conditionalFormatting"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
MAX_MERGES = 5_000
MAX_RULES = 50  # areas
MAX_MERGED = 2_000  # cells in one; a larger one counts for its first row
LAST_COLUMN = 16_384

Place = tuple[int, int]  # row and column, from 1


@dataclass(slots=True)
class SheetStructure:
    """Of one sheet: merged ranges by their first cell, hidden rows and columns, formulas without a value."""

    merged: dict[Place, Place] = field(default_factory=dict)  # first cell -> last cell
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncounted: set[Place] = field(default_factory=set)
    pieces: dict[Place, Any] = field(default_factory=dict)  # text in several fonts within its cell
    is_plain: bool = True  # no table's style, picture or newer rule may give its cells a ground
    by_rule: list[tuple[Place, Place]] = field(default_factory=list)  # have other looks at times

    def may_be_coloured(self, place: Place) -> bool:
        """Whether something else than its own format may give a cell its looks."""
        row, column = place
        return not self.is_plain or any(
            a[0] <= row <= b[0] and a[1] <= column <= b[1] for a, b in self.by_rule
        )


def structure_of(stream: BinaryIO) -> SheetStructure:
    """Read a sheet's XML once, in a stream. Raises LxmlError on a damaged one."""
    found = SheetStructure()
    wanted = [_MAIN + name for name in ("row", "col", "c", "mergeCell", *_GROUNDS, _RULES)]
    parsed = etree.iterparse(
        stream, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
    )
    row = 0
    for _, element in parsed:
        kind = element.tag.removeprefix(_MAIN)
        if kind == "c":
            _note_cell(element, found)
        elif kind == "row":
            number = element.get("r") or ""
            row = int(number) if number.isdecimal() and len(number) < 8 else row + 1
            if element.get("hidden") in ("1", "true"):
                found.hidden_rows.add(row)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif kind == "col":
            _hide_columns(element, found)
        elif kind in _GROUNDS:
            found.is_plain = False
        elif kind == _RULES:
            _note_rule(element, found)
        elif len(found.merged) < MAX_MERGES:
            begin, end = _range_of(element.get("ref") or "")
            if begin and end and begin[0] <= end[0] and begin[1] <= end[1]:
                area = (end[0] - begin[0] + 1) * (end[1] - begin[1] + 1)
                found.merged[begin] = end if area <= MAX_MERGED else (begin[0], end[1])
    return found


def _note_rule(element: Any, found: SheetStructure) -> None:
    for area in (element.get("sqref") or "").split():
        begin, end = _range_of(area)
        if begin and end and len(found.by_rule) < MAX_RULES:
            found.by_rule.append((begin, end))
        else:
            found.is_plain = False  # whole columns, or too many


def _range_of(reference: str) -> tuple[Place | None, Place | None]:
    """The first and the last cell of "B2:C9", or of "B2"."""
    first, _, last = reference.partition(":")
    return place_of(first), place_of(last or first)


def _note_cell(element: Any, found: SheetStructure) -> None:
    place = place_of(element.get("r") or "")
    if place is None:
        return
    if _is_uncounted(element):
        found.uncounted.add(place)
    within = element.find(f"{_MAIN}is")
    if within is not None and within.find(f"{_MAIN}r") is not None:
        from openpyxl.cell.rich_text import CellRichText

        found.pieces[place] = CellRichText.from_tree(within)


def place_of(reference: str) -> Place | None:
    """ "B3" as (3, 2), None where it is no cell."""
    match = _REFERENCE.fullmatch(reference)
    return (int(match[2]), column_number(match[1])) if match else None


def column_number(letters: str) -> int:
    """ "A" is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is "A".

    >>> column_letters(28), column_number("AB")
    ('AB', 28)
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _is_uncounted(cell: Any) -> bool:
    if cell.get("t") == "str" or cell.find(f"{_MAIN}f") is None:
        return False
    return not (cell.findtext(f"{_MAIN}v") or "")


def _hide_columns(element: Any, found: SheetStructure) -> None:
    if element.get("hidden") not in ("1", "true"):
        return
    first, last = (element.get(name) or "" for name in ("min", "max"))
    if first.isdecimal() and last.isdecimal() and len(last) < 7:
        found.hidden_columns.update(range(int(first), min(int(last), LAST_COLUMN) + 1))
