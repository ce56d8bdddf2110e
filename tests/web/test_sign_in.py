"""People sign in, and do what their role lets them; whoever does not gets nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from starlette.requests import Request
from web.test_guard import paths

from assistant.access import Accounts, Locked, Role, Sessions, User, Ways, WrongName, WrongPassword
from assistant.access import accounts as module
from assistant.access.database import open_access, users
from assistant.errors import LibraryUnavailable
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.settings import Settings
from assistant.web import admission, guard
from assistant.web.app import create_app, run_server

PASSWORD = "een lang wachtwoord"
HERE = {"Origin": "http://localhost"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("shared")
    (folder / "a.md").write_text("# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd.\n")
    with Library.open(folder / "library", Settings(sign_in="local")) as opened:
        ingest(opened, [folder / "a.md"])
        accounts = Accounts(open_access(opened.folder))
        for role in Role:
            accounts.add(f"{role}@example.org", role, PASSWORD)
        yield opened


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(create_app(library), "http://localhost", follow_redirects=False) as opened:
        yield opened


def sign_in(client: TestClient, role: Role, to: str = "/documents") -> None:
    form = {"name": f"{role}@example.org", "password": PASSWORD, "to": to}
    reply = client.post("/sign-in", data=form, headers=HERE)
    assert reply.status_code == 303
    assert reply.headers["location"] == to


def test_nobody_gets_anything_but_the_page_to_sign_in(client: TestClient) -> None:
    """Every route that there is, as nobody."""
    reached = set()
    for method, path in set(paths(client.app.routes)):  # type: ignore[attr-defined]
        address = re.sub(r"\{[^}]*\}", "1", path)
        if not guard.is_open(address) or path.startswith(admission.OPEN):
            continue
        reached.add(path)
        reply = client.request(method, address, headers=HERE)
        assert reply.status_code in (401, 404, 405), (method, path, reply.status_code)
        assert reply.status_code != 404 or not guard.is_open(address), (method, path)
    assert len(reached) > 25, reached


def test_a_page_leads_to_signing_in_and_back(client: TestClient) -> None:
    asked = client.get("/documents?a=1", headers={"Accept": "text/html"})
    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?to=%2Fdocuments%3Fa%3D1"
    form = client.get(asked.headers["location"])
    assert 'value="/documents?a=1"' in form.text
    sign_in(client, Role.READER)
    assert client.get("/documents").status_code == 200
    page = client.get("/documents").text
    assert "reader@example.org" in page
    assert client.post("/sign-out", headers=HERE).status_code == 303
    assert client.get("/documents").status_code == 401


def test_a_session_ends_for_good(client: TestClient) -> None:
    sign_in(client, Role.READER)
    token = client.cookies[admission.COOKIE]
    client.post("/sign-out", headers=HERE)
    again = client.get("/documents", headers={"Cookie": f"{admission.COOKIE}={token}"})
    assert again.status_code == 401


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_signing_in_leads_to_no_other_site(client: TestClient, to: str) -> None:
    form = {"name": "reader@example.org", "password": PASSWORD, "to": to}
    assert client.post("/sign-in", data=form, headers=HERE).headers["location"] == "/"


def test_only_keepers_change_anything(client: TestClient, library: Library) -> None:
    (version,) = library.versions.current()
    address = f"/documents/{version.document.id}/state"
    sign_in(client, Role.READER)
    assert client.post(address, data={"answers": "false"}, headers=HERE).status_code == 403
    assert "/describe" not in client.get(f"/documents/{version.document.id}").text
    assert library.versions.current()
    sign_in(client, Role.KEEPER)
    assert "/describe" in client.get(f"/documents/{version.document.id}").text
    assert client.post(address, data={"answers": "true"}, headers=HERE).status_code == 303


def test_the_cookie_is_the_browsers_alone(client: TestClient) -> None:
    form = {"name": "reader@example.org", "password": PASSWORD}
    plain = client.post("/sign-in", data=form, headers=HERE).headers["set-cookie"].lower()
    assert "httponly" in plain
    assert "samesite=lax" in plain
    assert "secure" not in plain
    secure = {"Origin": "https://localhost", "Host": "localhost"}
    assert (
        "secure" in client.post("/sign-in", data=form, headers=secure).headers["set-cookie"].lower()
    )


def test_a_program_asks_with_a_token(client: TestClient, library: Library) -> None:
    token = Sessions(open_access(library.folder)).begin(User("reader@example.org", Role.READER))
    bearer = {"Authorization": f"Bearer {token}"}
    asked = {"question": "Hoeveel bruggen zijn er vernieuwd?"}
    assert client.post("/api/v1/ask", json=asked).status_code == 401
    assert client.post("/api/v1/ask", json=asked, headers=bearer).status_code == 200
    wrong = {"Authorization": f"Bearer {token}x"}
    assert client.post("/api/v1/ask", json=asked, headers=wrong).status_code == 401


def test_a_wrong_password_and_a_wrong_name_are_told_alike(client: TestClient) -> None:
    pages = {
        client.post("/sign-in", data={"name": "x", "password": p, "to": "/"}, headers=HERE).text
        for p in ("wrong", PASSWORD)
    }
    known = {"name": "owner@example.org", "password": "wrong", "to": "/"}
    reply = client.post("/sign-in", data=known, headers=HERE)
    assert reply.status_code == 401
    assert len({re.sub('value="[^"]*"', "", text) for text in (*pages, reply.text)}) == 1


# Accounts


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(open_access(tmp_path))
    made.add("anna", Role.READER, PASSWORD)
    return made


def test_who_tries_in_vain_is_locked_out_and_locks_nobody_else_out(accounts: Accounts) -> None:
    for _ in range(module.TRIES):
        with pytest.raises(WrongPassword):
            accounts.signed_in("anna", "wrong password", "192.0.2.1")
    with pytest.raises(Locked):
        accounts.signed_in("anna", PASSWORD, "192.0.2.1")
    assert accounts.signed_in("anna", PASSWORD, "192.0.2.2").role is Role.READER


def test_many_names_from_one_address_are_stopped(accounts: Accounts) -> None:
    for n in range(module.TRIES_OF_ONE):
        accounts._remember(("", "any from 192.0.2.9", str(n)))
    with pytest.raises(Locked):
        accounts.signed_in("anna", PASSWORD, "192.0.2.9")


def test_no_password_is_kept_and_no_token(tmp_path: Path, accounts: Accounts) -> None:
    token = Sessions(open_access(tmp_path)).begin(User("anna", Role.READER))
    kept = (tmp_path / "access.sqlite").read_bytes()
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept
    assert (tmp_path / "access.sqlite").stat().st_mode & 0o077 == 0


def test_a_change_ends_every_session(tmp_path: Path, accounts: Accounts) -> None:
    sessions = Sessions(open_access(tmp_path))
    token = sessions.begin(User("anna", Role.READER))
    accounts.change("anna", role=Role.KEEPER)
    assert sessions.user(token) is None
    token = sessions.begin(User("anna", Role.READER))
    assert sessions.user(token) == User("anna", Role.KEEPER)  # as it is now
    accounts.remove("anna")
    assert sessions.user(token) is None
    assert sessions.user("") is None


def test_a_session_that_is_over_is_over(tmp_path: Path, accounts: Accounts) -> None:
    sessions = Sessions(open_access(tmp_path))
    assert sessions.user(sessions.begin(User("anna", Role.READER), lasts=-1)) is None


def test_an_address_is_one_persons_however_it_is_capitalised(accounts: Accounts) -> None:
    accounts.add("Opa@Example.org", Role.OWNER, None)
    assert accounts.welcome("opa@EXAMPLE.org") == User("Opa@Example.org", Role.OWNER)
    with pytest.raises(WrongName):
        accounts.add("opa@example.org", Role.READER, PASSWORD)
    accounts.change("OPA@example.org", password=PASSWORD)
    assert accounts.signed_in("opa@example.org", PASSWORD, "").role is Role.OWNER
    assert accounts.welcome("New@Example.org").name == "new@example.org"
    # What a provider calls somebody is no address, and may differ in a capital alone.
    accounts.add("auth0|Ab", Role.KEEPER, None)
    assert accounts.welcome("auth0|ab").role is Role.READER
    accounts.remove("OPA@EXAMPLE.ORG")
    assert accounts.find("opa@example.org") is None


def test_a_letter_that_is_small_for_another_makes_nobody_somebody_else(accounts: Accounts) -> None:
    accounts.add("keeper@example.org", Role.KEEPER, PASSWORD)
    kelvin = "\u212aeeper@example.org"  # its small letter is k
    assert accounts.welcome(kelvin) == User(kelvin, Role.READER)
    with pytest.raises(WrongPassword):
        accounts.signed_in(kelvin, PASSWORD, "")
    accounts.remove(kelvin)
    assert accounts.find("Keeper@example.org") == User("keeper@example.org", Role.KEEPER)
    # The databases make "É" small each in its own way: a name is found as it was given.
    accounts.add("\u00c9va@example.org", Role.OWNER, PASSWORD)
    assert accounts.signed_in("\u00c9va@example.org", PASSWORD, "").role is Role.OWNER


def test_who_has_no_password_is_not_told_from_who_is_not_there(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.add("kees@example.org", Role.OWNER, None)
    tried: list[str] = []
    monkeypatch.setattr(accounts, "_is_right", lambda known, _: tried.append(known) or True)
    for name in ("kees@example.org", "nobody@example.org"):
        with pytest.raises(WrongPassword):
            accounts.signed_in(name, PASSWORD, "")
    assert tried == [accounts._nobody] * 2


def test_who_is_kept_apart_by_capitals_alone_stays_so(tmp_path: Path, accounts: Accounts) -> None:
    with open_access(tmp_path).begin() as connection:  # as it could be before
        for name, role in (("opa@x.org", "owner"), ("Opa@x.org", "reader")):
            connection.execute(users.insert().values(name=name, role=role, password=""))
    assert [accounts.welcome(n).role for n in ("Opa@x.org", "opa@x.org")] == [
        Role.READER,
        Role.OWNER,
    ]


def test_who_is_signed_in_sees_as_what(client: TestClient, library: Library) -> None:
    Accounts(open_access(library.folder)).put_in_groups("reader@example.org", ["redactie"])
    sign_in(client, Role.READER)
    shown = client.get("/sign-out", headers={"Accept-Language": "nl"}).text
    assert "Aangemeld als reader@example.org, lezer." in shown
    assert "redactie" in shown


def test_names_and_passwords_that_are_refused(accounts: Accounts) -> None:
    for name in ("", "a b", "<x>", "a" * 101, "anna"):
        with pytest.raises(WrongName):
            accounts.add(name, Role.READER, PASSWORD)
    with pytest.raises(WrongPassword):
        accounts.add("bob", Role.READER, "short")
    with pytest.raises(WrongName):
        accounts.change("bob", Role.OWNER)
    with pytest.raises(WrongName):
        accounts.remove("bob")
    assert [user.name for user in accounts.every()] == ["anna"]


def test_where_the_database_is_stands_in_the_log_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = open_access(tmp_path)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE users")
    with pytest.raises(LibraryUnavailable) as told:
        Accounts(engine).find("anna")
    assert "access.sqlite" not in str(told.value)
    assert "access.sqlite" in caplog.text


def test_a_name_that_another_took_meanwhile_is_one_that_is_taken(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "find", lambda _: None)
    with pytest.raises(WrongName):
        accounts.add("anna", Role.READER, PASSWORD)


def test_somebody_is_in_the_groups_that_they_are_put_in_at_once(
    tmp_path: Path, accounts: Accounts
) -> None:
    sessions = Sessions(open_access(tmp_path))
    token = sessions.begin(User("anna", Role.READER))
    accounts.put_in_groups("anna", ["b", "a"])
    assert sessions.user(token) == User("anna", Role.READER, frozenset({"a", "b"}))
    assert accounts.signed_in("anna", PASSWORD, "").groups == {"a", "b"}
    assert [user.groups for user in accounts.every()] == [{"a", "b"}]
    accounts.change("anna", role=Role.KEEPER)
    assert accounts.find("anna") == User("anna", Role.KEEPER, frozenset({"a", "b"}))
    accounts.put_in_groups("anna", [])
    assert accounts.find("anna") == User("anna", Role.KEEPER)
    for wrong in (["a, b"], ["!"], [""]):
        with pytest.raises(WrongName):
            accounts.put_in_groups("anna", wrong)
    with pytest.raises(WrongName):
        accounts.put_in_groups("bob", ["a"])


def test_owners_see_all_and_keepers_what_their_groups_do() -> None:
    groups = frozenset({"a"})
    seen = {role: User("x", role, groups).viewer.groups for role in Role}
    assert seen == {Role.READER: groups, Role.KEEPER: groups, Role.OWNER: None}


def test_accounts_of_before_there_were_groups_go_on(tmp_path: Path, accounts: Accounts) -> None:
    token = Sessions(open_access(tmp_path)).begin(User("anna", Role.READER))
    with sqlite3.connect(tmp_path / "access.sqlite") as connection:
        for table in ("users", "sessions"):
            connection.execute(f'ALTER TABLE {table} DROP COLUMN "groups"')
    connection.close()
    assert Sessions(open_access(tmp_path)).user(token) == User("anna", Role.READER)
    Accounts(open_access(tmp_path)).put_in_groups("anna", ["a"])
    assert Accounts(open_access(tmp_path)).find("anna").groups == {"a"}  # type: ignore[union-attr]


# A proxy's word


@pytest.mark.parametrize(
    ("header", "address", "groups"),
    [
        ("X-Forwarded-Groups", "203.0.113.5", {"a", "b", "staf"}),
        ("", "203.0.113.5", {"staf"}),
        ("X-Forwarded-Groups", "198.51.100.7", None),
    ],
    ids=["told", "not asked for", "not trusted"],
)
def test_only_a_trusted_proxy_says_in_which_groups_somebody_is(
    tmp_path: Path, accounts: Accounts, header: str, address: str, groups: set[str] | None
) -> None:
    accounts.put_in_groups("anna", ["staf"])
    settings = Settings(
        sign_in="header", trusted_proxies=("203.0.113.0/24",), sign_in_groups_header=header
    )
    sent = {"X-Forwarded-User": "anna", "X-Forwarded-Groups": "a, b,!"}
    scope = {
        "type": "http",
        "client": (address, 1),
        "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
    }
    access = open_access(tmp_path)
    user = admission.Admission(settings, accounts, Sessions(access), Ways(access)).user(
        Request(scope)
    )
    assert (user.groups if user else None) == groups


def test_only_a_trusted_proxy_is_believed(tmp_path: Path) -> None:
    for trusted, status in (("203.0.113.0/24", 200), ("198.51.100.7", 401)):
        settings = Settings(sign_in="header", trusted_proxies=(trusted,))
        with (
            Library.open(tmp_path / "library", settings) as library,
            TestClient(
                create_app(library), "http://localhost", client=("203.0.113.5", 1)
            ) as client,
        ):
            named = {"X-Forwarded-User": "anna"}
            assert client.get("/documents", headers=named).status_code == status
            assert client.get("/documents").status_code == 401
            assert client.post("/documents/x/state", headers=named | HERE).status_code in (401, 403)


def test_a_proxy_that_signs_people_in_is_known_by_its_own_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says in X-Forwarded-For for whom it asks: were that taken for its address, it would not be believed."""
    told: list[bool] = []

    def run(server: uvicorn.Server) -> None:
        told.append(server.config.proxy_headers)
        server.started = True

    monkeypatch.setattr("assistant.web.app.uvicorn.Server.run", run)
    for settings in (Settings(sign_in="header"), Settings(sign_in="local")):
        with Library.open(tmp_path / "library", settings) as library:
            run_server(library, "127.0.0.1", 0)
    assert told == [False, True]
