"""Commands that start the chat: on the library as it is, or after taking in what is new."""

from __future__ import annotations

import os
import signal
import socket
import threading
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_report, stdout
from assistant.cli.ingesting import ingest_showing
from assistant.cli.opening import LibraryOption, opened_library, settings_of
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.settings import Settings

serving = typer.Typer()

LAST_SECONDS = 3.0  # after the server has ended, for the library to be closed

HostOption = Annotated[str | None, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")]


@serving.command("serve")
def serve_command(
    context: typer.Context,
    library: LibraryOption = None,
    host: HostOption = None,
    port: PortOption = None,
) -> None:
    """Start the chat on the library as it is."""
    settings = settings_of(library or context.obj)
    before = context.parent.params if context.parent else {}  # assistant --port 80 serve
    host, port = host or before.get("host"), before.get("port") if port is None else port
    _check_open(settings, host or settings.host)
    with opened_library(settings, make=True) as opened:
        _serve(opened, settings, host, port, browser=False)


def take_in_and_serve(
    library: Path | None, host: str | None, port: int | None, browser: bool
) -> None:
    """What ``assistant`` does without a command."""
    settings = settings_of(library)
    _check_open(settings, host or settings.host)
    with opened_library(settings, make=True) as opened:
        if settings.corpus.is_dir() and not opened.read_only:
            print_report(ingest_showing(opened, [settings.corpus], show=True))
        elif not opened.versions.current():
            stdout().print(
                f"There is no folder {settings.corpus} and the library is empty: "
                "add documents with: assistant ingest FOLDER"
            )
        _serve(opened, settings, host, port, browser)


def _serve(
    library: Library, settings: Settings, host: str | None, port: int | None, browser: bool
) -> None:
    host, port = host or settings.host, settings.port if port is None else port
    _check_free(host, port)
    from assistant.web import run_server  # seconds

    library.own()
    library.refresh()
    # The server ends itself at this signal and raises it again: the library is to be closed then, too.
    signal.signal(signal.SIGTERM, _end)
    at = f"http://{host}:{port}/"
    if settings.address:
        at = f"{settings.address}, and listens at {at}"
    run_server(
        library,
        host,
        port,
        open_browser=browser,
        started=lambda: stdout().print(f"The chat is at {at} (Ctrl-C stops it)", highlight=False),
    )


def _end(*_: object) -> None:
    """Leave by way of all that is to be closed; a thread that is busy does not keep the process."""
    timer = threading.Timer(LAST_SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()
    raise SystemExit(0)


def _check_open(settings: Settings, host: str) -> None:
    """Nobody opens a library to a network, or shuts it for all, by accident: said before anything is loaded."""
    open_to_all = settings.sign_in == "off" and not settings.without_sign_in
    if open_to_all and not _is_this_machine(host):
        raise AssistantError(
            f"Everybody who reaches {host} could ask and read every document. Let people sign in "
            "(ASSISTANT_SIGN_IN=local), or, if that is meant, set ASSISTANT_WITHOUT_SIGN_IN=true."
        )
    if settings.sign_in == "header" and not settings.trusted_proxies:
        raise AssistantError(
            "ASSISTANT_TRUSTED_PROXIES must name who may say in a header who asks."
        )
    if settings.sign_in == "oidc":
        from assistant.web.openid import check

        check(settings)


def _is_this_machine(host: str) -> bool:
    """Whether nobody but this machine's own users can reach an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AssistantError(
                f"The chat cannot listen on {host}:{port}: {error.strerror}. "
                "Is it running already? Name another port with --port."
            ) from error
