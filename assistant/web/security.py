"""What every response says to the browser about what it may load and run."""

from __future__ import annotations

from fastapi import Depends, HTTPException
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.tools.arguments import holds_nul
from assistant.web import guard
from assistant.web.gradio.front_page import dressed, script_hashes
from assistant.web.pages import not_found, texts_for

# Gradio's page carries inline styles, and inline scripts that are allowed one by one, by their
# digest. It needs no eval as long as no gr.HTML component is used. Images only come from here: a
# document can't make the reader's browser call home, even if its text were taken for markup.
_GRADIO_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' {scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)

# Our own pages hold text from documents and have no inline script or style at all.
OWN_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)

# The pages about the library have forms, for its keepers, and so has that for checking facts.
FORM_POLICY = OWN_POLICY.replace("form-action 'none'", "form-action 'self'")
_FORMS = ("/answer/", "/check/", "/documents", "/facts", "/history", "/sign-in", "/sign-out")
_SEARCHED = ("/document/", "/contents")
"""How the addresses of the pages begin and end on which a document is searched."""

_EVERYBODYS = ("/assets/", "/interface/", "/static/", "/svelte/")
"""How the addresses of scripts and styles begin: a page asks for sixty, which a browser keeps as it always did."""

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def says_where_from(request: Request) -> None:
    """Refuse a form that does not say which page it was sent from; whether from one of ours, the guard saw."""
    if not (request.headers.get("origin") or request.headers.get("referer")):
        raise HTTPException(403, "This form does not say from which page it was sent.")


async def storable(request: Request) -> None:
    """Refuse a form with a character in it that PostgreSQL keeps in no text."""
    if holds_nul([str(value) for pair in (await request.form()).multi_items() for value in pair]):
        raise HTTPException(422, "A text in this form holds the character NUL.")


OWN_FORM = (Depends(says_where_from), Depends(storable))
"""What every form of our own pages must meet. That of a text to check has limits and a cleaning of its own."""


def too_large(request: Request, most: int) -> bool:
    """Whether a body is larger than ``most`` bytes, or does not say how large it is."""
    length = request.headers.get("content-length", "")
    return not length.isdecimal() or int(length) > most


def gradio_policy(scripts: str = "") -> str:
    """The policy of Gradio's pages, with the inline scripts that may run."""
    return _GRADIO_POLICY.format(scripts=scripts)


def _has_form(path: str) -> bool:
    begins, ends = _SEARCHED
    return path.startswith(_FORMS) or (path.startswith(begins) and path.endswith(ends))


class SecurityHeaders:
    """ASGI middleware: what is streamed passes through unbuffered, only Gradio's HTML is held."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reply = _Reply(scope, send) if scope["type"] == "http" else send
        await self._app(scope, receive, reply)


class _Reply:
    """One response on its way out, with our headers."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._own = scope["path"].startswith(guard.OWN)
        self._policy = FORM_POLICY if _has_form(scope["path"]) else OWN_POLICY
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if self._has_to_be_held(message):
                self._held = message
                return
            everybodys = self._scope["path"].startswith(_EVERYBODYS)
            _add_headers(message, self._policy if self._own else gradio_policy(), everybodys)
        if self._held is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._finish(self._held)

    def _has_to_be_held(self, start: Message) -> bool:
        """Gradio's pages are changed, and its bare "not found" is replaced by ours."""
        html = MutableHeaders(scope=start).get("content-type", "").startswith("text/html")
        return (not self._own and html) or (not html and self._is_lost(start))

    def _is_lost(self, start: Message) -> bool:
        """Whether a reader, not a program, asked for an address that is nothing."""
        accepted = Request(self._scope).headers.get("accept", "")
        return bool(start["status"] == 404) and "text/html" in accepted

    async def _finish(self, start: Message) -> None:
        request = Request(self._scope)
        html = self._body.decode("utf-8")
        if self._is_lost(start):
            html = bytes(not_found(request).body).decode("utf-8")
        elif self._scope["path"] == "/":
            html = dressed(html, texts_for(request))
        headers = MutableHeaders(scope=start)
        headers["Content-Type"] = "text/html; charset=utf-8"
        headers["Cache-Control"] = "private, no-cache"
        headers["Vary"] = "Accept-Language, Cookie"
        if self._scope["method"] != "HEAD":
            headers["Content-Length"] = str(len(html.encode()))
        _add_headers(start, gradio_policy(script_hashes(html)))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": html.encode()})


def _add_headers(start: Message, policy: str, everybodys: bool = False) -> None:
    headers = MutableHeaders(scope=start)
    for name in [name for name in headers if name.startswith("access-control-")]:
        del headers[name]  # Gradio lets any site read along
    headers["Content-Security-Policy"] = policy
    if not everybodys:
        headers.setdefault("Cache-Control", "private, no-cache")
    for name, value in _COMMON.items():
        headers[name] = value
