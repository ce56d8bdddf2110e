"""The page to sign in, and the way out."""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.access import Locked, Sessions, User, WrongName, WrongPassword
from assistant.access.sessions import LASTS
from assistant.errors import AssistantError
from assistant.web.admission import COOKIE, Admission
from assistant.web.openid import LASTS as WAY_LASTS
from assistant.web.openid import NotSignedIn, Provider, ProviderDown
from assistant.web.pages import inside, page
from assistant.web.security import storable

_LOG = logging.getLogger(__name__)
STATE = "signing-in"
"""The cookie of who is on the way."""
MOST = 300  # characters of a name or a password


def router(admission: Admission) -> APIRouter:
    """Its routes. Where a proxy says who asks there is nothing to sign in to."""
    routes = APIRouter(include_in_schema=False)
    if admission.by_proxy:
        return routes
    if admission.provider is not None:
        _add_provider(routes, admission, admission.provider)
    else:
        _add_form(routes, admission)

    @routes.get("/sign-out")
    def leave(request: Request) -> HTMLResponse:
        return page(request, "sign_out.html")

    @routes.post("/sign-out")
    def sign_out(request: Request) -> Response:
        admission.sessions.end(request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/sign-in", status_code=303)
        response.delete_cookie(COOKIE)
        return response

    return routes


def _add_form(routes: APIRouter, admission: Admission) -> None:
    """Name and password, of an account of our own."""
    accounts, sessions = admission.accounts, admission.sessions

    @routes.get("/sign-in")
    def form(request: Request, to: str = "/") -> HTMLResponse:
        return page(request, "sign_in.html", to=inside(to), name="", wrong="", provided=False)

    @routes.post("/sign-in", dependencies=[Depends(storable)])
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
        # As the reader's browser sees it: behind a proxy we are asked without encryption.
        secure = request.headers.get("origin", "").startswith("https://")
        return _welcomed(sessions, user, to, secure)


def _add_provider(routes: APIRouter, admission: Admission, provider: Provider) -> None:
    """By way of an organisation's own accounts: there, and back."""
    secure = provider.returns.startswith("https://")

    @routes.get("/sign-in")
    def choice(request: Request, to: str = "/") -> HTMLResponse:
        return page(request, "sign_in.html", to=inside(to), name="", wrong="", provided=True)

    @routes.get("/sign-in/start")
    def start(request: Request, to: str = "/") -> Response:
        try:
            address, state = provider.begin(inside(to))
        except ProviderDown as down:
            return _failed(request, to, "sign_in_down", 503, down)
        response = RedirectResponse(address, status_code=303)
        kept = {"httponly": True, "samesite": "lax", "secure": secure}
        # Who comes back must be who was sent: nobody can be signed in by another's link.
        response.set_cookie(STATE, state, max_age=int(WAY_LASTS), path="/sign-in", **kept)  # type: ignore[arg-type]
        return response

    @routes.get("/sign-in/return")
    def back(request: Request, state: str = "", code: str = "", error: str = "") -> Response:
        try:
            _check_way(request, provider, state, code, error)
            found = provider.finish(state, code)
            user = admission.accounts.welcome(found.name)
        except ProviderDown as down:
            return _failed(request, "/", "sign_in_down", 503, down)
        except (NotSignedIn, WrongName) as wrong:
            return _failed(request, "/", "sign_in_refused", 401, wrong)
        response = _welcomed(admission.sessions, user, found.to, secure, found.groups)
        response.delete_cookie(STATE, path="/sign-in")
        return response


def _check_way(request: Request, provider: Provider, state: str, code: str, error: str) -> None:
    """Raises NotSignedIn, which says why, where somebody does not come back as they were sent."""
    sent = request.cookies.get(STATE)
    if sent is None:
        raise NotSignedIn(
            "The browser that comes back has no cookie of one that was sent. Signing in begins at "
            f"{provider.returns.removesuffix('/sign-in/return')}, and at no other address of this machine."
        )
    more = request.query_params.get("error_description", "")
    refused = f"The provider did not let this person in: {error[:100]!r} {more[:200]!r}."
    if error and not state:
        raise NotSignedIn(f"{refused} It does not say whom: no state came back.")
    if not state or sent != state:
        raise NotSignedIn("Who comes back is not who was sent: the states differ.")
    if not code:
        raise NotSignedIn(refused)


def _welcomed(
    sessions: Sessions, user: User, to: str, secure: bool, groups: frozenset[str] = frozenset()
) -> Response:
    """Back to where somebody wanted to go, with a session."""
    every = ", ".join(sorted(user.groups | groups)) or "none"
    _LOG.info("%s signed in as %s, groups: %s", user.name, user.role.value, every)
    response = RedirectResponse(inside(to), status_code=303)
    response.set_cookie(
        COOKIE,
        sessions.begin(user, groups=groups),
        max_age=int(LASTS),
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    return response


def _failed(
    request: Request, to: str, wrong: str, status: int, error: AssistantError
) -> HTMLResponse:
    """What went wrong is for who runs the program: it is in the log."""
    _LOG.warning("not signed in: %s", error)
    response = page(request, "sign_in.html", to=inside(to), name="", wrong=wrong, provided=True)
    response.status_code = status
    return response


def _again(request: Request, name: str, to: str, wrong: str, status: int) -> HTMLResponse:
    response = page(request, "sign_in.html", to=inside(to), name=name, wrong=wrong, provided=False)
    response.status_code = status
    return response
