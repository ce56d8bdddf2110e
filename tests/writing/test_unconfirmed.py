"""A sentence that nothing confirms is shown as such with what comes closest, and never passes for checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from model_answers import FALSE, HOW_MANY, TRUE, asked_of, assert_cited, quoted, settings_for
from scripted_model import says, scripted_model

from assistant.answering.follow_ups import follow_ups
from assistant.evaluation.run import shown_statements, turn_of
from assistant.library import Library
from assistant.library.answers import answer_from_json
from assistant.library.withholding import answer_within
from assistant.records import Answer, Fault, Outcome, Statement
from assistant.texts import notes
from assistant.web.gradio.conversation import _turn
from assistant.writing import Writer

BEYOND = "Bedrijven en kennisinstellingen trokken in de proeftuinen samen op. [1]\n"
PLANNED = "De minister zal het programma Waterkracht met vier jaar verlengen. [1]\n"
UNLIKE = "De koning opende een haven met veel publiek en muziek. [1]\n"


def answered(library: Library, text: str, **options: object) -> Answer:
    with scripted_model(says(text)) as model:
        return asked_of(library, Writer(settings_for(model.url, **options)))[1]


def supports(answer: Answer) -> list[str]:
    return [each.support for each in answer.statements]


def test_a_paraphrase_beyond_the_words_is_shown_as_unconfirmed_with_what_comes_closest(
    water_library: Library,
) -> None:
    answer = answered(water_library, TRUE + BEYOND)
    first, second = answer.statements
    assert first.confirmed
    assert (second.kind, second.support) == ("written", "unconfirmed")
    assert f"{second.text} [1]\n" == BEYOND
    assert_cited(water_library, second)
    assert "410 bedrijven" in second.citations[0].quote
    assert answer.writing is not None
    assert answer.writing.left_out == 0
    assert "Niet elke zin wordt door de bronnen bevestigd" in notes(answer)[-1]


def test_how_firmly_it_is_said_is_left_to_the_reader(water_library: Library) -> None:
    _, statement = answered(water_library, TRUE + PLANNED).statements
    assert statement.support == "unconfirmed"


def test_one_that_comes_first_waits_for_a_confirmed_one(water_library: Library) -> None:
    answer = answered(water_library, BEYOND + TRUE)
    assert [s.confirmed for s in answer.statements] == [True, False]


def test_what_differs_and_what_is_like_nothing_is_dropped_and_it_is_said_why(
    water_library: Library,
) -> None:
    answer = answered(water_library, TRUE + FALSE + UNLIKE)
    assert all(each.confirmed for each in answer.statements)
    writing = answer.writing
    assert writing is not None
    assert (writing.left_out, writing.contradicted, writing.unfounded) == (2, 1, 1)
    (note,) = notes(answer)
    assert "2 geschreven zinnen zijn weggelaten" in note
    assert "wijkt van de bronnen (een getal" in note
    assert "niets op lijkt: 1" in note


def test_the_owner_may_have_them_dropped(water_library: Library) -> None:
    answer = answered(water_library, TRUE + BEYOND, model_unconfirmed="drop")
    assert all(each.confirmed for each in answer.statements)
    assert answer.writing is not None
    assert answer.writing.left_out == 1


def test_of_nothing_but_unconfirmed_sentences_no_answer_is_made(water_library: Library) -> None:
    answer = answered(water_library, BEYOND)
    assert answer.statements == quoted(water_library, HOW_MANY)
    assert answer.writing is not None
    assert (answer.writing.fault, answer.writing.left_out) == (Fault.UNSUPPORTED, 1)


def test_nothing_is_built_on_them(water_library: Library) -> None:
    answer = answered(water_library, TRUE + BEYOND)
    confirmed, unconfirmed = answer.statements
    only = replace(answer, statements=(unconfirmed,))
    assert shown_statements(answer) == [confirmed]
    assert turn_of(only).quotes == _turn(only).quotes == ()
    assert turn_of(only).documents == _turn(only).documents == ()
    assert follow_ups(water_library, only) == ()


def test_one_is_not_left_behind_alone_where_the_others_are_hidden(water_library: Library) -> None:
    answer = answered(water_library, TRUE + BEYOND)
    confirmed, unconfirmed = answer.statements
    elsewhere = replace(confirmed.citations[0], version="f" * 64)
    answer = replace(answer, statements=(replace(confirmed, citations=(elsewhere,)), unconfirmed))
    assert answer_within(answer, lambda version: version != "f" * 64).statements == ()


@pytest.mark.parametrize("support", ["word_for_word", "supported", "partly", "unconfirmed"])
def test_answers_are_kept_as_they_are_and_those_of_before_load(support: str) -> None:
    statement = Statement("Er zijn er 32.", (), "written", support)  # type: ignore[arg-type]
    answer = Answer("?", "?", Outcome.ANSWERED, "nl", (statement,))
    assert answer_from_json(answer.as_json()) == answer
    data = replace(answer, writing=None).as_json() | {"writing": {"model": "m", "left_out": 2}}
    before = answer_from_json(data)
    assert before.writing is not None
    assert (before.writing.contradicted, before.writing.unfounded) == (0, 0)
