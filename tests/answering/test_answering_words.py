"""Of a quote the words that answer stand out: the figure or the date that is asked for, or the sentence."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.answering.answering_words import answering_words
from assistant.records import Question
from assistant.retrieval import understand

BOTH = "In 2019 deden 35 bedrijven mee. Dat kostte € 12 miljoen, op 3 mei 2020 uitgekeerd."


@pytest.mark.parametrize(
    ("question", "quote", "sentence", "bold"),
    [
        ("Hoeveel bedrijven deden mee?", BOTH, BOTH[:31], ["35"]),
        ("Hoeveel geld kostte het?", BOTH, BOTH[:31], ["€ 12 miljoen"]),
        ("Wanneer is het uitgekeerd?", BOTH, BOTH[32:], ["3 mei 2020"]),
        ("Waarom deden zij mee?", BOTH, BOTH[32:], [BOTH[32:]]),
        ("Waarom deden zij mee?", BOTH[:31], BOTH[:31], []),
        (
            "Hoeveel waren het er?",
            "Er zijn 1, 2, 3 en 4 lijnen.",
            "Er zijn 1, 2, 3 en 4 lijnen.",
            [],
        ),
        ("Hoeveel waren het er?", "Er zijn 12 lijnen.", "Iets anders.", []),
    ],
    ids=["counted", "beside it", "date", "sentence", "all of it", "too many", "not in it"],
)
def test_what_stands_out(question: str, quote: str, sentence: str, bold: list[str]) -> None:
    found = answering_words(quote, sentence, understand(Question(question)), "nl")
    assert [quote[start:end] for start, end in found] == bold


def test_the_figure_that_is_asked_for_stands_out_in_an_answer(make_library: MakeLibrary) -> None:
    library = make_library(
        {"plan.md": "# Plan\n\nIn 2021 kregen 48 scholen in de stad subsidie.\n"}
    )
    answer = answer_question(library, Question("Hoeveel scholen kregen subsidie?"))
    (first, *_) = answer.statements
    assert [first.text[start:end] for start, end in first.bold] == ["48"]
