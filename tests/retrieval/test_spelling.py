"""What was typed wrong is mended by the library's own words; what is another word is left alone."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.library import Library
from assistant.records import Question
from assistant.retrieval.spelling import _slips, mended

TEXT = (
    "De evaluatie van het ministerie telde veertig ambassadeurs. De staatssecretaris nam de aanbeveling over. "
    "In de begroting staan nieuwe banen. Zij kregen plannen voor de klanten van de gemeente."
)


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    library = read_library({"a.md": TEXT, "b.md": "The ambassadors found the evaluation useful."})
    library.refresh()
    return library


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoeveel ambasadeurs waren er", "hoeveel ambassadeurs waren er"),
        ("wat zegt de evalutie", "wat zegt de evaluatie"),
        ("welke aanbevleing nam de statssecretaris over", "welke aanbeveling nam de staatssecretaris over"),
        ("hoevel ambassadeurs", "hoeveel ambassadeurs"),
        ("wat doet het ministrie?", "wat doet het ministerie?"),
        ("wat vindt de staastsecrtearis", "wat vindt de staatssecretaris"),
        ("hoeveel ambassdaeusr", "hoeveel ambassadeurs"),
    ],
)  # fmt: skip
def test_a_slip_is_mended(library: Library, typed: str, meant: str) -> None:
    assert mended(library, typed, "nl") == meant


@pytest.mark.parametrize(
    "text",
    [
        "hoeveel banken zijn er",  # not banen
        "waar zijn de kroegen",  # not kregen
        "de kranten en de planten",  # not klanten, not plannen
        "hoeveel ambassadeur waren er",  # an ending
        "Evalutie, EVALUTIE en evalutie2 van Ministrie",  # names, and parts of words
        "gemeten en geweten",
        "de aanbesteding en de staatslieden",  # two and more letters away, with letters of their own
        "ministerieel en ministrabel",
        "",
    ],
)
def test_another_word_is_left_alone(library: Library, text: str) -> None:
    assert mended(library, text, "nl") == text


def test_the_answer_says_as_what_it_was_understood(library: Library) -> None:
    answer = answer_question(library, Question("hoeveel ambasadeurs telde de evalutie?"))
    assert answer.question == "hoeveel ambasadeurs telde de evalutie?"
    assert answer.understood == "hoeveel ambassadeurs telde de evaluatie?"
    assert "veertig" in " ".join(s.text for s in answer.statements)


@pytest.mark.parametrize(
    ("typed", "opposite"),
    [
        ("arbeidsgeschiktheid", "arbeidsongeschiktheid"),
        ("verkeersonveiligheid", "verkeersveiligheid"),
        ("verkeersveilgheid", "verkeersonveiligheid"),  # with a slip, too
        ("inkomensafhankelijk", "inkomensonafhankelijk"),
        ("wilsonbekwaamheid", "wilsbekwaamheid"),
    ],
)
def test_no_word_is_mended_into_its_opposite(typed: str, opposite: str) -> None:
    assert _slips(typed, opposite) == 0
