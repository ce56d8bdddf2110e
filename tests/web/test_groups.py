"""Two groups share a library: nothing of what is limited to one is told to the other, at any address."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pdf_writer import simple_pdf
from starlette.requests import Request
from web.test_guard import paths

from assistant.access import Accounts, Role, Sessions, open_access
from assistant.errors import LibraryError, LibraryUnavailable
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records.feedback import Opinion
from assistant.records.viewers import Viewer
from assistant.settings import Settings
from assistant.tools.results import settled
from assistant.web import answers, checks, conversations, documents, guard
from assistant.web.app import create_app
from assistant.web.check_queue import CheckQueue
from assistant.web.gradio import conversation
from assistant.web.gradio.events import Events
from assistant.web.inbox import Inbox
from assistant.web.seeing import Libraries
from assistant.web.turns import FileTurns, TooMany, Turns
from assistant.writing import answerer_for

HERE = {"Origin": "http://localhost"}
WEB = Path(__file__).parents[2] / "assistant" / "web"
SECRET = re.compile(r"zwaluw|kwadijk|4711|molens zijn|verplaatst", re.IGNORECASE)
"""Words of the documents that only group B sees: titles, files, sentences and figures."""
QUESTION = "Hoeveel zijn er in 2020 bij de gemeente gedaan?"
MILLS = "In 2020 zijn er 4711 molens verplaatst naar Kwadijk. De gemeente betaalde de helft."
PEOPLE = {
    "anna": (Role.READER, "A"),
    "keeper": (Role.KEEPER, "A"),
    "bob": (Role.READER, "B"),
    "owner": (Role.OWNER, ""),
}


@dataclass
class Shared:
    """The library of these tests, and the names of what is hidden in it."""

    library: Library
    names: dict[str, str]  # of a parameter of an address -> of what is hidden
    answer: str  # bob's, shared
    check: str
    own_answer: str  # bob's, not shared
    own_check: str


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("groups")
    source = folder / "source"
    source.mkdir()
    (source / "a.md").write_text(
        "# Bruggen\n\nIn 2020 zijn er bij de gemeente veertien bruggen vernieuwd. De provincie betaalde.\n"
    )
    (source / "zwaluw.pdf").write_bytes(simple_pdf([["Zwaluwplan", *MILLS.split(". ")]]))
    (source / "zwaluw-2.md").write_text(f"# Zwaluwnota\n\n{MILLS}\n")
    (source / "zwaluw-kapot.pdf").write_bytes(b"%PDF-1.7 no PDF")
    (source / "open-kapot.pdf").write_bytes(b"%PDF-1.7 no PDF")
    (source / "corpus.toml").write_text('["zwaluw*"]\ngroups = ["B", "C"]\n')
    settings = Settings(sign_in="local", mcp=True, questions_per_minute=10_000)
    with Library.open(folder / "library", settings) as library:
        ingest(library, [source])
        library.curation.retire(library.documents.named("zwaluw-2.md"))
        accounts = Accounts(open_access(library.folder))
        for name, (role, groups) in PEOPLE.items():
            accounts.add(name, role, "een lang wachtwoord")
            accounts.put_in_groups(name, filter(None, [groups]))
        yield _filled(library)


def _filled(library: Library) -> Shared:
    """What bob asked, had checked and said."""
    (hidden,) = (v for v in library.versions.current() if v.file == "zwaluw.pdf")
    sentence = library.passages.of(hidden.id)[0].sentences[0]
    key = library.citations.of_sentence(hidden, sentence, "")[0].key
    with TestClient(create_app(library), "http://localhost") as client:
        bob = bearer(library, "bob")
        asked: dict[str, Any] = {"question": "Hoeveel molens verplaatst?"}
        claim: dict[str, Any] = {"text": "In 2020 zijn er 12 molens verplaatst naar Kwadijk."}
        own = client.post("/api/v1/ask", json=asked, headers=bob).json()
        own_check = client.post("/api/v1/check", json=claim, headers=bob).json()
        asked |= {"question": QUESTION, "share": True}
        claim |= {"text": "De gemeente betaalde in 2020 alles van deze 12 molens.", "share": True}
        answer = client.post("/api/v1/ask", json=asked, headers=bob).json()
        check = client.post("/api/v1/check", json=claim, headers=bob).json()
    assert "4711" in str(answer)
    library.feedback.put(own["id"], Opinion.WRONG, "Zwaluw!", "bob")
    names = {
        "document": hidden.document.id,
        "version_id": hidden.id[:16],
        "key": key,
        "number": "1",
        "answer_id": answer["id"],
        "newer_id": answer["id"],
        "check_id": check["id"],
        "job_id": "1",
        "kind": "txt",
    }
    return Shared(library, names, answer["id"], check["id"], own["id"], own_check["id"])


@pytest.fixture(scope="module")
def client(shared: Shared) -> Iterator[TestClient]:
    with TestClient(create_app(shared.library), "http://localhost") as opened:
        yield opened


def bearer(library: Library, name: str) -> dict[str, str]:
    access = open_access(library.folder)
    user = Accounts(access).find(name)
    assert user is not None
    return {"Authorization": f"Bearer {Sessions(access).begin(user)}"}


def addresses(path: str, names: dict[str, str]) -> Iterator[str]:
    """A route's address with the names of what is hidden, in each of the forms that it has."""
    path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: "{" + m[1] + "}", path)
    for kind in ("txt", "md", "docx", "html", "json", "csl.json", "bib", "ris"):
        filled = path.format_map(Filled(names | {"kind": kind}))
        yield filled
        if "{kind}" not in path:
            return


