"""The web application: our own pages, and the conversation in Gradio, in one FastAPI app."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

from assistant.errors import AssistantError, UnknownCitation
from assistant.model import at_work
from assistant.reading import Isolation
from assistant.web import checks, documents, facts, keeper, language, pages
from assistant.web.check_queue import CheckQueue
from assistant.web.following import Follower
from assistant.web.inbox import Inbox
from assistant.web.security import SecurityHeaders
from assistant.writing import answerer_for

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.library import Library
    from assistant.web.gradio.events import Examples

_STATIC = Path(str(files("assistant.web").joinpath("static")))


def create_app(
    library: Library, examples: Examples | None = None, answerer: Answerer | None = None
) -> FastAPI:
    """The application over one library, with the answerer of its settings where none is given.

    ``examples`` are the questions offered on an empty page, in Dutch and English; by default
    those of the texts catalogue where the library holds the corpus that they are about.
    """
    import gradio as gr

    from assistant.web.gradio import chat
    from assistant.web.gradio.theme import programme_theme

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        follower = Follower(library)
        follower.start()
        yield
        follower.stop()
        inbox.close()
        queue.close()
        reader.close()

    inbox, queue, reader = Inbox(library), CheckQueue(library), Isolation(facts.LIMITS)
    app = FastAPI(
        title="Programme Assistant",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
    )
    app.add_middleware(SecurityHeaders)
    app.add_exception_handler(UnknownCitation, pages.not_found)
    app.add_exception_handler(RequestValidationError, pages.not_found)
    app.add_exception_handler(AssistantError, pages.unavailable)
    app.include_router(language.router())
    app.mount("/interface", StaticFiles(directory=_STATIC), name="interface")
    app.include_router(pages.router(library))
    app.include_router(documents.router(library))
    app.include_router(checks.router(library, queue))
    app.include_router(facts.router(library, queue, reader))
    if library.settings.keeper:
        app.include_router(keeper.router(library, inbox))

    @app.get("/favicon.ico", include_in_schema=False)
    def icon() -> Response:
        return FileResponse(_STATIC / "icon.svg", media_type="image/svg+xml")

    asked = examples or chat.examples_for(library)
    blocks = chat.build(library, asked, answerer or answerer_for(library.settings))
    blocks.queue(default_concurrency_limit=chat.CONCURRENT_ANSWERS, max_size=200)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        theme=programme_theme(),
        i18n=chat.translations(asked, at_work(library.settings)),
        footer_links=[],
        # No page that describes the routes, also not Gradio's own.
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        # Nothing is ever uploaded; the route exists all the same, so it takes nothing of any size.
        max_file_size=1,
        allowed_paths=[],
        favicon_path=str(_STATIC / "icon.svg"),
    )
    return app


def serve(library: Library, host: str, port: int, open_browser: bool = False) -> None:
    """Run the application until it is interrupted."""
    app = create_app(library)
    if open_browser:
        # An address that means "every network card" can't be visited.
        address = "127.0.0.1" if host.strip("0.:") == "" else host
        # A moment later, when the server listens.
        threading.Timer(1.5, webbrowser.open, (f"http://{address}:{port}/",)).start()
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
