"""Whoever answers: by quoting the documents, or with a language model that writes from them."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Protocol

from assistant.answering.inquiry import MOST
from assistant.answering.pipeline import answer_question
from assistant.library import Library
from assistant.records import Answer, Question, Statement


class Answerer(Protocol):
    """Answers a question: its statements one by one, each of them final, then the whole Answer."""

    def answer(
        self,
        library: Library,
        question: Question,
        *,
        most: int = MOST,
        stopped: Event | None = None,
    ) -> Iterator[Statement | Answer]:
        """At most ``most`` quotes; of written sentences there may be more.

        Whoever no longer wants the answer sets ``stopped``: then it may end without one.
        """
        ...


class Quoting:
    """The embedded answerer: sentences of the documents, word for word. Needs no model."""

    def answer(
        self,
        library: Library,
        question: Question,
        *,
        most: int = MOST,
        stopped: Event | None = None,
    ) -> Iterator[Statement | Answer]:
        answer = answer_question(library, question, most=most)
        yield from answer.statements
        yield answer
