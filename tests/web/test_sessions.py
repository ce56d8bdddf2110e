"""What is held of open pages has an end, and who goes on after it finds their conversation as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import gradio as gr
import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request
from web.conftest import REPORT, Shelf

from assistant.answering import Quoting
from assistant.records import Answer, Outcome
from assistant.web.app import create_app
from assistant.web.gradio import mounting, waiting
from assistant.web.gradio.conversation import Conversation
from assistant.web.gradio.events import Events
from assistant.web.seeing import Libraries


def sent_from(page: str) -> gr.Request:
    """What a page sends, by the name of its session."""
    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/", "headers": []}
    return gr.Request(Request(scope), session_hash=page)


def events_on(shelf: Shelf) -> Events:
    return Events(Libraries(shelf.library), {"nl": ["Een?"], "en": ["One?"]}, Quoting())


def test_the_pages_held_in_memory_are_so_many_and_no_more(
    monkeypatch: pytest.MonkeyPatch, shelf: Shelf
) -> None:
    monkeypatch.setattr(mounting, "SESSIONS", 2)
    app = create_app(shelf.library)
    with TestClient(app, "http://localhost") as client:
        (load,) = (
            each["id"]
            for each in client.get("/config").json()["dependencies"]
            if any(event == "load" for _, event in each["targets"])
        )
        for number in range(5):
            sent = {"data": [[]], "fn_index": load, "session_hash": f"page{number}"}
            assert client.post("/gradio_api/run/predict", json=sent).status_code == 200
    (held,) = (
        route.app.state_holder.session_data
        for route in app.routes
        if hasattr(getattr(route, "app", None), "state_holder")
    )
    assert list(held) == ["page3", "page4"]


def test_who_asks_on_after_their_conversation_was_let_go_finds_it_again(shelf: Shelf) -> None:
    answer = Answer("Hoeveel?", "Hoeveel?", Outcome.ANSWERED, "nl", shelf.statements(REPORT, 1))
    name = shelf.library.answers.save(answer)
    events = events_on(shelf)
    request = sent_from("a")
    begun, *_ = events.begin("En daarna?", Conversation(), [name], request)
    assert begun.pending == "En daarna?"
    assert begun.answer_ids() == [name]
    assert [turn.question for turn in begun.history()] == ["Hoeveel?"]
    fresh, *_ = events.begin("Iets anders?", Conversation(), [], request)
    assert fresh.exchanges == ()
    begun, *_ = events.begin_example(0)(Conversation(), None, request)
    assert begun.pending in ("Een?", "One?")


@pytest.mark.parametrize("kept", [{"a": 1}, "abc", 7, [{"b": []}, None]])
def test_what_no_browser_keeps_makes_no_conversation_and_no_error(
    shelf: Shelf, kept: object
) -> None:
    events = events_on(shelf)
    request = sent_from("a")
    begun, *_ = events.begin("En daarna?", Conversation(), kept, request)  # type: ignore[arg-type]
    assert (begun.pending, begun.exchanges) == ("En daarna?", ())


def test_a_question_whose_page_was_let_go_while_it_waited_is_answered_after_those_before_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = Answer("Hoeveel?", "Hoeveel?", Outcome.ANSWERED, "nl", shelf.statements(REPORT, 1))
    name = shelf.library.answers.save(earlier)
    answer = replace(earlier, question="En daarna?")
    monkeypatch.setattr(Quoting, "answer", lambda *_, **__: iter((answer,)))
    events = events_on(shelf)
    request = sent_from("a")
    other = sent_from("b")
    lost = Conversation()
    events.begin("En daarna?", lost, [name], request)
    assert list(events.answer(lost, [name], None, None, None, None, other)) == [(gr.skip(),) * 3]
    *_, (messages, after, kept) = events.answer(lost, [name], None, None, None, None, request)
    assert [each.question for each in after.exchanges] == ["Hoeveel?", "En daarna?"]
    assert (len(messages), kept[0]) == (4, name)
    assert len(events.finish(lost, kept, request)[0].exchanges) == 2
    events.begin("Nog iets?", after, kept, request)
    failed, *_ = events.finish(lost, kept, request)  # nothing answered it
    assert [each.question for each in failed.exchanges][-1] == "Nog iets?"
    events.begin("En nu?", failed, kept, request)
    stopped, *_ = events.stop(lost, kept, request)
    assert [each.question for each in stopped.exchanges][-1] == "En nu?"
    assert events.finish(lost, [], request)[0].exchanges == ()


def test_the_questions_that_wait_are_so_many_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST", 2)
    asked = waiting.Waiting()
    for page in "abc":
        asked.put(page, "anna", f"{page}?")
    assert [asked.of(page, "anna") for page in "abc"] == ["", "b?", "c?"]
    assert asked.of("b", "bob") == ""
    asked.end("b")
    assert asked.of("b", "anna") == ""


def test_quotes_are_drawn_twice_and_a_chat_that_is_there_is_not_described_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    quotes = shelf.statements(REPORT)
    answer = Answer("Hoeveel?", "Hoeveel?", Outcome.ANSWERED, "nl", quotes)
    monkeypatch.setattr(Quoting, "answer", lambda *_, **__: iter((*quotes, answer)))
    events = events_on(shelf)
    request = sent_from("a")
    begun, *first = events.begin("Hoeveel?", Conversation(), [], request)
    assert any(isinstance(each, gr.Chatbot) for each in first), "it has to be made visible"
    came = list(events.answer(begun, None, None, None, None, None, request))
    assert len(quotes) > 1
    assert len(came) == 2  # the first of them, for whoever waits, and all of it
    assert len(came[0][0]) == len(came[1][0]) == 2
    after, *last = events.finish(came[-1][1], None, request)
    _, *second = events.begin("En daarna?", after, [], request)
    for updates, messages in ((last, 2), (second, 4)):
        assert not any(isinstance(each, gr.Chatbot) for each in updates)
        assert [len(each) for each in updates if isinstance(each, list)] == [messages]


def test_written_sentences_are_drawn_one_by_one(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tuple(replace(each, kind="written") for each in shelf.statements(REPORT))
    answer = Answer("Hoeveel?", "Hoeveel?", Outcome.ANSWERED, "nl", written)
    monkeypatch.setattr(Quoting, "answer", lambda *_, **__: iter((*written, answer)))
    events = events_on(shelf)
    request = sent_from("a")
    begun, *_ = events.begin("Hoeveel?", Conversation(), [], request)
    came = list(events.answer(begun, None, None, None, None, None, request))
    assert len(came) == len(written) + 1
