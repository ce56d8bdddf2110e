"""``assistant mcp``: the library's tools for any assistant that speaks the Model Context Protocol."""

from __future__ import annotations

import typer

from assistant.cli.opening import LibraryOption, opened_library, settings_of
from assistant.errors import AssistantError

tooling = typer.Typer()


@tooling.command()
def mcp(context: typer.Context, library: LibraryOption = None) -> None:
    """Serve search, figures and check over standard input and output (MCP)."""
    try:
        from assistant.tools.mcp_server import serve_mcp
    except ModuleNotFoundError as error:
        raise AssistantError(
            'The MCP SDK is not installed: pip install -c constraints.txt ".[mcp]"'
        ) from error
    with opened_library(settings_of(library or context.obj)) as opened:
        opened.refresh()
        serve_mcp(opened)
