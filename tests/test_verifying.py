"""A model's sentence is shown only where a passage carries it, with what carries it."""

from __future__ import annotations

import pytest

from assistant.library import Library
from assistant.records import Filters, Question
from assistant.retrieval import Retrieved, look_up, retrieve
from assistant.writing import Verifier, Written


def _passages(library: Library, question: str) -> list[Retrieved]:
    return retrieve(library, look_up(library, Question(question)), Filters(), 8)


@pytest.fixture(scope="module")
def passages(sample_library: Library) -> list[Retrieved]:
    return _passages(sample_library, "Hoeveel fieldlabs waren er eind 2020?")


def test_a_copied_sentence_cites_the_sentence(
    sample_library: Library, passages: list[Retrieved]
) -> None:
    sentence = max(passages[0].passage.sentences, key=lambda s: len(s.text))
    statement = Verifier(sample_library, passages, "nl").verify(Written(sentence.text, (1,)))
    assert statement is not None
    assert (statement.kind, statement.support) == ("written", "word_for_word")
    assert statement.citations[0].quote in sentence.text


def test_a_sentence_that_no_passage_has_is_no_statement(
    sample_library: Library, passages: list[Retrieved]
) -> None:
    verifier = Verifier(sample_library, passages, "nl")
    assert verifier.verify(Written("De koning opende in 1987 een haven in Delfzijl.", (1,))) is None
    assert verifier.verify(Written("", ())) is None
