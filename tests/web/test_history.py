"""What people asked is theirs: found again, kept on top, taken away, and seen by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import MakeLibrary
from fastapi.testclient import TestClient

from assistant.access import Accounts, Role
from assistant.access.database import open_access
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.settings import Settings
from assistant.web.app import create_app

PASSWORD = "een lang wachtwoord"
HERE = {"Origin": "http://localhost"}
ANNA, BORIS = "anna@example.org", "boris@example.org"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "a.md").write_text("# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd.\n")
    with Library.open(tmp_path / "library", Settings(sign_in="local")) as opened:
        ingest(opened, [tmp_path / "a.md"])
        accounts = Accounts(open_access(opened.folder))
        for name in (ANNA, BORIS):
            accounts.add(name, Role.READER, PASSWORD)
        yield opened


def signed_in(library: Library, name: str) -> TestClient:
    client = TestClient(create_app(library), "http://localhost")
    client.post("/sign-in", data={"name": name, "password": PASSWORD}, headers=HERE)
    return client


def asks(client: TestClient, question: str) -> str:
    reply = client.post("/api/v1/ask", json={"question": question})
    assert reply.status_code == 200
    return str(reply.json()["links"]["page"])


def listed(client: TestClient, words: str = "") -> str:
    return client.get("/history", params={"q": words}).text


def test_each_sees_and_changes_their_own_alone(library: Library) -> None:
    anna, boris = signed_in(library, ANNA), signed_in(library, BORIS)
    link = asks(anna, "Hoeveel bruggen zijn er vernieuwd?")
    asks(boris, "Wanneer zijn er bruggen vernieuwd?")
    assert f'href="{link}"' in listed(anna)
    assert "Wanneer" not in listed(anna)
    assert "Hoeveel" not in listed(boris)
    (entry,) = library.history.of(ANNA)
    for act in ("pin", "remove"):
        boris.post(f"/history/{entry.id}/{act}", data={"pinned": "true"}, headers=HERE)
    boris.post("/history/clear", headers=HERE)
    assert library.history.of(ANNA) == [entry]
    assert library.history.of(BORIS) == []
    # What was asked is theirs who asked, until they share it.
    assert boris.get(link).status_code == 404
    assert anna.post(f"{link}/share", headers=HERE).status_code == 200
    assert boris.get(link).status_code == 200


def test_it_is_searched_pinned_and_emptied(library: Library) -> None:
    anna = signed_in(library, ANNA)
    for question in (
        "Hoeveel bruggen zijn er?",
        "Wie bouwde 100% van de bruggen?",
        "Waar staan ze?",
    ):
        asks(anna, question)
    asks(anna, "Hoeveel bruggen zijn er?")  # again: once
    assert len(library.history.of(ANNA)) == 3
    assert "Waar staan" not in listed(anna, "bruggen")
    assert "Hoeveel" not in listed(anna, "100%")
    assert "Geen van" in anna.get("/history?q=%25%25", headers={"Accept-Language": "nl"}).text
    oldest = library.history.of(ANNA)[-1]
    anna.post(f"/history/{oldest.id}/pin", data={"pinned": "true"}, headers=HERE)
    assert library.history.of(ANNA)[0].record == oldest.record
    assert anna.post("/history/clear").status_code == 403  # another site's form
    anna.post("/history/clear", headers=HERE)
    assert library.history.of(ANNA) == []


def test_a_checked_text_is_remembered_too(library: Library) -> None:
    anna = signed_in(library, ANNA)
    reply = anna.post("/api/v1/check", json={"text": "In 2020 zijn er veertien bruggen vernieuwd."})
    (entry,) = library.history.of(ANNA)
    assert entry.link == f"/check/{reply.json()['id']}"
    assert anna.get(entry.link).status_code == 200


def test_what_is_forgotten_is_in_no_history(library: Library) -> None:
    anna = signed_in(library, ANNA)
    link = asks(anna, "Hoeveel bruggen zijn er vernieuwd?")
    library.forget_one(link.rsplit("/", 1)[1])
    assert library.history.of(ANNA) == []
    asks(anna, "Hoeveel bruggen zijn er vernieuwd?")
    library.forget(days=-1)
    assert library.history.of(ANNA) == []


@pytest.mark.parametrize(("open_to_all", "found"), [(False, 200), (True, 404)])
def test_who_is_alone_needs_no_name_and_where_many_are_nameless_nothing_is_remembered(
    make_library: MakeLibrary, open_to_all: bool, found: int
) -> None:
    library = make_library({"a.md": "In 2020 zijn er veertien bruggen vernieuwd."})
    library.settings = library.settings.model_copy(update={"without_sign_in": open_to_all})
    with TestClient(create_app(library), "http://localhost") as client:
        asks(client, "Hoeveel bruggen zijn er vernieuwd?")
        assert client.get("/history").status_code == found
        assert ('href="/history"' in client.get("/documents").text) is not open_to_all
    assert bool(library.history.of("")) is not open_to_all
