"""What somebody asked and had checked: to find it again, to keep it on top, and to take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi import Path as PathParameter
from fastapi.responses import RedirectResponse, Response

from assistant.records.history import Kind
from assistant.web.admission import asks_as
from assistant.web.pages import not_found, page
from assistant.web.security import OWN_FORM
from assistant.web.seeing import Libraries

if TYPE_CHECKING:
    from assistant.library import Library

SHOWN = 50  # entries a page
LAST_PAGE = 1_000
_Number = Annotated[int, PathParameter(le=2**31 - 1)]


def remember(request: Request, library: Library, kind: Kind, record: str, text: str) -> None:
    """Keep that whoever sent a request asked this."""
    by = asks_as(request)
    if by is not None:
        library.history.put(by, kind, record, text)


def router(libraries: Libraries) -> APIRouter:
    """Its routes. Each shows and changes what is somebody's own alone."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/history")
    def listed(
        request: Request,
        q: Annotated[str, Query(max_length=200)] = "",
        number: Annotated[int, Query(alias="page", ge=1, le=LAST_PAGE)] = 1,
    ) -> Response:
        by = asks_as(request)
        if by is None:
            return not_found(request)
        found = libraries.of(request).history.of(by, q, SHOWN + 1, (number - 1) * SHOWN)
        return page(
            request,
            "history.html",
            entries=found[:SHOWN],
            more=len(found) > SHOWN,
            number=number,
            words=q,
        )

    @routes.post("/history/{number}/pin", dependencies=OWN_FORM)
    def pin(request: Request, number: _Number, pinned: Annotated[bool, Form()]) -> Response:
        by = asks_as(request)
        if by is not None:
            libraries.of(request).history.pin(by, number, pinned)
        return RedirectResponse("/history", status_code=303)

    @routes.post("/history/{number}/remove", dependencies=OWN_FORM)
    def remove(request: Request, number: _Number) -> Response:
        by = asks_as(request)
        if by is not None:
            libraries.of(request).history.remove(by, number)
        return RedirectResponse("/history", status_code=303)

    @routes.post("/history/clear", dependencies=OWN_FORM)
    def clear(request: Request) -> Response:
        by = asks_as(request)
        if by is not None:
            libraries.of(request).history.remove(by)
        return RedirectResponse("/history", status_code=303)

    return routes
