"""Folders that are watched, and URL lists that are fetched from a real server."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import MakeLibrary

from assistant.errors import AssistantError
from assistant.ingestion import ingest
from assistant.ingestion.fetching import Fetched, allowed_address, fetch_all
from assistant.ingestion.watching import watch
from assistant.library import Library
from assistant.records.runs import IngestReport
from assistant.settings import Settings

BRIDGES = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde de helft."
TREES = "De provincie plantte vorig jaar negenduizend bomen langs het kanaal."


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


class Watched:
    """A watcher in a thread of its own, with what it told."""

    def __init__(self, library: Library, settled: float = 0.3) -> None:
        self.reports: list[IngestReport] = []
        self.stop = threading.Event()
        self._more = threading.Condition()
        self._thread = threading.Thread(
            target=watch,
            args=(library, [source_of(library)], self._told),
            kwargs={"stop": self.stop, "settled": settled, "poll": 0.5},
        )
        self._thread.start()

    def _told(self, report: IngestReport) -> None:
        with self._more:
            self.reports.append(report)
            self._more.notify_all()

    def until(self, name: str, file: str) -> IngestReport:
        """The first report that names a file in one of its lists."""

        def seen() -> list[IngestReport]:
            return [r for r in self.reports if file in getattr(r, name)]

        with self._more:
            assert self._more.wait_for(lambda: bool(seen()), timeout=120), (
                f"{file} was never {name}"
            )
        return seen()[0]

    def end(self) -> None:
        self.stop.set()
        self._thread.join(timeout=60)
        assert not self._thread.is_alive()


def test_files_that_appear_change_and_go_are_taken_in(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    watched = Watched(library)
    try:
        (source_of(library) / "c.txt").write_text("In Almelo staan zeven molens.")
        watched.until("added", "c.txt")
        (source_of(library) / "a.txt").write_text(BRIDGES + " Het werk is klaar.")
        watched.until("changed", "a.txt")
        (source_of(library) / "b.txt").unlink()
        watched.until("removed", "b.txt")
    finally:
        watched.end()


def test_a_file_that_is_still_being_written_is_not_taken_in_half(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    watched = Watched(library, settled=1.0)
    try:
        watched.until("unchanged", "a.txt")
        with (source_of(library) / "b.txt").open("w") as stream:
            for number in range(8):
                stream.write(f"Molen {number} staat in Almelo. ")
                stream.flush()
                time.sleep(0.2)
        watched.until("added", "b.txt")
    finally:
        watched.end()
    (version,) = [v for v in library.versions.every() if v.file == "b.txt"]
    assert "Molen 7" in library.pages.get(version.id, 1).text


def test_watching_ends_cleanly_when_the_system_asks(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    library.close()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "assistant", "--library", str(library.folder)),
            *("ingest", "--watch", "--json", str(source_of(library))),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert '"unchanged": ["a.txt"]' in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=800)
    assert (process.returncode, errors) == (0, "")


# URL lists


@dataclass
class Site:
    """What the server gives: path -> (body, etag); and what it was asked."""

    pages: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # (path, status)
    address: str = ""


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in served.redirects:
                self._end(302, {"Location": served.redirects[self.path]})
            elif self.path not in served.pages:
                self._end(404)
            elif self.headers.get("If-None-Match") == served.pages[self.path][1]:
                self._end(304)
            else:
                body, etag = served.pages[self.path]
                self._end(200, {"ETag": etag, "Content-Type": "text/plain"}, body)

        def _end(
            self, status: int, headers: dict[str, str] | None = None, body: bytes = b""
        ) -> None:
            served.asked.append((self.path, str(status)))
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: tests say what matters."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield served
    server.shutdown()
    server.server_close()


def fetch(library: Library, *urls: str) -> Fetched:
    listed = library.folder.parent / "urls.txt"
    listed.write_text("# verslagen\n\n" + "\n".join(urls) + "\n")
    return fetch_all(library, listed)


def allowing(library: Library, **settings: object) -> Library:
    values = {"fetch_hosts": ("127.0.0.1",), "fetch_private": True, **settings}
    return Library.open(library.folder, Settings(**values))  # type: ignore[arg-type]


def test_a_list_of_urls_is_fetched_once_and_again_only_when_changed(
    make_library: MakeLibrary, site: Site
) -> None:
    site.pages = {"/a/bruggen.txt": (BRIDGES.encode(), '"1"'), "/bomen": (TREES.encode(), '"1"')}
    urls = [f"{site.address}/a/bruggen.txt", f"{site.address}/bomen"]
    with allowing(make_library({})) as library:
        first = fetch(library, *urls)
        assert (first.fetched, first.failed) == (tuple(urls), ())
        assert len(ingest(library, [first.folder]).added) == 2
        assert {v.origin for v in library.versions.current()} == set(urls)
        again = fetch(library, *urls)
        assert (again.fetched, again.unchanged) == ((), tuple(urls))
        assert [status for _, status in site.asked] == ["200", "200", "304", "304"]
        site.pages["/bomen"] = (b"De bomen zijn gekapt.", '"2"')
        assert fetch(library, *urls).fetched == (urls[1],)
        report = ingest(library, [first.folder])
        assert len(report.changed) == 1
        assert len(library.versions.current()) == 2


def test_what_cannot_be_fetched_is_said_and_what_was_fetched_before_stays(
    make_library: MakeLibrary, site: Site
) -> None:
    site.pages = {"/a.txt": (BRIDGES.encode(), '"1"')}
    with allowing(make_library({})) as library:
        folder = fetch(library, f"{site.address}/a.txt").folder
        ingest(library, [folder])
        del site.pages["/a.txt"]
        failed = fetch(library, f"{site.address}/a.txt", "ftp://127.0.0.1/x", "onzin").failed
        assert [f.file.rsplit("/", 1)[-1] for f in failed] == ["a.txt", "x", "onzin"]
        assert "404" in failed[0].reason
        assert ingest(library, [folder]).run == 0
        assert len(library.versions.current()) == 1


def test_nothing_is_fetched_from_a_host_that_the_owner_did_not_allow(
    make_library: MakeLibrary, site: Site
) -> None:
    site.pages = {"/a.txt": (BRIDGES.encode(), '"1"')}
    with allowing(make_library({}), fetch_hosts=("www.example.org",)) as library:
        (failure,) = fetch(library, f"{site.address}/a.txt").failed
    assert "not allowed" in failure.reason
    assert site.asked == []


def test_nothing_is_fetched_from_a_private_address_unless_allowed(
    make_library: MakeLibrary, site: Site
) -> None:
    site.pages = {"/a.txt": (BRIDGES.encode(), '"1"')}
    with allowing(make_library({}), fetch_private=False) as library:
        (failure,) = fetch(library, f"{site.address}/a.txt").failed
    assert "private network" in failure.reason
    assert site.asked == []
    with pytest.raises(AssistantError, match="private"):
        allowed_address("localhost", 80, "http", Settings(fetch_hosts=("localhost",)))


def test_a_redirect_leads_nowhere_that_a_url_may_not(make_library: MakeLibrary, site: Site) -> None:
    site.pages = {"/a.txt": (BRIDGES.encode(), '"1"')}
    site.redirects = {
        "/goed": "/a.txt",
        "/weg": "http://localhost:1/a.txt",
        "/rond": "/rond",
    }
    with allowing(make_library({})) as library:
        fetched = fetch(library, *(f"{site.address}{path}" for path in ("/goed", "/weg", "/rond")))
    assert fetched.fetched == (f"{site.address}/goed",)
    reasons = [f.reason for f in fetched.failed]
    assert "localhost is not allowed" in reasons[0]
    assert "one address to the next" in reasons[1]


def test_a_file_that_is_too_large_is_not_kept(make_library: MakeLibrary, site: Site) -> None:
    site.pages = {"/a.txt": (b"x" * 3_000_000, '"1"')}
    with allowing(make_library({}), max_megabytes=1) as library:
        fetched = fetch(library, f"{site.address}/a.txt")
        assert "larger than" in fetched.failed[0].reason
        assert list(fetched.folder.iterdir()) == []
