"""The two sides of a question that compares, and its subject."""

from __future__ import annotations

import pytest

from assistant.answering.sides_asked import asks, sides_asked


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        (
            "Wat is het verschil in aantal fieldlabs tussen het plan en de brief?",
            "aantal fieldlabs",
        ),
        ("What is the difference in terms of costs between the plan and the letter?", "costs"),
        ("Welk verschil is er tussen het plan en de brief?", ""),
        ("Welke verschillen bestaan er tussen het plan en de brief?", ""),
        ("Wat is het verschil tussen het plan en de brief over geld?", "geld"),
    ],
)
def test_the_subject_may_stand_before_the_sides(question: str, subject: str) -> None:
    assert [sides.subject for sides in sides_asked(question)] == [subject]


def test_what_is_neither_a_side_nor_a_subject_is_not_left_out() -> None:
    assert not list(
        sides_asked("Wat is het verschil vermogensbelasting tussen het plan en de brief?")
    )


def test_a_long_list_of_sides_is_not_tried_in_every_way() -> None:
    assert len(list(sides_asked("Vergelijk " + " en ".join(["plan"] * 40)))) == 4


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("Hoe vaak telt men volgens het plan en volgens de brief?", "het plan", "de brief"),
        ("Hoeveel kost het volgens het plan, en hoeveel volgens de brief?", "het plan", "de brief"),
        ("How often is it counted according to the plan and according to the letter?", "the plan", "the letter"),
        ("Hoeveel kost het in de versie van 2020 en in die van 2022?", "de versie van 2020", "in die van 2022"),
    ],
)  # fmt: skip
def test_what_two_documents_are_asked_alike(question: str, first: str, second: str) -> None:
    (sides,) = sides_asked(question)
    assert (sides.first, sides.second) == (first, second)
    assert asks(sides.subject)


def test_what_is_in_two_places_compares_no_documents() -> None:
    assert not list(sides_asked("Hoeveel fieldlabs waren er in 2017 en in 2019?"))
    assert not list(sides_asked("Het plan volgens de gemeente en de provincie"))
