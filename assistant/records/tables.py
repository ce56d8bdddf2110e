"""A table as people see it: cells with their places, and what names each of them.

A cell's words stand in its page's text, so a cell is quoted and found on the page like any other words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text[start:end] of its page, its first row and column (from 0) and how many it spans.

    ``head`` says that it names what stands below it or beside it."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of one that stands on this page; its cells in reading order.

    ``heads`` name its columns and ``labels`` its rows, both from the first, "" where nothing does: a
    head of several rows as one text, a label with the group that its row stands in before it
    ("Noord › Groningen"). A part that goes on from an earlier page (``continues``) has its heads from
    there. ``caption`` is the line that names the table, ``unit`` what it says of all figures in it
    ("bedragen x € 1.000")."""

    cells: tuple[Cell, ...]
    heads: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    caption: str = ""
    unit: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell of a row's sentence: its text[start:end], the name of its column, and the unit that
    column, row or table give it, as printed ("x € 1.000")."""

    start: int
    end: int
    head: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a table means: what it is of, and each of its other cells with its column's name."""

    label: str
    cells: tuple[NamedCell, ...]
    caption: str = ""

    def told(self, cell: NamedCell, text: str) -> str:
        """One cell in words; ``text`` is the row's sentence.

        >>> row = Row("Printlab", (NamedCell(9, 12, "2019", "x € 1.000"),))
        >>> row.told(row.cells[0], "Printlab\\t482")
        'Printlab, 2019: 482 (x € 1.000)'
        """
        named = ", ".join(part for part in (self.label, cell.head) if part)
        unit = f" ({cell.unit})" if cell.unit and cell.unit not in named else ""
        value = text[cell.start : cell.end] + unit
        return f"{named}: {value}" if named else value

    def in_words(self, text: str) -> str:
        """The whole row in words, each cell with its column's name.

        >>> Row("Limburg", (NamedCell(8, 9, "2018"), NamedCell(10, 11, "2019"))).in_words("Limburg\\t7\\t9")
        'Limburg; 2018: 7; 2019: 9'
        """
        parts = [
            Row("", (cell,)).told(cell, text) for cell in self.cells if text[cell.start : cell.end]
        ]
        return "; ".join(filter(None, [self.label, *parts]))
