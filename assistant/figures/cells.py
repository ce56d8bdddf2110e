"""A cell of a table as a statement: its figures in the unit that its table gives them, and its words in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.figures.figure import Figure, figures_in
from assistant.figures.moments import moments_in
from assistant.figures.units import TableUnit, unit_in
from assistant.records import Language, NamedCell, Row, Sentence

_NUMBERED = re.compile(
    r"^(?:tabel|table|figuur|figure|grafiek|chart)\s[\dA-Z][\w.]*\s*[-–—:.]?\s*", re.IGNORECASE
)
_UNIT_WORDS: dict[str, dict[Language, str]] = {
    "euro": {"nl": "euro", "en": "euros"},
    "dollar": {"nl": "dollar", "en": "dollars"},
    "pound": {"nl": "pond", "en": "pounds"},
}


def cell_figures(sentence: Sentence, language: Language) -> Iterator[tuple[NamedCell, Figure]]:
    """The figures of a table row's cells, each with its cell; their places are in the sentence."""
    if sentence.row is None:
        return
    for cell in sentence.row.cells:
        unit = unit_in(_bracketed(cell.unit)) if cell.unit else None
        for figure in figures_in(sentence.text[cell.start : cell.end], language):
            placed = replace(
                figure,
                start=figure.start + cell.start,
                end=figure.end + cell.start,
                hedge_start=figure.hedge_start + cell.start,
            )
            yield cell, in_unit(placed, unit) if unit else placed


def in_unit(figure: Figure, unit: TableUnit) -> Figure:
    """A figure that is printed without a unit in that of its table: 482 in "x € 1.000" is 482,000 euro.

    It is then as rough as its table: half a unit either way."""
    if figure.unit or figure.is_year:
        return figure
    if unit.scale == 1:
        return replace(figure, unit=unit.unit)
    step = (figure.step or 1.0) * unit.scale
    return replace(
        figure,
        value=figure.value * unit.scale,
        low=min(figure.low * unit.scale, figure.value * unit.scale - step / 2),
        high=max(figure.high * unit.scale, figure.value * unit.scale + step / 2),
        step=step,
        unit=unit.unit,
    )


def statement_of_cell(row: Row, cell: NamedCell, text: str, language: Language) -> str:
    """What a cell says as one line that stands alone, its figure in full.

    >>> row = Row("Printlab", (NamedCell(9, 12, "2019", "x € 1.000"),), "Tabel 3. Subsidie per lab")
    >>> statement_of_cell(row, row.cells[0], "Printlab\\t482", "nl")
    'Subsidie per lab, Printlab, 2019: 482.000 euro'
    """
    named = ", ".join(filter(None, [_caption_words(row, cell), row.label, cell.head]))
    value = text[cell.start : cell.end]
    unit = unit_in(_bracketed(cell.unit)) if cell.unit else None
    figures = figures_in(value, language)
    if unit and len(figures) == 1:
        value = _in_full(in_unit(figures[0], unit), value, language)
    return f"{named}: {value}" if named else value


def in_full(sentence: Sentence, language: Language) -> str:
    """What a sentence says; of a table's row each cell with what names it, its figure in full."""
    row = sentence.row
    if row is None or not row.cells:
        return sentence.text
    return "; ".join(statement_of_cell(row, c, sentence.text, language) for c in row.cells)


def _bracketed(unit: str) -> str:
    """A unit as it may be told again: what ``unit_in`` printed stood in brackets or behind "in"."""
    return unit if unit_in(unit) else f"({unit})"


def _in_full(figure: Figure, printed: str, language: Language) -> str:
    if figure.unit == "%":
        return f"{printed}%"
    if figure.value != round(figure.value):
        return printed
    whole = f"{abs(figure.value):,.0f}"
    sign = "-" if printed.strip().startswith(("-", "–", "−", "(")) else ""
    number = sign + (whole.replace(",", ".") if language == "nl" else whole)
    word = _UNIT_WORDS.get(figure.unit, {}).get(language, "")
    return f"{number} {word}".strip()


def _caption_words(row: Row, cell: NamedCell) -> str:
    """What a table is of, without its number, its unit, and a time that the cell has itself."""
    caption = _NUMBERED.sub("", row.caption)
    unit = unit_in(caption)
    if unit:
        caption = re.sub(rf"\(?[^()]*{re.escape(unit.printed)}[^()]*\)?", "", caption).strip(" ,-–")
    if moments_in(f"{row.label} {cell.head}"):
        for moment in reversed(moments_in(caption)):
            caption = caption[: moment.start] + caption[moment.end :]
    return " ".join(caption.split()).strip(" ,-–")
