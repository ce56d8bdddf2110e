"""The figures of passages, with what each counts and when. Pure: the same passages, the same figures.

Years, days, list numbers, page and paper numbers, post boxes and the word "one" are no figures here,
and neither is a number of which the text does not say what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.figures.cells import cell_figures
from assistant.figures.counted import counted_by
from assistant.figures.dating import moment_in_row, moment_in_sentence, one_moment
from assistant.figures.figure import Figure, figures_in
from assistant.figures.moments import Moment, moments_in
from assistant.figures.noun_names import names_of_noun
from assistant.figures.table_rows import counted_in_row, orders
from assistant.language.proper_names import NAME_BEFORE_NOUN
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import words
from assistant.records import (
    BlockKind,
    FigureMention,
    Language,
    NamedCell,
    Passage,
    Row,
    Sentence,
)

_REFERS = re.compile(
    r"(?:kamerstuk(?:ken)?|staatscourant|stcrt|postbus|p\.?o\.? box|tel(?:efoon)?\.?|phone|fax|isbn|issn|"
    r"hoofdstuk(?:ken)?|chapters?|paragra(?:af|fen)|sections?|artikel(?:en)?|articles?|bijlagen?|tabel(?:len)?|"
    r"pagina[’']?s?|pages?|nrs?\.)\W*(?:\d[\d\s,.]*(?:en|and)?\s*)?$|[’'][\s]?$",
    re.IGNORECASE,
)
_PER = re.compile(r"\bper\s$", re.IGNORECASE)
_POSTCODE = re.compile(r"\s[A-Z]{2}\b(?!-)")
_NUMBERED = re.compile(r"\s*\d+(?:[.)]|(?:\.\d+)+\.?)(?=\s)")  # "2. Fieldlabs", "2.6 Organisatie"
_CITED = 4  # moments and semicolons from which a sentence is a list of sources
_SCALED_DOT = re.compile(r"(?:mln|mld|mrd|bn)\.$", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:moet(?:en)?|moesten|will?en|zal|zullen|streven|streeft|doel(?:stelling)?|gepland\w*|voorzien|"
    r"verwacht\w*|beoog\w+|ambitie|komen er|komt er|van start ga\w+|vra(?:gen|agt)|gaan \w+ \w+ van start|"
    r"vroeg|nodig|te starten|minstens|will|would|(?:are|is|were|was) to|aims?|targets?|plan(?:s|ned)?|expected|"
    r"intend\w*|asked for|goals?|needed|should)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _PlacedFigure:
    """A figure with its place in its sentence, and what tells what it counts and when."""

    figure: Figure
    noun: str
    counted_by: str
    moment: Moment | None
    told_by: str
    row: str = ""
    column: str = ""


def figures_of(passages: Sequence[Passage]) -> list[FigureMention]:
    """Every figure of a version's passages (all of them, in order), in reading order."""
    found: list[FigureMention] = []
    for passage in passages:
        for number, sentence in enumerate(passage.sentences):
            if sentence.row is not None:
                placed = _in_row(sentence, passage)
            elif sentence.kind is BlockKind.TABLE_ROW and "\t" in sentence.text:
                placed = _in_loose_row(sentence, passage)
            else:
                placed = _in_sentence(sentence, passage)
            found += [q for s in placed if (q := _quantity(s, sentence, number, passage))]
    return found


def _in_sentence(sentence: Sentence, passage: Passage) -> Iterator[_PlacedFigure]:
    text, language = sentence.text, passage.language
    if text.count(";") + len(moments_in(text)) >= 2 * _CITED:
        return
    figures = [f for f in figures_in(text, language) if _is_quantity(text, f)]
    for figure in figures:
        moment = moment_in_sentence(text, figure, figures)
        told_by = "sentence" if moment else ""
        if moment is None:
            moment = one_moment(passage.section.rsplit(" › ", 1)[-1])
            told_by = "section" if moment else ""
        yield _PlacedFigure(figure, _noun(text, figure, language), "sentence", moment, told_by)


def _in_row(sentence: Sentence, passage: Passage) -> Iterator[_PlacedFigure]:
    """The figures of a table's row: its label, its columns' heads and its caption say of what and when."""
    row, language = sentence.row, passage.language
    if row is None:
        return
    section = " › ".join(filter(None, [passage.section, row.caption]))
    for cell, figure in cell_figures(sentence, language):
        text = sentence.text[cell.start : cell.end]
        bare = _moved(figure, -cell.start)
        if not _is_quantity(text, bare) or orders([row.label, text], 1, ["", cell.head]):
            continue
        cells, heads = [row.label, text], ["", cell.head]
        noun, counted = counted_in_row(cells, 1, bare, heads, section, language)
        moment, told_by = _moment_of_cell(row, cell, bare, text, section)
        yield _PlacedFigure(figure, noun, counted, moment, told_by, row.label, cell.head)


