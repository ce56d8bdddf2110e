"""So many things that a question asks for are found where they are announced, whatever stands between them."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.answering.asked_list import numbered_thing
from assistant.library import Library
from assistant.records import Outcome, Question

PLAN = """# Plan voor de duinen

## Plaatsen

Wij zien de volgende voorkeursgebieden:

- Noord: de kop van de duinen

In het noorden is er al lang overleg met de boeren. Zij werken samen.

- Midden: het dal

Het dal is nat. Daar komen veel vogels.

- Zuid: de haven

De haven ligt langs de weg.

## Aanpak

Daarvoor gelden twee regels voor gebieden:

- meet eerst
- graaf later
"""


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"duinen.md": PLAN})


def test_items_with_paragraphs_between_them_are_one_list(library: Library) -> None:
    answer = answer_question(
        library, Question("Welke drie gebieden in de duinen hebben de voorkeur volgens het plan?")
    )
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED)
    (statement,) = answer.statements
    announced, *items = statement.text.splitlines()
    assert announced == "Wij zien de volgende voorkeursgebieden:"
    assert [item.lstrip("- ") for item in items] == [
        "Noord: de kop van de duinen",
        "Midden: het dal",
        "Zuid: de haven",
    ]
    check_statement(statement)


@pytest.mark.parametrize(
    "question",
    [
        "Welke vier gebieden in de duinen hebben de voorkeur?",  # of none there are so many
        "Welke drie boeren in de duinen werken samen?",  # of these no list is announced
    ],
)
def test_a_list_of_another_number_or_of_other_things_is_not_taken_for_it(
    library: Library, question: str
) -> None:
    shown = answer_question(library, Question(question)).statements
    assert not any("haven" in statement.text and "dal" in statement.text for statement in shown)


def test_the_thing_asked_for_stands_behind_its_number() -> None:
    assert numbered_thing("What are the five main goals of the plan?") == "five main goals"
    assert numbered_thing("Welke gebieden zijn er?") == ""
