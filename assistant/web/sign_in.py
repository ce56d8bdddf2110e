"""The page to sign in, and the way out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.access import Locked, WrongPassword
from assistant.access.sessions import LASTS
from assistant.web.admission import COOKIE, Admission
from assistant.web.pages import inside, page

MOST = 300  # characters of a name or a password


def router(admission: Admission) -> APIRouter:
    """Its routes. Where a proxy says who asks there is nothing to sign in to."""
    routes = APIRouter(include_in_schema=False)
    if admission.by_proxy:
        return routes
    accounts, sessions = admission.accounts, admission.sessions

    @routes.get("/sign-in")
    def form(request: Request, to: str = "/") -> HTMLResponse:
        return page(request, "sign_in.html", to=inside(to), name="", wrong="")

    @routes.post("/sign-in")
    def sign_in(
        request: Request,
        name: Annotated[str, Form(max_length=MOST)],
        password: Annotated[str, Form(max_length=MOST)],
        to: Annotated[str, Form()] = "/",
    ) -> Response:
        address = request.client.host if request.client else ""
        try:
            user = accounts.signed_in(name.strip(), password, address)
        except Locked as locked:
            reply = _again(request, name, to, "sign_in_locked", 429)
            reply.headers["Retry-After"] = str(int(locked.seconds) + 1)
            return reply
        except WrongPassword:
            return _again(request, name, to, "sign_in_wrong", 401)
        response = RedirectResponse(inside(to), status_code=303)
        response.set_cookie(
            COOKIE,
            sessions.begin(user),
            max_age=int(LASTS),
            httponly=True,
            samesite="lax",
            # As the reader's browser sees it: behind a proxy we are asked without encryption.
            secure=request.headers.get("origin", "").startswith("https://"),
        )
        return response

    @routes.post("/sign-out")
    def sign_out(request: Request) -> Response:
        sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/sign-in", status_code=303)
        response.delete_cookie(COOKIE)
        return response

    return routes


def _again(request: Request, name: str, to: str, wrong: str, status: int) -> HTMLResponse:
    response = page(request, "sign_in.html", to=inside(to), name=name, wrong=wrong)
    response.status_code = status
    return response
