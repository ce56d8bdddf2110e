"""What the product shows for a claim or a question, for authors to label: the near misses that it really meets.

    python training/shown.py claims --library DIR --prefix c --count 1400 --packet 60 --out PACKETS
    python training/shown.py questions --library DIR --prefix r --count 600 --packet 30 --out PACKETS [--reader]
    python training/shown.py answered --prefix r --packets PACKETS --answers FILE... --out FILE

For claims that were written before, the sixteen sentences that a check reads; for questions that were not shown
yet, the passages that search finds, with ``--reader`` in the order of the reader that is there. Authors say of
each sentence what it does, and write more of both about the same sentences.
``sets_*.jsonl`` name the sentences by what their letters hash to (``passages.py``); what authors write for claims
is kept as it is (``*_sets.txt``), what they write for questions becomes a line a passage (``answered``).
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import items
import passages
from passages import mark

from assistant.checking.claims import claims_in
from assistant.checking.gather import gather
from assistant.checking.reader import to_be_read
from assistant.library import Library
from assistant.records import Filters, Passage
from assistant.records import Question as Asked
from assistant.retrieval import find, understand
from assistant.settings import Settings

READ = 6
"""Passages of a question that authors see."""
LONGEST = 1_500
"""Letters of a passage that they see."""

Item = TypeVar("Item", items.Claim, items.Question)


@dataclass(frozen=True, slots=True)
class Shown:
    """Sentences of any documents, shown together, each by its mark (``passages.mark``)."""

    id: str
    sha256: str
    """Of the file that the first claim was written about: what splits the sets."""
    sentences: tuple[str, ...]


def sets(path: Path) -> Iterator[Shown]:
    """The sets of a file."""
    for line in path.open(encoding="utf-8"):
        found = json.loads(line)
        yield Shown(found["id"], found["sha256"], tuple(found["sentences"]))


def _drawn(
    every: list[Item], places: dict[str, passages.Place]
) -> Iterator[tuple[Item, passages.Place]]:
    """One item a passage, mixed; none of documents that are kept."""
    random.Random(1).shuffle(every)
    for item in {item.place: item for item in every}.values():
        place = places[item.place]
        if items.split_of(place) != items.Split.KEPT:
            yield item, place


def claims(library: Library, data: Path, count: int, prefix: str, size: int, out: Path) -> int:
    """Packets of the sentences that a check reads for claims, one claim a passage."""
    every = [c for path in sorted(data.glob("*_claims.txt")) for c in items.claims(path)]
    made = 0
    with (out / f"sets_{prefix}.jsonl").open("w", encoding="utf-8") as named:
        for claim, place in _drawn(every, passages.every_place(data)):
            if made == count:
                break
            found = [each for each in claims_in(claim.text) if each.checkable]
            if len(found) != 1:
                continue
            _, bearings = gather(library, found[0], Filters())
            kept = [bearing for bearing in to_be_read(bearings) if bearing.cell is None]
            if len(kept) < READ:
                continue
            key = f"{prefix}{made:04d}"
            marks = [mark(b.found.version.id, b.sentence.text) for b in kept]
            line = {"id": key, "sha256": place.sha256, "sentences": marks}
            named.write(json.dumps(line) + "\n")
            shown = [f"T | {key}"]
            shown += [f"{at} | {' '.join(b.source.text.split())}" for at, b in enumerate(kept, 1)]
            shown.append(f"GIVEN | {claim.language} | {claim.text}")
            _append(out / f"packet_{prefix}{made // size:02d}.txt", shown)
            made += 1
    return made


def questions(library: Library, data: Path, count: int, prefix: str, size: int, out: Path) -> int:
    """Packets of the passages that search finds for questions, one question a passage."""
    places = passages.every_place(data)
    written = [q for path in sorted(data.glob("*questions.txt")) for q in items.questions(path)]
    shown_before = {question.text for question in written if question.is_searched}
    every = [q for q in written if q.answers and q.text not in shown_before]
    kept = {p.sha256 for p in places.values() if items.split_of(p) == items.Split.KEPT}
    made, keys = 0, dict[str, str]()
    with (out / f"passages_{prefix}.jsonl").open("w", encoding="utf-8") as named:
        for question, _ in _drawn(every, places):
            if made == count:
                break
            found = find(library, understand(Asked(question.text)), Filters(), 3 * READ)
            fit = [e for e in found if e.version.id not in kept and _fits(e.passage)][:READ]
            if len(fit) < READ:
                continue
            shown = [f"SET | {prefix}{made:04d} | {question.language} | {question.text}"]
            for each in fit:
                passage, version = each.passage, each.version
                if passage.id not in keys:
                    keys[passage.id] = f"{prefix}{len(keys):05d}"
                    named.write(passages.line_of(keys[passage.id], version.file, passage))
                key = keys[passage.id]
                shown.append(f"## {key} | {version.document.title} | {passage.section}")
                shown += [
                    f"{at} | {' '.join(sentence.in_words.split())}"
                    for at, sentence in enumerate(passage.sentences, 1)
                ]
            _append(out / f"packet_{prefix}{made // size:02d}.txt", shown)
            made += 1
    return made


def _fits(passage: Passage) -> bool:
    return passages.SHORTEST <= len(passage.in_words) <= LONGEST and len(passage.sentences) > 1


def _append(path: Path, lines: list[str]) -> None:
    with path.open("a", encoding="utf-8") as text:
        text.write("\n".join(lines) + "\n\n")


def answered(prefix: str, packets: Path, answers: list[Path], out: Path) -> int:
    """Authors' lines, ``SET | id``, ``Q | kind | lang | question`` and ``A | passage | answers | partial``
    below it, -> ``*_questions.txt``: a line a passage, also of those that do not answer."""
    shown: dict[str, list[str]] = {}
    for path in sorted(packets.glob(f"packet_{prefix}*.txt")):
        current: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("SET | "):
                current = shown[line.split(" | ")[1]] = []
            elif line.startswith("## "):
                current.append(line[3:].split(" | ")[0])
    made: list[str] = []
    for path in answers:
        here: list[str] = []
        asked, told = None, {}
        for line in [*path.read_text(encoding="utf-8").splitlines(), "SET | end"]:
            what, *rest = [part.strip() for part in line.split(" | ", 3)]
            if what in ("SET", "Q") and asked is not None:
                for key in here:
                    full, part = told.get(key, ("-", "-"))
                    made.append(" | ".join([key, full, part, "-", *asked]))
                asked, told = None, {}
            if what == "SET":
                here = shown.get(rest[0], [])
            elif what == "Q":
                asked, told = rest, {}
            elif what == "A":
                told[rest[0]] = (rest[1], rest[2])
    out.write_text("\n".join(made) + "\n", encoding="utf-8")
    return len(made)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["claims", "questions", "answered"])
    parser.add_argument("--answers", type=Path, nargs="*", default=[])
    parser.add_argument("--library", type=Path)
    parser.add_argument("--data", type=Path, default=passages.DATA)
    parser.add_argument("--packets", type=Path)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--count", type=int, default=1_400)
    parser.add_argument("--packet", type=int, default=60)
    parser.add_argument("--reader", action="store_true")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.what == "answered":
        print(f"{answered(options.prefix, options.packets, options.answers, options.out)} lines")
        return
    options.out.mkdir(parents=True, exist_ok=True)
    draw = claims if options.what == "claims" else questions
    with Library.open(options.library, Settings(reader=options.reader)) as library:
        made = draw(
            library, options.data, options.count, options.prefix, options.packet, options.out
        )
    print(f"{made} sets")


if __name__ == "__main__":
    main()
