"""Checking facts over HTTP: for programs, for a form without scripts, and the permanent link."""

from __future__ import annotations

import io
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from check_maker import check_of
from fastapi.testclient import TestClient
from lxml import html
from web.conftest import HOSTILE_SENTENCE, LETTER, REPORT, Shelf

from assistant.errors import AssistantError, UnknownCitation
from assistant.records import Check, Filters, Ruling, Verdict
from assistant.web import check_queue
from assistant.web.check_queue import CheckQueue, Job, QueueFull

TEXT = "Er zijn 39 fieldlabs. Het programma loopt goed!"
HERE = {"Origin": "http://localhost", "Accept-Language": "nl"}


@pytest.fixture(scope="module")
def client(shelf: Shelf) -> Iterator[TestClient]:
    from assistant.web.app import create_app

    with TestClient(create_app(shelf.library), "http://localhost") as opened:
        yield opened


@pytest.fixture(scope="module")
def kept(shelf: Shelf) -> tuple[str, Check]:
    """A check with every ruling, its number and itself; a claim and a name are hostile."""
    statements = (*shelf.statements(REPORT), *shelf.statements(LETTER))
    claims = (HOSTILE_SENTENCE, f"{HOSTILE_SENTENCE} niet")
    check = check_of(statements, claims, name="<img src=x>.docx")
    return shelf.library.checks.save(check), check


def followed(client: TestClient, reply: Any) -> Any:
    """The page of the check that a form was sent for, once it is there."""
    deadline = time.monotonic() + 240
    while "/check/" not in str(reply.url):
        assert reply.status_code == 200, reply.text
        assert time.monotonic() < deadline, "the check never ended"
        time.sleep(0.05)
        reply = client.get(reply.url, headers=HERE)
    return reply


# For programs


