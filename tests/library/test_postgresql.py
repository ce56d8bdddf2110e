"""A library whose ledger lies in PostgreSQL, and that several machines share."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from conftest import HARBOUR_LIGHT, WATERKRACHT, MakeLibrary
from deployed import (
    PATIENCE,
    Nginx,
    Web,
    ask,
    ended,
    nginx_program,
    service,
    started,
    unit,
    wait_until,
)
from postgresql import Server, running_server
from starlette.testclient import TestClient

from assistant.access import (
    Accounts,
    Locked,
    Role,
    Sessions,
    WrongPassword,
    held_access,
    open_access,
    open_counts,
)
from assistant.access.accounts import TRIES, WITHIN
from assistant.answering import answer_question as answer
from assistant.databases import open_engine
from assistant.databases.copying import copy_tables
from assistant.errors import AssistantError, LibraryError
from assistant.ingestion import ingest
from assistant.library import Library, held_ledger
from assistant.library.doctor import examine
from assistant.records import Filters, Question
from assistant.settings import Settings
from assistant.web.admission import COOKIE
from assistant.web.app import create_app
from assistant.web.rates import MINUTE, Rates

ASKED = "Hoeveel proeftuinen telde Waterkracht eind 2019?"
LATER = "# Slot Waterkracht\n\nBij het slot telde Waterkracht in totaal 57 meetpalen langs de Schelde.\n"
FILES = {"waterkracht.md": WATERKRACHT, "harbour-light.md": HARBOUR_LIGHT}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def open_at(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """A library of ``tmp_path`` with its ledger at an address, as the machine of a name sees it."""
    opened: list[Library] = []

    def open_(url: str, machine: str = "first") -> Library:
        settings = Settings(ledger_url=url, indexes=tmp_path / f"indexes-{machine}")
        opened.append(Library.open(tmp_path / "shared", settings))
        return opened[-1]

    yield open_
    for library in opened:
        library.close()


def test_it_holds_and_answers_what_a_library_in_one_folder_does(
    server: Server, open_at: Callable[..., Library], make_library: MakeLibrary
) -> None:
    alone = make_library(FILES)
    library = open_at(server.new_database())
    source = alone.folder.parent / "source"
    ingest(library, [source])
    assert [v.id for v in library.versions.current()] == [v.id for v in alone.versions.current()]
    for version in library.versions.current():
        assert library.passages.of(version.id) == alone.passages.of(version.id)
        assert library.figures.of(version.id) == alone.figures.of(version.id)
    alone.refresh()
    there, here = (answer(each, Question(ASKED)) for each in (library, alone))
    assert there.statements == here.statements
    assert "32 proeftuinen" in there.statements[0].text
    today = Filters(as_of=datetime.now(UTC).date().isoformat())
    assert len(library.search.allowed(today) or ()) == 2
    assert examine(library) == []
    assert not (library.folder / "ledger.sqlite").exists()


def test_texts_that_only_sqlite_would_take_stop_nothing(
    server: Server, open_at: Callable[..., Library], tmp_path: Path
) -> None:
    """A word of thousands of letters, a long name: PostgreSQL has limits that SQLite has not."""
    source = tmp_path / "source"
    source.mkdir()
    word = "".join(
        hashlib.sha512(bytes([n])).hexdigest() for n in range(24)
    )  # cannot be compressed
    (source / "woord.txt").write_text(f"De brug in Emmen telt 8 {word} en negen bogen.")
    (source / f"{'é' * 100}.txt").write_text("De brug in Ommen telt 10 bogen.")
    library = open_at(server.new_database())
    report = ingest(library, [source])
    assert len(report.added) == 2, report.failed
    assert ingest(library, [source]).unchanged


def test_what_is_kept_and_forgotten(server: Server, open_at: Callable[..., Library]) -> None:
    library = open_at(server.new_database())
    library.history.put("anna", "answer", "0123456789abcdef", "Wat kost het?")
    library.history.put("anna", "answer", "0123456789abcdef", "Wat kost het?")
    assert [entry.text for entry in library.history.of("anna", "KOST")] == ["Wat kost het?"]
    library.history.remove("anna")
    library.forget_one("0123456789abcdef")
    assert library.history.of("anna") == []


def test_a_ledger_and_its_accounts_move(
    server: Server, open_at: Callable[..., Library], make_library: MakeLibrary, tmp_path: Path
) -> None:
    before = make_library(FILES)
    kept = answer(before, Question(ASKED))
    name = before.answers.save(kept)
    Accounts(open_access(before.folder)).add("anna", Role.KEEPER, "een lang wachtwoord")
    texts = {v.file: before.pages.get(v.id, 1).text for v in before.versions.current()}
    before.close()
    url = server.new_database()
    with held_ledger(before.folder) as ledger, held_access(before.folder) as access:
        counts = copy_tables([ledger, *access], open_engine(url))
        assert (counts["versions"], counts["users"]) == (2, 1)
        with pytest.raises(LibraryError, match="is not empty"):
            copy_tables([ledger], open_engine(url))
    before.folder.rename(tmp_path / "shared")
    (tmp_path / "shared" / "ledger.sqlite").unlink()
    moved = open_at(url)
    moved.refresh()
    assert {v.file: moved.pages.get(v.id, 1).text for v in moved.versions.current()} == texts
    assert moved.answers.get(name).statements == kept.statements
    assert Accounts(open_access(moved.folder, url)).find("anna")
    # Numbers that the database gives go on after those that came with it.
    source = tmp_path / "more"
    source.mkdir()
    (source / "slot.md").write_text(LATER)
    ingest(moved, [source])
    assert [run.id for run in moved.runs.newest()] == [2, 1]


def test_two_machines_see_what_either_takes_in_and_one_ingests_at_a_time(
    server: Server, open_at: Callable[..., Library], tmp_path: Path
) -> None:
    url = server.new_database()
    first, second = open_at(url), open_at(url, "second")
    source = tmp_path / "source"
    source.mkdir()
    (source / "waterkracht.md").write_text(WATERKRACHT)
    ingest(first, [source])
    second.own()
    assert second.refresh()
    assert "32 proeftuinen" in answer(second, Question(ASKED)).statements[0].text
    lock = first.ingest_lock()
    assert lock.acquire(0)
    assert not second.ingest_lock().acquire(0)
    assert second.ingest_lock().held()
    lock.release()
    assert not second.ingest_lock().held()
    assert second.ingest_lock().acquire(0)


def test_a_wrong_address_is_one_clear_line(tmp_path: Path) -> None:
    for url, said in (
        ("postgresql://nobody@127.0.0.1:1/none", "PostgreSQL at 127.0.0.1"),
        ("mysql://localhost/x", "SQLite or PostgreSQL"),
        ("::", "no address of a database"),
    ):
        with pytest.raises(LibraryError, match=said):
            Library.open(tmp_path / "library", Settings(ledger_url=url))
    with pytest.raises(AssistantError, match="accounts"):
        open_access(tmp_path, "postgresql://nobody@127.0.0.1:1/none")


@pytest.mark.timeout(900)
def test_two_web_processes_and_an_ingest_go_through_what_happens_to_machines(
    server: Server, open_at: Callable[..., Library], tmp_path: Path
) -> None:
    """Started as the units and the compose file of the docs say, behind its nginx: a report comes, machines, the
    ingest and the database go."""
    require_nginx()
    url = server.new_database()
    source = tmp_path / "source"
    source.mkdir()
    (source / "waterkracht.md").write_text(WATERKRACHT)
    settings = [
        {
            "ASSISTANT_LEDGER_URL": url,
            "ASSISTANT_LIBRARY": str(tmp_path / "shared"),
            "ASSISTANT_INDEXES": str(tmp_path / f"indexes-{number}"),
        }
        for number in range(3)
    ]
    both = [
        Web(unit("assistant.service"), tmp_path, settings[0]),
        Web(service("chat-2"), tmp_path, settings[1]),
    ]
    nginx = Nginx(tmp_path, [web.place for web in both])
    reports = {"/srv/assistant/reports": str(source)}
    taking_in = started(unit("assistant-ingest.service"), tmp_path, settings[2], reports)
    try:
        assert taking_in.wait(timeout=PATIENCE) == 0
        for web in both:
            web.await_answer(ASKED, "32 proeftuinen")
        people = stay_where_they_are(nginx, both)
        ended(both[0].process)
        (source / "slot.md").write_text(LATER)
        taking_in = started(service("ingest"), tmp_path, settings[2], reports)
        keeper = open_at(url, "keeper")
        wait_until(lambda: keeper.ingest_lock().held(), "the ingest did not start")
        ended(taking_in)
        ingest(keeper, [source])  # its lock ended with it
        assert examine(keeper) == []
        both[1].await_answer("Hoeveel meetpalen telde Waterkracht?", "57 meetpalen")
        for person in people:  # those of the machine that is gone, too
            assert "32 proeftuinen" in ask(person, ASKED)
            assert nginx.served_by(person) == both[1].place
        server.stop()
        assert ask(people[0], ASKED) == "503"
        assert people[0].get("/readyz").status_code == 503
        assert people[0].get("/healthz").status_code == 200
        server.start()
        both[1].await_answer(ASKED, "32 proeftuinen")
    finally:
        nginx.close()
        for process in (taking_in, *(web.process for web in both)):
            ended(process)


def stay_where_they_are(nginx: Nginx, machines: list[Web]) -> list[httpx.Client]:
    """Two browsers, each of which nginx sends to a machine of its own, and there again."""
    seen: dict[str, httpx.Client] = {}
    for _ in range(40):
        client = nginx.client()
        seen.setdefault(nginx.served_by(client), client)
    assert seen.keys() == {web.place for web in machines}
    for place, client in seen.items():
        assert "32 proeftuinen" in ask(client, ASKED)
        assert [nginx.served_by(client) for _ in range(5)] == [place] * 5
        assert "machine" in client.cookies
    return [seen[web.place] for web in machines]


def require_nginx() -> None:
    if nginx_program() is None:
        if os.environ.get("ASSISTANT_REQUIRE_NGINX"):
            pytest.fail("nginx is required here (ASSISTANT_REQUIRE_NGINX) and not installed.")
        pytest.skip("nginx is not installed (Debian: apt-get install nginx-light).")


def test_a_backup_that_is_put_back_on_an_empty_machine_gives_the_same_answer(
    server: Server, open_at: Callable[..., Library], tmp_path: Path
) -> None:
    url, other = server.new_database(), server.new_database()
    source = tmp_path / "source"
    source.mkdir()
    (source / "waterkracht.md").write_text(WATERKRACHT)
    library = open_at(url)
    ingest(library, [source])
    before = answer(library, Question(ASKED))
    server.copy(url, other, tmp_path / "ledger.dump")
    (tmp_path / "empty").mkdir()
    shutil.copytree(library.folder / "files", tmp_path / "empty" / "files")
    settings = Settings(ledger_url=other, indexes=tmp_path / "indexes-empty")
    with Library.open(tmp_path / "empty", settings) as restored:
        restored.refresh()
        assert answer(restored, Question(ASKED)).statements == before.statements
        assert examine(restored) == []


def test_sessions_are_known_on_every_machine(server: Server, tmp_path: Path) -> None:
    url = server.new_database()
    first, second = open_access(tmp_path, url), open_access(tmp_path, url)
    Accounts(first).welcome("anna")
    user = Accounts(second).welcome("anna")
    token = Sessions(first).begin(user)
    assert Sessions(second).user(token) == user
    Sessions(second).end(token)
    assert Sessions(first).user(token) is None


def test_questions_and_wrong_passwords_count_over_all_machines(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.new_database()
    machines = [Rates(3, open_counts(tmp_path, url)) for _ in range(2)]
    waits = [machines[n % 2].wait("anna") for n in range(5)]
    assert waits[:3] == [0.0] * 3
    assert all(0 < wait <= MINUTE for wait in waits[3:])
    assert machines[0].wait("bob") == 0.0
    accounts = [Accounts(open_access(tmp_path, url)) for _ in range(2)]
    accounts[0].add("anna", Role.READER, "een lang wachtwoord")
    for n in range(TRIES):
        with pytest.raises(WrongPassword):
            accounts[n % 2].signed_in("anna", "geraden wachtwoord", "10.1.1.1")
    for each in accounts:
        with pytest.raises(Locked) as locked:
            each.signed_in("anna", "een lang wachtwoord", "10.1.1.1")
        assert 0 < locked.value.seconds <= WITHIN
        assert each.signed_in("anna", "een lang wachtwoord", "10.2.2.2").name == "anna"
    later = time.time() + WITHIN + 1
    monkeypatch.setattr(time, "time", lambda: later)  # a machine whose clock is wrong
    assert machines[1].wait("anna") > 0
    with pytest.raises(Locked):
        accounts[1].signed_in("anna", "een lang wachtwoord", "10.1.1.1")
    with open_engine(url).begin() as connection:
        connection.exec_driver_sql(f"UPDATE counts SET expires = expires - {WITHIN + 1}")
    assert machines[1].wait("anna") == 0.0
    assert accounts[1].signed_in("anna", "een lang wachtwoord", "10.1.1.1").name == "anna"
    with open_engine(url).connect() as connection:  # what is over is cleared away, and names nobody
        rows = connection.exec_driver_sql("SELECT key, count FROM counts").all()
    assert [(len(key), count) for key, count in rows] == [(64, 1)]
    server.stop()
    try:
        assert [machines[0].wait("anna") > 0 for _ in range(4)] == [False] * 3 + [True]
    finally:
        server.start()


def test_where_accounts_do_not_answer_a_page_says_so_and_the_service_is_seen_to_run(
    server: Server, open_at: Callable[..., Library]
) -> None:
    library = open_at(server.new_database())
    library.settings = library.settings.model_copy(update={"sign_in": "local"})
    Accounts(open_access(library.folder, library.settings.ledger_url)).welcome("anna")
    client = TestClient(create_app(library), base_url="http://127.0.0.1")
    client.cookies.set(COOKIE, "a token")
    server.stop()
    try:
        asked = client.get("/documents")
        assert (asked.status_code, client.get("/healthz").status_code) == (503, 200)
        assert "Who may sign in cannot be read" in asked.text
    finally:
        server.start()
