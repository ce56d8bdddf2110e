"""A whole conversation as one file: the answers whose names are in the address, in the order of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from assistant.errors import UnknownCitation
from assistant.presenting.answer_files import ANSWER_FORMATS
from assistant.presenting.answer_report import KeptAnswer, report_of_answers
from assistant.presenting.answer_view import Presenter
from assistant.texts import Texts
from assistant.web.answers import sent
from assistant.web.pages import page, site_of
from assistant.web.seeing import Libraries
from assistant.web.turns import FileTurns

if TYPE_CHECKING:
    from assistant.library import Library

MOST_SAVED = 50  # answers in one file; what a browser keeps of a conversation is hardly ever more


def router(libraries: Libraries, saving: FileTurns) -> APIRouter:
    """Its routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/conversation/{names}")
    def conversation_page(request: Request, names: str) -> Response:
        answers, files = _answers(libraries.of(request), names), tuple(ANSWER_FORMATS)
        return page(request, "conversation_page.html", names=names, answers=answers, files=files)

    @routes.get("/conversation/{names}/conversation.{kind}")
    def as_file(request: Request, names: str, kind: str) -> Response:
        if kind not in ANSWER_FORMATS:
            raise UnknownCitation(f"A conversation is not written as {kind}.")
        site = site_of(request, libraries.settings)
        with saving.large.turn():  # fifty answers take seconds of a processor
            library = libraries.of(request)
            answers = _answers(library, names)
            texts = Texts(answers[0].answer.language)
            report = report_of_answers(Presenter(library, texts), answers, texts, site)
            content = ANSWER_FORMATS[kind].made(report)
        return sent(content, ANSWER_FORMATS[kind].media_type, f"conversation.{kind}")

    return routes


def _answers(library: Library, names: str) -> list[KeptAnswer]:
    """Raises UnknownCitation where one of them is none, or where they are too many."""
    asked = list(dict.fromkeys(names.split("-")))
    if len(asked) > MOST_SAVED:
        raise UnknownCitation("These are too many answers for one file.")
    return [
        KeptAnswer(library.answers.get(name), name, library.answers.kept(name)) for name in asked
    ]
