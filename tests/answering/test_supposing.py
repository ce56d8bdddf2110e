"""What a question takes for a fact must stand in what answers it."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.library import Library
from assistant.records import Outcome, Question

FERRY = """# Verslag van de veren 2021

## Het veer bij Wijhe

Het veer bij Wijhe is in 2020 opgeheven, omdat de brug klaar was en er te weinig reizigers overbleven.

## Het veer bij Olst

Het veer bij Olst vaart elke dag. Het vervoerde vorig jaar negentigduizend reizigers, omdat de zomer warm was. De
gemeente betaalt daarom een nieuwe motor voor het veer bij Olst.
"""


@pytest.fixture
def library(make_library: MakeLibrary) -> Library:
    return make_library({"veren.md": FERRY})


@pytest.mark.parametrize(
    "question",
    [
        "Waarom is het veer bij Olst gestopt?",
        "Waarom is het veer bij Olst mislukt?",
        "Why was the ferry at Olst abolished?",
    ],
)
def test_no_reason_is_given_for_what_has_not_happened(library: Library, question: str) -> None:
    answer = answer_question(library, Question(question))
    assert answer.outcome in (Outcome.CLOSEST, Outcome.NOT_IN_DOCUMENTS)
    assert not answer.statements


@pytest.mark.parametrize(
    "question",
    ["Waarom is het veer bij Wijhe gestopt?", "Waarom is het veer bij Wijhe afgeschaft?"],
)
def test_a_reason_stands_where_it_has_happened_in_other_words(
    library: Library, question: str
) -> None:
    answer = answer_question(library, Question(question))
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED)
    assert "opgeheven, omdat de brug" in answer.statements[0].text


def test_a_question_that_supposes_nothing_is_answered_as_ever(library: Library) -> None:
    answer = answer_question(library, Question("Waarom betaalt de gemeente een nieuwe motor?"))
    assert "nieuwe motor" in answer.statements[0].text
