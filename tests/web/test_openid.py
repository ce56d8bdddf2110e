"""People sign in with their organisation's accounts, at a real provider on this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import requests
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from oidc_provider_mock import User as Somebody
from oidc_provider_mock import run_server_in_thread
from pydantic import SecretStr
from requests.adapters import HTTPAdapter

from assistant.access import Accounts, OnTheWay, Role, Sessions, User, Ways
from assistant.access.database import open_access
from assistant.errors import AssistantError
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.openid import NotSignedIn, Provider, ProviderDown

CLIENT = "programme-assistant"
MEMBER = "chris@example.org"
READER, UNSURE = "anna@example.org", "boris@example.org"
PEOPLE = (
    Somebody(sub="1", claims={"email": READER, "email_verified": True}),
    Somebody(sub="2", claims={"email": UNSURE, "email_verified": False}),
    Somebody(sub="3", claims={"name": "Zonder adres"}),
    Somebody(sub="4", claims={"email": MEMBER, "groups": ["redactie", "a, b", 7]}),
)


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread(require_nonce=True, user_claims=PEOPLE) as server:
        yield f"http://localhost:{server.server_port}"


def settings_for(issuer: str, **others: Any) -> Settings:
    values = {"oidc_client": CLIENT, "oidc_secret": SecretStr("x"), "address": "http://localhost"}
    return Settings(sign_in="oidc", oidc_issuer=issuer, **(values | others))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, issuer: str) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("provided")
    (folder / "a.md").write_text("# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd.\n")
    with Library.open(folder / "library", settings_for(issuer)) as opened:
        ingest(opened, [folder / "a.md"])
        yield opened


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(create_app(library), "http://localhost", follow_redirects=False) as opened:
        yield opened


def at_provider(client: TestClient, sub: str, to: str = "/documents") -> str:
    """Go there and sign in: the address that the provider sends the browser back to."""
    start = client.get("/sign-in/start", params={"to": to})
    assert start.status_code == 303
    asked = parse_qs(urlsplit(start.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/sign-in/return"]
    done = httpx.post(start.headers["location"], data={"sub": sub})
    assert done.status_code in (302, 303), done.text
    return done.headers["location"].removeprefix("http://localhost")


def test_somebody_signs_in_and_comes_where_they_wanted_to_go(
    client: TestClient, library: Library
) -> None:
    asked = client.get("/documents", headers={"Accept": "text/html"})
    form = client.get(asked.headers["location"])
    assert 'href="/sign-in/start?to=/documents"' in form.text
    assert "password" not in form.text
    back = client.get(at_provider(client, "1"))
    assert (back.status_code, back.headers["location"]) == (303, "/documents")
    cookie = back.headers["set-cookie"]
    assert re.search("HttpOnly.*SameSite=lax", cookie, re.IGNORECASE)
    assert "Bruggen" in client.get("/documents").text
    accounts = Accounts(open_access(library.folder))
    found = accounts.find(READER)
    assert found is not None
    assert found.role is Role.READER
    assert client.post("/documents/add", headers={"Origin": "http://localhost"}).status_code == 403
    # The owner gives another role; it is not taken back at the next sign-in.
    accounts.change(READER, Role.KEEPER)
    assert client.get("/documents", headers={"Accept": "text/html"}).status_code == 303
    client.get(at_provider(client, "1"))
    assert accounts.find(READER).role is Role.KEEPER  # type: ignore[union-attr]


def test_the_provider_says_in_which_groups_somebody_is(
    client: TestClient, library: Library
) -> None:
    access = open_access(library.folder)
    back = client.get(at_provider(client, "4"))
    user = Sessions(access).user(client.cookies["session"])
    assert back.status_code == 303
    assert user == User(MEMBER, Role.READER, frozenset({"redactie"}))
    # They are the session's: the account has those that were given here.
    Accounts(access).put_in_groups(MEMBER, ["staf"])
    token = Sessions(access).begin(Accounts(access).find(MEMBER))  # type: ignore[arg-type]
    assert Sessions(access).user(token).groups == {"staf"}  # type: ignore[union-attr]
    assert Sessions(access).user(client.cookies["session"]).groups == {"staf", "redactie"}  # type: ignore[union-attr]


def test_no_claim_is_believed_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[RSAKey, RSAKey], tmp_path: Path
) -> None:
    forged, tokens, ways = Forged(keys[0]), [], Watched(open_access(tmp_path))
    told = {"groups": "a, b", "roles": ["c"]}
    for claim, groups in (("groups", {"a", "b"}), ("roles", {"c"}), ("", set()), ("x", set())):
        with provider_that(monkeypatch, keys[0], lambda: tokens[-1], ways) as provider:
            provider._groups = claim
            _, state = provider.begin("/")
            tokens.append(forged.signed(forged.claims(ways.last, **told)))
            assert provider.finish(state, "code").groups == groups


@pytest.mark.parametrize("sub", ["2", "3"], ids=["address not verified", "no address"])
def test_whom_the_provider_does_not_name_surely_is_not_let_in(client: TestClient, sub: str) -> None:
    back = client.get(at_provider(client, sub))
    assert back.status_code == 401
    assert "session=" not in back.headers.get("set-cookie", "")
    assert client.get("/documents").status_code == 401


def test_nobody_is_signed_in_by_a_link_of_another_and_no_link_works_twice(
    client: TestClient, library: Library
) -> None:
    theirs = at_provider(client, "1")
    with TestClient(create_app(library), "http://localhost", follow_redirects=False) as other:
        assert other.get(theirs).status_code == 401
    assert client.get(theirs).status_code == 303
    client.cookies.clear()
    assert client.get(theirs).status_code == 401
    for wrong in ("", "?code=1", "?state=1&code=1", "?error=access_denied&state=1"):
        assert client.get(f"/sign-in/return{wrong}").status_code == 401


def test_there_is_no_other_way_in(client: TestClient, library: Library) -> None:
    form = {"name": READER, "password": "", "to": "/"}
    here = {"Origin": "http://localhost"}
    assert client.post("/sign-in", data=form, headers=here).status_code in (404, 405)
    for password in ("", "x", "aaaaaaaaaaaa"):
        with pytest.raises(AssistantError):
            Accounts(open_access(library.folder)).signed_in(READER, password, "1.2.3.4")


def test_a_way_leads_to_pages_of_ours_only(client: TestClient) -> None:
    back = client.get(at_provider(client, "1", "//evil.example"))
    assert back.headers["location"] == "/"


def test_a_provider_that_does_not_answer_is_a_page_that_says_so(tmp_path: Path) -> None:
    with (
        Library.open(tmp_path, settings_for("http://127.0.0.1:9")) as library,
        TestClient(create_app(library), "http://localhost") as client,
    ):
        reply = client.get("/sign-in/start", headers={"Accept-Language": "nl"})
    assert reply.status_code == 503
    assert "aanmelddienst" in reply.text


@pytest.mark.parametrize(
    "wrong",
    [{"oidc_client": ""}, {"address": ""}, {"oidc_issuer": "http://login.example.org"}],
    ids=["no client", "no address", "not safe"],
)
def test_settings_that_cannot_be_right_end_the_start(wrong: dict[str, str], tmp_path: Path) -> None:
    values: dict[str, Any] = {"oidc_issuer": "https://login.example.org"} | wrong
    with pytest.raises(AssistantError):
        Provider(settings_for(values.pop("oidc_issuer"), **values), Ways(open_access(tmp_path)))


@dataclass
class Forged:
    """A provider that signs whatever it is told to."""

    key: RSAKey
    issuer: str = "https://login.example.org"

    def claims(self, way: OnTheWay, **others: Any) -> dict[str, Any]:
        now = 4_000_000_000
        plain = {"iss": self.issuer, "aud": CLIENT, "nonce": way.nonce, "exp": now, "sub": "1"}
        return {k: v for k, v in (plain | {"email": READER} | others).items() if v is not None}

    def signed(self, claims: dict[str, Any], key: RSAKey | None = None) -> str:
        used = key or self.key
        return jwt.encode({"alg": "RS256", "kid": used.kid}, claims, used)


@pytest.fixture(scope="module")
def keys() -> tuple[RSAKey, RSAKey]:
    ours, others = (RSAKey.generate_key(2048, auto_kid=True) for _ in range(2))
    return ours, others


@contextmanager
def provider_that(
    monkeypatch: pytest.MonkeyPatch,
    key: RSAKey,
    token: Callable[[], str],
    ways: Ways,
    user: dict[str, Any] | None = None,
) -> Iterator[Provider]:
    """A provider whose answers are given: no network. ``user`` is what its UserInfo says, where it has one."""
    told = {
        "issuer": "https://login.example.org",
        "authorization_endpoint": "https://login.example.org/a",
        "token_endpoint": "https://login.example.org/t",
        "jwks_uri": "https://login.example.org/k",
    }
    if user is not None:
        told["userinfo_endpoint"] = "https://login.example.org/u"
    shown = KeySet([key]).as_dict()
    others = {"/k": shown, "/t": {"access_token": "a", "token_type": "Bearer"}, "/u": user or {}}

    def answer(_: object, request: requests.PreparedRequest, **__: Any) -> requests.Response:
        path = urlsplit(request.url or "").path
        body = others.get(path, told)
        assert path != "/u" or request.headers["Authorization"] == "Bearer a"
        reply = requests.Response()
        reply.status_code = 200
        given = body | ({"id_token": token()} if path == "/t" else {})
        reply._content = json.dumps(given).encode()
        reply.request, reply.url = request, request.url or ""
        return reply

    monkeypatch.setattr(HTTPAdapter, "send", answer)
    yield Provider(settings_for("https://login.example.org"), ways)


class Watched(Ways):
    """Remembers the last way that was begun."""

    last: OnTheWay

    def begin(self, way: OnTheWay, lasts: float) -> str:
        self.last = way
        return super().begin(way, lasts)


def test_only_what_the_provider_signed_for_this_sign_in_is_believed(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[RSAKey, RSAKey], tmp_path: Path
) -> None:
    ways = Watched(open_access(tmp_path))
    ours, others = keys
    forged, tokens = Forged(ours), []
    wrong: dict[str, Callable[[OnTheWay], str]] = {
        "another key": lambda way: forged.signed(forged.claims(way), others),
        "another nonce": lambda way: forged.signed(forged.claims(way, nonce="x")),
        "no nonce": lambda way: forged.signed(forged.claims(way, nonce=None)),
        "another client": lambda way: forged.signed(forged.claims(way, aud="other")),
        "for another": lambda way: forged.signed(
            forged.claims(way, aud=[CLIENT, "other"], azp="other")
        ),
        "another issuer": lambda way: forged.signed(forged.claims(way, iss="https://evil.example")),
        "expired": lambda way: forged.signed(forged.claims(way, exp=1_000_000)),
        "no end": lambda way: forged.signed(forged.claims(way, exp=None)),
        "no name": lambda way: forged.signed(forged.claims(way, email=None)),
        "not verified": lambda way: forged.signed(forged.claims(way, email_verified=False)),
        "not signed": lambda way: _unsigned(forged.claims(way)),
        "nothing": lambda _: "",
    }
    with provider_that(monkeypatch, ours, lambda: tokens[-1], ways) as provider:

        def signed_in(made: Callable[[OnTheWay], str]) -> str:
            _, state = provider.begin("/")
            tokens.append(made(ways.last))
            return provider.finish(state, "code").name

        for made in wrong.values():
            with pytest.raises(NotSignedIn):
                signed_in(made)
        assert signed_in(lambda way: forged.signed(forged.claims(way))) == READER
        assert ways.count() == 0


@pytest.mark.parametrize(
    ("user", "signed"),
    [
        ({"sub": "1", "email": READER, "groups": ["redactie"]}, True),
        ({"sub": "1", "email": READER, "groups": ["redactie"], "email_verified": "true"}, True),
        ({"sub": "1", "email": READER, "email_verified": False}, False),
        ({"sub": "1", "email": READER, "email_verified": "false"}, False),
        ({"sub": "2", "email": READER}, False),
        ({"email": READER}, False),
        ({}, False),
    ],
    ids=[
        "all of it",
        "verified, as a word",
        "not verified",
        "not verified, as a word",
        "of somebody else",
        "of nobody",
        "nothing",
    ],
)
def test_what_is_not_in_the_token_is_asked_of_userinfo(
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[RSAKey, RSAKey],
    tmp_path: Path,
    user: dict[str, Any],
    signed: bool,
) -> None:
    ways, forged = Watched(open_access(tmp_path)), Forged(keys[0])
    tokens: list[str] = []
    with provider_that(monkeypatch, keys[0], lambda: tokens[-1], ways, user) as provider:
        _, state = provider.begin("/")
        tokens.append(forged.signed(forged.claims(ways.last, email=None)))
        if signed:
            found = provider.finish(state, "code")
            assert (found.name, found.groups) == (READER, {"redactie"})
        else:
            with pytest.raises(NotSignedIn):
                provider.finish(state, "code")


def test_userinfo_changes_nothing_that_was_signed_and_may_take_its_verification_back(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[RSAKey, RSAKey], tmp_path: Path
) -> None:
    ways, forged = Watched(open_access(tmp_path)), Forged(keys[0])
    tokens: list[str] = []
    user = {"sub": "1", "email": "other@example.org"}
    with provider_that(monkeypatch, keys[0], lambda: tokens[-1], ways, user) as provider:
        _, state = provider.begin("/")
        tokens.append(forged.signed(forged.claims(ways.last)))
        assert provider.finish(state, "code").name == READER
        user["email_verified"] = False  # type: ignore[assignment]
        _, state = provider.begin("/")
        tokens.append(forged.signed(forged.claims(ways.last)))
        with pytest.raises(NotSignedIn):
            provider.finish(state, "code")


def test_the_log_says_why_somebody_is_not_signed_in(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.cookies.clear()
    client.get("/sign-in/return?error=access_denied")
    assert "no cookie" in caplog.text
    assert "http://localhost" in caplog.text
    state = (
        client.get("/sign-in/start").headers["location"].partition("state=")[2].partition("&")[0]
    )
    client.get(f"/sign-in/return?state={state}&error=access_denied&error_description=cancelled")
    assert "did not let this person in: 'access_denied' 'cancelled'" in caplog.text
    client.get("/sign-in/return?error=server_error")
    assert "'server_error' ''. It does not say whom" in caplog.text
    client.get("/sign-in/return?state=other&code=1")
    assert "the states differ" in caplog.text


def _unsigned(claims: dict[str, Any]) -> str:
    import base64

    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(p).rstrip(b"=").decode() for p in parts) + "."


def test_the_metadata_of_another_issuer_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[RSAKey, RSAKey], tmp_path: Path
) -> None:
    ways = Ways(open_access(tmp_path))
    with provider_that(monkeypatch, keys[0], lambda: "", ways) as provider:
        provider._issuer = "https://other.example.org"
        with pytest.raises(ProviderDown):
            provider.begin("/")


def test_people_on_the_way_are_not_kept_without_end(tmp_path: Path) -> None:
    ways = Ways(open_access(tmp_path), most=3)
    states = [ways.begin(OnTheWay(f"nonce {n}", "v", "/" + "x" * n * 1_000), 60) for n in range(5)]
    assert ways.count() == 3
    found = [ways.take(state) for state in states]
    assert found[:2] == [None, None]
    assert [way.nonce for way in found[2:] if way] == ["nonce 2", "nonce 3", "nonce 4"]
    assert found[4] == OnTheWay("nonce 4", "v", "/"), "an address of any length is not kept"
    late = ways.begin(OnTheWay("n", "v", "/"), -1)
    assert ways.take(late) is None
    assert ways.count() == 0


def test_who_is_on_the_way_gets_in_after_a_restart_and_by_another_process(
    client: TestClient, library: Library
) -> None:
    back = at_provider(client, "1")
    with TestClient(create_app(library), "http://localhost", follow_redirects=False) as later:
        for name, value in client.cookies.items():
            later.cookies.set(name, value)
        reply = later.get(back)
        assert (reply.status_code, reply.headers["location"]) == (303, "/documents")
    assert client.get(back).status_code == 401, "once, whoever of them is asked"
