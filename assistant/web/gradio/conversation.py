"""A conversation as the browser session keeps it, and as the chat shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypedDict

from assistant.answering.follow_ups import follow_ups
from assistant.errors import AssistantError, UnknownCitation
from assistant.presenting.answer_view import Presenter
from assistant.presenting.views import AnswerView
from assistant.records import Answer, Statement, Turn
from assistant.texts import Texts
from assistant.web.conversations import MOST_SAVED
from assistant.web.rendering import render_for_chat

if TYPE_CHECKING:
    from assistant.library import Library

# More than this doesn't help to understand a follow-up, and keeps what a session holds small.
_HISTORY = 6


class ChatMessage(TypedDict):
    """A message as Gradio's chat component takes it."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what was shown for it. ``answer`` is None where it was stopped or broke."""

    question: str
    html: str
    answer: Answer | None = None
    answer_id: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """``pending`` is the question being answered now, ``partial`` what has come in for it, ``offered`` the
    questions to go on with. ``by`` is whose it is, where people sign in, and ``without`` a digest of what was
    hidden from them when it was made."""

    exchanges: tuple[Exchange, ...] = ()
    pending: str = ""
    partial: tuple[Statement, ...] = ()
    offered: tuple[str, ...] = ()
    by: str = ""
    without: str = ""

    def of(self, name: str) -> Conversation:
        """This one for whose it is, and an empty one of their own for anybody else."""
        return self if self.by == name else Conversation(by=name)

    def as_seen(self, library: Library) -> Conversation:
        """Made again from its answers where something else is hidden now: what was stopped is not in it then."""
        if self.without == _digest(library.hidden):
            return self
        again = restored(library, self.answer_ids(), self.by)
        return replace(again, pending=self.pending)

    def asking(self, question: str) -> Conversation:
        """With a question that is being answered."""
        return replace(self, pending=question, partial=(), offered=())

    def history(self) -> tuple[Turn, ...]:
        """What a follow-up question may refer to."""
        answers = [item.answer for item in self.exchanges if item.answer is not None]
        return tuple(_turn(answer) for answer in answers[-_HISTORY:])

    def answer_ids(self) -> list[str]:
        """The answers by id: enough to show the conversation again after a reload."""
        return [item.answer_id for item in self.exchanges if item.answer_id]

    def ended(self, exchange: Exchange) -> Conversation:
        """The conversation with the pending question answered, in whatever way."""
        ended = (*self.exchanges, exchange)
        return replace(self, exchanges=ended, pending="", partial=(), offered=())

    def with_partial(self, statement: Statement) -> Conversation:
        return replace(self, partial=(*self.partial, statement))

    def offering(self, library: Library) -> Conversation:
        """With questions to go on with after the last answer; with none where the library cannot say."""
        last = self.exchanges[-1].answer if self.exchanges else None
        try:
            offered = follow_ups(library, last) if last else ()
        except AssistantError:  # the answer is there, and stays
            offered = ()
        return replace(self, offered=offered)

    def messages(self, texts: Texts) -> list[ChatMessage]:
        """Everything as the chat component takes it."""
        shown: list[ChatMessage] = []
        for item in self.exchanges:
            shown += [question_message(item.question), answer_message(item.html)]
        if self.pending:
            shown += [
                question_message(self.pending),
                answer_message(render_for_chat("chat_searching.html", texts=texts)),
            ]
        return shown


def question_message(question: str) -> ChatMessage:
    return {"role": "user", "content": render_for_chat("chat_question.html", question=question)}


def answer_message(html: str) -> ChatMessage:
    return {"role": "assistant", "content": html}


def answer_html(view: AnswerView, texts: Texts) -> str:
    """An answer as one chat message."""
    return render_for_chat("chat_answer.html", view=view, texts=texts)


def exchange(library: Library, answer: Answer, answer_id: str) -> Exchange:
    """A finished answer, in its own language."""
    texts = Texts(answer.language)
    view = Presenter(library, texts).answer(answer, answer_id)
    return Exchange(answer.question, answer_html(view, texts), answer, answer_id)


def restored(library: Library, kept: object, by: str) -> Conversation:
    """The conversation again from ids that the browser kept; those no longer known are left out, and so
    are the first ones of very many. Of what is no list of ids nothing is made."""
    exchanges: list[Exchange] = []
    for answer_id in kept[-MOST_SAVED:] if isinstance(kept, list) else ():
        if not isinstance(answer_id, str) or "\0" in answer_id:
            continue
        try:
            exchanges.append(exchange(library, library.answers.get(answer_id), answer_id))
        except UnknownCitation:
            continue
    return Conversation(tuple(exchanges), by=by, without=_digest(library.hidden))


def _digest(hidden: Set[str]) -> str:
    """ "" where nothing is hidden."""
    return hashlib.sha256(" ".join(sorted(hidden)).encode()).hexdigest() if hidden else ""


def _quoted(statement: Statement) -> str:
    """The documents' own words: who said them can be looked up, of what a model wrote it cannot."""
    if statement.kind == "quote":
        return statement.text
    return " ".join(citation.quote for citation in statement.citations)


def _turn(answer: Answer) -> Turn:
    citations = [c for item in answer.confirmed_statements for c in item.citations]
    return Turn(
        question=answer.question,
        understood=answer.understood,
        quotes=tuple(_quoted(statement) for statement in answer.confirmed_statements),
        documents=tuple(dict.fromkeys(citation.title for citation in citations)),
    )
