"""A lane of kills: ``python killing.py FOLDER SEED KILLS`` prints what it saw as JSON.

Everything is loaded once; each run of an ingest is a fork of this process, killed with SIGKILL at a
random moment. This process itself opens no library, so that a fork inherits no thread and no file.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromadb.api.rust  # noqa: F401 - loaded before the forks; chromadb itself loads it late
import tantivy  # noqa: F401
from reader_processes import ForkedIsolation

from assistant.embedding.encoder import encoder
from assistant.embedding.language_means import passage_mean, question_mean
from assistant.figures import figures_of
from assistant.ingestion import ingest
from assistant.language.detection import detect_language
from assistant.language.languages import LANGUAGES
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.reading import pdf
from assistant.records import Filters, Question
from assistant.retrieval import retrieve, understand

KEPT = "De brug in Zwolle blijft open."  # in both states, under one name


def state(number: int) -> dict[str, str]:
    """What the folder holds at one time: even and odd states differ in every way, each is new."""
    if number % 2 == 0:
        return {
            "vast.txt": KEPT,
            "wissel.txt": f"De brug in Assen telt {number} bogen.",
            "weg.txt": "De brug in Emmen is gesloopt.",
            "naam-oud.txt": "De brug in Almelo kreeg een andere naam.",
            "zelfde-1.txt": "De brug in Hengelo staat er tweemaal.",
            "zelfde-2.txt": "De brug in Hengelo staat er tweemaal.",
            "plan-concept.txt": "De brug in Deventer is een plan. Hij komt er in mei.",
        }
    return {
        "vast.txt": KEPT,
        "wissel.txt": f"De brug in Assen telt {number} bogen.",
        "nieuw.txt": f"De brug in Ommen is nieuw en heeft nummer {number}.",
        "map/naam-nieuw.txt": "De brug in Almelo kreeg een andere naam.",
        "zelfde-1.txt": "De brug in Hengelo staat er nog eenmaal.",
        "zelfde-2.txt": "De brug in Hengelo staat er tweemaal.",
        "plan-concept.txt": "De brug in Deventer is een plan. Hij komt er in mei.",
        "plan.txt": "De brug in Deventer is een plan. Hij komt er in juni.",
        "vast.txt.toml": 'publisher = "Gemeente"',
        "wissel.txt.toml": 'title = "Bogen"',
    }


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", text)


KNOWN = {_without_numbers(text) for number in (0, 1) for text in state(number).values()}


def opened(folder: Path) -> Library:
    library = Library.open(folder)
    library.isolation = ForkedIsolation(library.isolation.limits)
    library.isolation.start()  # before there are threads
    return library


def put(source: Path, files: dict[str, str]) -> None:
    """Make a folder hold exactly a state; a file whose text stays is left alone."""
    for path in list(source.rglob("*.t*")):
        if path.is_file() and path.relative_to(source).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
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
            traceback.print_exception(error, limit=-3)
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
    for version in library.versions.current():
        found = library.passages.of(version.id)
        assert len(found) == version.passages, f"half of {version.file} is there"
        figures = library.figures.of(version.id)
        assert figures == figures_of(found), f"the figures of {version.file} are others"
        text = library.pages.get(version.id, 1).text
        assert _without_numbers(text) in KNOWN, f"{version.file} says what no file said: {text}"
        assert library.originals.file(version.id).read_text() == text
        texts.append(text)
    assert len(set(texts)) == len(texts), "something is there twice"
    assert KEPT in texts
    return texts


def check(folder: Path) -> None:
    with opened(folder) as library:
        texts_of(library)
        findings = examine(library)
        assert findings == [], findings


def check_finished(folder: Path, files: dict[str, str]) -> None:
    with opened(folder) as library:
        reports = {text for name, text in files.items() if name.endswith(".txt")}
        if "plan.txt" in files:
            reports.discard(files["plan-concept.txt"])  # superseded by the plan
        found = set(texts_of(library))
        assert found == reports, f"{found ^ reports}"
        assert examine(library) == []
        every = library.versions.every()
        originals = {path.stem for path in (folder / "files").rglob("*") if path.is_file()}
        assert originals == {version.id for version in every}, "an original belongs to nothing"
        assert list((folder / "incoming").iterdir()) == []


def keep_asking(folder: Path, told: Path) -> None:
    """Ask until killed; what is wrong with an answer is written down."""
    asked = 0
    understood = understand(Question("Welke brug is er in Zwolle?"))
    with opened(folder) as library:
        while True:
            library.refresh()
            found = [r.passage.text for r in retrieve(library, understood, Filters(), 20)]
            wrong = [text for text in found if _without_numbers(text) not in KNOWN]
            if wrong or KEPT not in found or len(set(found)) != len(found):
                told.with_suffix(".wrong").write_text(json.dumps(found))
            asked += 1
            told.with_suffix(".new").write_text(str(asked))
            os.replace(told.with_suffix(".new"), told)
            time.sleep(1)


def snapshot(folder: Path) -> dict[str, Any]:
    """Everything that a library holds, times and revisions aside."""
    with opened(folder) as library:
        library.refresh()
        current = library.versions.current()
        return {
            "current": sorted([v.id, v.document.title, v.document.publisher] for v in current),
            "vectors": {
                passage.id: [round(float(x), 5) for x in vector[:16]]
                for version in current
                for passage, vector in library.passages.with_vectors(version.id)
            },
            "figures": sorted(
                [q.version, q.printed, q.noun, q.start]
                for version in current
                for q in library.figures.of(version.id)
            ),
            "files": sorted(
                [Path(f.path).name, f.status, str(f.version)]
                for f in library.files.known().values()
            ),
            "indexed": [sorted(library.indexes.dense.ids()), sorted(library.indexes.words.ids())],
        }


def settle(folder: Path, source: Path) -> None:
    """Undisturbed, to one state and another: what is current then must not know what was before."""
    for number in (1_000_001, 1_000_002):
        put(source, state(number))
        take_in(folder, source)
        check_finished(folder, state(number))


def main(folder: Path, seed: int, kills: int) -> None:
    encoder()  # what every fork would load and work out anew
    pdf.warm_up()
    for language in LANGUAGES:
        passage_mean(language)
        question_mean(language)
    detect_language("de brug")
    chance = random.Random(seed)
    source, library, told = folder / "source", folder / "library", folder / "asked"
    put(source, state(0))
    assert done(in_fork(lambda: take_in(library, source)))
    shutil.copytree(library, folder / "undisturbed")
    spans = []
    for number in (1, 2):
        put(source, state(number))
        started = time.monotonic()
        assert done(in_fork(lambda: take_in(library, source)))
        spans.append(time.monotonic() - started)
    asker = in_fork(lambda: keep_asking(library, told))
    unharmed, wrong = 0, []
    reach = max(
        spans
    )  # shrinks where kills come too late: the first runs were slower than the rest
    for number in range(3, 3 + kills):
        files = state(number)
        put(source, files)
        child = in_fork(lambda: take_in(library, source))
        time.sleep(reach * chance.random())
        os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        unharmed += code == 0
        reach *= 0.9 if code == 0 else 1.03
        if code not in (0, -signal.SIGKILL):
            wrong.append(f"run {number} ended with {code}")
        finish = number % 10 in (4, 9)
        if finish and not done(in_fork(lambda: take_in(library, source))):
            wrong.append(f"the run after {number} failed")
        look = (lambda f=files: check_finished(library, f)) if finish else (lambda: check(library))
        if not done(in_fork(look)):
            wrong.append(f"the library is not whole after {number}")
    os.kill(asker, signal.SIGKILL)
    os.waitpid(asker, 0)
    if told.with_suffix(".wrong").exists():
        wrong.append("an answer was wrong: " + told.with_suffix(".wrong").read_text())
    shots = []
    for target in (library, folder / "undisturbed"):
        path = folder / f"{target.name}.json"

        def finish_and_look(target: Path = target, path: Path = path) -> None:
            settle(target, source)
            path.write_text(json.dumps(snapshot(target)))

        if not done(in_fork(finish_and_look)):
            wrong.append(f"{target.name} could not be settled")
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
