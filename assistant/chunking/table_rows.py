"""A row of a table -> what it means: its label, and each of its cells with its column's name and unit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.figures.moments import moments_in
from assistant.figures.units import is_bare_number, unit_in
from assistant.records import Block, Cell, NamedCell, Page, Row, Table

_SHARE = re.compile(r"%|percentage\b|\bprocent\b|\bper cent\b", re.IGNORECASE)
_AMOUNT = re.compile(r"bedrag|\bamounts?\b|€|\beuros?\b", re.IGNORECASE)
_MONEY = re.compile(
    r"last(?:en)?\b|baten|saldo|kosten|budget|begro|raming|rekening|realisatie|subsidie|uitgaven|inkomsten|"
    r"opbrengst|bijdrage|mutatie|stand\b|reserve|totaal|verschil|krediet|lening|omzet|"
    r"costs?\b|spen[dt]|income|grant|total|outturn|expenditure|revenue|fund|loan",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:aantal(?:len)?|number|looptijd|duur|duration|jaren|years|maanden|months|leeftijd|age|"
    r"dagen|days|uren|hours|fte)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
HEAD = Row("", ())  # a row that names columns says nothing by itself


def rows_of(page: Page) -> Mapping[int, Row]:
    """What the rows of a page's tables mean, by where their blocks start.

    A row that names columns has neither label nor cells."""
    blocks = {block.start: block for block in page.blocks}
    found: dict[int, Row] = {}
    for table in page.tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        otherwise = _in_other_units(table, page.text)
        for number in range(len(table.labels)):
            own = rows.get(number)
            if own and (block := blocks.get(own[0].start)):
                found[block.start] = _row(table, number, own, block, page.text, otherwise)
    return found


def _in_other_units(table: Table, text: str) -> set[int]:
    """The columns that the unit in a table's caption is not of: they count things or years, or stand beside
    columns that say that they are the amounts. Where that is not sure, no unit is given."""
    if not table.unit:
        return set()
    values: dict[int, list[str]] = {}
    for cell in table.cells:
        if not cell.head and is_bare_number(text[cell.start : cell.end]):
            values.setdefault(cell.column, []).append(text[cell.start : cell.end].strip())
    heads = {column: table.heads[column] for column in values if column < len(table.heads)}
    named = any(_AMOUNT.search(head) for head in heads.values())
    return {
        column
        for column, found in values.items()
        if (head := heads.get(column, ""))
        and not moments_in(head)
        and not _AMOUNT.search(head)
        and not (_MONEY.search(head) and not _COUNT.search(head))
        and (named or _COUNT.search(head) or all(map(_YEAR.fullmatch, found)))
    }


def _row(
    table: Table, number: int, own: list[Cell], block: Block, text: str, otherwise: set[int]
) -> Row:
    label = table.labels[number]
    if not label and all(cell.head for cell in own):
        return HEAD
    of_label = unit_in(label)
    cells = []
    for cell in own:
        if not cell.head:
            head = _heads(table, cell)
            unit = "" if cell.column in otherwise else table.unit
            unit = of_label.printed if of_label else unit
            if not is_bare_number(text[cell.start : cell.end]):
                unit = ""
            elif _SHARE.search(head):
                unit = "%"
            elif of_column := unit_in(head):
                unit = of_column.printed
            cells.append(NamedCell(cell.start - block.start, cell.end - block.start, head, unit))
    return Row(label, tuple(cells), table.caption)


def _heads(table: Table, cell: Cell) -> str:
    """The names of the columns that a cell stands in."""
    spanned = table.heads[cell.column : cell.column + cell.columns]
    return " ".join(dict.fromkeys(head for head in spanned if head))
