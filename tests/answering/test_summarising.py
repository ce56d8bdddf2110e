"""A document is summed up in its own words, and only where it is clear which document is meant."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.answering.asked_part import part_by_number
from assistant.library import Library
from assistant.records import Answer, Filters, Outcome, Question, Statement

MONITOR = """# Monitor bruggen 2021

## Samenvatting

De gemeente telde in 2021 veertig bruggen. Een kwart ervan is slecht onderhouden.

De onderzoekers raden aan om eerst de slechtste te vernieuwen.

## Werkwijze

De bruggen zijn in het voorjaar geteld. Elke brug is twee keer bekeken door een duiker.

## 3. Herstel

Drie bruggen worden in het najaar hersteld met hout uit de regio.

### 3.1 Vergunning

Voor het herstel is een vergunning van het waterschap nodig.
"""
LETTER = """# Brief over de wegen

## Stand van zaken

De wegen in de gemeente zijn dit jaar opnieuw geasfalteerd. Het asfalt van de wegen ligt er goed bij. De koffie
in het gemeentehuis is weer lekker.

## Geld

Het asfalt voor de wegen kostte twee miljoen euro dit jaar. De wegen krijgen volgend jaar nog eens een miljoen.
"""


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"monitor-bruggen-2021.md": MONITOR, "brief-wegen.md": LETTER})


def asked(library: Library, text: str, **filters: object) -> Answer:
    return answer_question(library, Question(text, None, Filters(**filters)))  # type: ignore[arg-type]


def _headings(statement: Statement) -> list[str]:
    return statement.citations[0].section.split(" › ")


@pytest.mark.parametrize(
    "question",
    [
        "Vat de monitor van 2021 samen",
        "Summarise the 2021 monitor",
        "Waar gaat de monitor bruggen over?",
    ],
)
def test_a_document_has_its_own_summary(library: Library, question: str) -> None:
    answer = asked(library, question)
    assert answer.outcome is Outcome.ANSWERED
    assert {_headings(s)[-1] for s in answer.statements} == {"Samenvatting"}
    said = " ".join(s.text for s in answer.statements)
    assert said.index("veertig") < said.index("slechtste")
    assert answer.reason
    for statement in answer.statements:
        check_statement(statement)


REVIEW = """# Summary report on the ferries

## Key messages

The ferries of the island sail on time nine days out of ten. Their engines are old and need work.

## 1 Timetable

The ferries sail every hour in summer and every two hours in winter.

### 1.1 Conclusion

The timetable of the ferries could not be kept in the storms of last autumn.

## 2 Engines

The engines of the ferries were built thirty years ago. They burn heavy oil.

## Summary of the tender procedure

Three yards were asked for a price. One of them answered in time.
"""
LANGUAGES = """# Onderzoek naar de veerponten

## Samenvatting

De veerponten varen meestal op tijd. De motoren ervan zijn oud.

## Summary

The ferries mostly sail on time. Their engines are old.

## 1 Dienstregeling

De veerponten varen in de zomer elk uur en in de winter elke twee uur.

### 1.1 Conclusie

De dienstregeling van de veerponten was in de herfst niet vol te houden.

## 2 Conclusies

De motoren van de veerponten moeten binnen twee jaar worden vervangen.

## Bijlage: samenvatting van de aanbesteding

