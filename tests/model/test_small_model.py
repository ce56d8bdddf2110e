"""The protocol, streaming and stopping, proved on a real language model and a real server."""

from __future__ import annotations

import threading
import time

import pytest
from langchain_openai import ChatOpenAI
from pydantic import SecretStr
from small_model import NAME, small_model_server

from assistant.library import Library
from assistant.model import try_model
from assistant.records import Answer, Question, Statement
from assistant.settings import Settings
from assistant.writing import Writer
from assistant.writing.verifying import LONGEST

__all__ = ["small_model_server"]

QUESTIONS = (
    "How many field labs were started since the beginning?",
    "Hoeveel kostte de subsidieregeling voor fieldlabs?",
    "Who is the chairman of Smart Industry?",
)


def _client(url: str, **options: object) -> ChatOpenAI:
    return ChatOpenAI(
        model=NAME,
        base_url=url,
        api_key=SecretStr("none"),
        temperature=0,
        **options,  # type: ignore[arg-type]
    )


def _settings(url: str, **options: object) -> Settings:
    return Settings(
        model=f"openai:{NAME}",
        model_url=url,
        model_context=3072,
        model_answer=120,
        **options,  # type: ignore[arg-type]
    )


@pytest.fixture(autouse=True)
def _no_key_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")


def test_the_answer_streams_and_its_tokens_are_counted(small_model_server: str) -> None:
    client = _client(small_model_server, max_tokens=24, stream_usage=True)
    chunks = list(client.stream("Write one sentence about a bridge."))
    assert sum(bool(chunk.text) for chunk in chunks) > 5
    whole = chunks[0]
    for chunk in chunks[1:]:
        whole = whole + chunk  # type: ignore[assignment]
    assert whole.usage_metadata is not None
    assert whole.usage_metadata["input_tokens"] > 5
    assert 0 < whole.usage_metadata["output_tokens"] <= 24
    assert whole.response_metadata["finish_reason"] in ("stop", "length")


def test_a_stream_that_is_closed_frees_the_server(small_model_server: str) -> None:
    client = _client(small_model_server, max_tokens=2_000)
    for _ in range(3):  # more than it has slots
        stream = client.stream("Count from one to one thousand in words.")
        assert next(iter(stream)) is not None
        stream.close()  # type: ignore[attr-defined]
    short = _client(small_model_server, max_tokens=4, timeout=240)
    assert short.invoke("Say yes.").text


def test_the_connection_is_tried_in_one_line(small_model_server: str) -> None:
    trial = try_model(_settings(small_model_server))
    assert trial is not None
    assert trial.works, trial.line
    nowhere = try_model(_settings("http://127.0.0.1:9/v1"))
    assert nowhere is not None
    assert not nowhere.works


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_small_model_writes_is_verified_or_quotes_answer(
    small_model_server: str, sample_library: Library, question: str
) -> None:
    settings = _settings(small_model_server, model_first_seconds=60, model_seconds=120)
    *shown, answer = Writer(settings).answer(sample_library, Question(question))
    assert isinstance(answer, Answer)
    assert answer.writing is not None
    assert answer.writing.model
    assert tuple(shown) == answer.statements
    assert answer.statements
    for statement in answer.statements:
        assert isinstance(statement, Statement)
        assert statement.citations
        assert len(statement.text) <= LONGEST or statement.kind == "quote"
        for citation in statement.citations:
            page = sample_library.pages.get(citation.version, citation.page)
            assert citation.quote == page.text[citation.start : citation.end]
    if any(s.kind == "quote" for s in answer.statements):
        assert answer.writing.fault is not None or answer.writing.left_out
    else:
        assert all(s.kind == "written" for s in answer.statements)


def test_a_reader_who_stops_stops_the_model(
    small_model_server: str, sample_library: Library
) -> None:
    stopped = threading.Event()
    ended = threading.Event()
    settings = _settings(small_model_server, model_first_seconds=300, model_seconds=300)

    def ask() -> None:
        for _ in Writer(settings).answer(sample_library, Question(QUESTIONS[0]), stopped=stopped):
            pass
        ended.set()

    threading.Thread(target=ask, daemon=True).start()
    time.sleep(1)
    stopped.set()
    assert ended.wait(60), "the answer went on after it was stopped"
    short = _client(small_model_server, max_tokens=4, timeout=240)
    assert short.invoke("Say yes.").text
