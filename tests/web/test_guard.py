"""The guard: what reaches the application, and what every response says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import MakeLibrary
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute
from starlette.websockets import WebSocketDisconnect

from assistant.library import Library
from assistant.settings import Settings
from assistant.web import guard
from assistant.web.app import create_app

HERE = "http://localhost"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    folder = tmp_path_factory.mktemp("library")
    settings = Settings(
        keeper=True, hosts=("https://Assistant.example.org:8443/",), max_megabytes=1
    )
    with Library.open(folder, settings) as library:
        yield create_app(library)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, HERE, raise_server_exceptions=False) as opened:
        yield opened


def paths(routes: Iterable[BaseRoute], below: str = "") -> Iterator[tuple[str, str]]:
    """(method, path) of every route that an application has, mounted and included ones, too."""
    for route in routes:
        inside: Any = getattr(route, "app", None) or getattr(route, "original_router", None)
        prefix = getattr(getattr(route, "include_context", None), "prefix", "")
        path = below + prefix + getattr(route, "path", "")
        for method in getattr(route, "methods", None) or ():
            yield method, path
        yield from paths(getattr(inside, "routes", ()), path)


def test_every_route_that_is_open_is_known(app: FastAPI) -> None:
    every = set(paths(app.routes))
    assert len(every) > 80, every
    ours = {path for _, path in every if path.startswith(guard.OWN)}
    opened = {(method, path) for method, path in every if guard.is_open(path) and path not in ours}
    # The page calls events that need no queue by one of its names only.
    assert ("POST", "/gradio_api/run/{api_name}") in every
    assert opened == {
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", "/config"),
        ("GET", "/favicon.ico"),
        ("GET", "/theme.css"),
        ("GET", "/assets/{path:path}"),
        ("GET", "/static/{path:path}"),
        ("GET", "/svelte/{path:path}"),
        ("GET", "/gradio_api/app_id"),
        ("POST", "/gradio_api/cancel"),
        ("GET", "/gradio_api/heartbeat/{session_hash}"),
        ("GET", "/gradio_api/queue/data"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/gradio_api/startup-events"),
    }


def test_every_other_route_is_closed(app: FastAPI, client: TestClient) -> None:
    closed = {(m, path) for m, path in paths(app.routes) if not guard.is_open(path)}
    assert len(closed) > 40
    for method, path in closed:
        assert client.request(method, path.replace("{", "").replace("}", "")).status_code == 404, (
            path
        )


@pytest.mark.parametrize(
    "path", ["/", "/config", "/gradio_api/upload", "/documents", "/nothing", "/interface/none.css"]
)
def test_no_other_site_may_read_along(client: TestClient, path: str) -> None:
    elsewhere = {"Origin": "https://evil.example", "Cookie": "language=nl"}
    reply = client.get(path, headers=elsewhere)
    assert reply.status_code == 403
    for headers in (elsewhere, {}):
        found = client.get(path, headers=headers).headers
        assert not [name for name in found if name.startswith("access-control-")]
        assert "Content-Security-Policy" in found
        assert found["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:7860", "localhost.evil.example", "127.0.0.1.evil.example"],
)
def test_a_name_that_was_made_to_lead_here_is_refused(client: TestClient, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}"}
    for reply in (
        client.get("/documents", headers=headers),
        client.post("/documents/x/state", data={"answers": "false"}, headers=headers),
    ):
        assert reply.status_code == 421
        assert "ASSISTANT_HOSTS" in reply.text


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:7860", "127.0.0.1:7860", "[::1]:7860", "assistant.example.org"]
)
def test_its_own_names_and_numbers_are_known(client: TestClient, host: str) -> None:
    assert client.get("/documents", headers={"Host": host}).status_code == 200


def test_a_proxy_may_say_another_host_than_the_browser(client: TestClient) -> None:
    form = {"text": ""}
    public = {"Host": "127.0.0.1:7860", "Origin": "https://assistant.example.org"}
    assert client.post("/facts", data=form, headers=public).status_code == 422
    other = public | {"Origin": "https://assistant.example.org.evil.example"}
    assert client.post("/facts", data=form, headers=other).status_code == 403


def test_what_other_sites_embed_or_send_is_refused_and_their_links_are_not(
    client: TestClient,
) -> None:
    def got(method: str, site: str, mode: str) -> int:
        headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
        return client.request(method, "/documents", headers=headers).status_code

    assert got("GET", "cross-site", "navigate") == 200
    assert got("GET", "same-origin", "cors") == 200
    assert got("GET", "cross-site", "no-cors") == 403
    assert got("GET", "same-site", "cors") == 403  # another port of this machine
    assert got("POST", "cross-site", "navigate") == 403
    assert client.post("/facts", headers={"Origin": "null"}).status_code == 403


def test_whoever_watches_sees_that_it_runs(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ok\n"


def test_what_is_too_large_is_not_taken_in(client: TestClient) -> None:
    assert client.post("/gradio_api/queue/join", content=b"x" * (guard.MOST + 1)).status_code == 413

    def pieces() -> Iterator[bytes]:  # without a Content-Length
        for _ in range(20):
            yield b"[" + b" " * guard.MEGABYTE

    reply = client.post(
        "/gradio_api/queue/join", content=pieces(), headers={"Content-Type": "application/json"}
    )
    assert reply.status_code == 413
    assert "8 MB" in reply.text
    assert "Content-Security-Policy" in reply.headers


def test_a_body_is_counted_as_it_comes() -> None:
    """Not after it is in memory."""
    taken = 0

    async def application(_scope: Any, receive: Any, _send: Any) -> None:
        while (await receive())["more_body"]:
            pass

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += guard.MEGABYTE
        return {"type": "http.request", "body": b"x" * guard.MEGABYTE, "more_body": True}

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/facts",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "server": ("localhost", 80),
        "scheme": "http",
    }
    coming = guard.Guard(application, (), 0, guard.Rates(60))(scope, receive, send)
    with ThreadPoolExecutor(1) as own:  # the browser's tests may have left a loop in this thread
        own.submit(asyncio.run, coming).result()
    assert taken == 25 * guard.MEGABYTE
    assert sent[0]["status"] == 413


def test_who_asks_too_often_waits(make_library: MakeLibrary) -> None:
    library = make_library({"a.md": "# A\n\nDrie jaar."})
    library.settings.questions_per_minute = 3
    asked = {"text": ""}
    with TestClient(create_app(library), HERE) as client:
        codes = [client.post("/check", json=asked).status_code for _ in range(5)]
        assert client.get("/documents").status_code == 200
    assert codes[:3] == [422] * 3
    assert codes[3:] == [429] * 2


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
def test_methods_that_nothing_uses_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/documents").status_code == 405


def test_nothing_speaks_websocket(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect("/gradio_api/queue/join"),
    ):
        pass
    assert refused.value.code == 1008


def test_a_fault_of_ours_has_our_headers_and_says_nothing_of_it(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"a.md": "# A\n\nDrie jaar."})

    def fault(*_: object) -> None:
        raise RuntimeError("secret")

    with TestClient(create_app(library), HERE, raise_server_exceptions=False) as client:
        monkeypatch.setattr(library.answers, "get", fault)
        reply = client.get("/answer/aaaaaaaaaaaa")
    assert reply.status_code == 500
    assert "secret" not in reply.text
    assert "Content-Security-Policy" in reply.headers


@pytest.mark.parametrize(
    "path",
    [
        f"/document/{'é' * 150}/original",
        "/document/0000000000000000/page/" + "9" * 23,
        "/answer/\ud800".encode("utf-8", "surrogatepass").hex().join(["/answer/%", ""]),
        "/answer/%ed%a0%80",
        "/viewer/%00",
        "/documents/%ff",
        "/documents/runs/" + "9" * 23,
        "/documents/run/" + "9" * 23,
        "/page/aaaaaaaaaaaaaaaa/" + "9" * 23 + ".png",
        "/facts/" + "a" * 5000,
        "/check/" + "a" * 5000,
        "/language/" + "%F0%9F%98%80",
    ],
)
def test_odd_addresses_lead_nowhere(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 422), path


def test_gradio_says_that_it_lost_us_where_it_is_told_in_the_readers_language() -> None:
    """Its own names and words, which another version may change."""
    ours = resources.files("assistant.web").joinpath("static/app.js").read_text()
    found = find_spec("gradio")
    assert found is not None
    assert found.origin is not None
    assets = Path(found.origin).parent / "templates/frontend/assets"
    (lost,) = re.findall(r'LOST = "([^"]+)"', ours)
    (text,) = re.findall(r'querySelectorAll\("\.(toast[\w-]*)"\)', ours)
    toasts = "".join(path.read_text() for path in assets.glob("statustracker-*.js"))
    assert {text, "toast-body", "toast-title"} <= set(re.findall(r"toast-[\w-]+", toasts))
    assert any(lost in path.read_text() for path in assets.glob("Blocks-*.js"))
