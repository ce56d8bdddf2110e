"""How a request is told that it goes no further: in a page, in a line, or as JSON where programs ask."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from assistant.errors import LibraryUnavailable
from assistant.settings import bare_host
from assistant.web import pages

MEGABYTE = 1 << 20
FOR_PROGRAMS = "/api/v1/"
"""Below it every refusal is {"error": "…"}, and each address says itself which methods it takes."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further. Without a reason there is nothing at its address."""

    status: HTTPStatus
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def told(request: Request, refusal: Refusal) -> Response:
    """What whoever sent a request hears of its refusal."""
    if not refusal.reason:
        return pages.not_found(request)
    if request.url.path.startswith(FOR_PROGRAMS):
        return JSONResponse({"error": refusal.reason}, refusal.status, refusal.headers)
    return PlainTextResponse(refusal.reason + "\n", refusal.status, refusal.headers)


def unavailable(request: Request) -> Response:
    """Accounts cannot be read: why is in the log, and nothing for who has not signed in."""
    reason = pages.texts_for(request)("accounts_unavailable")
    if request.url.path.startswith(FOR_PROGRAMS):
        return JSONResponse({"error": reason}, HTTPStatus.SERVICE_UNAVAILABLE)
    return pages.unavailable(request, LibraryUnavailable(reason))


def fault(request: Request) -> Response:
    """A fault of ours, of which the log says more."""
    if request.url.path.startswith(FOR_PROGRAMS):
        reason = "A fault of the program: its log says which."
        return JSONResponse({"error": reason}, HTTPStatus.INTERNAL_SERVER_ERROR)
    return pages.broken(request)


def too_often(wait: float) -> Refusal:
    """``wait`` is in seconds."""
    return Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too many questions at once. Ask again in {wait:.0f} seconds.",
        {"Retry-After": f"{math.ceil(wait)}"},
    )


def too_large(most: int) -> Refusal:
    """``most`` is in bytes."""
    reason = f"At most {most // MEGABYTE} MB are taken here."
    return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason)


def too_slow() -> Refusal:
    """Nothing more came of a request."""
    return Refusal(HTTPStatus.REQUEST_TIMEOUT, "The rest of this request did not come in time.")


def unknown_host(host: str) -> str:
    """Why a name is refused that the application does not know itself by."""
    name = bare_host(host)[:100]
    return (
        f"This application does not know itself as {name!r}. Where it is to be reached under that name, "
        "start it with the name in ASSISTANT_HOSTS."
    )
