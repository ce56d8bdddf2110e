"""The tools of other assistants over HTTP: the same walls as everywhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.access import Accounts, Role, Sessions
from assistant.access.database import open_access
from assistant.errors import AssistantError
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.mcp_http import McpOverHttp

NAME = "robot@example.org"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("shared")
    (folder / "a.md").write_text("# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd.\n")
    settings = Settings(sign_in="local", mcp=True, questions_per_minute=6)
    with Library.open(folder / "library", settings) as opened:
        ingest(opened, [folder / "a.md"])
        Accounts(open_access(opened.folder)).add(NAME, Role.READER, "een lang wachtwoord")
        yield opened


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(create_app(library), "http://localhost", follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def token(library: Library) -> str:
    access = open_access(library.folder)
    return Sessions(access).begin(Accounts(access).find(NAME))  # type: ignore[arg-type]


def call(client: TestClient, method: str, token: str = "", **params: Any) -> Any:
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    headers = {"Accept": "application/json, text/event-stream"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return client.post("/mcp", json=message, headers=headers)


def test_a_program_with_a_token_uses_the_tools(client: TestClient, token: str) -> None:
    started = call(
        client,
        "initialize",
        token,
        protocolVersion="2025-06-18",
        capabilities={},
        clientInfo={"name": "test", "version": "1"},
    )
    assert started.status_code == 200
    assert started.json()["result"]["serverInfo"]["name"] == "programme-assistant"
    listed = call(client, "tools/list", token).json()["result"]["tools"]
    assert {tool["name"] for tool in listed} >= {"search_documents", "check_claims"}
    found = call(
        client, "tools/call", token, name="search_documents", arguments={"query": "bruggen"}
    )
    assert "veertien bruggen" in found.text


def test_nobody_else_does(client: TestClient, token: str) -> None:
    assert call(client, "tools/list").status_code == 401
    assert call(client, "tools/list", "made-up").status_code == 401
    bearer = {"Authorization": f"Bearer {token}"}
    elsewhere = client.post("/mcp", json={}, headers={**bearer, "Origin": "https://evil.example"})
    assert elsewhere.status_code == 403
    assert client.get("/mcp", headers=bearer).status_code in (404, 405)
    for _ in range(7):
        last = call(client, "tools/list", token)
    assert last.status_code == 429


def test_it_is_closed_until_it_is_opened(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "settings", Settings())
    with TestClient(create_app(library), "http://localhost") as client:
        assert call(client, "tools/list").status_code == 404


def test_a_missing_sdk_is_said_in_one_line(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "assistant.tools.mcp_server", None)

    async def start() -> None:
        async with McpOverHttp(library).running():
            pass

    # In a thread of its own: a browser's tests before this one leave a loop running here.
    with (
        ThreadPoolExecutor(1) as pool,
        pytest.raises(AssistantError, match=r"pip install .*\[mcp\]"),
    ):
        pool.submit(asyncio.run, start()).result()


def test_the_folder_of_the_library_is_not_told(client: TestClient, token: str) -> None:
    reply = call(client, "tools/call", token, name="nothing", arguments={})
    assert str(Path.cwd()) not in reply.text
    assert "There is no tool" in reply.text
