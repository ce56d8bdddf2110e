"""The library's tools for assistants that speak the Model Context Protocol, over HTTP, at ``/mcp``.

Guard and admission stand before it as before every other route: the same tokens, roles and rates.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.web.seeing import Libraries

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

PATH = "/mcp"


class McpOverHttp:
    """An ASGI application. It answers while it is ``running``."""

    def __init__(self, libraries: Libraries) -> None:
        self._libraries = libraries
        self._sessions: StreamableHTTPSessionManager | None = None

    @property
    def route(self) -> Route:
        return Route(PATH, endpoint=self, methods=["POST"], include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For as long as the web application runs. Raises AssistantError where the SDK is missing."""
        try:
            from assistant.tools.mcp_server import sessions_over_http
        except ModuleNotFoundError as error:
            raise AssistantError(
                'ASSISTANT_MCP needs the MCP SDK: pip install -c constraints.txt ".[mcp]"'
            ) from error
        self._sessions = sessions_over_http(self._libraries.of)
        async with self._sessions.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._sessions is not None
        await self._sessions.handle_request(scope, receive, send)
