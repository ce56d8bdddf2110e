"""What a question takes for a fact must stand in what answers it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from conftest import MakeLibrary
from small_passage import PLAIN, passage_of

from assistant.answering import answer_question, supposing
from assistant.answering.candidates import Candidate
from assistant.answering.deciding import decide
from assistant.answering.decision import fitted_decision
from assistant.answering.pipeline import inquire
from assistant.answering.supposing import check_premise, is_about, said_around
from assistant.language.premises import premise_of_why
from assistant.library import Library
from assistant.records import Outcome, Question
from assistant.retrieval import Retrieved, understand
from assistant.retrieval.hits import Hit

FERRY = """# Verslag van de veren 2021

## Het veer bij Wijhe

Het veer bij Wijhe is in 2020 opgeheven, omdat de brug klaar was en er te weinig reizigers overbleven.

## Het veer bij Olst

Het veer bij Olst vaart elke dag. Het vervoerde vorig jaar negentigduizend reizigers, omdat de zomer warm was. De
gemeente betaalt daarom een nieuwe motor voor het veer bij Olst.
"""


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"veren.md": FERRY})


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


def test_what_it_is_about_may_stand_in_the_sentences_before() -> None:
    asked = understand(Question("Waarom is het programma Beter Bouwen in 2019 gestopt?"))
    premise = premise_of_why(asked.text)
    passage = passage_of(
        ("Het programma Beter Bouwen liep tot 2019.", PLAIN),
        ("Het is beëindigd wegens een gebrek aan deelname.", PLAIN),
        ("Er is een motie.", PLAIN),
        ("De markt is gestopt.", PLAIN),
    )
    assert premise
    assert premise.told.search(passage.sentences[1].text)
    assert is_about(said_around(passage, 1), passage, premise, asked)
    assert not is_about(said_around(passage, 3), passage, premise, asked)


def test_another_name_for_it_is_its_name() -> None:
    asked = understand(Question("Waarom is de Taskforce Brede Wegen gestopt?"))
    renamed = replace(asked, aliases=(*((term, frozenset({"tbw"})) for term in asked.terms),))
    premise = premise_of_why(asked.text)
    passage = passage_of(("De TBW is opgeheven, omdat het werk klaar was.", PLAIN))
    assert premise
    assert not is_about(said_around(passage, 0), passage, premise, asked)
    assert is_about(said_around(passage, 0), passage, premise, renamed)


@pytest.mark.parametrize(
    ("text", "sure", "unconfirmed"),
    [
        ("Beter Bouwen verdween, omdat niemand meedeed.", True, False),  # it says so
        ("Beter Bouwen ging niet door, omdat niemand meedeed.", True, True),
        ("Beter Bouwen ging niet door, omdat niemand meedeed.", False, False),
        ("Beter Bouwen heeft vier leden.", True, False),
        ("De markt ging niet door, omdat niemand kwam.", True, False),
    ],
)
def test_a_sure_reason_in_other_words_is_part_of_an_answer(
    library: Library, monkeypatch: pytest.MonkeyPatch, text: str, sure: bool, unconfirmed: bool
) -> None:
    limit = supposing.MORE_PROBABLE
    probability = limit + 0.01 if sure else limit - 0.01
    monkeypatch.setattr(Candidate, "probability", property(lambda self: probability))
    monkeypatch.setattr(Candidate, "is_probable", True)
    nothing = np.zeros(0, dtype=np.float32)
    hit = Hit(passage_of((text, PLAIN)), library.versions.current()[0], 0.0, 0.0, 0.0)
    found = Retrieved(hit, nothing, nothing, nothing, {}, 0.0)
    inquiry = inquire(Question("Waarom is Beter Bouwen gestopt?"))
    ranked = (Candidate(found, 0, cast(Any, None), 0.0),)
    done = check_premise(library, replace(inquiry, ranked=ranked))
    assert done.unconfirmed is unconfirmed
    assert done.baseless is (not unconfirmed and "verdween" not in text)
    if unconfirmed:
        assert decide(library, done).probability == fitted_decision().partly


@pytest.mark.parametrize(
    ("text", "unconfirmed"),
    [
        ("The programme was abolished by the new cabinet.", True),
        ("The programme has four members, since it is small.", False),
    ],
)
def test_what_another_language_surely_says_is_part_of_an_answer(
    library: Library, monkeypatch: pytest.MonkeyPatch, text: str, unconfirmed: bool
) -> None:
    monkeypatch.setattr(Candidate, "probability", property(lambda self: 0.99))
    monkeypatch.setattr(Candidate, "is_probable", True)
    nothing = np.zeros(0, dtype=np.float32)
    english = replace(passage_of((text, PLAIN)), language="en")
    hit = Hit(english, library.versions.current()[0], 0.0, 0.0, 0.0)
    found = Retrieved(hit, nothing, nothing, nothing, {}, 0.0)
    inquiry = inquire(Question("Waarom werd het ding van de stad gestopt?"))
    ranked = (Candidate(found, 0, cast(Any, None), 0.0),)
    done = check_premise(library, replace(inquiry, ranked=ranked))
    assert (done.unconfirmed, done.baseless) == (unconfirmed, not unconfirmed)
