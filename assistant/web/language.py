"""Choosing the interface language, and making Gradio's components follow the same choice."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from assistant.errors import UnknownCitation
from assistant.language.languages import LANGUAGES
from assistant.web.pages import inside, texts_for
from assistant.web.rendering import render

_YEAR = 365 * 24 * 3600


def router() -> APIRouter:
    routes = APIRouter(include_in_schema=False)

    @routes.get("/interface/language.js")
    def script(request: Request) -> Response:
        """Gradio translates by navigator.language; this makes it the language chosen here."""
        content = render("language.js", texts=texts_for(request))
        headers = {"Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie"}
        return Response(content, media_type="text/javascript", headers=headers)

    @routes.get("/language/{language}")
    def choose(language: str, to: str = "/") -> RedirectResponse:
        if language not in LANGUAGES:
            raise UnknownCitation(f"There is no interface in {language}.")
        response = RedirectResponse(inside(to), status_code=303)
        response.set_cookie("language", language, max_age=_YEAR, httponly=True, samesite="lax")
        return response

    return routes
