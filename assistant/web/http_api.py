"""The program over HTTP for other programs: ask, search, check, figures and documents, in JSON.

    POST /api/v1/ask        with "Accept: text/event-stream" the statements come one by one
    POST /api/v1/search
    POST /api/v1/check
    GET  /api/v1/figures
    GET  /api/v1/documents
    GET  /api/v1/openapi.json

It says what the pages say, of the same library; it changes nothing but that answers and checks are kept.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.security import HTTPBearer
from pydantic import ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, LibraryUnavailable, UnknownCitation
from assistant.logs import logged
from assistant.records import Answer, Filters, Language, Question, Statement, Version
from assistant.tools.arguments import SOMETHING, AsOf, FigureArguments, SearchArguments, Strict
from assistant.tools.results import list_figures, search_documents, settled
from assistant.web.api_replies import (
    REFUSALS,
    AskReply,
    DocumentsReply,
    FiguresReply,
    SearchReply,
    described,
    what_is_wrong,
)
from assistant.web.check_queue import CheckQueue
from assistant.web.checks import Year, add_checking
from assistant.web.history import remember
from assistant.web.seeing import Libraries
from assistant.web.sharing import share_own
from assistant.web.turns import TooMany, Turns

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.library import Library

LONGEST_QUESTION = 1_000  # characters
MOST_STATEMENTS = 10
STREAM = "text/event-stream"
_TOKEN = HTTPBearer(auto_error=False, description="What `assistant users token NAME` shows.")
"""Only for the description: the guard has let the request in."""


class AskRequest(Strict):
    """What POST ask takes."""

    model_config = ConfigDict(str_strip_whitespace=True)

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION, json_schema_extra=SOMETHING)
    language: Language | None = Field(None, description="That of the answer; the question's own.")
    statements: int = Field(4, ge=1, le=MOST_STATEMENTS, description="At most so many.")
    documents: list[str] = Field(
        default=[], max_length=1000, description="Only these: ids, titles or files."
    )
    year_from: Year = None
    year_to: Year = None
    as_of: AsOf = ""
    share: bool = Field(False, description="Whether everybody who signs in may open its page.")

    def asked(self) -> Question:
        filters = Filters(
            documents=tuple(self.documents),
            year_from=self.year_from,
            year_to=self.year_to,
            as_of=self.as_of,
        )
        return Question(self.question, self.language, filters)


def http_api(libraries: Libraries, answerer: Answerer, queue: CheckQueue, turns: Turns) -> FastAPI:
    """The application of these routes, to be mounted."""
    app = FastAPI(
        title="Programme Assistant",
        version="1",
        docs_url=None,
        redoc_url=None,
        servers=[{"url": "/api/v1"}],
        responses=REFUSALS,
        dependencies=[] if libraries.settings.sign_in == "off" else [Depends(_TOKEN)],
    )
    _add_asking(app, libraries, answerer, turns)
    _add_looking_up(app, libraries, turns)
    add_checking(app.router, libraries, queue)
    for error in (AssistantError, RequestValidationError, HTTPException):
        app.add_exception_handler(error, _refused)
    return app


def _add_asking(app: FastAPI, libraries: Libraries, answerer: Answerer, turns: Turns) -> None:
    def made(
        library: Library, asked: AskRequest, stopped: threading.Event
    ) -> Iterator[Statement | Answer]:
        with turns.turn():
            answers = answerer.answer(
                library, asked.asked(), most=asked.statements, stopped=stopped
            )
            yield from logged(answers, library.settings)

    def events(request: Request, library: Library, asked: AskRequest) -> Iterator[str]:
        stopped = threading.Event()
        try:
            for item in made(library, asked, stopped):
                if isinstance(item, Answer):
                    yield _event("answer", _answer(request, library, item, asked.share))
                elif library.as_now().hidden == library.hidden:  # or else the whole answer says it
                    yield _event("statement", asdict(item))
        except AssistantError as error:
            yield _event("error", {"error": str(error)})
        finally:  # whoever asked may have hung up: then a model need not write on
            stopped.set()

    @app.post("/ask", response_model=None, responses=described(AskReply, STREAM))
    def ask(asked: AskRequest, request: Request) -> Response | dict[str, Any]:
        """Answer a question from the documents, every sentence cited."""
        library = libraries.of(request)
        library.search.allowed(asked.asked().filters)  # a date that is none is said at once
        if STREAM in request.headers.get("accept", ""):
            return StreamingResponse(events(request, library, asked), media_type=STREAM)
        made_of = made(library, asked, threading.Event())
        answers = [item for item in made_of if isinstance(item, Answer)]
        return _answer(request, library, answers[-1], asked.share)


def _add_looking_up(app: FastAPI, libraries: Libraries, turns: Turns) -> None:
    @app.post("/search", responses=described(SearchReply))
    def search(arguments: SearchArguments, request: Request) -> dict[str, Any]:
        """The passages that are nearest to a question, best first."""
        with turns.turn():
            return settled(
                lambda: libraries.of(request), partial(search_documents, arguments=arguments)
            )

    @app.get("/figures", responses=described(FiguresReply))
    def figures(arguments: Annotated[FigureArguments, Query()], request: Request) -> dict[str, Any]:
        """The figures that the documents give of something, newest publication first."""
        with turns.turn():
            return settled(
                lambda: libraries.of(request), partial(list_figures, arguments=arguments)
            )

    @app.get("/documents", responses=described(DocumentsReply))
    def documents(request: Request) -> dict[str, Any]:
        """What the library answers from."""
        current = libraries.of(request).versions.current()
        return {"documents": [_document(version) for version in current]}


def _answer(request: Request, library: Library, answer: Answer, share: bool) -> dict[str, Any]:
    """The answer with its name and addresses, and the address of the page of every citation."""
    name = library.answers.save(answer)
    remember(request, library, "answer", name, answer.question)
    if share:
        share_own(request, library, name)
    answer = library.as_now().answers.seen(answer)
    links = {"page": f"/answer/{name}", "text": f"/answer/{name}.txt"}
    return {"id": name, "links": links, "viewer": "/viewer/{key}", **answer.as_json()}


def _document(version: Version) -> dict[str, Any]:
    document = version.document
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "kind": document.kind,
        "programme": document.programme,
        "file": version.file,
        "pages": version.pages,
        "link": f"/documents/{document.id}",
    }


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _refused(_request: Request, error: Exception) -> JSONResponse:
    """Every refusal is {"error": "…"}: one sentence."""
    if isinstance(error, RequestValidationError):
        wrong = error.errors()[0]
        return JSONResponse({"error": what_is_wrong(wrong["loc"][1:], wrong["msg"])}, 422)
    if isinstance(error, HTTPException):
        return JSONResponse({"error": str(error.detail)}, error.status_code, error.headers)
    if isinstance(error, (TooMany, LibraryUnavailable)):
        return JSONResponse({"error": str(error)}, 503, {"Retry-After": "5"})
    return JSONResponse({"error": str(error)}, 404 if isinstance(error, UnknownCitation) else 422)
