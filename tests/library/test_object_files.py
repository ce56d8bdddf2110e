"""A library whose reports lie in an object store."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import obstore
import pytest
from conftest import CORPUS, HARBOUR_LIGHT, ROOT, WATERKRACHT, MakeLibrary
from object_store import BUCKET, ObjectStore, program
from obstore.store import S3Store
from starlette.testclient import TestClient

from assistant.answering import answer_question as answer
from assistant.errors import LibraryError, LibraryUnavailable, UnknownCitation, UnreadableDocument
from assistant.ingestion import ingest, reread
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.library.file_store import file_store
from assistant.library.object_files import IN_USE
from assistant.records import Question
from assistant.settings import Settings
from assistant.viewing import page_picture
from assistant.web.app import create_app

ASKED = "Hoeveel proeftuinen telde Waterkracht eind 2019?"
PDF = min(CORPUS.glob("*.pdf"), key=lambda path: path.stat().st_size)

Open = Callable[..., Library]


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    found = program()
    if found is None:
        if os.environ.get("ASSISTANT_REQUIRE_S3"):
            pytest.fail("moto's server is required here (ASSISTANT_REQUIRE_S3) and not installed.")
        pytest.skip("moto's server is not installed (CONTRIBUTING.md says how).")
    running = ObjectStore(found)
    yield running
    running.stop()


@pytest.fixture
def open_at(store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A library of ``tmp_path`` whose files lie in the store, under the test's own name."""
    for name, value in store.variables().items():
        monkeypatch.setenv(name, value)
    opened: list[Library] = []

    def open_(machine: str = "first", **settings: object) -> Library:
        values = {"files": f"s3://{BUCKET}/{tmp_path.name}", "indexes": tmp_path / machine}
        made = Settings(**{**values, **settings})  # type: ignore[arg-type]
        opened.append(Library.open(tmp_path / "library", made))
        return opened[-1]

    yield open_
    for library in opened:
        library.close()


def _bucket(folder: str) -> S3Store:
    """The test's own folder in the store, as somebody else's program sees it."""
    return S3Store.from_url(f"s3://{BUCKET}/{folder}", client_options={"allow_http": True})


def source(folder: Path, **files: str) -> Path:
    (folder / "source").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "source" / f"{name}.md").write_text(text, "utf-8")
    return folder / "source"


def test_reports_lie_in_the_store_and_are_shown_from_it(open_at: Open, tmp_path: Path) -> None:
    library = open_at()
    folder = source(tmp_path, waterkracht=WATERKRACHT)
    (folder / "rapport.pdf").write_bytes(PDF.read_bytes())
    assert len(ingest(library, [folder]).added) == 2
    assert not any((library.folder / "files").iterdir())
    assert not any((library.folder / "incoming").iterdir())
    assert examine(library) == []
    other = open_at("second")  # a machine that has opened none of them
    other.refresh()
    assert "32 proeftuinen" in answer(other, Question(ASKED)).statements[0].text
    (pdf,) = (v for v in other.versions.current() if v.format == "pdf")
    assert page_picture(other, pdf.id, 1, 200).startswith(b"\x89PNG")
    client = TestClient(create_app(other), base_url="http://127.0.0.1")
    assert client.get(f"/document/{pdf.id}/original").content == PDF.read_bytes()
    assert [path.name for path in (tmp_path / "second" / "opened").iterdir()] == [f"{pdf.id}.pdf"]


def test_what_is_missing_or_other_is_said_and_mended(open_at: Open, tmp_path: Path) -> None:
    library = open_at()
    folder = source(tmp_path, waterkracht=WATERKRACHT, harbour=HARBOUR_LIGHT)
    ingest(library, [folder])
    gone, other = library.versions.current()
    raw = _bucket(tmp_path.name)
    obstore.delete(raw, f"{gone.id[:2]}/{gone.id}.md")
    obstore.put(raw, f"{other.id[:2]}/{other.id}.md", b"iets anders")
    with pytest.raises(UnknownCitation, match="Ingest it again"):
        library.originals.file(gone.id)
    with pytest.raises(UnreadableDocument, match="not the one that was taken in"):
        library.originals.file(other.id)
    said = " ".join(examine(library))
    assert f"{gone.file} is missing" in said
    assert f"Delete s3://{BUCKET}/{tmp_path.name}/{other.id[:2]}/{other.id}.md" in said
    library.originals.remove(other.id, ".md")
    ingest(library, [folder])
    assert examine(library) == []
    assert library.originals.file(gone.id).read_bytes() == (folder / gone.file).read_bytes()


def test_what_is_kept_is_never_written_over(open_at: Open, tmp_path: Path) -> None:
    library, version = open_at(), "ab" * 32
    raw = _bucket(tmp_path.name)
    for text in ("de eerste", "een ander"):
        (tmp_path / "copy").write_text(text)
        library.originals.adopt(tmp_path / "copy", version, ".txt")
        assert not (tmp_path / "copy").exists()
    assert bytes(obstore.get(raw, f"ab/{version}.txt").bytes()) == b"de eerste"


def test_copies_take_no_more_disk_than_they_may(open_at: Open, tmp_path: Path) -> None:
    settings = open_at(files_opened_megabytes=1).settings
    store, digests = file_store(tmp_path, settings), []
    for letter in b"abc":
        content = bytes([letter]) * 400_000
        (tmp_path / "copy").write_bytes(content)
        digests.append(hashlib.sha256(content).hexdigest())
        store.put(tmp_path / "copy", digests[-1])
    opened = [store.opened(digest, digest) for digest in digests]
    assert all(path and path.exists() for path in opened)  # whoever was given one may yet open it
    paths = [path for path in opened if path]
    for age, path in enumerate(paths):
        os.utime(path, (time.time() - IN_USE * (2 + age),) * 2)
    paths[2].unlink()
    assert store.opened(digests[2], digests[2]) == paths[2]
    assert [path.exists() for path in paths] == [True, False, True]


