"""The pages about the library: versions, what changed, runs; and what a keeper does in the browser."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.library.comparison import side_by_side
from assistant.records import Question, Sentence
from assistant.settings import Settings
from assistant.web.documents import with_context
from assistant.web.inbox import upload_name

FIRST = (
    "# Monitor bruggen\n\nIn Zwolle zijn dit jaar veertien bruggen vernieuwd. "
    "De gemeente betaalde de helft. Het werk duurde negen maanden.\n"
)
SECOND = FIRST.replace("veertien", "twintig").replace("Het werk duurde negen maanden. ", "")
HERE = {"Origin": "http://localhost", "Accept-Language": "nl"}
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Library]:
    """A library of one document with two versions, whose keeper works in the browser."""
    source = tmp_path / "source"
    source.mkdir()
    settings = Settings(library=tmp_path / "library", keeper=True)
    with Library.open(settings=settings) as library:
        for text in (FIRST, SECOND):
            (source / "bruggen.md").write_text(text)
            ingest(library, [source])
        yield library


@pytest.fixture
def client(kept: Library) -> Iterator[TestClient]:
    from assistant.web.app import create_app

    with TestClient(create_app(kept), "http://localhost") as opened:
        yield opened


def document_of(library: Library) -> str:
    return library.versions.current()[0].document.id


def test_a_document_s_page_lists_its_versions_and_what_changed_between_them(
    client: TestClient, kept: Library
) -> None:
    document = document_of(kept)
    page = client.get(f"/documents/{document}", headers=HERE).text
    assert page.count("bruggen.md") == 2
    new, old = (v.id[:16] for v in kept.documents.history(document))
    assert f"/documents/{document}/compare?old={old}&amp;new={new}" in page
    compared = client.get(f"/documents/{document}/compare?old={old}&new={new}", headers=HERE).text
    assert "veertien bruggen" in compared
    assert "twintig bruggen" in compared
    assert "1 gewijzigd" in compared


def test_each_field_says_whether_it_was_read_or_said_by_somebody(
    client: TestClient, kept: Library, tmp_path: Path
) -> None:
    document = document_of(kept)
    address = f"/documents/{document}"
    before = client.get(address, headers=HERE).text
    assert "uit het bestand gelezen" in label_of("title", before)
    (tmp_path / "source" / "bruggen.md.toml").write_text('publisher = "Gemeente Zwolle"')
    ingest(kept, [tmp_path / "source"])
    client.post(f"{address}/describe", data={"title": "Bruggen"}, headers=HERE)
    after = client.get(address, headers=HERE).text
    assert "hier ingevuld" in label_of("title", after)
    assert "staat naast het bestand" in label_of("publisher", after)
    assert "hint" not in label_of("programme", after)


def label_of(field: str, page: str) -> str:
    return page.split(f'<label for="field-{field}">')[1].split("</label>")[0]


def test_a_saved_citation_of_an_old_version_says_what_became_of_its_words(
    client: TestClient, kept: Library
) -> None:
    old = kept.documents.history(document_of(kept))[-1]
    text = kept.pages.get(old.id, 1).text
    for words, said in (
        ("In Zwolle zijn dit jaar veertien bruggen vernieuwd.", "in andere woorden"),
        ("De gemeente betaalde de helft.", "ongewijzigd"),
    ):
        start = text.index(words)
        key = f"{old.id[:16]}-1-{start}-{start + len(words)}"
        page = client.get(f"/viewer/{key}", headers=HERE).text
        assert words in page, "the old page with the old words"
        assert said in page
        assert "Open de nieuwere versie" in page


def test_of_a_library_that_cannot_be_written_nothing_is_kept_in_the_browser(
    client: TestClient, kept: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = ("/documents", f"/documents/{document_of(kept)}")
    assert all('method="post"' in client.get(a, headers=HERE).text for a in addresses)
    monkeypatch.setattr(kept, "_read_only", kept.folder)
    assert not any('method="post"' in client.get(a, headers=HERE).text for a in addresses)
    sent = {"files": ("bomen.txt", b"Er staan hier vier bomen.", "text/plain")}
    assert client.post("/documents/add", files=sent, headers=HERE).status_code == 503
    monkeypatch.undo()


def test_a_run_s_page_says_what_became_of_each_file(client: TestClient, kept: Library) -> None:
    newest = kept.runs.newest()[0].id
    assert f"/documents/runs/{newest}" in client.get("/documents/runs", headers=HERE).text
    page = client.get(f"/documents/runs/{newest}", headers=HERE).text
    assert "bruggen.md" in page
    assert "nieuwe versie" in page
    assert client.get("/documents/runs/999").status_code == 404


def test_what_a_keeper_says_of_a_document_goes_before_what_the_file_says(
    client: TestClient, kept: Library
) -> None:
    document = document_of(kept)
    sent = {"title": "Bruggenmonitor", "publisher": "Gemeente Zwolle", "published": "2024-03"}
    reply = client.post(f"/documents/{document}/describe", data=sent, headers=HERE)
    assert "Bruggenmonitor" in reply.text
    now = kept.versions.current()[0].document
    assert (now.title, now.publisher, now.published) == tuple(sent.values())
    assert set(kept.documents.overrides(document)) == set(sent), (
        "what was left as it was is nobody's word"
    )
    client.post(f"/documents/{document}/describe", data={"publisher": ""}, headers=HERE)
    assert kept.versions.current()[0].document.publisher == ""


def test_a_date_that_is_none_is_refused_in_words_and_changes_nothing(
    client: TestClient, kept: Library
) -> None:
    document, before = document_of(kept), kept.versions.current()
    sent = {"published": f"volgend jaar {HOSTILE}"}
    reply = client.post(f"/documents/{document}/describe", data=sent, headers=HERE)
    assert reply.status_code == 422
    assert "Niet opgeslagen" in reply.text
    assert HOSTILE not in reply.text
    assert kept.versions.current() == before


def test_a_retired_document_answers_no_more_and_can_be_restored(
    client: TestClient, kept: Library
) -> None:
    document = document_of(kept)
    client.post(f"/documents/{document}/state", data={"answers": "false"}, headers=HERE)
    assert kept.versions.current() == ()
    assert "Teruggetrokken" in client.get("/documents", headers=HERE).text
    client.post(f"/documents/{document}/state", data={"answers": "true"}, headers=HERE)
    assert [v.document.id for v in kept.versions.current()] == [document]


def test_a_file_added_in_the_browser_answers_soon_and_a_wrong_one_is_refused(
    client: TestClient, kept: Library
) -> None:
    from assistant.answering import answer_question

    trees = "De provincie plantte vorig jaar negenduizend bomen langs het kanaal."
    files = [
        ("files", ("../bomen.txt", io.BytesIO(trees.encode()), "text/plain")),
        ("files", (f"{HOSTILE}.exe", io.BytesIO(b"MZ"), "application/octet-stream")),
    ]
    reply = client.post("/documents/add", files=files, headers=HERE)
    assert reply.status_code == 200
    assert "Niet aangenomen" in reply.text
    assert HOSTILE not in reply.text
    assert [path.name for path in (kept.folder / "inbox").iterdir()] == ["bomen.txt"]
    deadline = time.monotonic() + 120
    while len(kept.versions.current()) < 2:
        assert time.monotonic() < deadline, "the file was never taken in"
        time.sleep(0.2)
    kept.refresh()
    answer = answer_question(kept, Question("Hoeveel bomen plantte de provincie?"))
    assert any(trees in s.text for s in answer.statements)


def test_another_site_cannot_make_a_keeper_s_browser_change_anything(
    client: TestClient, kept: Library
) -> None:
    document = document_of(kept)
    for headers in ({"Origin": "https://elders.example"}, {}):
        reply = client.post(
            f"/documents/{document}/state", data={"answers": "false"}, headers=headers
        )
        assert reply.status_code == 403
    assert kept.versions.current()


def test_without_the_setting_nothing_can_be_changed(tmp_path: Path) -> None:
    from assistant.web.app import create_app

    with (
        Library.open(settings=Settings(library=tmp_path / "library")) as library,
        TestClient(create_app(library), "http://localhost") as client,
    ):
        assert 'type="file"' not in client.get("/documents").text
        for address in ("/documents/add", "/documents/x/describe", "/documents/x/state"):
            assert client.post(address, headers=HERE).status_code in (404, 405)


def test_long_runs_of_unchanged_sentences_are_counted_and_nothing_is_lost() -> None:
    old = [Sentence(f"Zin nummer {n} over bruggen.", ()) for n in range(30)]
    new = [*old[:15], Sentence("Een heel andere mededeling.", ()), *old[16:]]
    rows = with_context(side_by_side(old, new))
    counted = sum(row if isinstance(row, int) else 1 for row in rows)
    assert counted == len(side_by_side(old, new))
    assert len(rows) < 10


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "C:\\x.pdf", "._x.pdf", "~$x.pdf", "\x00x.pdf", ""]
)
def test_a_name_from_outside_is_a_plain_file_name(name: str) -> None:
    safe = upload_name(name)
    assert safe
    assert "/" not in safe
    assert "\\" not in safe
    assert safe[0] not in "._~"


def test_what_a_keeper_does_is_in_the_log(
    client: TestClient, kept: Library, caplog: pytest.LogCaptureFixture
) -> None:
    document = document_of(kept)
    with caplog.at_level("INFO", "assistant.web.keeper"):
        client.post(f"/documents/{document}/state", data={"answers": "true"}, headers=HERE)
    assert f"restored {document}" in caplog.text
