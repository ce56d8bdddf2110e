"""The two sides of a question that compares, and its subject."""

from __future__ import annotations

import pytest

from assistant.answering.sides_asked import sides_asked


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
