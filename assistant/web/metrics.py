"""What whoever watches the service measures: Prometheus counts, on a port of their own that no reader reaches.

No name, question or document is in them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.answering.inquiry import MOST
from assistant.errors import AssistantError
from assistant.records import Answer, Question, Statement

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.library import Library
    from assistant.web.check_queue import CheckQueue

SECONDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120)
STOPPED, FAILED = "stopped", "failed"  # questions that nobody waited for, or that ended in an error


class Metrics:
    """The counts of one application. Safe to share between threads."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.questions = Counter(
            "assistant_questions",
            "Questions that were worked on, by what became of them.",
            ["outcome"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "assistant_answer_seconds",
            "Time to a whole answer.",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.first_seconds = Histogram(
            "assistant_first_statement_seconds",
            "Time to the first statement of an answer.",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.requests = Counter(
            "assistant_requests",
            "HTTP requests, by the hundred of their status.",
            ["status"],
            registry=self.registry,
        )

    def watch(self, library: Library, queue: CheckQueue) -> None:
        """Tell how much the library holds, how far its answers are behind it, and which checks wait."""

        def gauge(name: str, text: str) -> Gauge:
            return Gauge(f"assistant_{name}", text, registry=self.registry)

        documents = gauge("documents", "Documents that answer now.")
        documents.set_function(lambda: len(library.versions.current()))
        passages = gauge("passages", "Passages that answer now.")
        passages.set_function(library.search.passage_count)
        behind = gauge("revisions_behind", "Changes of the library that no answer shows yet.")
        behind.set_function(lambda: library.newest_revision - library.revision)
        waiting = gauge("checks_waiting", "Texts to check that wait.")
        waiting.set_function(lambda: queue.count("waiting"))
        running = gauge("checks_running", "Texts that are being checked.")
        running.set_function(lambda: queue.count("running"))

    def serve(self, host: str, port: int) -> None:
        """Answer on ``/metrics`` until the process ends. Raises AssistantError where it cannot listen."""
        try:
            start_http_server(port, host, self.registry)
        except OSError as error:
            raise AssistantError(
                f"The metrics cannot be had at {host}:{port}: {error.strerror}. "
                "Name another port with ASSISTANT_METRICS_PORT."
            ) from error


class CountedAnswerer:
    """An answerer whose answers are counted."""

    def __init__(self, answerer: Answerer, metrics: Metrics) -> None:
        self._answerer = answerer
        self._metrics = metrics

    def answer(
        self,
        library: Library,
        question: Question,
        *,
        most: int = MOST,
        stopped: Event | None = None,
    ) -> Iterator[Statement | Answer]:
        """As the answerer that it counts for."""
        began, metrics = time.perf_counter(), self._metrics
        first, outcome = True, STOPPED
        try:
            for item in self._answerer.answer(library, question, most=most, stopped=stopped):
                if first:
                    metrics.first_seconds.observe(time.perf_counter() - began)
                    first = False
                if isinstance(item, Answer):
                    outcome = item.outcome.value
                    metrics.seconds.observe(time.perf_counter() - began)
                yield item
        except Exception:
            outcome = FAILED
            raise
        finally:
            metrics.questions.labels(outcome).inc()


class CountedRequests:
    """Middleware that counts what was asked over HTTP, and how it ended."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._metrics.requests.labels(f"{status // 100}xx").inc()
