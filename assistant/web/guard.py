"""Which requests reach the application at all: every other one is refused before a page or Gradio sees it.

    host name -> where it was sent from -> route -> method -> size -> who asks -> how often -> the application

A route is closed until it is opened here, Gradio's own ones, too: it has many that nothing of this program uses.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access import User
from assistant.errors import LibraryUnavailable
from assistant.settings import bare_host
from assistant.web.admission import ALONE, SIGNS_OUT, Admission, user_of
from assistant.web.rates import COSTLY, Rates
from assistant.web.refusals import (
    FOR_PROGRAMS,
    MEGABYTE,
    Refusal,
    fault,
    told,
    too_large,
    too_often,
    too_slow,
    unavailable,
    unknown_host,
)
from assistant.web.traffic import Traffic

_LOG = logging.getLogger(__name__)

OWN = (
    "/again",
    "/answer/",
    "/api/v1/",
    "/check",
    "/conversation/",
    "/document/",
    "/documents",
    "/facts",
    "/history",
    "/interface/",
    "/language/",
    "/mcp",
    "/page/",
    "/sign-in",
    "/sign-out",
    "/viewer/",
)
"""Where the addresses of our own pages begin."""

HEALTH = ("/healthz", "/readyz")

GRADIO = frozenset(
    (
        "/",
        "/config",
        "/favicon.ico",
        "/theme.css",
        "/gradio_api/app_id",
        "/gradio_api/cancel",
        "/gradio_api/queue/data",
        "/gradio_api/queue/join",
        "/gradio_api/run/predict",
        "/gradio_api/startup-events",
    )
)
GRADIO_BELOW = ("/assets/", "/gradio_api/heartbeat/", "/static/", "/svelte/")
"""What the conversation in a browser asks of Gradio, and no more."""

_SAID_HOST = "x-forwarded-host"
METHODS = ("GET", "HEAD", "POST")
MOST = 8 * MEGABYTE
"""Bytes of a request. Gradio sends a conversation's whole history along with each question."""
MOST_OF = {"/facts": 24 * MEGABYTE}
UPLOAD = "/documents/add"
KNOWING = 8
"""Requests whose account is looked up at the same time."""
FILES_AT_ONCE = 4
"""How many files of the largest size may come in one form."""


