"""Who caused an event: the typed edge of Gradio's request, of which mypy knows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import gradio as gr
from starlette.requests import Request

from assistant.texts import Texts, preferred_language


@dataclass(frozen=True, slots=True)
class Visitor:
    """The interface texts in the language of a browser, and the session that it has open."""

    texts: Texts
    session: str


def sender_of(request: gr.Request) -> Request:
    """The request itself, as the guard saw it: it knows who sent it."""
    sent: Request = request.request
    return sent


def visitor_of(request: gr.Request) -> Visitor:
    """The browser from which a request came."""
    cookies: Mapping[str, str] = request.cookies
    accept: str | None = request.headers.get("accept-language")
    session: str | None = request.session_hash
    return Visitor(Texts(preferred_language(accept, cookies.get("language"))), session or "")
