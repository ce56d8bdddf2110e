"""What whoever watches the service asks: does it run, and can it answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from assistant.errors import AssistantError
from assistant.web.seeing import Libraries

if TYPE_CHECKING:
    pass


def router(libraries: Libraries) -> APIRouter:
    """Two routes that say nothing of the library but that."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/healthz")
    def runs() -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    @routes.get("/readyz")
    def answers() -> PlainTextResponse:
        try:
            library = libraries.whole
            behind = library.newest_revision - library.revision
        except (AssistantError, OSError):
            return PlainTextResponse("the ledger cannot be read\n", 503)
        return PlainTextResponse("ok\n" if behind <= 0 else f"{behind} changes behind\n")

    return routes