class Filled(dict[str, str]):
    """What has no name gets some."""

    def __missing__(self, _name: str) -> str:
        return "1"


SENT: dict[str, Any] = {
    "/again": {"data": {"answer": "{answer_id}"}},
    "/facts": {"data": {"text": "In 2020 is er bij de gemeente veel gedaan."}},
    "/documents/{document}/describe": {"data": {"title": "Van mij", "groups": ""}},
    "/documents/{document}/state": {"data": {"answers": "false"}},
    "/answer/{answer_id}/feedback": {"data": {"opinion": "right"}},
    "/api/v1/ask": {"json": {"question": QUESTION}},
    "/api/v1/search": {"json": {"query": QUESTION}},
    "/api/v1/check": {"json": {"text": "In 2020 zijn er 12 vernieuwd bij de gemeente."}},
    "/check": {"json": {"text": "In 2020 zijn er 12 vernieuwd bij de gemeente."}},
}
ASKED = {
    "/api/v1/figures": {"params": {"term": "molens"}},
    "/documents/{document}/compare": {"params": {"old": "{version_id}", "new": "{version_id}"}},
    "/document/{version_id}/contents": {"params": {"q": "molens"}},
}


@pytest.mark.parametrize("name", ["anna", "keeper"])
def test_no_address_tells_who_is_outside_anything(
    client: TestClient, shared: Shared, name: str
) -> None:
    """Every route that there is, with the names of what is hidden."""
    who, reached = bearer(shared.library, name) | HERE | {"Accept-Language": "nl"}, set()
    for method, path in sorted(set(paths(client.app.routes))):  # type: ignore[attr-defined]
        if method == "HEAD" or path in ("/sign-out", "/gradio_api/queue/data", "/mcp"):
            continue
        if "heartbeat" in path or not guard.is_open(re.sub(r"\{[^}]*\}", "1", path)):
            continue  # a stream that never ends, or closed to everybody
        told = (SENT if method == "POST" else ASKED).get(path, {})
        told = json.loads(filled(json.dumps(told), shared.names))
        for address in addresses(path, shared.names):
            reached.add(path)
            reply = client.request(method, address, headers=who, **told)
            assert reply.status_code < 500, (method, address)
            found = SECRET.search(reply.content.decode("utf-8", "replace"))
            assert found is None, (method, address, found)
            hidden = re.search(r"\{(document|version_id|key)\}", path)
            if hidden and path != "/documents/{document}/separate":
                assert reply.status_code in (403, 404), (method, address)
    assert len(reached) > 45, reached
    (version,) = (v for v in shared.library.versions.current() if v.file == "zwaluw.pdf")
    assert version.document.groups == "B, C", "nothing of it was changed"


