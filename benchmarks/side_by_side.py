"""Finding the page, side by side with what people would otherwise use: same machine, files and embedder.

    pip install -c constraints.txt -r benchmarks/side_by_side.txt
    python benchmarks/side_by_side.py --data DATA [--sets same,reports] [--json OUT] [--charts DIR]

Each alternative of ``alternatives.py`` takes the PDFs of a question set in, in a process of its own, and is asked
every question of it that has a page, ``--repeat`` times; times are medians. Ours is measured twice: the ranking
without the trained reader, and with it. One that is not installed, or fails, is a row that says so.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from alternatives import ALTERNATIVES, Alternative, Place, Search
from make_libraries import FOLDERS
from rich.console import Console
from rich.table import Table

from assistant.embedding import encoder
from assistant.evaluation.questions import Expected, GoldPlace, read_questions
from assistant.evaluation.rankings import hit_at, reciprocal_rank
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records import Filters, Passage, Question
from assistant.retrieval import expand_names, find, understand
from assistant.settings import Settings

COUNT = 10
QUIET = {"ANONYMIZED_TELEMETRY": "False", "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
"""What keeps the others from calling home."""
HERE = Path(__file__).parent
SETS = {  # name -> question file (below DATA where it is not ours), folders of PDFs
    "same": (HERE / "same_language_questions.jsonl", FOLDERS["cross"]),
    "cross": (HERE / "cross_lingual_questions.jsonl", FOLDERS["cross"]),
    "reports": (Path("report_pages_en/questions.jsonl"), FOLDERS["reports"]),
    "parliament": (Path("parliament_pages_nl/questions.jsonl"), FOLDERS["parliament"]),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way to search made of a set. Shares are of its questions; ``why`` is what went wrong."""

    set: str
    name: str
    versions: str
    settings: str
    questions: int = 0
    page_first: float = 0.0
    page_in_five: float = 0.0
    document_in_five: float = 0.0
    page_mrr: float = 0.0
    ready_seconds: float = 0.0
    ready_cpu: float = 0.0
    question_ms: float = 0.0
    memory_mb: float = 0.0
    why: str = ""
    ranks: tuple[int, ...] = field(default=(), repr=False)


def ours(reader: bool) -> Alternative:
    """Our own search, of the page alone: no answer is made."""

    def build(files: Sequence[Path], folder: Path) -> Search:
        library = Library.open(folder / "library", Settings(reader=reader))
        ingest(library, list(files))
        library.refresh()

        def search(question: str, count: int) -> list[Place]:
            understood = expand_names(library, understand(Question(question)))
            found = find(library, understood, Filters(), count)
            return [_place(each.version.file, each.passage) for each in found]

        return search

    name = "Programme Assistant" + ("" if reader else ", without its reader")
    return Alternative(name, ("programme-assistant",), "as it comes", build)


def _place(file: str, passage: Passage) -> Place:
    return Place(Path(file).name, min(passage.pages), max(passage.pages))


def chroma_alone() -> Alternative:
    """Our passages in Chroma, by their vectors alone."""

    def build(files: Sequence[Path], folder: Path) -> Search:
        import chromadb

        library = Library.open(folder / "library", Settings())
        ingest(library, list(files))
        client = chromadb.PersistentClient(
            str(folder / "alone"), chromadb.Settings(anonymized_telemetry=False)
        )
        collection = client.create_collection("passages", metadata={"hnsw:space": "cosine"})
        places = {}
        for held in library.versions.current():
            kept = library.passages.with_vectors(held.id)
            places |= {passage.id: _place(held.file, passage) for passage, _ in kept}
            if kept:
                collection.add([passage.id for passage, _ in kept], [vector for _, vector in kept])

        def search(question: str, count: int) -> list[Place]:
            vector = library.embedder.query(question)
            found = collection.query([vector], n_results=count)
            return [places[key] for key in found["ids"][0]]

        return search

    return Alternative("Chroma alone, with our passages", ("chromadb",), "cosine", build)


def measure(
    way: Alternative, name: str, files: Sequence[Path], asked: Sequence[Expected], repeat: int
) -> Measured:
    """Take the files in and ask."""
    versions = way.versions()
    encoder()  # loaded before any clock starts: all of them use it
    with tempfile.TemporaryDirectory() as place:
        clock, cpu = time.perf_counter(), _cpu()
        search = way.build(files, Path(place))
        ready, ready_cpu = time.perf_counter() - clock, _cpu() - cpu
        search(asked[0].question, COUNT)
        ranks, documents, spent = [], [], []
        for turn in range(repeat):
            for question in asked:
                clock = time.perf_counter()
                found = search(question.question, COUNT)
                spent.append(time.perf_counter() - clock)
                if turn == 0:
                    ranks.append(_rank(found, question.places, on_page=True))
                    documents.append(_rank(found, question.places, on_page=False))
    return Measured(
        name,
        way.name,
        versions,
        way.settings,
        questions=len(asked),
        page_first=_mean(hit_at([rank], 1) for rank in ranks),
        page_in_five=_mean(hit_at([rank], 5) for rank in ranks),
        document_in_five=_mean(hit_at([rank], 5) for rank in documents),
        page_mrr=_mean(reciprocal_rank([rank]) for rank in ranks),
        ready_seconds=round(ready, 1),
        ready_cpu=round(ready_cpu, 1),
        question_ms=round(1_000 * statistics.median(spent), 1),
        memory_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024),
        ranks=tuple(ranks),
    )