Drie werven werden gevraagd. Een ervan antwoordde op tijd.
"""


@pytest.mark.parametrize(
    ("report", "question", "heading"),
    [
        (REVIEW, "Summarise the report on the ferries", "Key messages"),
        (REVIEW, "What are the main findings of the report on the ferries?", "Key messages"),
        (LANGUAGES, "Vat het onderzoek naar de veerponten samen", "Samenvatting"),
        (LANGUAGES, "Summarise ‘Onderzoek naar de veerponten’ please", "Summary"),
        (LANGUAGES, "Wat komt er uit het onderzoek naar de veerponten?", "2 Conclusies"),
        (
            LANGUAGES,
            "Wat zijn de belangrijkste bevindingen van het onderzoek naar de veerponten?",
            "2 Conclusies",
        ),
    ],
)
def test_its_own_summary_is_that_of_all_of_it(
    read_library: MakeLibrary, report: str, question: str, heading: str
) -> None:
    answer = asked(read_library({"veer.md": report, "brief-wegen.md": LETTER}), question)
    assert answer.outcome is Outcome.ANSWERED
    assert {_headings(s)[-1] for s in answer.statements} == {heading}


def test_what_it_found_of_one_thing_is_not_answered_by_its_conclusions(
    read_library: MakeLibrary,
) -> None:
    library = read_library({"veer.md": LANGUAGES, "brief-wegen.md": LETTER})
    question = "Wat zijn de belangrijkste resultaten over de dienstregeling in de winter bij de veerponten?"
    answer = asked(library, question)
    assert "2 Conclusies" not in {_headings(s)[-1] for s in answer.statements[:1]}


def test_without_one_its_parts_speak_in_order(library: Library) -> None:
    answer = asked(library, "Kun je de brief over de wegen kort samenvatten?")
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert [_headings(s)[-1] for s in answer.statements] == ["Stand van zaken", "Geld"]
    assert "koffie" not in " ".join(s.text for s in answer.statements)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Vat het hoofdstuk over de werkwijze van de monitor bruggen 2021 samen", "Werkwijze"),
        ("Vat het deel ‘Geld’ van ‘Brief over de wegen’ samen", "Geld"),
    ],
)
def test_a_chapter_of_it(library: Library, question: str, heading: str) -> None:
    answer = asked(library, question)
    assert answer.outcome is Outcome.ANSWERED
    assert {_headings(s)[-1] for s in answer.statements} == {heading}
    for statement in answer.statements:
        check_statement(statement)


@pytest.mark.parametrize(
    "question",
    [
        "Waar gaat hoofdstuk 3 van de monitor bruggen over, in het kort?",
        "Summarise chapter 3 of the 2021 monitor",
    ],
)
def test_a_chapter_that_is_named_by_its_number(library: Library, question: str) -> None:
    answer = asked(library, question)
    assert answer.outcome is Outcome.ANSWERED
    assert "vergunning" in " ".join(s.text for s in answer.statements)
    assert {"3. Herstel"} <= {part for s in answer.statements for part in _headings(s)}
    assert not any({"Samenvatting", "Werkwijze"} & {*_headings(s)} for s in answer.statements)


def test_the_number_of_a_part_is_that_of_one_of_its_kind() -> None:
    chapter, appendix = part_by_number("hoofdstuk 2"), part_by_number("Bijlage b bij het plan")
    assert chapter
    assert appendix
    over = ("2 Doel", "2.1 Doel › Geld", "Hoofdstuk 2 Doel", "Plan › 2. Doel › Geld")
    assert all(chapter.is_over(section) for section in over)
    assert not any(
        chapter.is_over(each) for each in ("12 Doel", "Bijlage 2 Doel", "Tabel 2", "1.2 Doel")
    )
    assert appendix.is_over("Bijlage B – Bronnen")
    assert not appendix.is_over("Deel B – Bronnen")


def test_a_question_mostly_after_something_in_it_is_not_answered_by_its_summary(
    library: Library,
) -> None:
    answer = asked(
        library, "Vat de werkzaamheden samen die duikers onder water verrichten in de monitor"
    )
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert "duiker" in " ".join(s.text for s in answer.statements)


def test_a_subject_in_it(library: Library) -> None:
    answer = asked(library, "Vat samen wat de brief over de wegen zegt over koffie")
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert [s.text for s in answer.statements] == ["De koffie in het gemeentehuis is weer lekker."]


def test_a_title_in_quotation_marks_says_nothing_of_the_language(library: Library) -> None:
    assert asked(library, "Summarise ‘Brief over de wegen’ please").language == "en"
    assert asked(library, "Vat ‘Summary of the bridges’ samen").language == "nl"


def test_a_document_that_is_filtered_for_needs_no_name(library: Library) -> None:
    (document,) = {v.document.id for v in library.versions.current() if "monitor" in v.file}
    answer = asked(library, "Vat dit samen", documents=(document,))
    assert {s.citations[0].document for s in answer.statements} == {document}
    assert answer.outcome is Outcome.ANSWERED


@pytest.mark.parametrize("question", ["Vat de gemeente samen", "Wat raden de onderzoekers aan?"])
def test_where_it_is_not_clear_what_is_meant_nothing_is_summed_up(
    library: Library, question: str
) -> None:
    assert not asked(library, question).reason


def test_of_a_single_document_a_part_is_not_the_whole(make_library: MakeLibrary) -> None:
    library = make_library({"regeling.md": MONITOR})
    assert asked(library, "Waar gaat dit rapport over?").reason
    assert not asked(library, "Waar gaat artikel vijf over?").reason