def test_a_program_gets_the_check_its_number_and_its_links(
    client: TestClient, shelf: Shelf
) -> None:
    asked = {"text": TEXT, "year_from": 2018, "documents": [shelf.version(REPORT).file]}
    reply = client.post("/check", json=asked)
    assert reply.status_code == 200, reply.text
    check = reply.json()
    assert check["text"] == TEXT
    assert check["filters"]["year_from"] == 2018
    assert [check["text"][v["start"] : v["end"]] for v in check["verdicts"]] == [
        v["claim"] for v in check["verdicts"]
    ]
    assert client.get(check["links"]["json"]).json() == check
    for link in check["links"].values():
        assert client.get(link).status_code == 200
    for link in check["sources"].values():
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"text": " \t "}, 422, "no text"),
        ({"text": "a \x00 "}, 422, "a text in it holds the character NUL"),
        ({}, 422, "text"),
        ({"text": TEXT, "year_from": 3}, 422, "year_from"),
        ({"text": TEXT, "as_of": "gisteren"}, 422, "not a date"),
        ({"text": TEXT, "meer": 1}, 422, "meer"),
        ({"text": "brug " * 30_000}, 413, "at most 100,000"),
        ({"text": "x" * 3_000_000}, 413, "bytes"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_clear_line(
    client: TestClient, body: dict[str, Any], status: int, said: str
) -> None:
    reply = client.post("/check", json=body)
    assert reply.status_code == status
    assert said in reply.json()["error"]


def test_half_a_character_in_a_text_does_no_harm(client: TestClient) -> None:
    reply = client.post(
        "/check",
        content=b'{"text": "Brug \\ud800 nummer 3."}',
        headers={"Content-Type": "application/json"},
    )
    assert reply.status_code in (200, 422)
    if reply.status_code == 200:
        assert client.get(reply.json()["links"]["page"]).status_code == 200


def test_another_site_cannot_have_anything_checked(client: TestClient) -> None:
    elsewhere = {"Origin": "https://elders.example"}
    assert client.post("/check", json={"text": TEXT}, headers=elsewhere).status_code == 403
    plain = {"Content-Type": "text/plain"}
    assert client.post("/check", content='{"text": "a"}', headers=plain).status_code == 415
    for headers in (elsewhere, {}):
        assert client.post("/facts", data={"text": TEXT}, headers=headers).status_code == 403


# Who reads along


def test_a_reader_is_told_whether_the_text_leaves_the_machine(
    client: TestClient, shelf: Shelf
) -> None:
    away = {
        "model": "openai:scripted",
        "model_url": "http://model.example/v1",
        "model_send": ("all",),
    }
    here = {"model": "openai:scripted", "model_url": "http://127.0.0.1:9/v1"}
    before = shelf.library.settings
    try:
        for options, stays, named in (
            ({}, True, ""),
            (here, True, "openai:scripted"),
            (away, True, ""),
            ({**away, "model_checks": "on"}, False, "model.example"),
        ):
            shelf.library.settings = before.model_copy(update=options)
            shown = client.get("/facts", headers=HERE).text
            assert ("verlaten deze computer niet" in shown) is stays
            assert named in shown
    finally:
        shelf.library.settings = before


# The permanent link


def test_a_check_s_page_marks_every_claim_with_a_symbol_and_a_word(
    client: TestClient, kept: tuple[str, Check]
) -> None:
    name, check = kept
    tree = html.fromstring(client.get(f"/check/{name}", headers=HERE).text)
    signs = {"✓": "bevestigd", "✗": "tegengesproken", "!": "bronnen verschillen"}
    signs |= {"½": "deels bevestigd", "?": "niet gevonden"}
    marks = tree.xpath("//div[@class='checked-text']//a")
    for number, (mark, (symbol, word)) in enumerate(zip(marks, signs.items(), strict=True), 1):
        assert mark.get("href") == f"#claim-{number}"
        assert symbol in mark.text_content()
        assert word in mark.text_content()
        section = tree.get_element_by_id(f"claim-{number}")
        assert f"{symbol} {word}" in " ".join(section.text_content().split())
    shown = tree.xpath("string(//div[@class='checked-text'])")
    for verdict in check.verdicts:
        assert verdict.claim in shown
    assert "Wat is dat mooi!" in tree.xpath("string(//details[@class='unchecked'])")


def test_a_check_s_page_links_every_quote_to_its_page_and_escapes_everything(
    client: TestClient, kept: tuple[str, Check]
) -> None:
    name, check = kept
    page = client.get(f"/check/{name}", headers=HERE)
    for verdict in check.verdicts:
        for finding in verdict.findings:
            (citation,) = finding.statement.citations
            assert f'href="/viewer/{citation.key}"' in page.text
    assert "<script>window" not in page.text
    assert "<img" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_check_shows_the_same_when_its_documents_answer_no_more(
    client: TestClient, shelf: Shelf, kept: tuple[str, Check]
) -> None:
    name, _ = kept
    document = shelf.version(REPORT).document.id
    before = client.get(f"/check/{name}", headers=HERE).text
    shelf.library.curation.retire(document)
    try:
        assert client.get(f"/check/{name}", headers=HERE).text == before
    finally:
        shelf.library.curation.restore(document)


def test_files_of_a_check_are_downloaded_and_never_shown_under_our_address(
    client: TestClient, kept: tuple[str, Check]
) -> None:
    name, check = kept
    for kind in ("md", "html", "docx", "pdf"):
        reply = client.get(f"/check/{name}.{kind}")
        assert reply.headers["content-disposition"] == f'attachment; filename="check-{name}.{kind}"'
        assert reply.headers["x-content-type-options"] == "nosniff"
    written = docx.Document(io.BytesIO(client.get(f"/check/{name}.docx").content))
    assert check.verdicts[2].claim in "\n".join(p.text for p in written.paragraphs)


@pytest.mark.parametrize("path", ["/check/unknown", "/check/unknown.json", "/facts/unknown"])
def test_a_check_that_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_check_is_not_written_in_any_other_format(
    client: TestClient, kept: tuple[str, Check]
) -> None:
    assert client.get(f"/check/{kept[0]}.exe").status_code == 404


# The form, without scripts


def test_a_pasted_text_is_checked_and_ends_on_its_permanent_page(client: TestClient) -> None:
    page = client.get("/facts", headers=HERE)
    assert 'aria-current="page">Feiten checken' in page.text
    sent = {"text": TEXT, "year_from": "2018", "year_to": ""}
    reply = followed(client, client.post("/facts", data=sent, headers=HERE))
    assert "Er zijn 39 fieldlabs." in reply.text
    assert "documenten vanaf 2018" in reply.text


def test_a_file_is_read_in_the_isolated_reader_and_not_kept(
    client: TestClient, shelf: Shelf
) -> None:
    def held() -> set[Path]:
        folders = (shelf.library.folder / name for name in ("files", "incoming", "inbox"))
        kept = {path for folder in folders for path in folder.rglob("*")}
        return kept | set(Path(tempfile.gettempdir()).glob("check-*"))

    before = held()
    written, buffer = docx.Document(), io.BytesIO()
    written.add_paragraph(TEXT)
    written.save(buffer)
    files = {"file": ("../toespraak.docx", buffer.getvalue(), "application/octet-stream")}
    reply = followed(client, client.post("/facts", data={"text": ""}, files=files, headers=HERE))
    assert "Feitencontrole: toespraak.docx" in reply.text
    assert held() == before


@pytest.mark.parametrize(
    ("text", "file", "status", "said"),
    [
        ("  ", None, 422, "Er is nog niets om te controleren"),
        (TEXT, ("a.txt", b"Een brug."), 422, "Haal een van de twee weg"),
        ("", ("kapot.pdf", b"%PDF-1.7 dit is geen PDF"), 422, "not a PDF"),
        ("", ("leeg.txt", b""), 422, "empty"),
        ("", ("a.exe", b"MZ\x00"), 422, "not read"),
        ("brug " * 30_000, None, 413, "te lang"),
        ("brug " * 300_000, None, 413, "te groot"),
        ("", ("groot.txt", b"brug " * 5_000_000), 413, "te groot"),
    ],
)
def test_a_form_that_cannot_be_checked_comes_back_and_says_why(
    client: TestClient, text: str, file: tuple[str, bytes] | None, status: int, said: str
) -> None:
    files = {"file": file or ("", b"")}
    reply = client.post("/facts", data={"text": text}, files=files, headers=HERE)
    assert reply.status_code == status
    tree = html.fromstring(reply.text)
    assert said in tree.xpath("string(//*[@role='alert'])")
    if text == TEXT:
        assert TEXT in tree.xpath("string(//textarea)"), "nothing that was typed is lost"


# The queue


class Slow:
    """A checker that gives a verdict whenever it is let."""

    def __init__(self) -> None:
        self.let = threading.Semaphore(0)

    def __call__(
        self, _library: object, text: str, _filters: Filters, _reader: object
    ) -> Iterator[Verdict]:
        for start in range(0, len(text), 10):
            assert self.let.acquire(timeout=120)
            claim = text[start : start + 10]
            yield Verdict(claim, start, start + len(claim), "nl", Ruling.NOT_FOUND)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    checker = Slow()
    monkeypatch.setattr(check_queue, "check_claims", checker)
    return checker


@pytest.fixture
def queue(shelf: Shelf, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> Iterator[CheckQueue]:
    opened = CheckQueue(shelf.library.settings)
    monkeypatch.setattr(opened, "submit", partial(opened.submit, shelf.library))
    yield opened
    slow.let.release(1000)
    opened.close()


def until(job: Job, *states: str) -> None:
    deadline = time.monotonic() + 120
    while job.state not in states:
        assert time.monotonic() < deadline, f"{job.state} and not {states}"
        time.sleep(0.01)


def test_two_texts_are_checked_at_once_and_the_others_wait_their_turn(
    queue: CheckQueue, slow: Slow
) -> None:
    jobs = [queue.submit(f"Tekst nummer {n} is lang.", Filters()) for n in range(4)]
    for job in jobs[:2]:
        until(job, "running")
    assert [job.state for job in jobs[2:]] == ["waiting", "waiting"]
    assert [queue.ahead(job) for job in jobs] == [0, 0, 0, 1]
    slow.let.release(1000)
    for job in jobs:
        until(job, "done")
        assert job.percent == 100


def test_a_check_can_be_stopped_and_then_keeps_nothing(queue: CheckQueue, slow: Slow) -> None:
    running, _, waiting = (queue.submit("Een tekst van vijf stukken.", Filters()) for _ in range(3))
    until(running, "running")
    slow.let.release()
    queue.stop(waiting)
    assert waiting.state == "stopped", "one that waits is stopped at once"
    queue.stop(running)
    slow.let.release(1000)
    until(running, "stopped")
    assert running.check_id == ""


def test_more_than_can_wait_is_refused_and_finished_ones_are_forgotten(
    queue: CheckQueue, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_queue, "MOST_KNOWN", 5)
    jobs = [queue.submit("Tekst.", Filters()) for _ in range(2)]
    for job in jobs:
        until(job, "running")
    jobs += [queue.submit("Tekst.", Filters()) for _ in range(check_queue.MOST_WAITING)]
    with pytest.raises(QueueFull):
        queue.submit("Tekst.", Filters())
    slow.let.release(1000)
    for job in jobs:
        until(job, "done")
    last = queue.submit("Tekst.", Filters())
    assert queue.job(last.id) is last
    with pytest.raises(UnknownCitation):
        queue.job(jobs[0].id)


def test_a_text_that_finds_no_room_comes_back_to_be_sent_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_queue, "MOST_WAITING", 0)
    reply = client.post("/facts", data={"text": TEXT}, headers=HERE)
    assert reply.status_code == 503
    assert TEXT in html.fromstring(reply.text).xpath("string(//textarea)")
    assert client.post("/check", json={"text": TEXT}).status_code == 503


def test_a_check_that_is_stopped_at_its_last_claim_keeps_nothing_either(
    queue: CheckQueue, slow: Slow
) -> None:
    job = queue.submit("Eén stuk.", Filters())
    until(job, "running")
    queue.stop(job)
    slow.let.release(10)
    until(job, "stopped")
    assert job.check_id == ""


def test_a_checker_that_breaks_says_so_and_the_next_text_is_checked(
    queue: CheckQueue, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[Verdict]:
        raise AssistantError("De bibliotheek is weg.")
        yield

    monkeypatch.setattr(check_queue, "check_claims", broken)
    job = queue.submit("Tekst.", Filters())
    until(job, "failed")
    assert job.reason == "De bibliotheek is weg."
    monkeypatch.setattr(check_queue, "check_claims", slow)
    slow.let.release(10)
    until(queue.submit("Tekst.", Filters()), "done")
