"""The real application over a small real library, and a browser that can't leave the machine."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records import BlockKind, Citation, Statement, Version

CORPUS = Path(__file__).parents[2] / "corpus"
REPORT = "monitor-fieldlabs-2019.pdf"
LETTER = "kamerbrief-evaluatie-2021.pdf"
MEMO = "groeifonds-en-digitalisering-2021.docx"
HOSTILE = "vijandig.md"

HOSTILE_TITLE = "Rapport <img src=x onerror=window.pwned=1>"
HOSTILE_SENTENCE = (
    "Het bedrag is <script>window.pwned=1</script> en <img src=x onerror=window.pwned=1> en "
    "$$x^2$$ en <a href=javascript:window.pwned=1>hier</a> volgens het kabinet."
)

PATIENCE = (
    120_000  # milliseconds; a busy machine is slow, a test that waits for nothing still fails
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@dataclass
class Shelf:
    """The library of these tests, with shortcuts to what its documents say."""

    library: Library

    def version(self, file: str) -> Version:
        return next(item for item in self.library.versions.current() if item.file.endswith(file))

    def statements(self, file: str, count: int = 2) -> tuple[Statement, ...]:
        """Real sentences of a document as statements with real citations."""
        version = self.version(file)
        found: list[Statement] = []
        for number in range(1, version.pages + 1):
            page = self.library.pages.get(version.id, number)
            for block in page.blocks:
                text = page.text[block.start : block.end]
                if block.kind is BlockKind.PARAGRAPH and len(text) > 60:
                    found.append(
                        Statement(text, (cited(version, number, page.label, block, text),))
                    )
        return tuple(found[-count:])


def cited(version: Version, number: int, label: str, block: Any, text: str) -> Citation:
    document = version.document
    return Citation(
        document=document.id,
        file=version.file,
        version=version.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        page=number,
        page_label=label,
        section="",
        start=block.start,
        end=block.end,
        quote=text,
    )


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Two PDFs, a DOCX and a hostile Markdown file, taken in once for all these tests."""
    folder = tmp_path_factory.mktemp("reports")
    for name in (REPORT, LETTER, MEMO):
        shutil.copy(CORPUS / name, folder / name)
    (folder / HOSTILE).write_text(f"# {HOSTILE_TITLE}\n\n## Geld\n\n{HOSTILE_SENTENCE}\n", "utf-8")
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7 dit is geen PDF")
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        ingest(library, [folder])
        yield Shelf(library)


@dataclass
class Server:
    """A running application."""

    url: str


def running(library: Library) -> Iterator[Server]:
    """The application on a free port of this machine, until the caller is done with it."""
    import uvicorn

    from assistant.web.app import create_app

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # A browser holds a stream open for as long as a page is: the server does not wait for it to end.
    config = uvicorn.Config(
        create_app(library),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 1200
    while not server.started:
        if time.monotonic() > deadline:
            pytest.fail("The application did not start within five minutes.")
        time.sleep(0.05)
    yield Server(f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(timeout=15)


@pytest.fixture(scope="session")
def app_url(shelf: Shelf) -> Iterator[str]:
    for server in running(shelf.library):
        yield server.url


@pytest.fixture(scope="session")
def empty_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over a library without documents."""
    with Library.open(tmp_path_factory.mktemp("empty")) as library:
        for server in running(library):
            yield server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not CHROMIUM and os.environ.get("ASSISTANT_REQUIRE_BROWSER"):
        pytest.fail("Chromium is required here (ASSISTANT_REQUIRE_BROWSER) and not installed.")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium).")
    api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed (pip install playwright)."
    )
    options = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # Every name but this machine's fails to resolve: a request that leaves is seen to fail.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield opened
        opened.close()


MOST_PRESSES = 4  # of the Enter key


@dataclass
class Visit:
    """One reader's browser: a page, and what it asked for and complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, url: str) -> None:
        """The question page, ready for a question."""
        self.page.goto(url)
        self.page.locator("#question textarea").wait_for()
        self.page.locator("#welcome, #chat, #empty").first.wait_for()

    def ask(self, question: str) -> None:
        """Ask and wait until the answer is whole."""
        before = self.page.locator("#chat .question").count()
        self.page.locator("#question textarea").fill(question)
        asked = self.page.locator("#chat .question").nth(before)
        # On a busy machine the page may not listen yet; a box that was emptied asks nothing twice.
        presses = 0
        while not asked.count() and presses < MOST_PRESSES:
            self.page.locator("#question textarea").press("Enter")
            presses += 1
            self._await_some(asked)
        asked.wait_for()
        self.finished()

    def _await_some(self, what: Any) -> None:
        """Wait for some seconds until something is there, or do not."""
        deadline = time.monotonic() + 20
        while not what.count() and time.monotonic() < deadline:
            self.page.wait_for_timeout(50)

    def finished(self) -> None:
        """Wait until no answer is being made."""
        self.page.locator("#chat .answer").last.wait_for()
        self.page.locator("#stop").wait_for(state="hidden")
        self.page.locator("#ask").wait_for(state="visible")

    def focus_on(self, what: str) -> None:
        """Wait until the focus is on an element with this id or class."""
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            focused = self.page.evaluate(
                "document.activeElement.id + ' ' + document.activeElement.className"
            )
            if what in focused.split():
                return
            time.sleep(0.05)
        pytest.fail(f"The focus is on {focused!r}, not on {what!r}.")

    @property
    def source(self) -> Any:
        """The source pane's own page."""
        return self.page.frame_locator("#source-frame")


Visitor = Callable[..., Visit]


@pytest.fixture
def visitor(browser: Any) -> Iterator[Visitor]:
    """Opens browsers, each fresh. Whatever a test does, nothing may leave the machine and no

    script may break; so that is checked after every test.
    """
    opened: list[tuple[Any, Visit]] = []

    def new(locale: str = "nl-NL", **options: Any) -> Visit:
        context = browser.new_context(locale=locale, **options)
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page())
        context.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("console", lambda message: _policy_errors(message, visit))
        opened.append((context, visit))
        return visit

    yield new
    for context, visit in opened:
        scripted = visit.page.evaluate("window.pwned === undefined")
        context.close()
        assert scripted, "text of a document was executed"
        assert visit.errors == []
        outside = {
            url for url in visit.requests if urlsplit(url).hostname not in ("127.0.0.1", None, "")
        }
        assert outside == set(), "the browser asked for something outside this machine"


def _policy_errors(message: Any, visit: Visit) -> None:
    if message.type == "error" and "Content Security Policy" in message.text:
        visit.errors.append(message.text)
