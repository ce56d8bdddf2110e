"""Questions that headings answer: as a list, or by what stands under one."""

from __future__ import annotations

import numpy as np
import pytest
from bare_versions import a_version
from conftest import MakeLibrary
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.answering.asked_headings import (
    asked_of_outline,
    asks_for_headings,
    asks_for_section,
)
from assistant.answering.central_sentences import Said
from assistant.answering.looking_in_outlines import _announced
from assistant.answering.outline import OutlineHeading, _listed, _place, chapters, outline
from assistant.library import Library
from assistant.records import (
    Answer,
    Block,
    BlockKind,
    Filters,
    Outcome,
    Page,
    Question,
    Sentence,
    Span,
)
from assistant.retrieval import understand

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


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"deltaplan-vechtdal-2022.md": PLAN, "letter-vecht-2024.md": LETTER})


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
    found = {heading.text: heading for heading in outline(sample_library, agenda).headings}
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


VERSION = a_version("Nota wegen", "", "2021")
TRACKS = tuple(
    OutlineHeading(text, 1, 1, 0, 9)
    for text in ("1 Spoor 1: Asfalt leggen", "2 Spoor 2: Bruggen bouwen")
)


@pytest.mark.parametrize(
    ("question", "named", "listed"),
    [
        ("Welke hoofdstukken heeft de nota wegen?", True, True),
        ("Welke onderdelen heeft de nota wegen?", True, True),
        ("Wat is de opbouw van het rapport?", True, True),
        ("Wat is de opbouw van het rapport?", False, False),
        ("What are the parts of the report?", True, True),
        ("Welke onderdelen heeft het programma?", True, False),
        ("Wat is de opbouw van het programma?", True, False),
        ("What are the parts of the programme?", True, False),
        ("Welke delen heeft het fonds wegen?", True, False),
    ],
)
def test_the_parts_of_a_text_are_its_chapters(question: str, named: bool, listed: bool) -> None:
    found = asked_of_outline(TRACKS, VERSION, understand(Question(question)), named)
    assert bool(found) is listed


@pytest.mark.parametrize(
    "question",
    ["Hoeveel onderdelen telt de gemeente?", "Hoeveel bijlagen moet ik meesturen?"],
)
def test_the_number_of_parts_of_something_else_is_not_that_of_headings(question: str) -> None:
    assert not asks_for_headings(understand(Question(question)))


def said(*sentences: tuple[str, BlockKind, int]) -> list[Said]:
    """Sentences one behind the other; those of more than one span run over a page end."""
    made, start = [], 0
    for text, kind, spans in sentences:
        own = (Span(1, start, start + len(text)), Span(2, 0, 5))[:spans]
        made.append(Said("p", "", Sentence(text, own, kind), np.zeros(2, dtype=np.float32)))
        start += len(text) + 1
    return made


OPENING = ("Er zijn twee sporen.", BlockKind.PARAGRAPH, 1)
ASPHALT = ("Nieuw asfalt.", BlockKind.LIST_ITEM, 1)
BRIDGES = ("Meer bruggen.", BlockKind.LIST_ITEM, 1)


def test_a_list_announces_headings_of_which_it_says_the_words() -> None:
    (found,) = _announced(said(OPENING, ASPHALT, BRIDGES), VERSION, TRACKS)
    assert [each.sentence.text for each in found] == [OPENING[0], ASPHALT[0], BRIDGES[0]]
    others = [(text, BlockKind.LIST_ITEM, 1) for text in ("De trein.", "De tram.")]
    assert not _announced(said(OPENING, *others), VERSION, TRACKS)


def test_a_list_that_runs_over_a_page_end_is_not_quoted_as_one() -> None:
    assert not _announced(said((*OPENING[:2], 2), ASPHALT, BRIDGES), VERSION, TRACKS)
    assert not _announced(said(OPENING, ASPHALT, (*BRIDGES[:2], 2)), VERSION, TRACKS)


def page_of(*lines: tuple[str, BlockKind]) -> Page:
    blocks, start = [], 0
    for text, kind in lines:
        blocks.append(Block(start, start + len(text), kind))
        start += len(text) + 1
    return Page(1, "1", "\n".join(text for text, _ in lines), tuple(blocks))


def test_a_year_that_ends_a_line_of_the_table_of_contents_stays() -> None:
    lines = ("3 Begroting 2021\t14", "4 Begroting 2022 ..... 15", "5 Begroting 2023", "6 Slot 16")
    page = page_of(*((line, BlockKind.CONTENTS) for line in lines))
    assert list(_listed([page])) == [
        "3 Begroting 2021",
        "4 Begroting 2022",
        "5 Begroting 2023",
        "6 Slot",
    ]


def test_a_heading_read_as_text_stands_on_a_line_of_its_own() -> None:
    plain = BlockKind.PARAGRAPH
    page = page_of(
        ("Over de uitkomst, zie 3 Resultaten.", plain),
        ("3 Resultaten van eerder werk tellen niet.", plain),
        ("3 Resultaten", plain),
    )
    place = _place([page], "3 Resultaten")
    assert place
    assert place.start == page.blocks[2].start
    assert _place([page], "3 Resultaten van eerder") is None


def test_pages_are_read_once_for_all_questions(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = library.versions.current()[0]
    first = outline(library, version)
    monkeypatch.setattr(library.pages, "of", lambda version: pytest.fail("read again"))
    assert outline(library, version) is first


def test_filters_that_let_nothing_through_leave_no_headings(library: Library) -> None:
    asked = Question("Welke hoofdstukken heeft het Deltaplan?", filters=Filters(year_from=2090))
    assert not answer_question(library, asked).statements


@pytest.mark.parametrize(
    "question", ["Welke rapporten zijn er over wegen?", "Which other reports are there on roads?"]
)
def test_who_asks_which_documents_there_are_gets_no_chapters(question: str) -> None:
    understood = understand(Question(question))
    assert not asks_for_section(understood)
    assert not asks_for_headings(understood)
