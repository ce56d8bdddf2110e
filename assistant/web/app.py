"""The web application: our own pages, and the conversation in Gradio, in one FastAPI app."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

from assistant.access import Accounts, Sessions, Ways, open_access, open_counts
from assistant.errors import AssistantError, UnknownCitation
from assistant.logs import set_up_logging
from assistant.reading import Isolation
from assistant.web import (
    answers,
    checks,
    conversations,
    documents,
    facts,
    feedback,
    health,
    history,
    keeper,
    language,
    pages,
    sign_in,
)
from assistant.web.admission import Admission
from assistant.web.check_queue import CheckQueue
from assistant.web.drawing import Drawing
from assistant.web.examples import Examples
from assistant.web.following import Follower
from assistant.web.guard import Guard
from assistant.web.http_api import http_api
from assistant.web.inbox import Inbox
from assistant.web.mcp_http import McpOverHttp
from assistant.web.metrics import CountedAnswerer, CountedRequests, Metrics
from assistant.web.rates import Rates
from assistant.web.refusals import MEGABYTE
from assistant.web.security import SecurityHeaders
from assistant.web.seeing import Libraries
from assistant.web.turns import FileTurns, Turns
from assistant.writing import answerer_for

if TYPE_CHECKING:
    from assistant.answering import Answerer
    from assistant.library import Library

_STATIC = Path(str(files("assistant.web").joinpath("static")))
_ICON = _STATIC / "icon.svg"


LAST_SECONDS = 3
"""For requests that are under way when the server is to end. An open page holds a stream that never ends."""


def create_app(
    library: Library, examples: Examples | None = None, answerer: Answerer | None = None
) -> FastAPI:
    """The application over one library, with the answerer of its settings where none is given.

    ``examples`` are the questions offered on an empty page, in Dutch and English; by default
    those of the texts catalogue where the library holds the corpus that they are about.
    """
    from assistant.web.gradio.mounting import mount_conversation

    inbox, queue, reader = Inbox(library), CheckQueue(library.settings), Isolation(facts.LIMITS)
    drawing, turns, saving, metrics = Drawing(), Turns(), FileTurns(), Metrics()
    metrics.watch(library, queue)
    answerer = CountedAnswerer(answerer or answerer_for(library.settings), metrics)

    libraries = Libraries(library)
    mcp = McpOverHttp(libraries) if library.settings.mcp else None

    admission = _admission(library)
    ends = (inbox.close, queue.close, reader.close, drawing.close)
    app = _bare_app(lambda _: _while_running(library, mcp, ends), library, admission)
    app.add_middleware(CountedRequests, metrics=metrics)  # outermost: what is refused counts, too
    app.state.drawing, app.state.metrics = drawing, metrics
    app.include_router(language.router())
    app.mount("/interface", StaticFiles(directory=_STATIC), name="interface")
    for router in (
        pages.router(libraries, drawing),
        answers.router(libraries, answerer, turns, saving),
        conversations.router(libraries, saving),
        feedback.router(libraries),
        documents.router(libraries, saving),
        history.router(libraries),
        checks.router(libraries, queue, saving),
        facts.router(libraries, queue, reader),
        health.router(libraries),
    ):
        app.include_router(router)
    if admission is not None:
        app.include_router(sign_in.router(admission))
    if library.settings.keeper or admission is not None:
        app.include_router(keeper.router(libraries, inbox))
    app.add_api_route("/favicon.ico", _icon, include_in_schema=False)
    if mcp:
        app.router.routes.append(mcp.route)
    app.mount("/api/v1", http_api(libraries, answerer, queue, turns))
    mount_conversation(app, libraries, examples, answerer, str(_ICON))
    return app


@asynccontextmanager
async def _while_running(
    library: Library, mcp: McpOverHttp | None, ends: Sequence[Callable[[], None]]
) -> AsyncIterator[None]:
    """What goes on beside the requests: following the ledger, and the sessions of other assistants.

    ``ends`` are called when it is over."""
    follower = Follower(library)
    follower.start()
    async with mcp.running() if mcp else nullcontext():
        yield
    follower.stop()
    for end in ends:
        end()


def _bare_app(
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]],
    library: Library,
    admission: Admission | None,
) -> FastAPI:
    """An application without routes: no page that describes them, our guard, headers and error pages."""
    settings = library.settings
    counts = open_counts(library.folder, settings.ledger_url)
    app = FastAPI(
        title="Programme Assistant",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
    )
    app.add_middleware(
        Guard,
        hosts=settings.known_hosts,
        file_bytes=settings.max_megabytes * MEGABYTE,
        rates=Rates(settings.questions_per_minute, counts),
        admission=admission,
        alone=settings.sign_in == "off" and not settings.without_sign_in,
    )
    app.add_middleware(SecurityHeaders)  # outermost: what the guard refuses has our headers, too
    app.add_exception_handler(UnknownCitation, pages.not_found)
    app.add_exception_handler(RequestValidationError, pages.not_found)
    app.add_exception_handler(AssistantError, pages.unavailable)
    return app


def _admission(library: Library) -> Admission | None:
    """Who may what, where people sign in."""
    if library.settings.sign_in == "off":
        return None
    access = open_access(library.folder, library.settings.ledger_url)
    return Admission(library.settings, Accounts(access), Sessions(access), Ways(access))


def _icon() -> FileResponse:
    return FileResponse(_ICON, media_type="image/svg+xml")


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, listens: Callable[[], None]) -> None:
        super().__init__(config)
        self._listens = listens

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._listens()


def run_server(
    library: Library,
    host: str,
    port: int,
    open_browser: bool = False,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Run the application until it is interrupted; ``started`` is called once it listens."""
    set_up_logging(library.settings)
    app = create_app(library)
    if library.settings.metrics_port:
        app.state.metrics.serve(library.settings.metrics_host, library.settings.metrics_port)
    threading.Thread(target=app.state.drawing.start, daemon=True).start()

    def listens() -> None:
        started()
        if open_browser:
            # An address that means "every network card" can't be visited.
            address = "127.0.0.1" if host.strip("0.:") == "" else host
            visit = threading.Timer(0, webbrowser.open, (f"http://{address}:{port}/",))
            visit.daemon = True
            visit.start()

    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        # A proxy on this machine names who sends (X-Forwarded-For). Where it signs people in, it must
        # itself be known.
        proxy_headers=library.settings.sign_in != "header",
        # Who says, in X-Forwarded-For, from where somebody asks: by default a proxy on this machine.
        forwarded_allow_ips=list(library.settings.trusted_proxies) or None,
        timeout_graceful_shutdown=LAST_SECONDS,
    )
    server = _Server(config, listens)
    with suppress(KeyboardInterrupt):  # it raises what it caught, once it has ended
        server.run()
    if not server.started:
        raise AssistantError(f"The chat cannot listen on {host}:{port}; the log says why.")
