"""An explanation shows the run that made the answer, and makes no other."""

from __future__ import annotations

import json

import pytest

from assistant.answering import answer_question, finding, inquire, pipeline
from assistant.answering.explain import explain
from assistant.answering.pipeline import run_steps
from assistant.library import Library
from assistant.records import Filters, Question

QUESTION = Question("Hoeveel bedrijven doen er mee?")


def test_a_question_is_understood_and_searched_for_once(
    seed_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for module, name in ((pipeline, "understand"), (finding, "find")):
        monkeypatch.setattr(module, name, _counted(getattr(module, name), name, done))
    seed_library.refresh()
    explanation = explain(seed_library, QUESTION, most=4)
    assert done == ["understand", "find"]
    monkeypatch.undo()
    assert explanation.answer == answer_question(seed_library, QUESTION)


def test_an_explanation_has_what_the_steps_found(seed_library: Library) -> None:
    seed_library.refresh()
    explanation = explain(seed_library, QUESTION, most=1)
    assert explanation.kind == "how_many"
    assert explanation.searched == explanation.answer.understood
    (quoted,) = explanation.answer.statements
    (chosen,) = [p for p in explanation.passages if p.chosen]
    assert chosen.sentence == quoted.text
    assert explanation.answer.confidence >= explanation.threshold
    assert json.loads(json.dumps(explanation.as_json()))["sure"] == explanation.sure


def test_only_who_asks_gets_the_whole_ranking(seed_library: Library) -> None:
    seed_library.refresh()
    assert explain(seed_library, QUESTION, most=1).documents["seed_article_nl.txt"] is not None
    assert run_steps(seed_library, inquire(QUESTION)).trace.ranking == ()


def test_a_question_that_is_not_searched_for_is_explained_too(seed_library: Library) -> None:
    seed_library.refresh()
    question = Question(QUESTION.text, filters=Filters(documents=("geen",)))
    explanation = explain(seed_library, question, most=4)
    assert explanation.answer.reason
    assert explanation.passages == ()
    assert set(explanation.documents.values()) == {None}


def _counted(function: object, name: str, done: list[str]) -> object:
    def counting(*args: object, **options: object) -> object:
        done.append(name)
        return function(*args, **options)  # type: ignore[operator]

    return counting
