"""A lane of kills: ``python killing.py FOLDER SEED KILLS`` prints what it saw as JSON.

Everything is loaded once; each run of an ingest is a fork of this process, killed with SIGKILL at a
random moment. This process itself opens no library, so that a fork inherits no thread and no file.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401 - loaded before the forks
import tantivy  # noqa: F401

from assistant.embedding import encoder
from assistant.ingestion import ingest
from assistant.language import detect_language
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.reading import Isolation, worker
from assistant.records import Filters, Question
from assistant.retrieval import retrieve, understand

KEPT = "De brug in Zwolle blijft open."  # in both states, under one name
STATES: tuple[dict[str, str], dict[str, str]] = (
    {
        "vast.txt": KEPT,
        "wissel.txt": "De brug in Assen telt veertien bogen.",
        "weg.txt": "De brug in Emmen is gesloopt.",
        "naam-oud.txt": "De brug in Almelo kreeg een andere naam.",
        "zelfde-1.txt": "De brug in Hengelo staat er tweemaal.",
        "zelfde-2.txt": "De brug in Hengelo staat er tweemaal.",
        "plan-concept.txt": "De brug in Deventer is een plan. Hij komt er in mei.",
    },
    {
        "vast.txt": KEPT,
        "wissel.txt": "De brug in Assen telt twintig bogen.",
        "nieuw.txt": "De brug in Ommen is nieuw.",
        "map/naam-nieuw.txt": "De brug in Almelo kreeg een andere naam.",
        "zelfde-1.txt": "De brug in Hengelo staat er nog eenmaal.",
        "zelfde-2.txt": "De brug in Hengelo staat er tweemaal.",
        "plan-concept.txt": "De brug in Deventer is een plan. Hij komt er in mei.",
        "plan.txt": "De brug in Deventer is een plan. Hij komt er in juni.",
        "vast.txt.toml": 'publisher = "Gemeente"',
        "wissel.txt.toml": 'title = "Bogen"',
    },
)
KNOWN = {text for state in STATES for text in state.values()}


class _Forked:
    """A reader process that is a fork of this one: what ``subprocess.Popen`` is to ``Isolation``."""

    def __init__(self) -> None:
        taken, given = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            os.close(taken[1])
            os.close(given[0])
            with os.fdopen(taken[0], "rb") as requests:
                worker.serve(requests, given[1])
            os._exit(0)
        os.close(taken[0])
        os.close(given[1])
        self.stdin, self.stdout = os.fdopen(taken[1], "wb"), os.fdopen(given[0], "rb")

    def poll(self) -> None:
        return None

    def wait(self) -> None:
        os.waitpid(self.pid, 0)


class _ForkedIsolation(Isolation):
    """The real reader with the real limits, started in 5 ms instead of a second."""

    def _running(self) -> Any:
        if self._server is None:
            self._server = _Forked()  # type: ignore[assignment]
        return self._server


def opened(folder: Path) -> Library:
    library = Library.open(folder)
    library.isolation = _ForkedIsolation(library.isolation.limits)
    library.isolation.start()  # before there are threads
    return library


def put(source: Path, state: dict[str, str]) -> None:
    """Make a folder hold exactly a state; a file whose text stays is left alone."""
    for path in list(source.rglob("*.t*")):
        if path.is_file() and path.relative_to(source).as_posix() not in state:
            path.unlink()
    for name, text in state.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text() != text:
            path.write_text(text)
            stamp = time.time_ns()
            os.utime(path, ns=(stamp, stamp))


def in_fork(work: Callable[[], object]) -> int:
    """The process id of a fork that does some work and ends; exit code 1 where it failed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        finally:
            sys.stderr.flush()
            os._exit(code)
    return child


