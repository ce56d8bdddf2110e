"""Libraries, readers and shared data for the whole suite. Everything here is the real thing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from filelock import FileLock
from reader_processes import end_readers, keep_readers

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.reading import Isolation
from assistant.records import Reading

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
SHARED = Path(os.environ.get("ASSISTANT_SHARED") or ROOT.parent / "shared") / "data"

MakeLibrary = Callable[..., Library]
SharedData = Callable[[str], Path]
ReadBytes = Callable[..., Reading]
Report = Callable[[str], None]

# The same readings everywhere, and no seconds a file; tests of LibreOffice switch it on.
os.environ.setdefault("ASSISTANT_OFFICE", "false")
# Reading costs a third of a second a question; tests of the reader switch it on.
os.environ.setdefault("ASSISTANT_READER", "false")

# No time limit on one example: machines differ. In CI the same examples every time.
hypothesis.settings.register_profile(
    "suite", deadline=None, database=None, derandomize=bool(os.environ.get("CI"))
)
hypothesis.settings.load_profile("suite")

_measured = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_measured] = []
    keep_readers()


def pytest_unconfigure() -> None:
    end_readers()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Heavy files first: the other worker goes on with the rest meanwhile."""
    heavy = {item.path for item in items if item.get_closest_marker("heavy")}
    items.sort(key=lambda item: item.path not in heavy)


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["measured"] = session.config.stash[_measured]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a worker of pytest-xdist measured is shown by the process that people look at."""
    node.config.stash[_measured] += getattr(node, "workeroutput", {}).get("measured", [])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """What scored tests counted, whether they passed or not."""
    if config.stash[_measured]:
        terminalreporter.section("measured")
        for line in config.stash[_measured]:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def report(pytestconfig: pytest.Config) -> Report:
    """Adds a line to the summary at the end of the run."""
    return pytestconfig.stash[_measured].append


@pytest.fixture(scope="session")
def shared_data() -> SharedData:
    """Path of a file or folder of the shared test data; skips where it is not there."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"shared test data is missing: {path}")
        return path

    return find


@pytest.fixture(scope="session")
def isolation() -> Iterator[Isolation]:
    """One reader process for the whole run, with the limits of the product."""
    reader = Isolation()
    yield reader
    reader.close()


@pytest.fixture
def read_bytes(isolation: Isolation, tmp_path: Path) -> ReadBytes:
    """Read bytes as a file of the given name, in the isolated reader."""

    def read(data: bytes, file: str = "rapport.pdf") -> Reading:
        path = tmp_path / "file-as-it-came"  # the reader judges by bytes and by the name given
        path.write_bytes(data)
        return isolation.read(path, file)

    return read


def _make(folder: Path, files: dict[str, str | bytes]) -> Library:
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    library = Library.open(folder / "library")
    if files:
        ingest(library, [source])
    return library


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[MakeLibrary]:
    """A library of {file name: text or bytes}; its files lie in ``tmp_path / name / "source"``."""
    opened: list[Library] = []

    def make(files: dict[str, str | bytes], name: str = "first") -> Library:
        opened.append(_make(tmp_path / name, files))
        return opened[-1]

    yield make
    for library in opened:
        library.close()


@pytest.fixture(scope="module")
def read_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeLibrary]:
    """As ``make_library``, for all tests of a module together, which only read it."""
    opened: list[Library] = []

    def make(files: dict[str, str | bytes], name: str = "first") -> Library:
        opened.append(_make(tmp_path_factory.mktemp(name), files))
        opened[-1].refresh()
        return opened[-1]

    yield make
    for library in opened:
        library.close()


def _copy_of(factory: pytest.TempPathFactory, name: str, documents: Path) -> Path:
    """A library of some documents, made once in a run and copied for each worker of it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    template = shared / f"template-{name}"
    with FileLock(shared / f"template-{name}.lock"):
        if not template.exists():
            with Library.open(shared / f"making-{name}") as library:
                ingest(library, [documents])
            (shared / f"making-{name}").rename(template)
    return Path(shutil.copytree(template, factory.mktemp(name) / "library"))


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample corpus, taken in once. Tests only read it."""
    with Library.open(_copy_of(tmp_path_factory, "sample", CORPUS)) as library:
        library.refresh()
        yield library


@pytest.fixture(scope="session")
def water_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two small reports about made-up programmes, Dutch and English. Tests only read it."""
    source = tmp_path_factory.mktemp("water")
    (source / "waterkracht.md").write_text(WATERKRACHT, "utf-8")
    (source / "harbour-light.md").write_text(HARBOUR_LIGHT, "utf-8")
    with Library.open(tmp_path_factory.mktemp("water-library")) as library:
        ingest(library, [source])
        yield library


WATERKRACHT = """# Voortgang Waterkracht

## Proeftuinen

Het programma Waterkracht telde eind 2019 in totaal 32 proeftuinen. In die proeftuinen werkten 410 bedrijven \
samen met 12 kennisinstellingen. De proeftuin in Breskens onderzoekt hoe dijken met riet sterker worden.

## Geld

In 2020 is 14 miljoen euro uitgegeven aan de proeftuinen van Waterkracht. De provincie Zeeland droeg daarvan \
3 miljoen euro bij. De evaluatie noemt de besteding doelmatig.

## Vervolg

De minister heeft in maart 2021 besloten om het programma Waterkracht met vier jaar te verlengen.
"""
HARBOUR_LIGHT = """# Progress of Harbour Light

## Test sites

The Harbour Light programme counted 21 test sites at the end of 2020. In those test sites 260 companies \
worked together with 9 universities. The test site in Hull studies how lamps can warn ships in fog.

## Money

In 2020 the Harbour Light programme spent 8 million pounds on its test sites. The city of Hull paid \
2 million pounds of that. The evaluation calls the spending effective.

## Next

In May 2021 the government decided to extend the Harbour Light programme by three years.
"""


@pytest.fixture(scope="session")
def seed_library(
    tmp_path_factory: pytest.TempPathFactory, shared_data: SharedData
) -> Iterator[Library]:
    """One Dutch news article alone. Tests only read it."""
    article = shared_data("seed_article_nl.txt")
    with Library.open(tmp_path_factory.mktemp("seed-library")) as library:
        ingest(library, [article])
        yield library
