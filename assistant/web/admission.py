"""Who asks, and whether they may: between the guard and the pages, where sign-in is on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from ipaddress import ip_address, ip_network
from urllib.parse import quote

from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.requests import Request

from assistant.access import Accounts, Role, Sessions, User, Ways, folded
from assistant.records.viewers import groups_told
from assistant.settings import Settings
from assistant.web.openid import Provider

COOKIE = "session"
OPEN = ("/sign-in", "/interface/", "/language/", "/favicon.ico", "/healthz", "/readyz")
"""For who is not signed in: what the page to sign in needs, and who watches the service."""
ALONE = "alone"
"""In a request's scope: whether one person uses the program, without signing in."""
SIGNS_OUT = "signs_out"
"""In a request's scope: whether who is signed in can sign out here, and not at a proxy."""
LONGEST_NAME = 100  # characters of a proxy's name for somebody
_BEARER = "bearer "


class Admission:
    """Finds the user of a request, and refuses what they may not."""

    def __init__(
        self, settings: Settings, accounts: Accounts, sessions: Sessions, ways: Ways
    ) -> None:
        self.accounts = accounts
        self.sessions = sessions
        self.by_proxy = settings.sign_in == "header"
        self.provider = Provider(settings, ways) if settings.sign_in == "oidc" else None
        self._header = settings.sign_in_header
        self._groups_header = settings.sign_in_groups_header
        self._proxies = tuple(ip_network(each, strict=False) for each in settings.trusted_proxies)

    def user(self, request: Request) -> User | None:
        """Who sends a request: by cookie, by token, or by the word of a trusted proxy."""
        if self.by_proxy:
            return self._named_by_proxy(request)
        given = request.headers.get("authorization", "")
        bearer = given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else ""
        token = bearer or request.cookies.get(COOKIE, "")
        return self.sessions.user(token) if token else None

    def refused(self, request: Request, user: User | None) -> Response | None:
        """What somebody gets who may not; None where they may."""
        if request.url.path.startswith(OPEN):
            return None
        if user is None:
            return self._unknown(request)
        if user.role.may(needed(request)):
            return None
        return PlainTextResponse(f"{user.name} may not do this: it takes a keeper.\n", 403)

    def _named_by_proxy(self, request: Request) -> User | None:
        """Only an address on the list is believed: anybody can send a header."""
        named = request.headers.getlist(self._header)
        name = named[0].strip() if len(named) == 1 else ""  # two: one of them is not the proxy's
        if not name or "\0" in name or not self._is_trusted(request):
            return None
        known = self.accounts.find(name) or User(_short(folded(name)), Role.READER)
        return replace(known, groups=known.groups | self._groups_by_proxy(request))

    def _groups_by_proxy(self, request: Request) -> frozenset[str]:
        given = request.headers.getlist(self._groups_header) if self._groups_header else []
        return groups_told(given[0]) if len(given) == 1 else frozenset()

    def _is_trusted(self, request: Request) -> bool:
        try:
            address = ip_address(request.client.host if request.client else "")
        except ValueError:
            return False
        return any(address in network for network in self._proxies)

    def _unknown(self, request: Request) -> Response:
        reads = request.method in ("GET", "HEAD")
        if not self.by_proxy and reads and _wants_page(request):
            to = quote(address_of(request), safe="")
            return RedirectResponse(f"/sign-in?to={to}", status_code=303)
        headers = {"WWW-Authenticate": "Bearer"}
        return JSONResponse({"error": "Sign in first."}, status_code=401, headers=headers)


def needed(request: Request) -> Role:
    """What it takes to send a request."""
    changes = request.method not in ("GET", "HEAD")
    return Role.KEEPER if changes and request.url.path.startswith("/documents") else Role.READER


def _short(name: str) -> str:
    """A name of the length that is kept; two long ones (of a directory) that begin alike stay two."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:60]}…{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def address_of(request: Request) -> str:
    """The address that was asked for, within the application."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def user_of(request: Request) -> User | None:
    """Who the guard found to have sent a request."""
    found: User | None = request.scope.get("user")
    return found


def asks_as(request: Request) -> str | None:
    """Under which name what is asked is remembered; "" where one person uses the program alone, None where many
    do and nobody says who they are."""
    user = user_of(request)
    if user is not None:
        return user.name
    return "" if request.scope.get(ALONE) else None


def keeps(request: Request, settings: Settings) -> bool:
    """Whether who asks may change what the library holds."""
    user = user_of(request)
    return user.role.may(Role.KEEPER) if user else settings.keeper and settings.sign_in == "off"