def done(child: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def take_in(folder: Path, source: Path) -> None:
    with opened(folder) as library:
        ingest(library, [source], prune=True)


def texts_of(library: Library) -> list[str]:
    """The text of every current version; each must be whole, and be one that was written."""
    texts = []
    for version in library.versions():
        found = [p for p, _ in library.ledger.version_passages(version.id)]
        assert len(found) == version.passages, f"half of {version.file} is there"
        text = library.page(version.id, 1).text
        assert text in KNOWN, f"{version.file} says what no file said: {text}"
        assert library.original(version.id).read_text() == text
        texts.append(text)
    assert len(set(texts)) == len(texts), "something is there twice"
    assert KEPT in texts
    return texts


def check(folder: Path) -> None:
    with opened(folder) as library:
        texts_of(library)
        findings = examine(library)
        assert findings == [], findings


def check_finished(folder: Path, state: dict[str, str]) -> None:
    with opened(folder) as library:
        reports = {text for name, text in state.items() if name.endswith(".txt")}
        if "plan.txt" in state:
            reports.discard(state["plan-concept.txt"])  # superseded by the plan
        assert set(texts_of(library)) == reports
        assert examine(library) == []


def keep_asking(folder: Path, told: Path) -> None:
    """Ask until killed; what is wrong with an answer is written down."""
    asked = 0
    understood = understand(Question("Welke brug is er in Zwolle?"))
    with opened(folder) as library:
        while True:
            library.refresh()
            found = [r.passage.text for r in retrieve(library, understood, Filters(), 20)]
            wrong = [text for text in found if text not in KNOWN]
            if wrong or KEPT not in found or len(set(found)) != len(found):
                told.with_suffix(".wrong").write_text(json.dumps(found))
            asked += 1
            told.with_suffix(".new").write_text(str(asked))
            os.replace(told.with_suffix(".new"), told)
            time.sleep(0.05)


def snapshot(folder: Path) -> dict[str, Any]:
    """Everything that a library holds, times and revisions aside."""
    with opened(folder) as library:
        library.refresh()
        current = library.versions()
        return {
            "current": sorted([v.id, v.document.title, v.document.publisher] for v in current),
            "all": sorted(v.id for v in library.ledger.versions(current_only=False)),
            "vectors": {
                passage.id: [round(float(x), 5) for x in vector[:16]]
                for version in current
                for passage, vector in library.ledger.version_passages(version.id)
            },
            "files": sorted(
                [Path(f.path).name, f.status, str(f.version)]
                for f in library.ledger.files().values()
            ),
            "originals": sorted(p.name for p in (folder / "files").rglob("*") if p.is_file()),
            "indexed": [sorted(library.indexes.dense.ids()), sorted(library.indexes.words.ids())],
            "incoming": [p.name for p in (folder / "incoming").iterdir()],
        }


def settle(folder: Path, source: Path) -> None:
    """Both states once more, undisturbed, so that every version has been there."""
    for state in (*STATES, STATES[0]):
        put(source, state)
        take_in(folder, source)


def main(folder: Path, seed: int, kills: int) -> None:
    encoder()
    detect_language("de brug")
    chance = random.Random(seed)
    source, library, told = folder / "source", folder / "library", folder / "asked"
    put(source, STATES[0])
    assert done(in_fork(lambda: take_in(library, source)))
    shutil.copytree(library, folder / "undisturbed")
    put(source, STATES[1])
    started = time.monotonic()
    assert done(in_fork(lambda: take_in(library, source)))
    span = time.monotonic() - started
    asker = in_fork(lambda: keep_asking(library, told))
    unharmed, wrong = 0, []
    for kill in range(kills):
        state = STATES[kill % 2]
        put(source, state)
        child = in_fork(lambda: take_in(library, source))
        time.sleep(span * chance.random())
        os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        unharmed += code == 0
        if code not in (0, -signal.SIGKILL):
            wrong.append(f"kill {kill}: the run ended with {code}")
        finish = kill % 10 == 9
        if finish and not done(in_fork(lambda: take_in(library, source))):
            wrong.append(f"kill {kill}: the next run failed")
        look = (lambda: check_finished(library, state)) if finish else (lambda: check(library))  # noqa: B023
        if not done(in_fork(look)):
            wrong.append(f"kill {kill}: the library is not whole")
    os.kill(asker, signal.SIGKILL)
    os.waitpid(asker, 0)
    if told.with_suffix(".wrong").exists():
        wrong.append("an answer was wrong: " + told.with_suffix(".wrong").read_text())
    for target in (library, folder / "undisturbed"):
        if not done(in_fork(lambda: settle(target, source))):  # noqa: B023
            wrong.append(f"{target.name} could not be settled")
    shots = []
    for target in (library, folder / "undisturbed"):
        path = folder / f"{target.name}.json"
        assert done(in_fork(lambda: path.write_text(json.dumps(snapshot(target)))))  # noqa: B023
        shots.append(json.loads(path.read_text()))
    differing = [name for name in shots[0] if shots[0][name] != shots[1][name]]
    result = {
        "wrong": wrong,
        "finished_before_the_kill": unharmed,
        "asked": int(told.read_text()),
        "differing": {name: [shot[name] for shot in shots] for name in differing},
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
