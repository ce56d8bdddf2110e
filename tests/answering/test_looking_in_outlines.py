"""Questions that headings answer: as a list, or by what stands under one."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.answering.outline import chapters, outline
from assistant.library import Library
from assistant.records import Answer, Outcome, Question

PLAN = """# Deltaplan Vechtdal 2022

## 1 Inleiding

Het Deltaplan Vechtdal beschrijft hoe het dal droog blijft. De maatregelen staan in drie sporen.

## 2 Pijler 1: Ruimte voor water

De uiterwaarden worden dieper. Boeren krijgen een vergoeding voor het land dat onder water kan lopen.

## 3 Pijler 2: Sterke dijken

De dijken worden hoger. De eerste dijk is in Dalfsen aan de beurt.

## 4 Uitvoering

Spoor 1: Graven. De uiterwaarden gaan een meter omlaag.

Spoor 2: Ophogen. De dijken krijgen een laag klei.

### 4.1 Risico’s

Het grootste risico is dat de klei te laat komt. Ook kan de grond vervuild zijn.

### 4.2 Planning

Het werk begint in 2023 en is in 2027 klaar.

## 5 Aanbevelingen

- Begin bij Dalfsen, want daar is de dijk het zwakst.
- Koop de klei op tijd in.
"""
LETTER = """# Letter on the Vecht valley 2024

## What has been done

The dikes at Dalfsen are ready. The flood plains follow next year.

## Risks

The price of clay went up by a third. The farmers have not signed yet.
"""


@pytest.fixture
def library(make_library: MakeLibrary) -> Library:
    return make_library({"deltaplan-vechtdal-2022.md": PLAN, "letter-vecht-2024.md": LETTER})


def asked(library: Library, text: str) -> Answer:
    answer = answer_question(library, Question(text))
    for statement in answer.statements:
        check_statement(statement)
    return answer


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Welke hoofdstukken heeft het Deltaplan Vechtdal?",
            [
                "1 Inleiding",
                "2 Pijler 1: Ruimte voor water",
                "3 Pijler 2: Sterke dijken",
                "4 Uitvoering",
                "5 Aanbevelingen",
            ],
        ),
        ("Noem de twee pijlers", ["2 Pijler 1: Ruimte voor water", "3 Pijler 2: Sterke dijken"]),
        (
            "What pillars does the Deltaplan Vechtdal have?",
            ["2 Pijler 1: Ruimte voor water", "3 Pijler 2: Sterke dijken"],
        ),
        ("Welke sporen heeft het Deltaplan Vechtdal?", ["Spoor 1: Graven", "Spoor 2: Ophogen"]),
        (
            "Welke paragrafen heeft hoofdstuk 4 van het Deltaplan?",
            ["4.1 Risico’s", "4.2 Planning"],
        ),
    ],
)
def test_headings_are_listed_each_with_its_place(
    library: Library, question: str, lines: list[str]
) -> None:
    answer = asked(library, question)
    assert answer.outcome is Outcome.ANSWERED
    (statement,) = answer.statements
    assert statement.text.split("\n") == lines
    assert [citation.quote for citation in statement.citations] == lines


@pytest.mark.parametrize(
    "question",
    ["Noem de drie pijlers", "Welke pijlers vindt de boer te duur?", "Welke dijken zijn er?"],
)
def test_headings_that_are_not_what_is_asked_are_not_listed(
    library: Library, question: str
) -> None:
    said = [s.text for s in asked(library, question).statements]
    assert not any(text.startswith("2 Pijler 1: Ruimte voor water\n") for text in said)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Welke risico's noemt het plan van 2022?", "Het grootste risico is dat"),
        ("risks of the 2022 plan", "Het grootste risico is dat"),
        ("Which risks does the 2024 letter name?", "The price of clay"),
        ("Aanbevelingen Deltaplan", "Begin bij Dalfsen"),
    ],
)
def test_what_stands_under_a_heading_that_is_asked_for_comes_first(
    library: Library, question: str, first: str
) -> None:
    answer = asked(library, question)
    assert answer.statements[0].text.startswith(first)
    assert answer.outcome is Outcome.ANSWERED


def test_a_section_answers_no_more_than_its_heading_says(library: Library) -> None:
    answer = asked(library, "Welke risico's noemt het plan van 2022 voor de veehouders?")
    assert "kop" not in answer.reason


def test_a_heading_that_was_read_as_text_is_found_by_the_table_of_contents(
    sample_library: Library,
) -> None:
    (agenda,) = [v for v in sample_library.versions.current() if "implementatie" in v.file]
    found = {heading.text: heading for heading in outline(sample_library, agenda)}
    missed = found["7 Actielijn 5: Data delen"]
    page = sample_library.pages.get(agenda.id, missed.page)
    assert page.text[missed.start : missed.end].split() == missed.text.split()
    assert not any(
        block.kind == "contents" and block.start <= missed.start < block.end
        for block in page.blocks
    )
    assert "10 Tot slot" in [heading.text for heading in chapters(tuple(found.values()))]


def test_a_list_that_announces_them_stands_before_the_headings(sample_library: Library) -> None:
    answer = asked(sample_library, "Noem de vijf actielijnen")
    listed, headings = answer.statements
    assert listed.text.startswith("Vijf actielijnen.")
    assert len(headings.citations) == 5
    assert headings.text.endswith("7 Actielijn 5: Data delen")


def test_a_question_that_is_no_list_is_not_answered_by_a_heading(library: Library) -> None:
    answer = asked(library, "Is de planning van het Deltaplan goed?")
    assert "kop" not in answer.reason