def filled(told: str, names: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda m: names.get(m[1], m[0]), told)


def test_who_is_inside_sees_it_all(client: TestClient, shared: Shared) -> None:
    for name in ("bob", "owner"):
        who = bearer(shared.library, name)
        page = client.get("/documents", headers=who).text
        assert "zwaluw.pdf" in page
        assert "B, C" in page
        names = shared.names
        assert client.get(f"/page/{names['version_id']}/1.png", headers=who).status_code == 200
        assert client.get(f"/viewer/{names['key']}", headers=who).status_code == 200
        found = client.get("/api/v1/figures", params={"term": "molens"}, headers=who).json()
        assert found["figures"][0]["value"] == 4711
        assert "4711" in client.get(f"/answer/{shared.answer}", headers=who).text


def test_counts_are_of_what_is_seen(client: TestClient, shared: Shared) -> None:
    anna = bearer(shared.library, "anna")
    assert len(client.get("/api/v1/documents", headers=anna).json()["documents"]) == 1
    page = client.get("/documents", headers=anna | {"Accept-Language": "en"}).text
    assert "1 document" in page
    assert "open-kapot.pdf" in page, "what could not be taken in, of what she would see"
    run = client.get("/documents/runs/1", headers=anna).text
    assert "a.md" in run
    assert run.count("<tr>") == 2  # its head, and one file


def test_a_stream_tells_nothing_either(client: TestClient, shared: Shared) -> None:
    anna = bearer(shared.library, "anna") | {"Accept": "text/event-stream"}
    reply = client.post("/api/v1/ask", json={"question": QUESTION}, headers=anna)
    assert "event: answer" in reply.text
    assert "veertien" in reply.text
    assert not SECRET.search(reply.text)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search_documents", {"query": QUESTION}),
        ("list_figures", {"term": "molens"}),
        ("check_claims", {"text": "De gemeente betaalde in 2020 alles."}),
    ],
)
def test_the_tools_of_other_assistants_tell_each_what_they_see(
    client: TestClient, shared: Shared, tool: str, arguments: dict[str, str]
) -> None:
    params = {"name": tool, "arguments": arguments}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    accept = {"Accept": "application/json, text/event-stream"}
    said = {
        name: client.post("/mcp", json=message, headers=bearer(shared.library, name) | accept)
        for name in ("anna", "bob")
    }
    assert {reply.status_code for reply in said.values()} == {200}
    assert SECRET.search(said["bob"].text)
    assert not SECRET.search(said["anna"].text)
    assert not said["anna"].json()["result"].get("isError")


def test_the_conversation_offers_and_answers_what_each_sees(shared: Shared) -> None:
    library = shared.library
    events = Events(Libraries(library), {"nl": (), "en": ()}, answerer_for(library.settings))
    shown = {
        name: str([_plain(u) for u in events.open([shared.own_answer], sent(library, name))])
        for name in ("anna", "bob")
    }
    assert "zwaluw" in shown["bob"].lower()
    assert not SECRET.search(shown["anna"])
    for name in ("anna", "bob"):
        request = sent(library, name)
        begun = events.begin(QUESTION, events.open([], request)[0], [], request)[0]
        answered = list(events.answer(begun, None, None, None, None, None, request))
        after = events.finish(answered[-1][1], None, request)
        told = str([_plain(update) for update in (*answered[-1], *after)])
        assert "veertien" in told
        assert bool(SECRET.search(told)) is (name == "bob")


def _plain(update: Any) -> Any:
    return getattr(update, "constructor_args", update)


def sent(library: Library, name: str) -> gr.Request:
    """An event of somebody's browser, as the guard let it through."""
    user = Accounts(open_access(library.folder)).find(name)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "headers": [(b"accept-language", b"nl")],
        "query_string": b"",
        "user": user,
    }
    return gr.Request(Request(scope), session_hash=name)


