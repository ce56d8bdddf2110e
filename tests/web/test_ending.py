"""The server ends when the system asks, whatever browsers still hold open."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from conftest import ROOT
from web.conftest import Visitor

END = 90  # seconds, on a slow machine; without a limit of its own the server waits for ever


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The program as a process of its own on an empty library, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "--library", str(tmp_path / "library"), "serve"]
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _await(url, process)
        yield process, url
    finally:
        process.kill()
        process.wait()


@pytest.mark.timeout(400)
def test_an_open_page_does_not_keep_the_server(
    server: tuple[subprocess.Popen[bytes], str], visitor: Visitor
) -> None:
    process, url = server
    visit = visitor()
    visit.page.goto(url)
    visit.page.locator("#question textarea").wait_for()
    time.sleep(2)  # until the page has opened its stream
    process.send_signal(signal.SIGTERM)
    # It ended as it was asked to, with its library closed, and was not killed by the signal.
    assert process.wait(timeout=END) == 0


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            httpx.get(f"{url}/", timeout=60)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("The server did not start.")
