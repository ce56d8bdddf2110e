"""What readers say of an answer, on its page; and the list of it for who keeps the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi import Path as PathParameter
from fastapi.responses import RedirectResponse, Response

from assistant.records import Answer
from assistant.records.feedback import Feedback, Opinion
from assistant.web.admission import keeps, user_of
from assistant.web.pages import not_found, page
from assistant.web.security import OWN_FORM
from assistant.web.seeing import Libraries

if TYPE_CHECKING:
    from assistant.library import Library

LONGEST = 4_000  # characters of a note


def router(libraries: Libraries) -> APIRouter:
    """Its routes. They stand before those of one document, of which "feedback" is none."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/answer/{answer_id}/feedback", dependencies=OWN_FORM)
    def give(
        request: Request,
        answer_id: str,
        opinion: Annotated[Opinion, Form()],
        note: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        library = libraries.of(request)
        library.answers.get(answer_id)
        user = user_of(request)
        taken = library.feedback.put(answer_id, opinion, note, user.name if user else "")
        told = "thanks" if taken else "full"
        return RedirectResponse(f"/answer/{answer_id}?feedback={told}#feedback", status_code=303)

    @routes.get("/documents/feedback")
    def listed(request: Request) -> Response:
        if not keeps(request, libraries.settings):
            return not_found(request)
        return page(request, "feedback.html", given=list(_seen(libraries.of(request))))

    @routes.post("/documents/feedback/{number}/done", dependencies=OWN_FORM)
    def done(request: Request, number: Annotated[int, PathParameter(le=2**31 - 1)]) -> Response:
        library = libraries.of(request)
        if not keeps(request, libraries.settings):
            return not_found(request)
        if number in {each.id for each, *_ in _seen(library)}:
            library.feedback.close(number)
        return RedirectResponse("/documents/feedback", status_code=303)

    return routes


def _seen(library: Library) -> Iterator[tuple[Feedback, Answer | None, bool]]:
    """What waits, with the answer that it is about and whether who looks may open that.

    Whoever gives an opinion on an answer shows the question to who keeps the library, and no more of it. An
    answer from documents that the keeper does not see is for another keeper."""
    for given in library.feedback.every(waiting=True):
        answer = library.answers.unopened(given.answer)
        if not (answer.limited if answer else library.hides):
            yield given, answer, answer is not None and library.answers.may_open(given.answer)