def test_nobody_goes_on_with_another_s_conversation(shared: Shared) -> None:
    library = shared.library
    events = Events(Libraries(library), {"nl": (), "en": ()}, answerer_for(library.settings))
    bobs = events.open([shared.own_answer], sent(library, "bob"))[0]
    assert bobs.exchanges
    anna = sent(library, "anna")
    assert events.finish(bobs, None, anna)[0].exchanges == ()
    assert events.stop(bobs, None, anna)[0].exchanges == ()
    assert events.begin(QUESTION, bobs, [], anna)[0].exchanges == ()
    assert next(iter(events.answer(bobs, None, None, None, None, None, anna)))[1] is not bobs
    assert events.begin(QUESTION, bobs, [], sent(library, "bob"))[0].exchanges == bobs.exchanges


# Whose it is


def test_what_bob_asked_is_his_until_he_shares_it(client: TestClient, shared: Shared) -> None:
    own = (f"/answer/{shared.own_answer}", f"/check/{shared.own_check}")
    for name in ("anna", "keeper", "owner"):
        who = bearer(shared.library, name) | HERE
        for address in own:
            for end in ("", ".txt", ".json", ".md", "/answer.md", "/sources.bib"):
                assert client.get(address + end, headers=who).status_code == 404
            assert client.post(f"{address}/share", headers=who).status_code == 404
        again = client.post("/again", data={"answer": shared.own_answer}, headers=who)
        assert again.status_code == 404
    bob = bearer(shared.library, "bob") | HERE
    for address in own:
        page = client.get(address, headers=bob)
        assert f'action="{address}/share"' in page.text
        assert "form-action 'self'" in page.headers["Content-Security-Policy"]


def test_he_may_take_it_back(client: TestClient, shared: Shared) -> None:
    bob, owner = (bearer(shared.library, name) | HERE for name in ("bob", "owner"))
    address = f"/answer/{shared.own_answer}"
    client.post(f"{address}/share", data={"shared": "true"}, headers=bob)
    assert "4711" in client.get(address, headers=owner).text
    assert "/share" not in client.get(address, headers=owner).text
    client.post(f"{address}/share", data={"shared": "false"}, headers=bob)
    assert client.get(address, headers=owner).status_code == 404


def test_a_shared_page_says_that_something_is_left_out(client: TestClient, shared: Shared) -> None:
    anna = bearer(shared.library, "anna") | {"Accept-Language": "nl"}
    page = client.get(f"/answer/{shared.answer}", headers=anna).text
    assert QUESTION in page
    assert "die u niet mag zien" in page
    assert "veertien" in page, "what she may see is there"
    assert "die u niet mag zien" in client.get(f"/answer/{shared.answer}.txt", headers=anna).text
    check = client.get(f"/check/{shared.check}", headers=anna).text
    assert "die u niet mag zien" in check
    assert "die u niet mag zien" in client.get(f"/check/{shared.check}.md", headers=anna).text


def test_a_text_that_is_being_checked_is_theirs_who_gave_it(
    client: TestClient, shared: Shared
) -> None:
    bob = bearer(shared.library, "bob") | HERE
    begun = client.post(
        "/facts", data={"text": "Er zijn 12 molens."}, headers=bob, follow_redirects=False
    )
    address = begun.headers["location"]
    assert client.get(address, headers=bob).status_code == 200
    for name in ("anna", "owner"):
        who = bearer(shared.library, name) | HERE
        assert client.get(address, headers=who).status_code == 404
        assert client.post(f"{address}/stop", headers=who).status_code == 404


def test_a_keeper_hears_of_answers_from_what_they_see(client: TestClient, shared: Shared) -> None:
    owner = client.get("/documents/feedback", headers=bearer(shared.library, "owner")).text
    assert "Zwaluw!" in owner
    assert f"/answer/{shared.own_answer}" not in owner, "the answer is not shared"
    keeper = bearer(shared.library, "keeper")
    assert "Zwaluw!" not in client.get("/documents/feedback", headers=keeper).text
    client.post("/documents/feedback/1/done", headers=keeper | HERE)
    assert shared.library.feedback.every(waiting=True)


# Keepers


