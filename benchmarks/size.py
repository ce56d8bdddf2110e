"""How long a question takes in a large library, stage by stage, with and without filters.

    python benchmarks/size.py --sources DIR/audit,DIR/cross --library BIG --passages 100000 [--json FILE]

BIG is made once, from the passages of the source libraries: each new document takes passages from all of
them, a fifth of their words changed for others of their language, their vectors turned a little. So the
times are those of a real library of that size; which passages are found says nothing. The nearest
passages are compared with an exact search, whose recall is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import TokenSigns
from assistant.language.terms import words
from assistant.library import Library, NewVersion, StoredFile
from assistant.records import Filters, Metadata, Page, Passage, Question, Reading, Sentence, Span
from assistant.retrieval import retrieve, understand
from assistant.retrieval.trace import Trace
from assistant.settings import Settings

Vector = NDArray[np.float32]
A_DOCUMENT = 120  # passages
CHANGED, TURNED = 0.2, 0.35
QUESTIONS = 60
NEAREST = 60
YEARS = range(2004, 2026)


@dataclass(frozen=True, slots=True)
class Pooled:
    """A passage of a source library, with all that search looks at."""

    passage: Passage
    vector: Vector
    sentences: NDArray[np.float32]
    tokens: TokenSigns


def pool_of(sources: Sequence[Path]) -> list[Pooled]:
    found: list[Pooled] = []
    for folder in sources:
        with Library.open(folder, Settings()) as library:
            for version in library.versions.current():
                vectors = library.passages.with_vectors(version.id)
                stored = library.passages.get([passage.id for passage, _ in vectors])
                found += [
                    Pooled(p, v, stored[p.id].sentences, stored[p.id].tokens) for p, v in vectors
                ]
    return found


def make(library: Library, pool: Sequence[Pooled], count: int, chance: random.Random) -> None:
    """Documents until there are so many passages."""
    by_language: dict[str, list[Pooled]] = {}
    for pooled in pool:
        by_language.setdefault(pooled.passage.language, []).append(pooled)
    vocabulary = {
        language: sorted({w for p in mine for w in words(p.passage.text) if len(w) > 4})
        for language, mine in by_language.items()
    }
    turn = np.random.default_rng(1)
    for number in range(count // A_DOCUMENT):
        language = chance.choices(list(by_language), [len(p) for p in by_language.values()])[0]
        chosen = chance.choices(by_language[language], k=A_DOCUMENT)
        library.intake.add_version(*_document(number, chosen, vocabulary[language], chance, turn))
        if number % 100 == 0:
            print(f"{number * A_DOCUMENT} passages", flush=True)


def _document(
    number: int,
    chosen: Sequence[Pooled],
    vocabulary: Sequence[str],
    chance: random.Random,
    turn: np.random.Generator,
) -> tuple[NewVersion, StoredFile]:
    version = hashlib.sha256(f"document {number}".encode()).hexdigest()
    title = " ".join(chance.choices(vocabulary, k=5))
    year = chance.choice(YEARS)
    text, passages = "", []
    for ordinal, pooled in enumerate(chosen):
        said = []
        for sentence in pooled.passage.sentences:
            changed = " ".join(
                chance.choice(vocabulary) if chance.random() < CHANGED else word
                for word in sentence.text.split()
            )
            said.append(Sentence(changed, (Span(1, len(text), len(text) + len(changed)),)))
            text += changed + "\n"
        passages.append(
            replace(
                pooled.passage,
                id=f"{version[:12]}-{ordinal}",
                version=version,
                ordinal=ordinal,
                sentences=tuple(said),
            )
        )
    vectors = np.stack([pooled.vector for pooled in chosen])
    noise = turn.standard_normal(vectors.shape).astype(np.float32)
    vectors = vectors + TURNED * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    new = NewVersion(
        version=version,
        file=f"{number}.txt",
        format="text",
        suffix=".txt",
        document=None,
        reading=Reading(Metadata(title), (Page(1, "1", text, ()),), paged=False),
        passages=tuple(passages),
        vectors=vectors,
        sentence_vectors=tuple(pooled.sentences.astype(np.float16) for pooled in chosen),
        tokens=tuple(pooled.tokens for pooled in chosen),
        context=title,
        found={
            "title": title,
            "published": f"{year}-06-01",
            "language": chosen[0].passage.language,
        },
    )
    file = StoredFile(f"/made/{number}.txt", new.file, version, 1, 1, "present", "", version)
    return new, file


def filters_of(library: Library) -> dict[str, Filters]:
    versions = library.versions.current()
    return {
        "none": Filters(),
        "one document": Filters(documents=(versions[0].id,)),
        "20 documents": Filters(documents=tuple(v.id for v in versions[:20])),
        "five years": Filters(year_from=2010, year_to=2014),
        "all but one year": Filters(year_from=2005),
        "a language": Filters(language="nl"),
    }


@dataclass(frozen=True, slots=True)
class Everything:
    """The vectors of a library, shape (passages, dimension), with each one's id, language and version."""

    vectors: Vector
    ids: NDArray[np.str_]
    languages: NDArray[np.str_]
    versions: NDArray[np.str_]

    @classmethod
    def of(cls, library: Library) -> Everything:
        rows = [
            (vector, passage.id, passage.language, version.id)
            for version in library.versions.current()
            for passage, vector in library.passages.with_vectors(version.id)
        ]
        vectors, *names = zip(*rows, strict=True)
        return cls(np.stack(vectors), *(np.array(each) for each in names))

    def nearest(self, vector: Vector, allowed: Sequence[str] | None) -> set[str]:
        """The nearest passages of each language, by exact search."""
        scores = self.vectors @ vector
        if allowed is not None:
            scores[~np.isin(self.versions, list(allowed))] = -2.0
        found: set[str] = set()
        for language in np.unique(self.languages):
            own = np.flatnonzero((self.languages == language) & (scores > -2.0))
            found.update(self.ids[own[np.argsort(-scores[own])[:NEAREST]]])
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", required=True)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    new = not options.library.exists()
    pool = pool_of([Path(name) for name in options.sources.split(",")])
    with Library.open(options.library, Settings(reader=False)) as library:
        if new:
            began = time.monotonic()
            make(library, pool, options.passages, random.Random(1))
            print(f"ledger: {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        library.own()
        library.refresh()
        print(
            f"indexes: {time.monotonic() - began:.0f} s; {library.search.passage_count()} passages"
        )
        found = measure(library, pool)
    with multiprocessing.get_context("spawn").Pool(1) as apart:
        found["memory, MB"] = apart.apply(memory, (options.library,))
    print(json.dumps(found, indent=1))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def measure(library: Library, pool: Sequence[Pooled]) -> dict[str, Any]:
    """Milliseconds, half and 95 of a hundred, of search and of each of its stages, by filter."""
    chance = random.Random(2)
    asked = [
        " ".join(chance.choice(pool).passage.sentences[0].text.split()[:12])
        for _ in range(QUESTIONS)
    ]
    everything = Everything.of(library)
    found: dict[str, Any] = {}
    for name, filters in filters_of(library).items():
        allowed = library.search.allowed(filters)
        times, stages, recall = [], [], []
        for text in asked:
            understood, trace = understand(Question(text)), Trace()
            vector = library.embedder.query(text)
            exact = everything.nearest(vector, allowed)
            given = library.search.nearest(vector, NEAREST, allowed)
            recall.append(len(exact & given.keys()) / max(1, len(exact)))
            began = time.perf_counter()
            retrieve(library, understood, filters, 10, trace=trace)
            times.append(1000 * (time.perf_counter() - began))
            stages.append({stage: wall for stage, (_, wall) in trace.stages.items()})
        found[name] = {
            "search": _spread(times),
            "recall": round(float(np.mean(recall)), 4),
            **{s: _spread([each.get(s, 0.0) for each in stages]) for s in stages[0]},
        }
        print(name, found[name], flush=True)
    return found


def memory(folder: Path) -> float:
    """Megabytes of a process that opens the library and searches it, with and without a filter."""
    with Library.open(folder, Settings(reader=False)) as library:
        library.refresh()
        understood = understand(Question("Hoeveel bruggen zijn er vernieuwd?"))
        for filters in (Filters(), Filters(language="nl")):
            retrieve(library, understood, filters, 10)
    # Not by resource: there a process begins with the most that the one had which started it.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return round(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1000)  # type: ignore[index]


def _spread(milliseconds: Sequence[float]) -> list[float]:
    return [round(float(v), 1) for v in np.percentile(milliseconds, [50, 95])]


if __name__ == "__main__":
    main()
