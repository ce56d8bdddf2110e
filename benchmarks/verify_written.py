"""How well written sentences are verified: honest ones let through, changed ones refused, by kind.

    python benchmarks/verify_written.py --library DIR [--half develop|kept|natural|natural_kept|natural_newest]

DIR is a library of the sample corpus; for the natural halves one of the papers that they were written from, which
``written_answers.py`` names. ``benchmarks/written`` has sentences as a good model would write them from
one to three sentences of the corpus, and each of them with one thing changed. The verifier gets the passages
that a sentence was written from, cited, and those that search finds for it, eight in all; a changed sentence
that any of them lets through counts against it. What is neither let through nor refused is shown as unconfirmed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.library import Library
from assistant.records import Filters, Language, Passage, Question, Statement
from assistant.retrieval import Retrieved, expand_names, look_at, retrieve, understand
from assistant.writing import Verifier, Written

SETS = Path(__file__).parent / "written"
HONEST = "honest"
GIVEN = 8  # passages that the verifier gets


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with the passages it may be carried by; the first ``cited`` of them it was made from."""

    id: str
    kind: str
    text: str
    language: Language
    passages: tuple[Retrieved, ...]
    cited: int


def cases(library: Library, half: str) -> Iterator[Case]:
    """The sentences of a half, honest and changed."""
    places = {v.file: library.passages.of(v.id) for v in library.versions.current()}
    for line in (SETS / f"{half}.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        asked = expand_names(
            library, understand(Question(record["text"], language=record["language"]))
        )
        names = dict.fromkeys(_passage(places, cite).id for cite in record["cites"])
        cited = sorted(
            look_at(library, asked, Filters(), list(names)),
            key=lambda f: list(names).index(f.passage.id),
        )
        others = [
            f for f in retrieve(library, asked, Filters(), GIVEN) if f.passage.id not in names
        ]
        given = (*cited, *others[: GIVEN - len(cited)])
        versions = [(HONEST, record["text"]), *((c["kind"], c["text"]) for c in record["changed"])]
        for kind, text in versions:
            yield Case(record["id"], kind, text, record["language"], given, len(cited))


def _passage(places: dict[str, list[Passage]], cite: dict[str, str]) -> Passage:
    """The first passage of a document with some words; raises StopIteration where the set is wrong."""
    return next(p for p in places[cite["document"]] if cite["words"] in p.text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    halves = ("develop", "kept", "natural", "natural_kept", "natural_newest")
    parser.add_argument("--half", choices=halves, default="kept")
    parser.add_argument(
        "--show", action="store_true", help="print every sentence that went the wrong way"
    )
    arguments = parser.parse_args()
    counts: dict[str, list[str]] = defaultdict(list)
    with Library.open(arguments.library) as library:
        took, number = 0.0, 0
        for case in cases(library, arguments.half):
            verifier = Verifier(library, case.passages, case.language)
            began = time.process_time()
            found = verifier.hold(Written(case.text, tuple(range(1, case.cited + 1))))
            took, number = took + time.process_time() - began, number + 1
            ending = found.support if isinstance(found, Statement) else "refused"
            passed = ending not in ("refused", "unconfirmed")
            across = any(f.passage.language != case.language for f in case.passages[: case.cited])
            counts[case.kind].append(ending)
            if case.kind == HONEST:
                counts[f"{HONEST}, {'across languages' if across else 'same language'}"].append(
                    ending
                )
            if arguments.show and (case.kind == HONEST) != passed:
                print(f"{case.id} {case.kind}, {ending}: {case.text}")
                print(f"    {found.citations[0].quote if isinstance(found, Statement) else found}")
    print(
        f"{'':34}{'n':>5}{'let through':>13}{'of which partly':>17}{'unconfirmed':>13}{'refused':>9}"
    )
    for kind in sorted(counts, key=lambda k: (not k.startswith(HONEST), k)):
        endings = counts[kind]
        refused, partly, unconfirmed = (
            endings.count(e) / len(endings) for e in ("refused", "partly", "unconfirmed")
        )
        print(
            f"{kind:34}{len(endings):>5}{abs(1 - refused - unconfirmed):>13.3f}{partly:>17.3f}"
            f"{unconfirmed:>13.3f}{refused:>9.3f}"
        )
    print(f"{1000 * took / number:.0f} ms of processor time a sentence")


if __name__ == "__main__":
    main()
