"""Two documents that a question compares are shown side by side."""

from __future__ import annotations

import pytest
from bare_versions import a_version
from conftest import MakeLibrary
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.answering.setting_side_by_side import _side, _sides
from assistant.answering.sides_asked import SidesAsked
from assistant.library import Library
from assistant.records import Outcome, Question
from assistant.retrieval import understand

PLAN = """---
title: Zwemplan 2020
publisher: Gemeente Olst
---
# Zwemplan 2020

## Geld

Het zwembad kost de gemeente elk jaar 400.000 euro. De entree blijft drie euro.

## Water

Het water van het zwembad wordt verwarmd met zonnepanelen op het dak.
"""
EVALUATION = """---
title: Evaluatie van het zwembad 2022
publisher: Bureau Waterlijn
---
# Evaluatie van het zwembad 2022

## Geld

Het zwembad kostte de gemeente in 2021 ruim 520.000 euro, omdat er minder bezoekers kwamen.

## Bezoekers

Het zwembad trok in 2021 vooral kinderen. Voor ouderen waren er te weinig lessen.
"""
OTHER = """# Verslag van de kermis 2021

De kermis duurde vier dagen. Het zwembad bleef die week dicht. Het kostte niets.
"""


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"zwemplan.md": PLAN, "evaluatie.md": EVALUATION, "kermis.md": OTHER})


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Wat is het verschil tussen het zwemplan en de evaluatie van 2022 over de kosten van het zwembad?",
         "400.000", "520.000"),
        ("Vergelijk de evaluatie van 2022 met het zwemplan van 2020 over de kosten van het zwembad",
         "520.000", "400.000"),
        ("Wat zeggen de gemeente Olst en Bureau Waterlijn over de kosten van het zwembad?", "400.000", "520.000"),
    ],
)  # fmt: skip
def test_each_side_speaks_in_its_turn(
    library: Library, question: str, first: str, second: str
) -> None:
    answer = answer_question(library, Question(question))
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED)
    said = " ".join(statement.text for statement in answer.statements)
    assert said.index(first) < said.index(second)
    titles = [statement.citations[0].title for statement in answer.statements]
    assert all(title in answer.reason or "Bureau" in answer.reason for title in titles)
    assert titles == sorted(titles, key=titles.index)
    for statement in answer.statements:
        check_statement(statement)


def test_a_side_that_says_nothing_is_told_of(library: Library) -> None:
    question = (
        "Vergelijk het zwemplan van 2020 met de evaluatie van 2022 over de zonnepanelen op het dak"
    )
    answer = answer_question(library, Question(question))
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert {s.citations[0].title for s in answer.statements} == {"Zwemplan 2020"}
    assert (
        "In Evaluatie van het zwembad 2022 is hierover niets met zekerheid gevonden."
        in answer.reason
    )


def test_where_neither_says_anything_for_sure_the_whole_library_is_searched(
    library: Library,
) -> None:
    question = "Vergelijk het zwemplan van 2020 met de evaluatie van 2022 over raketten op de maan"
    answer = answer_question(library, Question(question))
    assert answer.outcome in (Outcome.CLOSEST, Outcome.NOT_IN_DOCUMENTS)
    assert not answer.statements
    assert "Zwemplan" not in answer.reason  # absent, it is not called


def test_things_that_are_no_documents_are_not_set_side_by_side(library: Library) -> None:
    answer = answer_question(
        library, Question("Wat is het verschil tussen een zwembad en een kermis?")
    )
    assert "Naast elkaar" not in answer.reason


VERSIONS = (
    a_version("Zwemplan", "Gemeente Olst", "2014", kind="plan"),
    a_version("Bospaden", "Gemeente Zwolle", "2018", kind="plan"),
    a_version("Evaluatie fietsen", "Bureau Waterlijn", "2017", kind="evaluation"),
    a_version("Evaluatie lopen", "Bureau Waterlijn", "2019", kind="evaluation"),
)


def named(sides: SidesAsked) -> tuple[str, list[str | None]]:
    typed, found = _sides(VERSIONS, sides, understand(Question("Vergelijk ze", language="nl")))
    return typed.subject, [side.name if side else None for side in found]


def test_words_of_a_side_that_name_no_document_are_the_subject() -> None:
    budgets = SidesAsked("de budgetten van Zwemplan 2014", "Bospaden 2018", "")
    assert named(budgets) == ("de budgetten", ["Zwemplan", "Bospaden"])
    two = SidesAsked("de budgetten van Zwemplan 2014", "Bospaden 2018", "kosten")
    assert named(two)[1] == [None, "Bospaden"]
    missing = SidesAsked(
        "de begroting van Zwolle voor raketten in Zwemplan 2014", "Bospaden 2018", ""
    )
    assert named(missing)[1] == [None, "Bospaden"]


def test_a_year_is_a_document_only_beside_a_kind() -> None:
    assert named(SidesAsked("2017", "2019", "aantal leden"))[1] == [None, None]
    years = SidesAsked("de evaluatie van 2017", "die van 2019", "")
    assert named(years)[1] == ["Evaluatie fietsen", "Evaluatie lopen"]


def test_a_publisher_is_one_with_all_its_documents() -> None:
    many = [a_version("Stuk", "Provincie Utrecht", "2015", key=str(number)) for number in range(9)]
    asked = understand(Question("Vergelijk ze", language="nl"))
    found = _side([*VERSIONS, *many], "de provincie Utrecht", asked)
    assert found is not None
    assert found.of_publisher
    assert len(found.versions) == 9
    assert _side(VERSIONS, "de gemeente", asked) is None


def test_two_publishers_without_a_subject_are_left_to_the_search(library: Library) -> None:
    question = Question("Wat is het verschil tussen de gemeente Olst en Bureau Waterlijn?")
    reason = answer_question(library, question).reason
    assert "Noch in" not in reason
    assert "Naast elkaar" not in reason


def test_two_editions_are_told_apart_by_their_dates() -> None:
    old, new = (a_version("Waterplan", "Gemeente Olst", year) for year in ("2020", "2024"))
    typed = SidesAsked("de versie van 2020", "die van 2024", "Hoe vaak telt men")
    _, sides = _sides([new, old], typed, understand(Question("Hoe vaak telt men?")))
    assert [side.name for side in sides if side] == ["Waterplan (2020)", "Waterplan (2024)"]