def test_a_copy_of_other_bytes_is_fetched_anew_and_one_that_cannot_be_written_is_opened(
    open_at: Open, tmp_path: Path
) -> None:
    settings = open_at().settings
    (tmp_path / "copy").write_bytes(b"het hele rapport")
    digest = hashlib.sha256(b"het hele rapport").hexdigest()
    file_store(tmp_path, settings).put(tmp_path / "copy", f"ab/{digest}.txt")
    copy = tmp_path / "first" / "opened" / f"{digest}.txt"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"het hele")  # where the power failed
    assert file_store(tmp_path, settings).opened(f"ab/{digest}.txt", digest) == copy
    assert copy.read_bytes() == b"het hele rapport"
    later = file_store(tmp_path, settings)
    obstore.delete(_bucket(tmp_path.name), f"ab/{digest}.txt")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "utime", _refused)
        assert later.opened(f"ab/{digest}.txt", digest) == copy
    # Of another version of the same name the copy is not it.
    assert later.opened(f"ab/{digest}.txt", "another") is None


def _refused(*_: object) -> None:
    raise PermissionError


def test_a_damaged_report_does_not_stop_others_from_being_read_again(
    open_at: Open, tmp_path: Path
) -> None:
    library = open_at()
    ingest(library, [source(tmp_path, waterkracht=WATERKRACHT, harbour=HARBOUR_LIGHT)])
    gone, damaged = library.versions.current()
    raw = _bucket(tmp_path.name)
    obstore.delete(raw, f"{gone.id[:2]}/{gone.id}.md")
    obstore.put(raw, f"{damaged.id[:2]}/{damaged.id}.md", b"iets anders")
    with library._ledger.database.write() as connection:
        connection.exec_driver_sql("UPDATE versions SET reader = 1")
    said = " ".join(str(warning) for warning in reread(library).warnings)
    assert "The original file is missing" in said
    assert "not the one that was taken in" in said


def test_a_source_that_has_other_bytes_by_now_is_not_put_in_the_place_of_an_original(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    library, version = make_library({}), "ab" * 32
    library.originals.keep(
        source(tmp_path, waterkracht=WATERKRACHT) / "waterkracht.md", version, ".md"
    )
    assert library.originals.lacking({version: ".md"}) == {version}
    assert not any((library.folder / "incoming").iterdir())


def test_a_silent_store_is_not_asked_by_one_after_another(
    open_at: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = file_store(tmp_path, open_at().settings)
    with monkeypatch.context() as away:
        away.setattr(obstore, "get", _silent)
        with pytest.raises(LibraryUnavailable):
            store.opened("ab/abc.txt", "abc")
    with pytest.raises(LibraryUnavailable):
        store.opened("ab/abc.txt", "abc")
    monkeypatch.setattr("assistant.library.object_files.SILENT", 0.0)
    assert store.opened("ab/abc.txt", "abc") is None


def _silent(*_: object) -> None:
    raise obstore.exceptions.GenericError("timed out")


def test_where_the_store_is_away_answers_go_on_and_pages_say_so(
    store: ObjectStore, open_at: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_at()
    folder = source(tmp_path, waterkracht=WATERKRACHT)
    ingest(library, [folder])
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setattr("assistant.library.object_files.TRIES", {"max_retries": 0})
    away = open_at("second")
    away.refresh()
    assert "32 proeftuinen" in answer(away, Question(ASKED)).statements[0].text
    (version,) = away.versions.current()
    client = TestClient(create_app(away), base_url="http://127.0.0.1")
    shown = client.get(f"/document/{version.id}/original")
    assert shown.status_code == 503
    assert "cannot be reached just now" in shown.text
    (folder / "harbour.md").write_text(HARBOUR_LIGHT, "utf-8")
    with pytest.raises(LibraryError, match="could not be kept in s3://"):
        ingest(away, [folder])
    assert len(away.versions.current()) == 1
    monkeypatch.setenv("AWS_ENDPOINT_URL", store.url)
    again = open_at("third")
    assert len(ingest(again, [folder]).added) == 1
    assert examine(again) == []
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    refused = open_at("fourth")
    with pytest.raises(LibraryUnavailable):
        refused.originals.file(version.id)


def test_a_store_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    for address in (
        *(
            "s3://",
            "reports",
            "ftp://host/reports",
            "s3:///x",
            "s3://bucket/../other",
            "s3://bucket//x",
        ),
        *("s3://key:secret@bucket/x", "s3://bucket/x?y", "s3://bucket/x#y"),
    ):
        with pytest.raises(LibraryError, match="s3://bucket/folder") as refused:
            Library.open(tmp_path / "library", Settings(files=address))
        assert "secret" not in str(refused.value)


def test_a_library_on_a_disk_knows_nothing_of_object_stores(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    library = make_library({"waterkracht.md": WATERKRACHT})
    lines = (
        "import sys; from pathlib import Path; from assistant.library import Library",
        "with Library.open(Path(sys.argv[1])) as library:",
        "    library.originals.file(library.versions.current()[0].id)",
        "assert not {'obstore', 'assistant.library.object_files'} & set(sys.modules)",
    )
    command = [sys.executable, "-c", "\n".join(lines), str(library.folder)]
    subprocess.run(command, check=True, timeout=120, env=os.environ | {"PYTHONPATH": str(ROOT)})
