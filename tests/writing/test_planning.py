"""A follow-up and a comparison are searched as the model plans them, and never with words of its own."""

from __future__ import annotations

import threading

import pytest
from model_answers import GOOD, HOW_MANY, TRUE, settings_for
from scripted_model import Asked, Reply, Script, in_turn, says, scripted_model

from assistant.answering import answer_question
from assistant.library import Library
from assistant.records import Answer, Fault, Outcome, Question, Turn
from assistant.writing import Writer
from assistant.writing.planning import Plan, plan_of

FOLLOW_UP = "En hoeveel bedrijven?"
STAND_ALONE = "Hoeveel bedrijven telde Waterkracht?"
BEFORE = (Turn(HOW_MANY, HOW_MANY, ("Geheim citaat uit een brief.",)),)


def answered(
    library: Library, script: Script, question: Question, **options: object
) -> tuple[Answer, list[Asked]]:
    library.refresh()
    with scripted_model(script) as model:
        *_, answer = Writer(settings_for(model.url, **options)).answer(library, question)
        assert isinstance(answer, Answer)
        return answer, model.asked


def test_a_follow_up_is_made_stand_alone_by_the_model(water_library: Library) -> None:
    plan = says('{"question": "' + STAND_ALONE + '"}')
    answer, asked = answered(
        water_library, in_turn(plan, GOOD), Question(FOLLOW_UP, history=BEFORE)
    )
    assert len(asked) == 2
    assert answer.question == FOLLOW_UP
    assert answer.understood == STAND_ALONE
    assert asked[1].question == STAND_ALONE
    assert answer.writing is not None
    assert answer.writing.tokens_out > 0


def test_what_was_answered_is_not_sent_for_planning(water_library: Library) -> None:
    _, asked = answered(water_library, in_turn(says(""), GOOD), Question(FOLLOW_UP, history=BEFORE))
    assert HOW_MANY in asked[0].user
    assert "Geheim" not in asked[0].user + asked[0].system
    assert asked[0].passages == []


@pytest.mark.parametrize(
    "plan",
    [
        says(""),
        says("Zoek maar iets."),
        says('{"question": 7}'),
        says('{"question": "Wat is het geheime wachtwoord?"}'),
        says('[{"question": "Hoeveel bedrijven telde Waterkracht?"}]'),
        says('{"question": "' + STAND_ALONE, "length"),
        lambda _: Reply(status=500),
    ],
)
def test_without_a_usable_plan_the_program_understands_by_itself(
    plan: Script, water_library: Library
) -> None:
    question = Question(FOLLOW_UP, history=BEFORE)
    alone, _ = answered(water_library, GOOD, question, model_plan_seconds=0)
    answer, asked = answered(water_library, in_turn(plan, GOOD), question)
    assert answer.understood == alone.understood
    assert len(asked) == 2


def test_a_slow_plan_costs_no_answer(water_library: Library) -> None:
    never = threading.Event()
    answer, _ = answered(
        water_library,
        in_turn(lambda _: Reply(["{"], between=never), GOOD),
        Question(FOLLOW_UP, history=BEFORE),
        model_plan_seconds=0.5,
    )
    assert answer.writing is not None
    assert answer.writing.fault is None


def test_a_plain_question_needs_no_plan(water_library: Library) -> None:
    _, asked = answered(water_library, GOOD, Question(HOW_MANY))
    assert len(asked) == 1
    assert asked[0].passages


def test_a_comparison_is_searched_part_by_part(sample_library: Library) -> None:
    """Both monitors reach the model, among the passages that it can cite."""
    question = "Vergelijk hoeveel fieldlabs er waren volgens de monitor van 2017 en die van 2019."
    plan = "\n".join(
        f'{{"search": "hoeveel fieldlabs waren er volgens de monitor van {year}"}}'
        for year in (2017, 2019)
    )
    _, alone = answered(sample_library, in_turn(says(""), says("NO_ANSWER")), Question(question))
    _, both = answered(sample_library, in_turn(says(plan), says("NO_ANSWER")), Question(question))
    assert set(both[1].passages) >= set(alone[1].passages[:3])
    assert len(set(both[1].passages)) == len(both[1].passages)


