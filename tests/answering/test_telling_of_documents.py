"""Questions after the documents themselves."""

from __future__ import annotations

import pytest
from bare_versions import a_version
from conftest import MakeLibrary
from pdf_writer import simple_pdf
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.answering.asked_of_itself import OfItself
from assistant.answering.telling_of_documents import (
    _asks_for_all,
    _asks_for_newest,
    _known_in,
    _may_be_one_date,
)
from assistant.library import Library
from assistant.records import Answer, Outcome, Question, Version
from assistant.texts import Texts

REPORT = """---
title: Vissen in de Vecht
publisher: Bureau Snoek
date: 2021-03-09
---
# Vissen in de Vecht

Bureau Snoek, 9 maart 2021

In opdracht van het Waterschap Vechtstromen. Auteurs: J. Baars en P. Voorn.

Rapportnummer 2021-17

## Aanleiding

De vissen in de Vecht hadden het moeilijk. Zij zochten dieper water in de zomer van 2020.
"""
NOTE = """---
title: Otternotitie
date: 2023-05-01
---
# Otternotitie

De otter is terug in de Vecht. Hij eet vooral vis.
"""


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"vissen.md": REPORT, "otters.md": NOTE})


def asked(library: Library, text: str) -> Answer:
    answer = answer_question(library, Question(text))
    for statement in answer.statements:
        check_statement(statement)
    return answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Wie zijn de auteurs van Vissen in de Vecht?", "Auteurs: J. Baars en P. Voorn."),
        ("Who wrote the report Vissen in de Vecht?", "Auteurs: J. Baars en P. Voorn."),
        ("In opdracht van wie is Vissen in de Vecht gemaakt?", "In opdracht van het Waterschap Vechtstromen"),
        ("Wat is het rapportnummer van Vissen in de Vecht?", "Rapportnummer 2021-17"),
        ("Wanneer is het rapport Vissen in de Vecht verschenen?", "9 maart 2021"),
        ("Wie is de uitgever van Vissen in de Vecht?", "Bureau Snoek"),
    ],
)  # fmt: skip
def test_a_document_tells_of_itself(library: Library, question: str, told: str) -> None:
    answer = asked(library, question)
    assert answer.outcome is Outcome.ANSWERED
    (statement,) = answer.statements
    ((start, end),) = statement.bold
    assert statement.text[start:end].startswith(told[:12])
    assert told in statement.text


def test_what_is_asked_within_a_document_is_no_question_after_it(library: Library) -> None:
    answer = asked(library, "Wanneer zochten de vissen in de Vecht dieper water?")
    assert "zomer van 2020" in answer.statements[0].text


def test_the_documents_are_named_each_with_its_printed_title(library: Library) -> None:
    answer = asked(library, "Welke documenten zijn er?")
    assert "2 documenten" in answer.reason
    said = {statement.text for statement in answer.statements}
    assert said == {"Otternotitie", "Vissen in de Vecht"}


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Wat is het nieuwste document?", "Otternotitie"),
        ("Wat is de nieuwste notitie?", "Otternotitie"),
        ("What is the oldest document?", "Vissen in de Vecht"),
    ],
)
def test_the_newest_and_the_oldest_are_known(library: Library, question: str, title: str) -> None:
    answer = asked(library, question)
    assert [statement.text for statement in answer.statements] == [title]
    assert title in answer.reason


def test_pages_are_counted_beside_the_title(make_library: MakeLibrary) -> None:
    pages = [
        ["De brug bij Olst is zeven jaar oud en heeft twee leuningen van hout."],
        ["Wie eroverheen fietst, ziet in de verte de torens van Deventer liggen."],
        ["Volgend voorjaar komt er een nieuw wegdek, want het oude is versleten."],
    ]
    library = make_library({"brug-olst.pdf": simple_pdf(pages)})
    library.refresh()
    answer = asked(library, "Hoeveel bladzijden heeft het document?")
    assert "3 bladzijden" in answer.reason
    assert answer.statements


@pytest.mark.parametrize(
    ("question", "fires"),
    [
        ("Welke documenten zijn er?", True),
        ("Welke documenten heb je in de bibliotheek?", True),
        ("How many documents are there in the library?", True),
        ("Welke documenten zijn er nodig voor de aanvraag?", False),
        ("What documents do you need to apply?", False),
        ("Welke rapporten zijn er over schulden?", False),
        ("Hoeveel rapporten heeft de Rekenkamer in 2019 gepubliceerd?", False),
    ],
)
def test_documents_of_something_else_are_not_those_of_the_library(
    question: str, fires: bool
) -> None:
    assert _asks_for_all(question) is fires


@pytest.mark.parametrize(
    ("question", "fires"),
    [
        ("Wat is de nieuwste Kamerbrief?", True),
        ("What is the latest progress report?", True),
        ("Wat is het oudste fieldlab?", False),
        ("Wat is de laatste stand van zaken in het rapport?", False),
    ],
)
def test_only_documents_are_the_newest_or_the_oldest(question: str, fires: bool) -> None:
    assert bool(_asks_for_newest(question)) is fires


def published(date: str) -> Version:
    return a_version("Een nota", "Rijk", date)


def test_dates_that_cannot_be_compared() -> None:
    assert _may_be_one_date(published("2021"), published("2021-04"))
    assert not _may_be_one_date(published("2021-05"), published("2021-04-01"))


def test_a_publisher_is_no_author_and_no_part_of_a_word() -> None:
    document = published("2021").document
    assert _known_in("Uitgave: Rijk", document, OfItself.PUBLISHER) == (9, 13)
    assert _known_in("Uitgave: Rijk", document, OfItself.AUTHORS) is None
    assert _known_in("Rijkswaterstaat", document, OfItself.PUBLISHER) is None
    assert _known_in("In opdracht van het Rijk", document, OfItself.PUBLISHER) is None


def test_one_is_not_many() -> None:
    for key in ("documents_there_are", "count_pages", "count_tables", "count_figures"):
        for language in ("nl", "en"):
            said = Texts(language)(f"{key}_one", title="Nota", names="Nota")
            assert not {"documenten", "bladzijden", "pages", "documents"} & set(said.split())
