"""What is asked besides, and of how many things, is not said to be answered where no quote has its form."""

from __future__ import annotations

from typing import Any, cast

import pytest

from assistant.answering.asked_twice import says_all_asked
from assistant.records import Question, Statement
from assistant.retrieval import understand


@pytest.mark.parametrize(
    ("question", "text", "all_of_it"),
    [
        ("Wie meet de golven en in welke maand is dat?", "Dat doet dr. P. Kok.", False),
        ("Wie meet de golven en in welke maand is dat?", "Dat doet dr. P. Kok in mei 2021.", True),
        ("Who counts the birds, and when?", "The office counts them.", False),
        ("Hoeveel bruggen zijn er en hoeveel daarvan zijn oud?", "Er zijn 40 bruggen in 2021.", False),
        ("Hoeveel bruggen zijn er en hoeveel daarvan zijn oud?", "Van de 40 bruggen zijn er 10 oud.", True),
        ("Hoeveel bruggen zijn er?", "Er zijn 40 bruggen.", True),
        ("Hoeveel bruggen zijn er?", "5.d.2 Bruggen. Besluit: 1. Een brief te sturen. 2. Die te bewaren.", False),
        ("Hoeveel bruggen zijn er?", "3. De gemeente telt veertig bruggen.", True),
        ("Welke vier lessen trekt men?", "Men trekt lessen, en dat is goed.", False),
        ("Welke vier lessen trekt men?", "Vier:\n• meet\n• weeg\n• tel\n• leer", True),
        ("Welke vier lessen trekt men?", "Men moet meten, wegen, tellen en leren.", True),
        ("Welke lessen trekt men?", "Men moet meten.", True),
    ],
)  # fmt: skip
def test_all_that_is_asked_has_a_form(question: str, text: str, all_of_it: bool) -> None:
    understood = understand(Question(question))
    statement = Statement(text, cast(Any, ()))
    assert says_all_asked(understood, [statement], understood.language) is all_of_it


def test_nothing_says_nothing() -> None:
    assert not says_all_asked(understand(Question("Hoeveel bruggen zijn er?")), [], "nl")
