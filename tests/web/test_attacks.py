"""Attacks on the application as it runs where people sign in, each of which is to come to nothing.

Those on a language model are in ``tests/model/test_attacks.py``, those by hostile files in ``tests/reading/``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio
import hostile_others
import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from starlette.requests import Request
from starlette.websockets import WebSocketDisconnect
from web.test_guard import paths

from assistant.access import Accounts, Role, Sessions, Ways, open_access
from assistant.access import accounts as accounts_module
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records.feedback import Opinion
from assistant.settings import Settings
from assistant.web import guard, traffic
from assistant.web.admission import Admission
from assistant.web.app import create_app
from assistant.web.inbox import Inbox

HERE = "http://localhost"
EVIL = "https://kwaad.example"
PASSWORD = "een lang wachtwoord"
MARKUP = "<script>window.pwned=1</script>{{99999*77777}}${99999*77777}"
COUNTED = "7777622223"  # what a template would make of it
OPEN_TEXT = (
    f"# Bruggen {MARKUP}\n\nIn 2020 zijn er in Zwolle =14+1 ofwel veertien bruggen vernieuwd.\n"
)
HIDDEN_TEXT = "# Geheimplan\n\nIn 2020 zijn er 4711 molens verplaatst naar Kwadijk.\n"
PAGE = "<html><body><h1>Pagina</h1><script>window.pwned=1</script><p>Er zijn twaalf sluizen.</p></body></html>"
SECRET = re.compile(r"geheimplan|4711|kwadijk", re.IGNORECASE)


@dataclass
class Target:
    """The running application, and what an attacker may know of it."""

    client: TestClient  # nobody's
    library: Library
    tokens: dict[str, str]
    names: dict[str, str]  # of a parameter of an address -> of what is hidden, or another's
    open: dict[str, str]  # the same of what anna sees
    by_proxy: Admission  # the same accounts, where a proxy says who asks

    def ask(self, method: str, path: str, *, by: str = "anna", **how: Any) -> Any:
        headers = {"Origin": HERE, **how.pop("headers", {})}
        if by:
            headers.setdefault("Authorization", f"Bearer {self.tokens[by]}")
        headers = {name: value for name, value in headers.items() if value is not None}
        return self.client.request(method, path, headers=headers, **how)

    def get(self, path: str, **how: Any) -> Any:
        return self.ask("GET", path, **how)

    def post(self, path: str, **how: Any) -> Any:
        return self.ask("POST", path, **how)

    @property
    def routes(self) -> list[tuple[str, str]]:
        every = sorted(set(paths(self.client.app.routes)))  # type: ignore[attr-defined]
        return [(m, p) for m, p in every if guard.is_open(re.sub(r"\{[^}]*\}", "1", p))]

    def forms(self) -> list[str]:
        """The addresses of every form of our own pages, filled with what anna sees."""
        own = (p for m, p in self.routes if m == "POST" and p.startswith(guard.OWN))
        return [self.filled(p) for p in own if not p.startswith(("/api/", "/mcp"))]

    def filled(self, path: str) -> str:
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: self.open.get(m[1], "1"), path)


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("attacks")
    source = folder / "source"
    source.mkdir()
    (source / "open.md").write_text(OPEN_TEXT)
    (source / "pagina.html").write_text(PAGE)
    (source / "geheim.md").write_text(HIDDEN_TEXT)
    (source / "corpus.toml").write_text('["geheim*"]\ngroups = ["B"]\n')
    settings = Settings(sign_in="local", mcp=True, questions_per_minute=10_000, max_megabytes=1)
    with (
        pytest.MonkeyPatch.context() as patch,
        Library.open(folder / "library", settings) as library,
    ):
        ingest(library, [source])
        # A password that is cheap to try is as wrong as a dear one.
        patch.setattr(
            accounts_module,
            "PasswordHasher",
            partial(PasswordHasher, time_cost=1, memory_cost=64, parallelism=1),
        )
        access = open_access(library.folder)
        accounts, tokens = Accounts(access), {}
        for name, role, groups in (
            ("anna", Role.READER, "A"),
            ("bob", Role.READER, "B"),
            ("keeper", Role.KEEPER, "A"),
        ):
            accounts.add(name, role, PASSWORD)
            accounts.put_in_groups(name, [groups])
            found = accounts.find(name)
            assert found is not None
            tokens[name] = Sessions(access).begin(found)
        with TestClient(
            create_app(library), HERE, raise_server_exceptions=False, follow_redirects=False
        ) as client:
            yield _filled(Target(client, library, tokens, {}, {}, _by_proxy(library, accounts)))


def _by_proxy(library: Library, accounts: Accounts) -> Admission:
    settings = Settings(
        sign_in="header", trusted_proxies=("10.0.0.1",), sign_in_groups_header="X-Forwarded-Groups"
    )
    access = open_access(library.folder)
    return Admission(settings, accounts, Sessions(access), Ways(access))


def _filled(target: Target) -> Target:
    """What anna and bob asked, and what things are called."""
    for by, names in (("anna", target.open), ("bob", target.names)):
        file, word = {"anna": ("open.md", "bruggen"), "bob": ("geheim.md", "molens")}[by]
        (version,) = (v for v in target.library.versions.current() if v.file == file)
        asked = {"question": f"Hoeveel {word} in 2020?"}
        answer = target.post("/api/v1/ask", json=asked, by=by).json()
        check = target.post("/api/v1/check", json={"text": f"Er zijn 12 {word}."}, by=by).json()
        sentence = target.library.passages.of(version.id)[0].sentences[-1]
        key = target.library.citations.of_sentence(version, sentence, "")[0].key
        names |= {
            "document": version.document.id,
            "version_id": version.id[:16],
            "key": key,
            "answer_id": answer["id"],
            "newer_id": answer["id"],
            "names": answer["id"],
            "check_id": check["id"],
            "language": "nl",
            "kind": "md",
        }
    target.library.feedback.put(target.names["answer_id"], Opinion.WRONG, "", "bob")
    return target


Attack = Callable[[Target], None]
ATTACKS: dict[str, Attack] = {}


def attack(name: str) -> Callable[[Attack], Attack]:
    def added(made: Attack) -> Attack:
        assert name not in ATTACKS
        ATTACKS[name] = made
        return made

    return added


def refused(name: str, *requests: tuple[str, str, dict[str, Any], tuple[int, ...]]) -> None:
    """An attack of one or a few requests, each with the status that it must have."""

    def sent(target: Target) -> None:
        for method, path, how, statuses in requests:
            reply = target.ask(method, path, **how)
            assert reply.status_code in statuses, (method, path, how, reply.status_code)
            assert not SECRET.search(reply.text)

    attack(name)(sent)


# Names, and where a request comes from

GET, POST = "GET", "POST"


def _headers(**named: str | None) -> dict[str, Any]:
    return {"headers": {name.replace("_", "-"): value for name, value in named.items()}}


for _name, _host in {
    "a name made to lead here": "kwaad.example",
    "our name before theirs": "localhost.kwaad.example",
    "our number before theirs": "127.0.0.1.kwaad.example",
    "our name as a user's": "localhost@kwaad.example",
    "their name as a port": "localhost:80@kwaad.example",
    "no name": "",
}.items():
    refused(f"host: {_name}", (GET, "/documents", _headers(Host=_host), (421, 403)))
for _name, _origin in {
    "another site": EVIL,
    "a frame without origin": "null",
    "our name before theirs": "http://localhost.kwaad.example",
    "our name as a user's": "http://localhost@kwaad.example",
    "our name as a path": "https://kwaad.example/localhost",
    "another port": "http://localhost:81",
    "no address": "http://[",
    "a file": "file://",
}.items():
    refused(f"origin: {_name}", (POST, "/facts", _headers(Origin=_origin), (403,)))
refused(
    "origin: only the page before says where from",
    (POST, "/facts", _headers(Origin=None, Referer=f"{EVIL}/{HERE}"), (403,)),
)
refused(
    "fetch: a picture or script of another site",
    (GET, "/documents", _headers(Origin=None, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors"), (403,)),
    (GET, "/documents", _headers(Origin=None, Sec_Fetch_Site="same-site", Sec_Fetch_Mode="cors"), (403,)),
)  # fmt: skip
refused(
    "rebinding: their name is host and origin",
    (POST, "/facts", _headers(Host="kwaad.example", Origin="http://kwaad.example"), (421,)),
)


@attack("csrf: every form from another site")
def _(target: Target) -> None:
    forms = target.forms()
    assert len(forms) > 12, forms
    for address in forms:
        for headers in ({"Origin": EVIL}, {"Origin": "null"}, {"Origin": None, "Referer": EVIL}):
            assert target.post(address, headers=headers, by="keeper").status_code == 403, address


@attack("csrf: every form that says nothing of where it comes from")
def _(target: Target) -> None:
    for address in target.forms():
        if address not in ("/sign-in", "/sign-out", "/check"):  # nothing to gain; JSON alone
            reply = target.post(address, headers={"Origin": None}, by="keeper")
            assert reply.status_code == 403, address


@attack("csrf: a form that passes for JSON")
def _(target: Target) -> None:
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        for path, sent in (("/api/v1/ask", {"question": "Waar?"}), ("/check", {"text": "Er is."})):
            headers = {"Content-Type": media, "Origin": None}
            reply = target.post(path, content=json.dumps(sent), headers=headers)
            assert 400 <= reply.status_code < 500, (path, media)


@attack("a proxy's words: where the pages are")
def _(target: Target) -> None:
    forged = {
        "X-Forwarded-Host": "kwaad.example",
        "Forwarded": "host=kwaad.example",
        "X-Forwarded-Prefix": "/kwaad.example",
        "X-Forwarded-Server": "kwaad.example",
    }
    answer = f"/answer/{target.open['answer_id']}"
    for path in ("/", "/config", f"{answer}/answer.md", f"{answer}/answer.html", "/documents"):
        reply = target.get(path, headers=forged)
        assert reply.status_code == 200
        assert "kwaad.example" not in reply.text, path


refused(
    "a proxy's words: another address than was asked",
    (GET, "/healthz/", {"by": "", **_headers(X_Original_URL="/documents", X_Rewrite_URL="/documents")}, (404,)),
    (GET, "/documents", {"by": "", **_headers(X_Original_URL="/healthz")}, (401, 303)),
)  # fmt: skip
refused(
    "a proxy's words: another method",
    (GET, "/documents/1/state", _headers(X_HTTP_Method_Override="POST", X_HTTP_Method="POST"), (404, 405)),
    (GET, "/history/clear?_method=POST", {}, (404, 405)),
)  # fmt: skip


# Who somebody is


@attack("proxy header: forged where accounts are our own")
def _(target: Target) -> None:
    for header in ("X-Forwarded-User", "X-Forwarded-Email", "X-Remote-User", "Remote-User"):
        assert target.get("/documents", headers={header: "keeper"}, by="").status_code in (401, 303)


def _named(target: Target, *headers: tuple[str, str], address: str = "10.0.0.1") -> Any:
    """Whom somebody is taken for who sends these headers from an address."""
    scope = {
        "type": "http",
        "client": (address, 1),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
    }
    return target.by_proxy.user(Request(scope))


@attack("proxy header: from an address that is no proxy's")
def _(target: Target) -> None:
    named = ("X-Forwarded-User", "keeper")
    assert _named(target, named).name == "keeper"
    assert _named(target, named, address="10.0.0.2") is None
    assert _named(target, named, ("X-Forwarded-For", "10.0.0.1"), address="10.0.0.2") is None


@attack("proxy header: one's own before the proxy's")
def _(target: Target) -> None:
    for other in ("anna", ""):
        both = (("X-Forwarded-User", "keeper"), ("X-Forwarded-User", other))
        assert _named(target, *both) is None
        assert _named(target, *reversed(both)) is None
    assert _named(target, ("X_Forwarded_User", "keeper")) is None


@attack("proxy header: a long name that begins as another's")
def _(target: Target) -> None:
    names = {
        _named(target, ("X-Forwarded-User", "cn=jan," + "a" * 100 + end)).name for end in "xyz"
    }
    assert len(names) == 3
    assert max(map(len, names)) <= 100


@attack("proxy header: groups of one's own before the proxy's")
def _(target: Target) -> None:
    found = _named(
        target,
        ("X-Forwarded-User", "anna"),
        ("X-Forwarded-Groups", "B"),
        ("X-Forwarded-Groups", "A"),
    )
    assert found.groups == {"A"}


@attack("proxy header: a name that a database takes for another")
def _(target: Target) -> None:
    for name in ("keeper\0", "keeper\0anna", "KEEPER", "kee\u200bper", "keeper%", "keeper' --"):
        found = _named(target, ("X-Forwarded-User", name.encode().decode("latin-1")))
        assert found is None or found.role is Role.READER, name


@attack("session: a cookie that was there before")
def _(target: Target) -> None:
    form = {"name": "anna", "password": PASSWORD}
    chosen = {"Cookie": "session=gekozen-door-een-ander"}
    reply = target.post("/sign-in", data=form, headers=chosen, by="")
    given = reply.cookies["session"]
    assert given != "gekozen-door-een-ander"
    assert target.get("/documents", headers=chosen, by="").status_code in (401, 303)
    target.client.cookies.clear()
    cookie = {"Cookie": f"session={given}"}
    assert target.get("/documents", headers=cookie, by="").status_code == 200
    target.post("/sign-out", headers=cookie, by="")
    assert target.get("/documents", headers=cookie, by="").status_code in (401, 303), "replayed"


@attack("session: a token in an address or a form")
def _(target: Target) -> None:
    token = target.tokens["keeper"]
    for name in ("session", "token", "access_token", "Authorization"):
        assert target.get(f"/documents?{name}={token}", by="").status_code in (401, 303)
    assert target.post("/facts", data={"session": token}, by="").status_code == 401


@attack("session: tokens that are none")
def _(target: Target) -> None:
    for token in ("", " ", "null", "undefined", "0", "' OR 1=1 --", "%", "a" * 5000, "é"):
        headers = {"Authorization": f"Bearer {token}".encode()}
        assert target.get("/api/v1/documents", headers=headers, by="").status_code == 401
        headers = {"Cookie": b'session="\\000' + token.encode() + b'"'}
        assert target.get("/api/v1/documents", headers=headers, by="").status_code == 401
    basic = {"Authorization": "Basic a2VlcGVyOmVlbiBsYW5nIHdhY2h0d29vcmQ="}
    assert target.get("/api/v1/documents", headers=basic, by="").status_code == 401


@attack("role: a reader's token at a keeper's addresses")
def _(target: Target) -> None:
    kept = [p for p in target.forms() if p.startswith("/documents")]
    assert len(kept) >= 4, kept
    for address in [*kept, "/documents/", "/documents/nothing", "//documents/add"]:
        assert target.post(address, data={"title": "Van mij"}).status_code in (403, 404), address
    assert target.get("/documents/feedback").status_code == 404


@attack("sign-in: names that look like another's")
def _(target: Target) -> None:
    for name in ("Anna", "аnna", "ａnna", "anna\u200b", "anna\0"):
        form = {"name": name, "password": PASSWORD}
        assert target.post("/sign-in", data=form, by="").status_code in (401, 422), name


@attack("sign-in: words of a database, and no end of a password")
def _(target: Target) -> None:
    for name, password in (("' OR ''='", "' OR ''='"), ("anna' --", "x"), ("anna", "x" * 100_000)):
        reply = target.post("/sign-in", data={"name": name, "password": password}, by="")
        assert reply.status_code in (401, 404, 422)
        assert "session" not in reply.cookies


@attack("redirect: signing in leads away")
def _(target: Target) -> None:
    ways = ("//kwaad.example", "/\\kwaad.example", EVIL, "/\t/kwaad.example", "javascript:alert(1)",
            "/\r\nSet-Cookie: session=x", " //kwaad.example", "\\\\kwaad.example", "kwaad.example",
            "/\u2028/kwaad.example", "http:kwaad.example")  # fmt: skip
    for to in ways[:3]:  # one and the same rule says where both may lead
        form = {"name": "anna", "password": PASSWORD, "to": to}
        reply = target.post("/sign-in", data=form, by="")
        assert (reply.status_code, reply.headers["location"]) == (303, "/"), to
    for to in ways:
        reply = target.get("/language/nl", params={"to": to}, by="")
        assert (reply.status_code, reply.headers["location"]) == (303, "/"), to
        assert "session=x" not in str(reply.headers)
    target.client.cookies.clear()


# What is another's, or hidden


OWNED = {"document", "version_id", "key", "answer_id", "check_id"}


def _all_addresses(target: Target, method: str) -> Iterator[str]:
    for of, path in target.routes:
        named = re.findall(r"\{(\w+)", path)
        if of == method and OWNED & set(named):
            yield re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: target.names.get(m[1], "1"), path)


@attack("ids: every address with the ids of another")
def _(target: Target) -> None:
    addresses = list(_all_addresses(target, "GET"))
    assert len(addresses) > 12
    for address in addresses:
        reply = target.get(address)
        assert reply.status_code in (404, 422), address
        assert not SECRET.search(reply.text)


@attack("ids: what a cache would have, and pieces of it")
def _(target: Target) -> None:
    for headers in (
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Range": "bytes=0-9"},
        {"If-Range": "*", "Range": "bytes=-5"},
    ):
        for address in _all_addresses(target, "GET"):
            reply = target.get(address, headers=headers)
            assert reply.status_code in (404, 422), (address, headers)
            assert "etag" not in reply.headers


@attack("ids: HEAD and OPTIONS say what GET does not")
def _(target: Target) -> None:
    for address in _all_addresses(target, "GET"):
        for method in ("HEAD", "OPTIONS", "TRACE"):
            reply = target.ask(method, address)
            unknown = target.ask(method, re.sub(r"\w{12,}", "0" * 16, address))
            assert reply.status_code >= 400, (method, address)
            assert reply.status_code == unknown.status_code, (method, address)


@attack("ids: doing something with what is another's")
def _(target: Target) -> None:
    answer, check = target.names["answer_id"], target.names["check_id"]
    for path, form in (
        (f"/answer/{answer}/share", {"shared": "true"}),
        (f"/check/{check}/share", {"shared": "true"}),
        (f"/answer/{answer}/feedback", {"opinion": "wrong"}),
        ("/again", {"answer": answer}),
    ):
        assert target.post(path, data=form).status_code == 404, path
    assert target.get(f"/conversation/{target.open['answer_id']}-{answer}").status_code == 404


@attack("ids: another's history, by its numbers")
def _(target: Target) -> None:
    before = target.library.history.of("bob", "", 50, 0)
    assert before
    for entry in before:
        target.post(f"/history/{entry.id}/pin", data={"pinned": "true"})
        target.post(f"/history/{entry.id}/remove")
    assert target.library.history.of("bob", "", 50, 0) == before


@attack("filters: a hidden document by its id, title and file")
def _(target: Target) -> None:
    (name, file) = (target.names["document"], "geheim.md")
    for documents in ([name], [file], ["Geheimplan"], [target.names["version_id"]]):
        asked = {"question": "Hoeveel molens zijn er verplaatst?", "documents": documents}
        unknown = {**asked, "documents": ["bestaat niet"]}
        seen, other = (target.post("/api/v1/ask", json=each).json() for each in (asked, unknown))
        assert seen["outcome"] == other["outcome"]
        assert "4711" not in str(seen)


@attack("spelling: a hidden document's word is not what somebody meant")
def _(target: Target) -> None:
    asked = {"question": "Hoeveel molens zijn er verplatst?"}
    mended = {by: str(target.post("/api/v1/ask", json=asked, by=by).json()) for by in ("anna", "bob")}  # fmt: skip
    assert "verplaatst" in mended["bob"]
    assert "verplaatst" not in mended["anna"]


# Addresses

refused("path: out of the folder of styles", *(
    (GET, f"/{folder}/{way}", {"by": "anna"}, (403, 404))
    for folder in ("interface", "assets", "static", "svelte")
    for way in ("..%2f..%2fsettings.py", "%2e%2e/%2e%2e/settings.py", "..%5c..%5csettings.py", "%2fetc%2fpasswd",
                "....//....//settings.py", "..%252f..%252fsettings.py")
))  # fmt: skip
refused("path: a file of the library as a version", *(
    (GET, f"/document/{way}/original", {}, (404, 422))
    for way in ("..%2fledger.sqlite", "..", "%2e%2e%2f%2e%2e", "/etc/passwd", "*", "0", "' OR 1=1")
))  # fmt: skip
refused("path: files of Gradio", *(
    (GET, f"/{way}", {}, (404,))
    for way in ("gradio_api/file=/etc/passwd", "file=/etc/passwd", "gradio_api/file/etc/passwd",
                "gradio_api/stream/x", "custom_component/x/client/component/../../../app.py")
))  # fmt: skip
refused(
    "path: Gradio fetches another address",
    (GET, f"/gradio_api/proxy={EVIL}/", {}, (404,)),
    (GET, "/proxy=http://169.254.169.254/", {}, (404,)),
)
refused("path: Gradio takes a file", *(
    (POST, way, {"files": {"files": ("a.html", b"<script>1</script>", "text/html")}}, (404,))
    for way in ("/gradio_api/upload", "/upload", "/gradio_api/component_server")
))  # fmt: skip
refused("path: descriptions and measures of the service", *(
    (GET, way, {"by": ""}, (303, 401, 404))
    for way in ("/docs", "/redoc", "/openapi.json", "/metrics", "/gradio_api/info", "/monitoring", "/config",
                "/gradio_api/openapi.json", "/api/v1/openapi.json", "/gradio_api/startup-events")
))  # fmt: skip
refused("path: what lies about in folders", *(
    (GET, way, {}, (404,))
    for way in ("/.git/config", "/.env", "/ledger.sqlite", "/access.sqlite", "/robots.txt", "/.well-known/x")
))  # fmt: skip
refused("path: around the sign-in", *(
    (GET, way, {"by": ""}, (303, 401, 404))
    for way in ("/sign-in/../documents", "/interface/../documents", "/interface/%2e%2e/documents", "//documents",
                "/healthz/../documents", "/documents;/sign-in", "/documents/", "/./documents", "/documents%2f",
                "/language/../documents", "/sign-in%2f..%2fdocuments", "/favicon.ico/../documents", "/%64ocuments")
))  # fmt: skip
refused("path: the names of formats", *(
    (GET, f"/answer/{'a' * 12}/answer.{kind}", {}, (404,))
    for kind in ("exe", "__class__", "pdf%00", "md/..", "%2e%2e", "html.exe", "a" * 3000)
))  # fmt: skip
refused("numbers: without end, of nothing, and of no kind", *(
    (GET, way, {}, (404, 422))
    for way in ("/history?page=-1", "/history?page=1e9", f"/history?page={'9' * 5000}", "/documents/runs/-1",
                f"/documents/runs/{'9' * 5000}", "/history?page=NaN", f"/page/{'0' * 16}/1.png?width=1e99")
))  # fmt: skip
refused("methods: whatever nothing uses", *(
    (method, way, {}, (404, 405))
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "NONSENSE")
    for way in ("/documents", "/api/v1/documents", "/mcp", "/")
))  # fmt: skip


@attack("websocket: Gradio's queue")
def _(target: Target) -> None:
    for way in ("/gradio_api/queue/join", "/queue/join", "/mcp", "/"):
        with pytest.raises(WebSocketDisconnect), target.client.websocket_connect(way):
            pass


# What is said back


@attack("markup: what was typed comes back on a page")
def _(target: Target) -> None:
    for way in ("/documents?q={}", "/history?q={}", "/sign-in?to=/{}", "/nothing/{}",
                "/document/" + target.open["version_id"] + "/contents?q={}", "/documents?sort={}"):  # fmt: skip
        reply = target.client.get(
            way.format(MARKUP.replace("/", "%2f")),
            headers={"Accept": "text/html", "Authorization": f"Bearer {target.tokens['anna']}"},
        )
        assert "<script>window" not in reply.text, way
        assert COUNTED not in reply.text, way
    reply = target.post(
        "/facts", data={"text": MARKUP, "x": MARKUP}, files={"file": ("a.txt", b"Er is.")}
    )
    assert "<script>window" not in reply.text


@attack("markup: what a document says on every page of it")
def _(target: Target) -> None:
    seen = 0
    for method, path in target.routes:
        if method != "GET" or not path.startswith(guard.OWN) or "heartbeat" in path:
            continue
        reply = target.get(target.filled(path), headers={"Accept": "text/html"})
        if reply.headers.get("content-type", "").startswith("text/html"):
            seen += "pwned" in reply.text
            if "attachment" not in reply.headers.get("content-disposition", ""):
                assert "<script>window" not in reply.text, path
            assert COUNTED not in reply.text, path
    assert seen > 4


@attack("frames and guesses: the headers of every page")
def _(target: Target) -> None:
    forms = 0
    for method, path in target.routes:
        if method != "GET" or "heartbeat" in path or path == "/gradio_api/queue/data":
            continue
        reply = target.get(target.filled(path))
        headers = reply.headers
        assert headers["X-Frame-Options"] == "SAMEORIGIN", path
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert "access-control-allow-origin" not in headers, path
        assert "server" not in headers
        if "<form" in reply.text and headers["content-type"].startswith("text/html"):
            forms += 1  # a browser that may not send it does nothing, and says nothing
            assert "form-action 'self'" in headers["Content-Security-Policy"], path
    assert forms > 6


@attack("caches: one reader's page for the next")
def _(target: Target) -> None:
    for method, path in target.routes:
        if method != "GET" or "heartbeat" in path or path == "/gradio_api/queue/data":
            continue
        if path.startswith(("/interface", "/assets", "/static", "/svelte", "/healthz", "/readyz")):
            continue
        kept = target.get(target.filled(path)).headers["Cache-Control"]
        assert "private" in kept or "no-store" in kept, (path, kept)


@attack("files: a page of a document is never shown as ours")
def _(target: Target) -> None:
    for version in target.library.visible_to(_viewer()).versions.current():
        reply = target.get(f"/document/{version.id[:16]}/original")
        assert reply.headers["content-type"] == "application/octet-stream"
        assert reply.headers["content-disposition"].startswith("attachment")
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


def _viewer() -> Any:
    from assistant.records.viewers import Viewer

    return Viewer("anna", frozenset({"A"}))


@attack("files: thousands of pieces of one")
def _(target: Target) -> None:
    pieces = ",".join(f"{n}-{n}" for n in range(0, 20_000, 2))
    way = f"/document/{target.open['version_id']}/original"
    reply = target.get(way, headers={"Range": f"bytes={pieces}"})
    assert len(reply.content) < 100_000


@attack("formulas: a document's words in a sheet")
def _(target: Target) -> None:
    answer = target.open["answer_id"]
    for kind in ("csv", "figures.csv"):
        reply = target.get(f"/answer/{answer}/answer.{kind}")
        rows = list(csv.reader(io.StringIO(reply.text.lstrip("\ufeff"))))
        assert rows
        assert not [c for row in rows for c in row if re.match(r"[=+@\t\r]|-(?!\d)", c)], kind


# What is sent


def _no_failure(target: Target, path: str, **how: Any) -> None:
    reply = target.post(path, **how)
    assert 400 <= reply.status_code < 500 or "error" in reply.text, (path, reply.status_code)
    assert reply.status_code < 500, (path, reply.text[:200])
    assert "Traceback" not in reply.text


PROGRAMS = ("/api/v1/ask", "/api/v1/search", "/check", "/api/v1/check", "/mcp", "/gradio_api/queue/join",
            "/gradio_api/run/predict")  # fmt: skip
AS_JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


@attack("json: lists in lists without end")
def _(target: Target) -> None:
    for deep in (b"[" * 200_000, b"[" * 50_000 + b"]" * 50_000, b'{"a":' * 100_000):
        for path in PROGRAMS:
            _no_failure(target, path, content=deep, headers=AS_JSON)
    nested = b'{"question": "Waar?", "documents": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    _no_failure(target, "/api/v1/ask", content=nested, headers=AS_JSON)


@attack("json: numbers without end and of no kind")
def _(target: Target) -> None:
    for number in (b"9" * 10_000, b"1e400", b"NaN", b"-Infinity", b"-1", b'"5"e', b"1.5"):
        body = b'{"question": "Waar?", "statements": ' + number + b"}"
        _no_failure(target, "/api/v1/ask", content=body, headers=AS_JSON)


@attack("json: no letters, half letters and the letter that ends a text")
def _(target: Target) -> None:
    for text in (b"\xff\xfe", b'"\\ud800"', b'"\\u0000"', b"\x00", b'"' + b"\xc0\xaf" + b'"', b""):
        for path, name in (("/api/v1/ask", b"question"), ("/api/v1/search", b"query")):
            body = b'{"' + name + b'": ' + (text or b"") + b"}"
            _no_failure(target, path, content=body, headers=AS_JSON)


@attack("json: fields that nobody named")
def _(target: Target) -> None:
    for more in ({"groups": ["B"]}, {"viewer": "bob"}, {"__proto__": {}}, {"filters": {}}):
        for path, sent in (("/api/v1/ask", {"question": "Waar?"}), ("/check", {"text": "Er is."})):
            assert target.post(path, json=sent | more).status_code == 422, (path, more)


@attack("packed: a body that would unfold without end")
def _(target: Target) -> None:
    import gzip

    body = gzip.compress(b'{"question": "' + b"a" * 10_000_000 + b'"}')
    _no_failure(
        target, "/api/v1/ask", content=body, headers={**AS_JSON, "Content-Encoding": "gzip"}
    )


@attack("forms: fields, files and cookies without end")
def _(target: Target) -> None:
    fields = "&".join(f"a{n}=b" for n in range(50_000))
    as_form = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("/sign-in", "/facts", "/again"):
        _no_failure(target, path, content=fields, headers=as_form)
    many = [("files", (f"{n}.txt", b"x")) for n in range(1_500)]
    _no_failure(target, "/documents/add", files=many, by="keeper")
    cookies = "; ".join(f"c{n}=" + "x" * 20 for n in range(3_000))
    assert target.get("/documents", headers={"Cookie": cookies}).status_code == 200


@attack("lengths: of less than nothing, and of no number")
def _(target: Target) -> None:
    for length in ("-1", "+5", "0x10", "1e3", "99999999999", ""):
        reply = target.post("/facts", content=b"text=a", headers={"Content-Length": length})
        assert reply.status_code in (400, 413), length


@attack("a body that stands still")
def _(target: Target) -> None:
    sent: list[Any] = []
    began: list[Any] = []

    async def receive() -> Any:
        if began:
            await anyio.sleep(3600)
        began.append({"type": "http.request", "body": b'{"question"', "more_body": True})
        return began[0]

    async def send(message: Any) -> None:
        sent.append(message)

    headers = {"host": "localhost", "content-type": "application/json"}
    headers["authorization"] = f"Bearer {target.tokens['anna']}"
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/ask",
        "raw_path": b"/api/v1/ask",
        "root_path": "",
        "query_string": b"",
        "headers": [(n.encode(), v.encode()) for n, v in headers.items()],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
        "scheme": "http",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traffic, "STILL", 0.05)
        target.client.portal.call(target.client.app, scope, receive, send)  # type: ignore[union-attr]
    assert sent[0]["status"] == 408


# Files


@attack("upload: names that lead elsewhere")
def _(target: Target) -> None:
    inbox = target.library.folder / "inbox"
    names = ("../../kwaad.md", "..\\..\\kwaad.md", "/etc/cron.d/kwaad.md", "\u202egpj.md", ".verborgen.md",
             "a\r\nX-Kwaad: 1.md", "<img src=x onerror=alert(1)>.md", "CON.md", "a" * 5000 + ".md")  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Inbox, "take_in", lambda _: None)
        for name in names:
            reply = target.post(
                "/documents/add",
                files={"files": (name, b"Er zijn twee.", "text/plain")},
                by="keeper",
            )
            assert "<img src" not in reply.text
    for path in inbox.rglob("*"):
        assert path.parent == inbox
        assert path.name.isprintable()
        assert not path.name.startswith(".")
        assert len(path.name) < 200
        path.unlink()
    assert not list(target.library.folder.parent.rglob("kwaad*"))


refused("upload: what describes or runs", *(
    (POST, "/documents/add", {"by": "keeper", "files": {"files": (name, b"x = 1", "text/plain")}}, (200,))
    for name in ("corpus.toml", "open.md.toml", "kwaad.exe", "kwaad.py", "kwaad.svg", "kwaad", ".md")
))  # fmt: skip


@attack("upload: nothing of it was taken")
def _(target: Target) -> None:
    inbox = target.library.folder / "inbox"
    assert not inbox.exists() or [p.suffix for p in inbox.iterdir() if p.suffix != ".md"] == []
    reply = target.post(
        "/documents/add", files={"files": ("groot.md", b"x" * 2_000_000)}, by="keeper"
    )
    assert "1 MB" in reply.text
    assert not inbox.exists() or "groot.md" not in {p.name for p in inbox.iterdir()}


@attack("a text to check: entities, and a file of this machine")
def _(target: Target) -> None:
    secret = target.library.folder.parent / "secret.txt"
    secret.write_text("WACHTWOORD-VAN-DE-MACHINE is hier.")
    reply = target.post("/facts", files={"file": hostile_others.reaching_out(".docx", secret)})
    assert reply.status_code in (303, 422)
    assert "WACHTWOORD" not in reply.text
    if reply.status_code == 303:
        assert "WACHTWOORD" not in target.get(reply.headers["location"]).text


@attack("a text to check: a file that unfolds without end")
def _(target: Target) -> None:
    reply = target.post("/facts", files={"file": hostile_others.unpacking(".docx", 60_000_000)})
    assert reply.status_code == 422


# Gradio, and tools


def _event(target: Target, named: str) -> int:
    config = target.get("/config").json()
    return next(
        each["id"]
        for each in config["dependencies"]
        if any(event == named for _, event in each["targets"])
    )


@attack("gradio: a file of this machine as what was typed")
def _(target: Target) -> None:
    file = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
    url = {**file, "path": "", "url": "http://127.0.0.1:9/"}
    functions = len(target.get("/config").json()["dependencies"])
    for each in (file, url):
        for number in range(functions):
            sent = {"data": [each] * 6, "fn_index": number, "session_hash": "kwaad"}
            reply = target.post("/gradio_api/run/predict", json=sent)
            assert "root:" not in reply.text


@attack("gradio: a conversation of another's answers, from what a browser keeps")
def _(target: Target) -> None:
    sent = {
        "data": [[target.names["answer_id"], "\0", "../x", 5, None, {"a": 1}]],
        "fn_index": _event(target, "load"),
        "session_hash": "van-bob",
    }
    reply = target.post("/gradio_api/run/predict", json=sent)
    assert reply.status_code == 200
    assert not SECRET.search(reply.text)
    assert "molens" not in reply.text


@attack("gradio: functions that no page calls, and sessions of no kind")
def _(target: Target) -> None:
    for sent in (
        {"data": [], "fn_index": 10_000, "session_hash": "a"},
        {"data": [], "fn_index": -1, "session_hash": "a"},
        {"data": None, "fn_index": 0, "session_hash": None},
        {"data": [], "api_name": "/open", "session_hash": {"a": 1}},
        {"data": [], "fn_index": 0, "session_hash": "../../x", "event_data": {"_data": "x"}},
    ):
        reply = target.post("/gradio_api/run/predict", json=sent)
        assert "Traceback" not in reply.text
        assert not SECRET.search(reply.text)


def _called(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


@attack("tools: files, other tools and more than they take")
def _(target: Target) -> None:
    for message in (
        _called("resources/read", uri="file:///etc/passwd"),
        _called("tools/call", name="__import__", arguments={}),
        _called("tools/call", name="search_documents", arguments={"query": "a", "viewer": "bob"}),
        _called("tools/call", name="search_documents", arguments={"query": "a" * 10_000}),
        _called("tools/call", name="list_figures", arguments={"term": "molens\0"}),
        _called("tools/call", name="list_figures", arguments={"term": "molens"}),
        _called("prompts/get", name="x"),
    ):
        reply = target.post("/mcp", json=message, headers=AS_JSON)
        assert reply.status_code < 500
        assert "root:" not in reply.text
        assert not SECRET.search(reply.text)
    assert (
        target.post("/mcp", json=_called("tools/list"), headers=AS_JSON, by="").status_code == 401
    )


# The character that ends a text elsewhere


@attack("NUL: in every field that there is")
def _(target: Target) -> None:
    reached: list[Any] = []

    def seen(_c: Any, _k: Any, _s: Any, parameters: Any, *_: Any) -> None:
        if "\\x00" in repr(parameters):
            texts = parameters if isinstance(parameters, list) else [parameters]
            values = [
                v for each in texts for v in (each.values() if isinstance(each, dict) else each)
            ]
            reached.extend(v for v in values if isinstance(v, str) and "\0" in v)

    event.listen(Engine, "before_cursor_execute", seen)
    try:
        for status in _nul_everywhere(target):
            assert status in (400, 401, 404, 422), status
    finally:
        event.remove(Engine, "before_cursor_execute", seen)
    assert reached == []


def _nul_everywhere(target: Target) -> Iterator[int]:
    asked = {"question": "Waar?", "language": None, "documents": ["a"], "as_of": ""}
    for path, sent in (
        ("/api/v1/ask", asked),
        ("/api/v1/search", {"query": "Waar?", "as_of": ""}),
        ("/api/v1/check", {"text": "Er is.", "documents": ["a"], "as_of": ""}),
        ("/check", {"text": "Er is.", "documents": ["a"], "as_of": ""}),
    ):
        for name in sent:
            for bad in ("a\0b", ["a", "b\0"]):
                yield target.post(path, json=sent | {name: bad}).status_code
    answer, document = target.open["answer_id"], target.open["document"]
    for path, form in (
        ("/sign-in", {"name": "anna", "password": PASSWORD, "to": "/"}),
        ("/again", {"answer": answer}),
        (f"/answer/{answer}/share", {"shared": "true"}),
        (f"/answer/{answer}/feedback", {"opinion": "right", "note": "goed"}),
        (f"/documents/{document}/describe", {"title": "a", "publisher": "b", "groups": "A"}),
        ("/history/1/pin", {"pinned": "true"}),
    ):
        for name in form:
            bad = form | {name: f"{form[name]}\0"}
            yield target.post(path, data=bad, by="keeper").status_code
            parts = {key: (None, value) for key, value in bad.items()}
            yield target.post(path, files=parts, by="keeper").status_code
    for path in (
        "/history?q=a%00",
        "/documents?q=%00",
        "/api/v1/figures?term=a%00",
        "/answer/a%00",
    ):
        yield target.get(path).status_code
    for name in ("question", "query"):
        yield target.get(f"/documents?{name}=%2500%00").status_code


# Turns


@attack("exports: many at once keep no question and no short text waiting")
def _(target: Target) -> None:
    from assistant.web.turns import FileTurns, TooMany

    saving = FileTurns()
    saving.large._patience = 0.01
    ended, begun = threading.Event(), threading.Barrier(3)

    def hold() -> None:
        with saving.large.turn():
            begun.wait(60)
            ended.wait(60)

    threads = [threading.Thread(target=hold) for _ in range(2)]
    for thread in threads:
        thread.start()
    begun.wait(60)
    with pytest.raises(TooMany), saving.of("pdf").turn():
        pass
    with saving.of("txt").turn(), saving.of("csv").turn():
        pass
    ended.set()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("name", list(ATTACKS))
def test_an_attack_comes_to_nothing(target: Target, name: str) -> None:
    ATTACKS[name](target)


def test_there_are_sixty() -> None:
    assert len(ATTACKS) >= 60, len(ATTACKS)