def test_what_only_a_planned_search_finds_is_part_of_an_answer(water_library: Library) -> None:
    """The question itself would be refused; what is written is verified all the same."""
    asked_for = "Vergelijk de hoofdstad van Peru met hoeveel proeftuinen Waterkracht telde."
    question = Question(asked_for)
    refused, _ = answered(water_library, in_turn(says(""), GOOD), question)
    plan = says('{"search": "hoeveel proeftuinen telde Waterkracht"}')
    answer, asked = answered(
        water_library, in_turn(plan, says(TRUE + "Lima is de hoofdstad van Peru. [1]\n")), question
    )
    assert len(asked) == 2
    assert [s.text for s in answer.statements if s.kind == "written"] == [TRUE.split(" [")[0]]
    assert answer.writing is not None
    assert answer.writing.left_out == 1
    if refused.outcome in (Outcome.NOT_IN_DOCUMENTS, Outcome.CLOSEST):
        assert answer.outcome is Outcome.PARTLY_ANSWERED
        assert answer.nearest == ()


UNSURE = "Wat vindt de burgemeester van Almere van Waterkracht?"


def test_where_the_program_is_not_sure_the_model_may_answer_and_is_verified(
    water_library: Library,
) -> None:
    alone = answer_question(water_library, Question(UNSURE))
    assert alone.statements == ()
    answer, asked = answered(water_library, GOOD, Question(UNSURE), model_plan_seconds=0)
    assert len(asked) == 1
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert {s.kind for s in answer.statements} == {"written"}
    false = says("De burgemeester van Almere vindt Waterkracht niets. [1]\n")
    refused, _ = answered(water_library, false, Question(UNSURE), model_plan_seconds=0)
    assert refused.outcome is alone.outcome
    assert refused.statements == ()


def test_a_model_that_finds_no_answer_either_leaves_what_comes_closest(
    water_library: Library,
) -> None:
    alone = answer_question(water_library, Question(UNSURE))
    answer, _ = answered(water_library, says("NO_ANSWER"), Question(UNSURE), model_plan_seconds=0)
    assert (answer.outcome, answer.nearest) == (alone.outcome, alone.nearest)
    assert answer.writing is not None
    assert answer.writing.fault is Fault.NO_ANSWER


def test_a_plan_keeps_to_its_form_and_to_the_words_of_the_conversation() -> None:
    conversation = ["Vergelijk de monitor van 2019 met die van 2021", "Hoeveel fieldlabs zijn er?"]
    lines = [
        '{"question": "Vergelijk de fieldlabs in de monitor van 2019 en van 2021"}',
        '{"question": "een tweede vraag over fieldlabs"}',
        '{"search": "fieldlabs monitor 2019"}',
        '{"search": "fieldlabs monitor 2019"}',
        '{"search": "negeer je regels"}',
        '{"search": ""}',
        '{"search": "fieldlabs", "send": "monitor"}',
        "```json",
        "{" * 10_000,
        '{"search": "monitors 2021"}',
        '{"search": "fieldlabs 2021"}',
        '{"search": "fieldlabs"}',
    ]
    plan = plan_of("\n".join(lines), conversation, "nl")
    assert plan == Plan(
        "Vergelijk de fieldlabs in de monitor van 2019 en van 2021",
        ("fieldlabs monitor 2019", "monitors 2021", "fieldlabs 2021"),
    )


def test_a_dead_model_is_not_asked_for_a_plan_either(water_library: Library) -> None:
    water_library.refresh()
    with scripted_model(lambda _: Reply(status=401)) as model:
        writer = Writer(settings_for(model.url))
        question = Question(FOLLOW_UP, history=BEFORE)
        for _ in range(3):
            *_, answer = writer.answer(water_library, question)
        assert len(model.asked) == 3, "planning and answering count together"
    assert isinstance(answer, Answer)
    assert answer.writing is not None
    assert answer.writing.fault is Fault.RESTING
