"""What whoever watches the service measures."""

from __future__ import annotations

import socket
import urllib.request
from collections import Counter
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient
from web.conftest import Shelf

from assistant.answering import Quoting
from assistant.errors import AssistantError
from assistant.library import Library
from assistant.records import Answer, Question, Statement
from assistant.web.app import create_app
from assistant.web.metrics import CountedAnswerer, Metrics


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def told(metrics: Metrics) -> dict[str, float]:
    """Name and labels -> value, as Prometheus reads them from the port."""
    port = free_port()
    metrics.serve("127.0.0.1", port)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
        lines = reply.read().decode().splitlines()
    return {
        name: float(value)
        for name, _, value in (
            line.rpartition(" ") for line in lines if line.startswith("assistant_")
        )
    }


def test_questions_requests_and_the_library_are_counted(shelf: Shelf) -> None:
    app = create_app(shelf.library)
    with TestClient(app, base_url="http://localhost") as client:
        outcomes: Counter[str] = Counter()
        for question in ("Hoeveel fieldlabs waren er in 2019?", "Wie won de voetbalbeker?"):
            reply = client.post("/api/v1/ask", json={"question": question})
            assert reply.status_code == 200
            outcomes[reply.json()["outcome"]] += 1
        assert client.get("/nothing-here").status_code == 404
        assert client.get("/metrics").status_code == 404  # not where readers are
        counts = told(app.state.metrics)
    assert len(outcomes) == 2
    for outcome, count in outcomes.items():
        assert counts[f'assistant_questions_total{{outcome="{outcome}"}}'] == count
    assert sum(v for k, v in counts.items() if k.startswith("assistant_questions_total")) == 2
    assert counts["assistant_answer_seconds_count"] == 2
    assert counts['assistant_requests_total{status="4xx"}'] == 2
    assert counts['assistant_requests_total{status="2xx"}'] == 2
    assert counts["assistant_documents"] == len(shelf.library.versions.current())
    assert counts["assistant_passages"] == shelf.library.search.passage_count()
    assert counts["assistant_revisions_behind"] == 0
    assert counts["assistant_checks_waiting"] == counts["assistant_checks_running"] == 0


class Failing(Quoting):
    """An answerer that fails after its first statement."""

    def answer(
        self, library: Library, question: Question, **more: Any
    ) -> Iterator[Statement | Answer]:
        yield next(super().answer(library, question, **more))
        raise AssistantError("The model went away.")


class Silent(Quoting):
    """An answerer that was stopped before its first statement."""

    def answer(
        self, library: Library, question: Question, **more: Any
    ) -> Iterator[Statement | Answer]:
        return iter(())


def test_a_question_that_fails_or_is_stopped_is_counted_as_that(shelf: Shelf) -> None:
    metrics = Metrics()
    question = Question("Hoeveel fieldlabs waren er in 2019?")
    with pytest.raises(AssistantError):
        list(CountedAnswerer(Failing(), metrics).answer(shelf.library, question))
    going = CountedAnswerer(Quoting(), metrics).answer(shelf.library, question, stopped=Event())
    next(going)
    going.close()  # type: ignore[attr-defined]
    assert list(CountedAnswerer(Silent(), metrics).answer(shelf.library, question)) == []
    counts = told(metrics)
    assert counts['assistant_questions_total{outcome="failed"}'] == 1
    assert counts['assistant_questions_total{outcome="stopped"}'] == 2
    assert counts["assistant_answer_seconds_count"] == 0
    assert counts["assistant_first_statement_seconds_count"] == 2


def test_a_port_in_use_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AssistantError, match="ASSISTANT_METRICS_PORT"):
            Metrics().serve("127.0.0.1", taken.getsockname()[1])
