"""What is offered to go on with is answered when it is asked, and is about what stands near the answer."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.answering.follow_ups import MOST, _parts, follow_ups, starting_questions
from assistant.library import Library
from assistant.records import Answer, Outcome, Question
from assistant.texts import catalogue

REPORT = """# Monitor bruggen 2021

## Toestand van de bruggen

De gemeente telde in 2021 veertig bruggen. Een kwart van de bruggen is slecht onderhouden. De slechtste brug ligt
in de haven.

## Kosten van herstel

Het herstel van de bruggen kost acht miljoen euro. De provincie betaalt de helft van het herstel. De rest komt uit
de begroting van de gemeente.

## Dank

Wij danken de duikers.
"""
LETTER = """# Letter on the roads

## State of the roads

The roads were paved again this year. The asphalt lies well. The council counted three roads.
"""


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"monitor-bruggen-2021.md": REPORT, "letter-roads.md": LETTER})


def asked(library: Library, text: str) -> Answer:
    return answer_question(library, Question(text))


@pytest.mark.parametrize("question", ["Wat kost het herstel?", "How many bridges are there?"])
def test_each_has_an_answer_that_is_understood_as_meant(library: Library, question: str) -> None:
    answer = asked(library, question)
    offered = follow_ups(library, answer)
    assert 1 <= len(offered) <= MOST
    assert len(set(offered)) == len(offered)
    told = catalogue(answer.language)["summed_up_section"]
    for text in offered:
        next_answer = asked(library, text)
        assert next_answer.reason == told, text
        (section,) = {s.citations[0].section.split(" › ")[-1] for s in next_answer.statements}
        assert section in text


def test_the_part_that_answers_comes_first_and_parts_with_little_in_them_not_at_all(
    library: Library,
) -> None:
    offered = follow_ups(library, asked(library, "Wat kost het herstel?"))
    assert "Kosten van herstel" in offered[0]
    assert not any("Dank" in text for text in offered)


def test_nothing_is_offered_where_the_documents_say_nothing(make_library: MakeLibrary) -> None:
    empty = Answer("Wat?", "Wat?", Outcome.NOT_IN_DOCUMENTS, "nl")
    assert follow_ups(make_library({"a.md": REPORT}), empty) == ()


def test_what_was_asked_is_not_offered_again(library: Library) -> None:
    first = follow_ups(library, asked(library, "Wat kost het herstel?"))[0]
    assert first not in follow_ups(library, asked(library, first))


def test_a_library_of_ones_own_begins_with_its_newest_documents(library: Library) -> None:
    for language, told in (("nl", "Vat "), ("en", "Summarise ")):
        offered = starting_questions(library, language)
        assert len(offered) == 2
        for text in offered:
            assert text.startswith(told)
            assert asked(library, text).reason


def test_two_documents_of_one_name_are_not_offered(make_library: MakeLibrary) -> None:
    twice = make_library({"noord/plan.md": REPORT, "zuid/plan.md": REPORT + "\nEn nog iets.\n"})
    assert starting_questions(twice, "nl") == ()


def test_the_colophon_and_the_like_are_offered_to_nobody() -> None:
    places = [
        ("v", "Colofon"),
        ("v", "9 Bronnen"),
        ("v", "2 Bronnen van inkomsten"),
        ("v", "Contents"),
    ]
    assert [section for _, section in _parts(places)] == ["2 Bronnen van inkomsten"]