def test_a_keeper_limits_what_they_describe_and_add(
    client: TestClient, shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    dutch = HERE | {"Accept-Language": "nl"}
    keeper, anna = (bearer(shared.library, name) | dutch for name in ("keeper", "anna"))
    document = shared.library.documents.named("a.md")
    address = f"/documents/{document}"
    form = {"groups": "D"}
    reply = client.post(f"{address}/describe", data=form, headers=keeper, follow_redirects=False)
    assert reply.headers["location"] == "/documents", "it is not theirs to see any more"
    assert client.get(address, headers=anna).status_code == 404
    owner = bearer(shared.library, "owner") | HERE
    assert (
        client.post(f"{address}/describe", data={"groups": "a;b"}, headers=owner).status_code == 422
    )
    client.post(f"{address}/describe", data={"groups": ""}, headers=owner)
    assert client.get(address, headers=anna).status_code == 200
    monkeypatch.setattr("assistant.web.inbox.Inbox.take_in", lambda _: None)
    sent_file = {"files": ("nieuw.txt", b"Er staan vier molens in Almelo.", "text/plain")}
    for groups, taken in (("D, A", True), ('a"b', False)):
        reply = client.post(
            "/documents/add", data={"groups": groups}, files=sent_file, headers=keeper
        )
        assert ("Niet aangenomen" in reply.text) is not taken
    ingest(shared.library, [shared.library.folder / "inbox"])
    found = shared.library.documents.newest_version(shared.library.documents.named("nieuw.txt"))
    assert found.document.groups == "A, D"
    # A document that the keeper does not see is not replaced by one of the same name.
    shared.library.curation.set_metadata(found.document.id, {"groups": "B"})
    client.post("/documents/add", files=sent_file, headers=keeper)
    inbox = shared.library.folder / "inbox"
    assert sorted(path.name for path in inbox.glob("*.txt")) == ["nieuw (2).txt", "nieuw.txt"]


def test_an_upload_takes_the_place_of_nothing_that_its_sender_does_not_see(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, seen = Inbox(shared.library), shared.library.visible_to(Viewer("keeper"))
    for text in (b"Van de een.", b"Van de ander."):  # what waits, or failed, is of no document
        assert inbox.put("wacht.txt", io.BytesIO(text), "", seen) == ""
    assert (inbox.folder / "wacht.txt").read_bytes() == b"Van de een."
    assert (inbox.folder / "wacht (2).txt").read_bytes() == b"Van de ander."
    (inbox.folder / "los.txt.toml").write_bytes(b"\xff")
    assert inbox.put("los.txt", io.BytesIO(b"Los."), "B"), "what is beside it stays"
    assert (inbox.folder / "los.txt.toml").read_bytes() == b"\xff"
    assert not list(inbox.folder.glob(".*"))
    for path in inbox.folder.glob("[wl]*"):
        path.unlink()
    monkeypatch.setattr(shared.library, "_read_only", inbox.folder)
    for act in (inbox.take_in, lambda: inbox.put("x.txt", io.BytesIO(b"x"))):
        with pytest.raises(LibraryError):
            act()


def test_what_is_withdrawn_goes_from_an_open_conversation(shared: Shared) -> None:
    library = shared.library
    events = Events(Libraries(library), {"nl": (), "en": ()}, answerer_for(library.settings))
    request = sent(library, "bob")
    opened = events.open([shared.own_answer], request)[0]
    assert "4711" in str(opened.exchanges)
    document = shared.names["document"]
    try:
        library.curation.set_metadata(document, {"groups": "C"})
        assert "4711" not in str(events.finish(opened, None, request)[0].exchanges)
        begun = events.begin(QUESTION, opened, [], request)[0]
        assert begun.pending == QUESTION
        assert "4711" not in str(begun.exchanges)
    finally:
        library.curation.set_metadata(document, {"groups": None})


def test_who_shares_what_another_shares_too_says_so_for_themselves(
    client: TestClient, shared: Shared
) -> None:
    library, name = shared.library, shared.own_answer
    library.history.put("owner", "answer", name, QUESTION)
    library.askers.share(name, "owner")
    try:
        bob = bearer(library, "bob") | HERE | {"Accept-Language": "nl"}
        page = client.get(f"/answer/{name}", headers=bob).text
        assert "Iemand anders" in page
        assert "Niet meer delen" not in page
        assert "Deel met wie" in page
    finally:
        library.askers.share(name, "owner", shared=False)


def test_files_take_turns_and_a_conversation_is_no_longer_than_one(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, name = FastAPI(), shared.own_answer
    libraries, none_free = Libraries(shared.library), FileTurns()
    none_free.large = none_free.small = Turns(0, 0.0)
    answerer = answerer_for(shared.library.settings)
    app.include_router(conversations.router(libraries, none_free))
    app.include_router(answers.router(libraries, answerer, Turns(), none_free))
    app.include_router(documents.router(libraries, none_free))
    app.include_router(checks.router(libraries, CheckQueue(libraries.settings), none_free))
    user = Accounts(open_access(shared.library.folder)).find("bob")

    async def as_bob(scope: Any, receive: Any, send: Any) -> None:
        await app({**scope, "user": user}, receive, send)

    client = TestClient(as_bob)
    for address in (
        f"/conversation/{name}/conversation.md",
        *(
            f"/answer/{name}{end}"
            for end in ("/answer.docx", "/answer.csv", ".txt", "/sources.bib")
        ),
        *(f"/check/{shared.own_check}.{kind}" for kind in ("json", "md", "pdf")),
        "/documents/references.bib",
    ):
        with pytest.raises(TooMany):
            client.get(address)
    monkeypatch.setattr(conversation, "MOST_SAVED", 1)
    bob = shared.library.visible_to(Viewer("bob", frozenset({"B"})))
    assert len(conversation.restored(bob, [name, name], "bob").exchanges) == 1


def test_no_name_has_a_nul(client: TestClient, shared: Shared) -> None:
    bob = bearer(shared.library, "bob")
    for address in ("/history?q=a%00b", "/documents/%00", "/api/v1/figures?term=%00"):
        assert client.get(address, headers=bob).status_code == 404


def test_who_has_not_signed_in_hears_of_no_machine(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise LibraryUnavailable("db.intern.example does not answer.")

    monkeypatch.setattr("assistant.web.admission.Admission.user", away)
    for address in ("/", "/api/v1/documents"):
        reply = client.get(address, headers={"Accept-Language": "nl"})
        assert reply.status_code == 503
        assert "intern" not in reply.text
        assert "niet te lezen" in reply.text
        assert ("error" in reply.json()) if "api" in address else "<html" in reply.text


# No way around


def test_every_route_asks_for_the_library_as_it_is_seen() -> None:
    """The whole library is used where nothing is shown: each place is named here."""
    whole, holding = set(), set()
    for path in WEB.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "whole":
                whole.add(path.name)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                taken = {ast.unparse(a.annotation) for a in node.args.args if a.annotation}
                makes_routes = node.name == "router" or taken & {"APIRouter", "FastAPI"}
                assert not (makes_routes and "Library" in taken), (path.name, node.name)
                if node.name == "__init__" and "Library" in taken:
                    holding.add(path.name)
    # Whether it can be read; the examples of a library that one person uses.
    assert whole == {"seeing.py", "health.py", "mounting.py"}
    assert holding == {"seeing.py", "following.py", "inbox.py"}


def test_what_is_limited_while_a_tool_searches_is_not_told(shared: Shared) -> None:
    library, document = shared.library, shared.names["document"]
    bob, looks = Viewer("bob", frozenset({"B"})), []

    def search(seen: Library) -> dict[str, Any]:
        looks.append(seen)
        found = {"files": [version.file for version in seen.versions.current()]}
        if len(looks) == 1:  # it is limited to others before the answer is there
            library.curation.set_metadata(document, {"groups": "C"})
        return found

    try:
        assert "zwaluw.pdf" not in settled(lambda: library.visible_to(bob), search)["files"]
        assert len(looks) == 2
    finally:
        library.curation.set_metadata(document, {"groups": None})