def _cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in spent)


def _mean(values: Any) -> float:
    return round(statistics.mean(values), 3)


def _rank(found: Sequence[Place], gold: Sequence[GoldPlace], *, on_page: bool) -> int:
    """The first that is right, from 1; one past the last where none is. A chunk over pages is right on each."""
    for rank, place in enumerate(found, 1):
        pages = range(place.first, place.last + 1) if on_page else None
        if any(each.holds(place.file, pages) for each in gold):
            return rank
    return COUNT + 1


def apart(
    number: int, name: str, files: Sequence[Path], asked: Sequence[Expected], repeat: int
) -> Measured:
    """Measure in a process of its own: what one keeps in memory is not counted for the next."""
    way = ways()[number]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(_numbered, number, name, files, asked, repeat).result()
        except Exception as error:  # not installed, failed or killed: the others are still measured
            why = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            return Measured(name, way.name, "", way.settings, why=why)


def _numbered(number: int, *arguments: Any) -> Measured:
    """A way cannot travel to another process, its number can."""
    return measure(ways()[number], *arguments)


def ways() -> list[Alternative]:
    """Everything that is measured, ours first."""
    return [ours(reader=True), ours(reader=False), chroma_alone(), *ALTERNATIVES]


def table(measured: Sequence[Measured]) -> Table:
    """A row a way to search; times beside ours without the reader, which does what they do."""
    made = Table(title=f"{measured[0].set}: {measured[0].questions} questions with a page")
    for head in ("", "page first", "in five", "document in five", "MRR@10 of the page"):
        made.add_column(head, justify="left" if not head else "right")
    for head in ("to be ready, CPU s", "× ours", "a question, ms", "× ours", "memory, MB"):
        made.add_column(head, justify="right")
    own = next((m for m in measured if m.name.endswith("without its reader")), measured[0])
    for each in measured:
        if each.why:
            made.add_row(each.name, each.why)
            continue
        shares = (each.page_first, each.page_in_five, each.document_in_five, each.page_mrr)
        made.add_row(
            each.name,
            *[f"{share:.3f}" for share in shares],
            f"{each.ready_cpu:.1f}",
            _times(each.ready_cpu, own.ready_cpu),
            f"{each.question_ms:.0f}",
            _times(each.question_ms, own.question_ms),
            f"{each.memory_mb:.0f}",
        )
    return made


def _times(value: float, own: float) -> str:
    return f"{value / own:.2f}" if own else "–"


def charts(measured: Sequence[Measured], folder: Path) -> None:
    """Quality and time of each, a picture each."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "side by side"  # the same picture for the same figures
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    names = list(dict.fromkeys(each.name for each in measured))[::-1]
    sets = list(dict.fromkeys(each.set for each in measured))
    wanted = (
        ("quality", "page_in_five", "Right page among the first five passages"),
        ("time", "question_ms", "A question, milliseconds (median)"),
    )
    for file, what, title in wanted:
        figure, axes = pyplot.subplots(1, len(sets), figsize=(3 * len(sets) + 3, 3), sharey=True)
        for name, axis in zip(sets, axes if len(sets) > 1 else [axes], strict=True):
            found = {each.name: getattr(each, what) for each in measured if each.set == name}
            values = [found[each] for each in names]
            colours = ["#1f5fa8" if each.startswith("Programme") else "#9a9a9a" for each in names]
            bars = axis.barh(names, values, color=colours)
            axis.bar_label(bars, fmt="%.2f" if what != "question_ms" else "%.0f", fontsize=8)
            axis.set_title(name, fontsize=9)
            axis.spines[["top", "right"]].set_visible(False)
            axis.tick_params(labelsize=8)
        figure.suptitle(title, fontsize=10)
        figure.tight_layout()
        figure.savefig(folder / f"side_by_side_{file}.svg", metadata={"Date": None})
        pyplot.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--only", default="", help="ways whose name holds this")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--charts", type=Path, help="folder for two pictures")
    options = parser.parse_args()
    os.environ |= QUIET
    console, everything = Console(width=180), []
    for name in options.sets.split(","):
        file, folders = SETS[name]
        asked = [q for q in read_questions(options.data / file) if q.answerable and q.paged]
        files = sorted(p for f in folders for p in (options.data / f).glob("*.pdf"))
        measured = []
        for number, way in enumerate(ways()):
            if options.only.lower() not in way.name.lower():
                continue
            measured.append(apart(number, name, files, asked, options.repeat))
            console.print(f"{name}: {way.name} done", style="dim")
        console.print(table(measured))
        everything += measured
    console.print(
        f"Programme Assistant {version('programme-assistant')}; on {os.cpu_count()} cores"
    )
    if options.json:
        rows = [asdict(each) for each in everything]
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    if options.charts:
        charts([each for each in everything if not each.why], options.charts)


if __name__ == "__main__":
    main()
