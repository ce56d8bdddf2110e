"""The reader that ships: small, sure of the plain cases, and no quote of its answers is other than on its page."""

from __future__ import annotations

import math

import pytest
from conftest import MakeLibrary
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.library import Library
from assistant.reader import Readable, Skill, is_there, judge
from assistant.records import Outcome, Question

LARGEST = 30_000_000  # bytes
PASSAGE = (
    "In dit hoofdstuk bespreken we waarom de brug dicht is.",
    "De brug in Assen is in 1931 gebouwd.",
    "Sinds maart kan er niemand meer over, omdat de pijlers zijn gescheurd.",
    "De wethouder verwacht dat de vernieuwing in 2027 klaar is.",
)


def test_it_is_there_and_small() -> None:
    assert is_there(Skill.QUESTIONS)
    assert not is_there(Skill.CLAIMS), "what does not pay does not ship"
    assert Skill.QUESTIONS.file.stat().st_size < LARGEST


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Waarom is de brug in Assen dicht?", 2),
        ("Why is the bridge closed?", 2),
        ("Wanneer is de brug gebouwd?", 1),
        ("When will the renewal be finished?", 3),
    ],
)
def test_it_marks_the_sentence_that_answers(question: str, answers: int) -> None:
    (read,) = judge(question, [Readable("Bruggen. De brug in Assen", PASSAGE)], Skill.QUESTIONS)
    assert max(range(4), key=lambda n: read.answers[n]) == answers


def test_a_passage_that_answers_comes_before_one_that_does_not() -> None:
    other = Readable("Bruggen. De brug in Emmen", ("De brug in Emmen is blauw geverfd.",))
    read = judge(
        "Waarom is de brug in Assen dicht?",
        [other, Readable("Bruggen. De brug in Assen", PASSAGE)],
        Skill.QUESTIONS,
    )
    assert read[1].passage > read[0].passage
    assert all(math.isfinite(each.passage) for each in read)


@pytest.fixture
def reading_library(make_library: MakeLibrary) -> Library:
    library = make_library({"brug.md": "# De brug in Assen\n\n" + " ".join(PASSAGE) + "\n"})
    library.settings = library.settings.model_copy(update={"reader": True})
    library.refresh()
    return library


def test_an_answer_with_it_is_word_for_word_on_its_page(reading_library: Library) -> None:
    answer = answer_question(reading_library, Question("Waarom is de brug in Assen dicht?"))
    assert answer.outcome is not Outcome.NOT_IN_DOCUMENTS
    shown = answer.statements or answer.nearest
    assert "gescheurd" in shown[0].text
    for statement in shown:
        check_statement(statement)


def test_it_can_be_switched_off(reading_library: Library) -> None:
    question = Question("Waarom is de brug in Assen dicht?")
    reading = answer_question(reading_library, question)
    reading_library.settings = reading_library.settings.model_copy(update={"reader": False})
    alone = answer_question(reading_library, question)
    assert reading.confidence != alone.confidence
