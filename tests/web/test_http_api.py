"""The program as other programs use it over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from pydantic import BaseModel

from assistant.library import Library
from assistant.web.api_replies import (
    AskReply,
    CheckReply,
    DocumentsReply,
    FiguresReply,
    SearchReply,
)
from assistant.web.app import create_app
from assistant.web.turns import TooMany, Turns

BRIDGES = "# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd. De provincie Drenthe betaalde de helft.\n"
V1 = "/api/v1"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    from assistant.ingestion import ingest

    folder = tmp_path_factory.mktemp("api")
    (folder / "bruggen.md").write_text(BRIDGES)
    with Library.open(folder / "library") as opened:
        ingest(opened, [folder / "bruggen.md"])
        yield opened


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(create_app(library), "http://localhost") as opened:
        yield opened


def test_an_answer_has_citations_whose_pages_can_be_opened(client: TestClient) -> None:
    reply = client.post(
        f"{V1}/ask", json={"question": "Hoeveel bruggen zijn er vernieuwd?", "language": "nl"}
    ).json()
    statement = reply["statements"][0]
    assert "veertien bruggen" in statement["text"]
    citation = statement["citations"][0]
    assert citation["quote"] in BRIDGES
    assert client.get(reply["links"]["page"]).status_code == 200
    key = f"{citation['version'][:16]}-{citation['page']}-{citation['start']}-{citation['end']}"
    assert client.get(reply["viewer"].format(key=key)).status_code == 200


def test_statements_come_as_they_are_made(client: TestClient) -> None:
    asked = {"question": "Hoeveel bruggen zijn er vernieuwd?"}
    reply = client.post(f"{V1}/ask", json=asked, headers={"Accept": "text/event-stream"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = [_event(block) for block in reply.text.strip().split("\n\n")]
    assert [name for name, _ in events] == ["statement"] * (len(events) - 1) + ["answer"]
    assert len(events) > 1
    assert events[-1][1]["statements"][0]["text"] == events[0][1]["text"]


def _event(block: str) -> tuple[str, Any]:
    name, data = block.split("\n")
    return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_passages_figures_documents_and_claims(client: TestClient) -> None:
    found = client.post(f"{V1}/search", json={"query": "bruggen"}).json()
    assert "veertien" in json.dumps(found["passages"][0])
    figures = client.get(f"{V1}/figures", params={"term": "bruggen"}).json()
    assert figures["figures"][0]["value"] == 14
    (document,) = client.get(f"{V1}/documents").json()["documents"]
    assert client.get(document["link"]).status_code == 200
    checked = client.post(f"{V1}/check", json={"text": "In 2020 zijn er 14 bruggen vernieuwd."})
    assert checked.json()["verdicts"][0]["ruling"] == "supported"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("ask", {}, 422),
        ("ask", {"question": "  "}, 422),
        ("ask", {"question": "x" * 5000}, 422),
        ("ask", {"question": "Wat?", "year_from": "vroeger"}, 422),
        ("ask", {"question": "Wat?", "as_of": "gisteren"}, 422),
        ("ask", {"question": "Wat?", "more": 1}, 422),
        ("search", {"query": ""}, 422),
        ("check", {"text": ""}, 422),
        ("nothing", {}, 404),
        ("documents", {}, 405),
    ],
)
def test_what_is_refused_is_refused_with_one_sentence(
    client: TestClient, path: str, body: dict[str, Any], status: int
) -> None:
    reply = client.post(f"{V1}/{path}", json=body)
    assert reply.status_code == status
    assert isinstance(reply.json()["error"], str)


def test_another_site_reaches_nothing(client: TestClient) -> None:
    elsewhere = {"Origin": "https://elders.example"}
    assert client.post(f"{V1}/ask", json={"question": "Wat?"}, headers=elsewhere).status_code == 403
    assert client.get(f"{V1}/documents", headers=elsewhere).status_code == 403


def test_its_description_names_every_route(client: TestClient) -> None:
    paths = client.get(f"{V1}/openapi.json").json()["paths"]
    assert {"/ask", "/search", "/figures", "/documents", "/check"} <= set(paths)


def test_every_reply_has_the_fields_that_its_description_names(client: TestClient) -> None:
    question = {"question": "Hoeveel bruggen zijn er vernieuwd?"}
    text = {"text": "In 2020 zijn er 14 bruggen vernieuwd."}
    replies: dict[str, tuple[type[BaseModel], Response]] = {
        "ask": (AskReply, client.post(f"{V1}/ask", json=question)),
        "search": (SearchReply, client.post(f"{V1}/search", json={"query": "bruggen"})),
        "figures": (FiguresReply, client.get(f"{V1}/figures?term=bruggen")),
        "documents": (DocumentsReply, client.get(f"{V1}/documents")),
        "check": (CheckReply, client.post(f"{V1}/check", json=text)),
    }
    described = client.get(f"{V1}/openapi.json").json()["paths"]
    for name, (model, reply) in replies.items():
        said = reply.json()
        made = model.model_validate(said).model_dump(mode="json", by_alias=True)
        assert made == said, name
        (route,) = described[f"/{name}"].values()
        shown = route["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        assert shown.endswith(f"/{model.__name__}")


def test_every_way_to_be_refused_is_described_and_is_json(client: TestClient) -> None:
    described = client.get(f"{V1}/openapi.json").json()["paths"]
    post = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    for path, status, sent in (
        ("ask", 422, post),
        ("ask", 400, post | {"content": b'{"question": "\xff"}'}),
        ("check", 415, {"content": b"{}"}),
        ("check", 422, {"json": {"text": "!"}}),
        ("check", 413, {"json": {"text": "a" * 100_001}}),
        ("search", 413, {"content": b"0" * (9 << 20)}),
        ("search", 403, {"json": {}, "headers": {"Origin": "https://elders.example"}}),
        ("search", 422, {"json": {"query": "a", "as_of": "0001-01-01T00:00:00+23:59"}}),
    ):
        reply = client.post(f"{V1}/{path}", **sent)  # type: ignore[arg-type]
        assert reply.status_code == status, (path, reply.text)
        assert isinstance(reply.json()["error"], str)
        assert str(status) in described[f"/{path}"]["post"]["responses"]


def test_a_method_that_an_address_does_not_take_is_told_which_it_takes(client: TestClient) -> None:
    for method in ("GET", "TRACE", "OPTIONS", "DELETE"):
        reply = client.request(method, f"{V1}/ask")
        assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
        assert reply.json()["error"]
    reply = client.request("DELETE", "/documents")
    assert (reply.status_code, reply.headers["allow"]) == (405, "GET, HEAD, POST")


def test_who_finds_no_turn_is_turned_away() -> None:
    turns, ended, begun = Turns(1, 0.05), threading.Event(), threading.Event()

    def hold() -> None:
        with turns.turn():
            begun.set()
            ended.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    assert begun.wait(60)
    with pytest.raises(TooMany), turns.turn():
        pass
    ended.set()
    thread.join()
    with turns.turn():
        pass
