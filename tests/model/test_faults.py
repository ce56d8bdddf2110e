"""Whatever a language model does, a reader gets a good answer, or quotes with a note; nothing hangs."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate

import pytest
from model_answers import (
    ALSO_TRUE,
    FALSE,
    GOOD,
    HOW_MANY,
    TRUE,
    asked_of,
    assert_cited,
    quoted,
    settings_for,
)
from scripted_model import Asked, Reply, Script, ScriptedModel, in_turn, says, scripted_model

from assistant.library import Library
from assistant.library.answers import answer_from_json
from assistant.model.breaker import FAILURES, REST, Breaker
from assistant.model.faults import ModelFault
from assistant.presenting.plain_text import answer_as_text
from assistant.records import Fault, Outcome, Question, Statement, Turn
from assistant.texts import notes
from assistant.writing import Writer

SOON, NEVER = {"model_first_seconds": 0.5, "model_seconds": 1.5}, threading.Event()
TOO_LONG = "This model's maximum context length is 512 tokens."


@dataclass(frozen=True)
class Case:
    """A model that fails, the fault that is named, and how many of its sentences are shown."""

    name: str
    script: Script
    fault: Fault | None
    written: int = 0
    requests: int = 1
    left_out: int = 0
    settings: dict[str, object] = field(default_factory=dict)
    question: str = HOW_MANY


def limited(**headers: str) -> Script:
    return lambda _asked: Reply(
        status=429, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def error(status: int, text: str = "scripted error") -> Script:
    return lambda _asked: Reply(status=status, error=text)


def in_a_second(_asked: Asked) -> Reply:
    return Reply(status=429, headers={"Retry-After": formatdate(time.time() + 2, usegmt=True)})


CASES = [
    Case("a good model", GOOD, None, written=2),
    Case("slow to begin", lambda _: Reply([TRUE], before=NEVER), Fault.SLOW, settings=SOON),
    Case(
        "slow half-way", lambda _: Reply([TRUE, TRUE], between=NEVER), Fault.SLOW, 1, settings=SOON
    ),
    Case("a trickle", lambda _: Reply(["la "] * 5, between=NEVER), Fault.SLOW, settings=SOON),
    Case("limited, in seconds", in_turn(limited(Retry_After="1"), GOOD), None, 2, 2),
    Case("limited, by a date", in_turn(in_a_second, GOOD), None, 2, 2),
    Case("limited, without saying", in_turn(limited(), GOOD), None, 2, 2),
    Case("limited, nonsense", in_turn(limited(Retry_After="soon"), GOOD), None, 2, 2),
    Case("limited for an hour", limited(Retry_After="3600"), Fault.RATE_LIMITED),
    Case("broken once", in_turn(error(500), GOOD), None, 2, 2),
    Case("broken", error(500), Fault.BROKEN, requests=3),
    Case("overloaded", error(503), Fault.BROKEN, requests=3),
    Case("a gateway that gives up", error(504), Fault.SLOW),
    Case("a wrong key", error(401), Fault.REJECTED),
    Case("an unknown model", error(404), Fault.REJECTED),
    Case("a bad request", error(400), Fault.REJECTED),
    Case("too much text, once", in_turn(error(400, TOO_LONG), GOOD), None, 2, 2),
    Case("too much text", error(400, TOO_LONG), Fault.TOO_LONG, requests=3),
    Case("too long an answer", says(TRUE + "En verder telde het", "length"), Fault.CUT_OFF, 1),
    Case(
        "cut in its numbers",
        says(TRUE + "In 2020 is 14 miljoen euro [", "length"),
        Fault.CUT_OFF,
        1,
    ),
    Case("dropped half-way", says(TRUE + "In 2020 is", drop=True), Fault.CUT_OFF, 1),
    Case("dropped at once", says("", drop=True), Fault.CUT_OFF, requests=3),
    Case("dropped once", in_turn(says("", drop=True), GOOD), None, 2, 2),
    Case("ended without saying so", says(TRUE, finish=None), Fault.CUT_OFF, 1),
    Case("empty", says(""), Fault.EMPTY),
    Case("blank", says("\n\n  \n"), Fault.EMPTY),
    Case("a web page", lambda _: Reply(raw="<html>Welkom</html>"), Fault.EMPTY),
    Case("only numbers", says("[1][2]\n[3]"), Fault.EMPTY),
    Case(
        "prose without numbers",
        says("Dat weet ik wel. Het zijn er 57."),
        Fault.OFF_FORMAT,
        left_out=2,
    ),
    Case(
        "JSON", says('{"answer": "57 proeftuinen", "sources": [1]}'), Fault.UNSUPPORTED, left_out=1
    ),
    Case("invented", says(FALSE), Fault.UNSUPPORTED, left_out=1),
    Case("one of two invented", says(FALSE + TRUE), None, 1, left_out=1),
    Case("a passage that is not there", says(TRUE.replace("[1]", "[99]")), None, 1),
    Case("number nought", says(TRUE.replace("[1]", "[0]")), None, 1),
    Case("no number on a true sentence", says(TRUE.replace(" [1]", "")), None, 1),
    Case("round in circles", says(TRUE * 50), Fault.REPEATING, 1),
    Case("a flood", says("la " * 6_000), Fault.OFF_FORMAT),
    Case("filtered", says("", "content_filter"), Fault.REFUSED),
    # LangChain passes a refusal in its own field on as nothing.
    Case("a refusal", lambda _: Reply(refusal="I can't help with that."), Fault.EMPTY),
    Case("sorry", says("Het spijt me, daar kan ik niet bij helpen."), Fault.OFF_FORMAT, left_out=1),
    Case("no answer", says("NO_ANSWER"), Fault.NO_ANSWER),
    Case("no answer, thinking aloud", says("<think>Hm. [1]</think>\nNO_ANSWER."), Fault.NO_ANSWER),
    Case("thinking aloud", says(f"<think>{FALSE * 3}</think>\n{TRUE}"), None, 1),
    Case("thinking without end", says("<think>" + FALSE * 3), Fault.EMPTY),
    Case(
        "another language",
        says(
            "Waterkracht counted 32 of these sites by the end of the year 2019. [1]\n"
            "The companies that worked in those sites were 410 in all. [1]\n"
        ),
        Fault.OTHER_LANGUAGE,
        left_out=2,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_however_a_model_fails_there_is_an_answer(case: Case, water_library: Library) -> None:
    with scripted_model(case.script) as model:
        writer = Writer(settings_for(model.url, **case.settings))
        shown, answer = asked_of(water_library, writer, case.question)
        assert len(model.asked) == case.requests
    assert answer.writing is not None
    assert answer.writing.fault is case.fault
    assert answer.writing.left_out == case.left_out
    assert [s.kind for s in shown] == ["written"] * case.written or not case.written
    if not case.written:
        assert answer.statements == quoted(water_library), (
            "the quotes are not those without a model"
        )
    for statement in shown:
        assert_cited(water_library, statement)
    said = notes(answer)
    assert len(said) == (case.fault is not None) + bool(case.left_out)
    assert all(note in answer_as_text(answer, said) for note in said)
    assert answer_from_json(json.loads(json.dumps(answer.as_json()))) == answer


def test_a_model_that_is_not_there_is_said_not_to_be(water_library: Library) -> None:
    with scripted_model(GOOD) as model:
        url = model.url
    _, answer = asked_of(water_library, Writer(settings_for(url)))
    assert answer.writing is not None
    assert answer.writing.fault is Fault.DOWN
    assert answer.statements == quoted(water_library)


def test_passages_that_are_too_much_are_halved(sample_library: Library) -> None:
    with scripted_model(in_turn(error(400, TOO_LONG), says("NO_ANSWER"))) as model:
        asked_of(sample_library, Writer(settings_for(model.url)), "Hoeveel fieldlabs zijn er?")
        first, second = model.asked
    assert 1 <= len(second.passages) < len(first.passages)
    assert set(second.passages) <= set(first.passages), "a passage was cut"


def test_what_the_model_knows_and_the_documents_do_not_is_not_shown(water_library: Library) -> None:
    with scripted_model(says("De hoofdstad van Peru is Lima. [1]")) as model:
        _, answer = asked_of(
            water_library, Writer(settings_for(model.url)), "Wat is de hoofdstad van Peru?"
        )
        assert len(model.asked) == 1
    assert answer.outcome in (Outcome.NOT_IN_DOCUMENTS, Outcome.CLOSEST)
    assert answer.statements == ()


class _Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_dead_model_is_left_alone_and_tried_again_after_a_rest(water_library: Library) -> None:
    clock = _Clock()

    def ask(model: ScriptedModel) -> tuple[Fault | None, int]:
        before = len(model.asked)
        _, answer = asked_of(water_library, writer)
        assert answer.writing is not None
        return answer.writing.fault, len(model.asked) - before

    with scripted_model(error(401)) as model:
        writer = Writer(settings_for(model.url), Breaker(clock))
        assert [ask(model) for _ in range(FAILURES)] == [(Fault.REJECTED, 1)] * FAILURES
        assert [ask(model) for _ in range(3)] == [(Fault.RESTING, 0)] * 3
        clock.now += REST
        assert ask(model) == (Fault.REJECTED, 1), "after its rest one question may try"
        assert ask(model) == (Fault.RESTING, 0)
        clock.now += REST
        model.script = GOOD
        assert ask(model) == (None, 1)
        assert ask(model) == (None, 1), "a model that is back is asked again"


def test_a_server_that_says_when_to_come_back_is_left_alone_until_then(
    water_library: Library,
) -> None:
    clock = _Clock()
    with scripted_model(in_turn(limited(Retry_After="120"), GOOD)) as model:
        writer = Writer(settings_for(model.url), Breaker(clock))
        faults = []
        for step in (0, 60, 61):
            clock.now += step
            _, answer = asked_of(water_library, writer)
            assert answer.writing is not None
            faults.append(answer.writing.fault)
    assert faults == [Fault.RATE_LIMITED, Fault.RESTING, None]


def test_only_one_of_many_tries_a_model_that_failed() -> None:
    clock = _Clock()
    breaker = Breaker(clock)

    def may() -> bool:
        try:
            breaker.check(patience=60)
        except ModelFault:
            return False
        return True

    for _ in range(FAILURES):
        breaker.failed(ModelFault(Fault.DOWN))
    assert not may()
    clock.now += REST
    assert [may() for _ in range(5)] == [True, False, False, False, False]
    clock.now += 61
    assert may(), "the one that tried never came back"


def test_a_bad_answer_says_nothing_about_the_next(water_library: Library) -> None:
    with scripted_model(says(FALSE)) as model:
        writer = Writer(settings_for(model.url))
        for _ in range(FAILURES + 1):
            _, answer = asked_of(water_library, writer)
            assert answer.writing is not None
            assert answer.writing.fault is Fault.UNSUPPORTED


def test_a_reader_who_stops_closes_the_connection(water_library: Library) -> None:
    more, stopped = threading.Event(), threading.Event()
    with scripted_model(lambda _: Reply([TRUE, ALSO_TRUE], between=more)) as model:
        water_library.refresh()
        # What is being read ends with the next piece, or when the next is too late.
        writer = Writer(settings_for(model.url, model_first_seconds=3))
        items = writer.answer(water_library, Question(HOW_MANY), stopped=stopped)
        first = next(items)
        assert isinstance(first, Statement)
        assert first.kind == "written"
        stopped.set()
        assert list(items) == [], "an answer that nobody wants was made all the same"
        assert model.broken_off.wait(30), "the model was kept waiting for nobody"


def test_sentences_are_shown_while_the_model_still_writes(water_library: Library) -> None:
    more = threading.Event()
    with scripted_model(lambda _: Reply([TRUE, ALSO_TRUE], between=more)) as model:
        water_library.refresh()
        items = Writer(settings_for(model.url)).answer(water_library, Question(HOW_MANY))
        first = next(items)
        assert isinstance(first, Statement), "nothing was shown before the model was done"
        assert not more.is_set()
        more.set()
        assert len(list(items)) == 2


def test_tokens_and_cost_are_kept(water_library: Library) -> None:
    with scripted_model(GOOD) as model:
        settings = settings_for(model.url, model_price_in=2.0, model_price_out=8.0)
        _, answer = asked_of(water_library, Writer(settings))
    writing = answer.writing
    assert writing is not None
    assert writing.tokens_in > 100
    assert writing.tokens_out > 10
    assert writing.cost == pytest.approx(
        (2 * writing.tokens_in + 8 * writing.tokens_out) / 1e6, abs=1e-6
    )
    assert writing.model == "openai:scripted"
    assert writing.prompt == "nl-1"
    assert writing.place == ""
    assert writing.first_seconds is not None


def test_the_model_sees_no_titles_pages_or_addresses(water_library: Library) -> None:
    with scripted_model(GOOD) as model:
        asked_of(water_library, Writer(settings_for(model.url)))
        (asked,) = model.asked
    assert "32 proeftuinen" in asked.passages[0]
    for hidden in ("Voortgang Waterkracht", "waterkracht.md", "§", "## "):
        assert hidden not in asked.user + asked.system
    assert asked.question == HOW_MANY


def test_a_follow_up_is_asked_as_a_question_of_its_own(water_library: Library) -> None:
    with scripted_model(GOOD) as model:
        water_library.refresh()
        history = (Turn(HOW_MANY, HOW_MANY),)
        list(
            Writer(settings_for(model.url)).answer(
                water_library, Question("en in 2019?", history=history)
            )
        )
        *_, asked = model.asked
    assert "Waterkracht" in asked.question
    assert "2019" in asked.question