def _moment_of_cell(
    row: Row, cell: NamedCell, figure: Figure, text: str, section: str
) -> tuple[Moment | None, str]:
    """The moment of a cell: its own, its column's, its row's, or that of what the table is of."""
    if moment := moment_in_sentence(text, figure, [figure]):
        return moment, "sentence"
    if moment := one_moment(cell.head):
        return moment, "column"
    if moment := moment_in_row([row.label]):
        return moment, "row"
    for title in reversed(section.split(" › ")):
        if moment := one_moment(title):
            return moment, "section"
    return None, ""


def _in_loose_row(sentence: Sentence, passage: Passage) -> Iterator[_PlacedFigure]:
    """The figures of a row that stands in no table: nothing but the row itself says what they are."""
    language, cells, offset = passage.language, sentence.text.split("\t"), 0
    moment = moment_in_row(cells)
    for column, cell in enumerate(cells):
        for figure in figures_in(cell, language):
            if _is_quantity(cell, figure) and not orders(cells, column, []):
                noun, counted = counted_in_row(cells, column, figure, [], passage.section, language)
                told_by = "row" if moment else ""
                yield _PlacedFigure(_moved(figure, offset), noun, counted, moment, told_by)
        offset += len(cell) + 1


def _moved(figure: Figure, by: int) -> Figure:
    return replace(
        figure, start=figure.start + by, end=figure.end + by, hedge_start=figure.hedge_start + by
    )


def _is_quantity(text: str, figure: Figure) -> bool:
    printed = text[figure.start : figure.end]
    if figure.is_year or (figure.value == 1 and not figure.unit and not printed.isdecimal()):
        return False
    if figure.unit:
        return True
    if _PER.search(text[: figure.start]):
        return False  # "per 1.000 inwoners"
    numbered = _NUMBERED.match(text)
    if numbered and figure.start < numbered.end():
        return False
    postcode = len(printed) == 4 and printed.isdecimal() and _POSTCODE.match(text, figure.end)
    return not (postcode or _REFERS.search(text[: figure.start]))


def _noun(text: str, figure: Figure, language: Language) -> str:
    """What a figure counts; names in front of the noun are passed over."""
    proper = NAME_BEFORE_NOUN.match(text, figure.end + 1)
    if proper and words(text[proper.end() :])[0] not in STOP_WORDS[language]:
        text = f"{text[: figure.end]} {text[proper.end() :]}"
    return counted_by(text, figure, language).noun


def _quantity(
    placed: _PlacedFigure, sentence: Sentence, number: int, passage: Passage
) -> FigureMention | None:
    figure, text = placed.figure, sentence.text
    end = figure.end
    if text[end - 1] == "." and not _SCALED_DOT.search(text[figure.start : end]):
        end -= 1  # the end of the sentence is no part of the figure
    place = _place(sentence, figure.hedge_start, end)
    if place is None or not (placed.noun or figure.unit):
        return None
    page, start, stop = place
    moment = placed.moment
    return FigureMention(
        version=passage.version,
        passage=passage.id,
        sentence=number,
        page=page,
        start=start,
        end=stop,
        printed=text[figure.hedge_start : end],
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        hedge=figure.hedge.value,
        per=figure.per,
        noun=placed.noun,
        counted_by=placed.counted_by if placed.noun else "",
        names=tuple(
            sorted(_names(placed, text, passage, sentence.row.caption if sentence.row else ""))
        ),
        first=moment.first.isoformat() if moment else "",
        last=moment.last.isoformat() if moment else "",
        told_by=placed.told_by,
        planned=bool(_PLANNED.search(f"{placed.row} {placed.column} {text}")),
        row=placed.row,
        column=placed.column,
    )


def _names(placed: _PlacedFigure, text: str, passage: Passage, caption: str) -> frozenset[str]:
    """An amount, a share or a cell is of whatever its sentence or table is about; a count of its noun alone."""
    names = names_of_noun(placed.noun, passage.language)
    if placed.figure.unit or placed.row or placed.column:
        about = (
            f"{text} {placed.row} {placed.column} {passage.section.rsplit(' › ', 1)[-1]} {caption}"
        )
        content = [w for w in words(about) if w not in STOP_WORDS[passage.language]]
        names |= names_of_noun(" ".join(w for w in content if not w[0].isdigit()), passage.language)
    return names


def place_in_sentence(quantity: FigureMention, sentence: Sentence) -> tuple[int, int]:
    """(start, end) of a figure in the text of its sentence."""
    shift = -sentence.spans[0].start
    if quantity.page != sentence.spans[0].page:
        last = sentence.spans[-1]
        shift = len(sentence.text) - (last.end - last.start) - last.start
    return quantity.start + shift, quantity.end + shift


def _place(sentence: Sentence, start: int, end: int) -> tuple[int, int, int] | None:
    """(page, start, end) of a part of a sentence; None where it runs over the page's end itself."""
    first = sentence.spans[0]
    length = first.end - first.start
    if len(sentence.spans) == 1:
        return first.page, first.start + start, first.start + end
    second = sentence.spans[1]
    gap = len(sentence.text) - length - (second.end - second.start)  # a space, or less a hyphen
    behind = length + gap
    if end <= min(length, behind):
        return first.page, first.start + start, first.start + end
    if start >= behind:
        return second.page, second.start + start - behind, second.start + end - behind
    return None