class Guard:
    """ASGI middleware. ``hosts`` are names under which the application is reached from elsewhere,
    ``file_bytes`` is the size of the largest file that may be uploaded, ``per_minute`` how many questions one
    person may ask, ``admission`` knows who may what, ``alone`` says that one person uses it."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Iterable[str],
        file_bytes: int,
        per_minute: int,
        admission: Admission | None = None,
        alone: bool = False,
    ) -> None:
        self._app = app
        self._admission = admission
        self._alone = alone
        self._rates = Rates(per_minute)
        # Threads of its own: where accounts are slow to come, pages that need none are served.
        self._knowing = CapacityLimiter(KNOWING)
        self._hosts = frozenset(hosts)
        self._upload = FILES_AT_ONCE * file_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # nothing here speaks it
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._guarded(Request(scope), receive, send)
        else:
            await self._app(scope, receive, send)

    async def _guarded(self, request: Request, receive: Receive, send: Send) -> None:
        request.scope[ALONE] = self._alone
        self._drop_foreign_name(request)
        most = self._most(request.url.path)
        refusal = self._refusal(request, most)
        if refusal is not None:
            await told(request, refusal)(request.scope, receive, send)
            return
        if self._admission is not None:
            denied = await self._denied(request, self._admission)
            if denied is not None:
                await denied(request.scope, receive, send)
                return
        wait = self._wait(request)
        if wait:
            await told(request, too_often(wait))(request.scope, receive, send)
            return
        traffic = Traffic(receive, send, most)
        try:
            await self._app(request.scope, traffic.receive, traffic.send)
        except Exception:
            if not traffic.refused:
                _LOG.exception("fault at %s", request.url.path)
            if traffic.answered:  # too late to say anything else
                raise
        if not traffic.answered:
            why = too_slow() if traffic.too_slow else too_large(most)
            reply = told(request, why) if traffic.refused else fault(request)
            await reply(request.scope, receive, send)

    async def _denied(self, request: Request, admission: Admission) -> Response | None:
        """Why whoever asks may not, if so. Who watches the service is not asked for a name."""
        user: User | None = None
        if request.url.path not in HEALTH:
            try:
                user = await run_sync(admission.user, request, limiter=self._knowing)
            except LibraryUnavailable as error:
                _LOG.warning("%s", error)  # it names a machine: nothing for who has not signed in
                return unavailable(request)
        request.scope["user"] = user
        request.scope[SIGNS_OUT] = not admission.by_proxy
        return admission.refused(request, user)

    def _refusal(self, request: Request, most: int) -> Refusal | None:
        host, path = request.headers.get("host", ""), request.url.path
        if not self._is_known(host):
            return Refusal(HTTPStatus.MISDIRECTED_REQUEST, unknown_host(host))
        if self._is_from_elsewhere(request):
            return Refusal(
                HTTPStatus.FORBIDDEN, "This was not sent from the application's own page."
            )
        if "\0" in path or "%00" in request.url.query:  # no database takes it, and no name has one
            return Refusal(HTTPStatus.NOT_FOUND)
        if not is_open(path):
            return Refusal(HTTPStatus.NOT_FOUND)
        if request.method not in METHODS and not path.startswith(FOR_PROGRAMS):
            return Refusal(
                HTTPStatus.METHOD_NOT_ALLOWED,
                f"{request.method} does nothing here.",
                {"Allow": ", ".join(METHODS)},
            )
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > most:
            return too_large(most)
        return None

    def _wait(self, request: Request) -> float:
        """Seconds until whoever asks may ask again. Behind a proxy without sign-in all are one."""
        if request.method != "POST" or request.url.path not in COSTLY:
            return 0.0
        user = user_of(request)
        return self._rates.wait(
            user.name if user else request.client.host if request.client else ""
        )

    def _most(self, path: str) -> int:
        return self._upload if path == UPLOAD else MOST_OF.get(path, MOST)

    def _is_known(self, host: str) -> bool:
        """A page that has another site's name resolve to this machine (DNS rebinding) sends that name;

        a number can't be made to lead elsewhere."""
        name = bare_host(host)
        if name == "localhost" or name in self._hosts:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True

    def _drop_foreign_name(self, request: Request) -> None:
        """Gradio builds addresses from the name that a proxy says it was asked by: only a known one counts."""
        said = request.headers.get(_SAID_HOST, "").partition(",")[0].strip()
        own = said.lower() == request.headers.get("host", "").lower()
        if not own and bare_host(said) not in self._hosts:
            name = _SAID_HOST.encode()
            kept = [pair for pair in request.scope["headers"] if pair[0].lower() != name]
            request.scope["headers"] = kept

    def _is_from_elsewhere(self, request: Request) -> bool:
        """Whether another site made the reader's browser send this (CSRF), or reads along.

        A link from elsewhere is welcome. A program that is no browser says nothing of where it comes from."""
        headers, reads = request.headers, request.method in ("GET", "HEAD")
        origin = headers.get("origin") or ("" if reads else headers.get("referer", ""))
        if origin:
            return not self._is_ours(origin, headers.get("host", ""))
        if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
            return False
        return not (reads and headers.get("sec-fetch-mode") == "navigate")

    def _is_ours(self, origin: str, host: str) -> bool:
        """A proxy may say another host than the reader's browser did: then the known names count."""
        try:
            sender = urlsplit(origin).netloc.lower()
        except ValueError:
            return False
        return bool(sender) and (sender == host.lower() or bare_host(sender) in self._hosts)


def is_open(path: str) -> bool:
    """Whether there is anything at an address that people or their browsers use."""
    return path in GRADIO or path in HEALTH or path.startswith((*OWN, *GRADIO_BELOW))
