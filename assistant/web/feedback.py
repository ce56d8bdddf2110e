"""What readers say of an answer, on its page; and the list of it for who keeps the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi import Path as PathParameter
from fastapi.responses import RedirectResponse, Response

from assistant.errors import UnknownCitation
from assistant.records import Answer
from assistant.records.feedback import Feedback, Opinion
from assistant.web.admission import keeps, user_of
from assistant.web.pages import not_found, page
from assistant.web.security import says_where_from

if TYPE_CHECKING:
    from assistant.library import Library

LONGEST = 4_000  # characters of a note
_OWN_FORM = [Depends(says_where_from)]


def router(library: Library) -> APIRouter:
    """Its routes. They stand before those of one document, of which "feedback" is none."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/answer/{answer_id}/feedback", dependencies=_OWN_FORM)
    def give(
        request: Request,
        answer_id: str,
        opinion: Annotated[Opinion, Form()],
        note: Annotated[str, Form(max_length=LONGEST)] = "",
    ) -> Response:
        library.answers.get(answer_id)
        user = user_of(request)
        taken = library.feedback.put(answer_id, opinion, note, user.name if user else "")
        told = "thanks" if taken else "full"
        return RedirectResponse(f"/answer/{answer_id}?feedback={told}#feedback", status_code=303)

    @routes.get("/documents/feedback")
    def listed(request: Request) -> Response:
        if not keeps(request, library.settings):
            return not_found(request)
        given = [(each, _answer(library, each)) for each in library.feedback.every(waiting=True)]
        return page(request, "feedback.html", given=given)

    @routes.post("/documents/feedback/{number}/done", dependencies=_OWN_FORM)
    def done(request: Request, number: Annotated[int, PathParameter(le=2**31 - 1)]) -> Response:
        if not keeps(request, library.settings):
            return not_found(request)
        library.feedback.close(number)
        return RedirectResponse("/documents/feedback", status_code=303)

    return routes


def _answer(library: Library, given: Feedback) -> Answer | None:
    """The answer that it is about, unless that was deleted since."""
    try:
        return library.answers.get(given.answer)
    except UnknownCitation:
        return None
