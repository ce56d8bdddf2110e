"""Rows that a question names by number, and columns that it names by a verb."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.library import Library
from assistant.records import Outcome, Question

PLAN = """# Plan van aanpak stadsbossen

## Wie doet wat

Het plan kent drie sporen en de gemeente stuurt op het geheel.

Tabel 1: De sporen van het plan

| Spoor | Inhoud | Trekker | Klaar |
|---|---|---|---|
| 1. Planten | Nieuwe bomen langs de wegen | Staatsbosbeheer | voorjaar |
| 2. Onderhouden | Snoeien en water geven | Waterschap en buurten | doorlopend |
| 3. Leren | Lessen op basisscholen | Natuurmuseum | najaar |
"""


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"stadsbossen.md": PLAN})


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Wie trekt spoor 3?", "Natuurmuseum"),
        ("Welke partij is de trekker van spoor 2?", "Waterschap en buurten"),
        ("Wie leidt Planten?", "Staatsbosbeheer"),
        ("Which organisation leads track 1?", "Staatsbosbeheer"),
        ("Wat is de inhoud van spoor 2?", "Snoeien en water geven"),
    ],
)
def test_the_cell_that_is_asked_for_is_marked_in_its_row(
    library: Library, question: str, cell: str
) -> None:
    answer = answer_question(library, Question(question))
    first = answer.statements[0]
    assert answer.outcome is Outcome.ANSWERED
    assert first.row is not None
    marked = [first.row.cells[n] for n in first.asked]
    assert [first.text[each.start : each.end] for each in marked] == [cell]


def test_an_everyday_word_names_no_row(make_library: MakeLibrary) -> None:
    table = (
        "| Herkomst | Bedrag |\n|---|---|\n| Overheid | 95 miljoen |\n| Bedrijven | 68 miljoen |\n"
    )
    library = make_library({"geld.md": f"# Bomen\n\n## Investeringen\n\n{table}"})
    answer = answer_question(library, Question("Wat is er over investeringen?"))
    assert not any(statement.asked for statement in answer.statements)


def test_a_number_names_no_row_of_something_else(library: Library) -> None:
    answer = answer_question(library, Question("Wie trekt perceel 3?"))
    assert not any(statement.asked for statement in answer.statements)
