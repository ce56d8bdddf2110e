"""Passages for authors to write questions and claims about, and the way back from an item to its words.

    python training/passages.py draw --library DIR --prefix a --count 1200 --packet 100 --out PACKETS

The text of other people's documents does not travel with the project. An item names a passage, the
passage names its file (by SHA-256) and its sentences by what their letters hash to; ``Texts`` finds the
words again in a library into which the same files were read (``documents.jsonl`` says where they come
from). A sentence is found again as long as its letters are the same, whatever else a later edition reads
differently.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.library import Library
from assistant.records import BlockKind, Passage, Sentence
from assistant.settings import Settings

DATA = Path(__file__).parent / "data"
PER_DOCUMENT = 25
"""A long report must not drown the short ones."""
SHORTEST, LONGEST = 150, 1800
DIGITS = 12
"""Of a file's SHA-256, that tell it from any other here."""
_LETTERS = re.compile(r"[\W_]+")
_UNQUOTABLE = {BlockKind.HEADING, BlockKind.CONTENTS}


@dataclass(frozen=True, slots=True)
class Place:
    """A passage as an item names it: its file, its page, and what its sentences' letters hash to."""

    id: str
    file: str
    sha256: str
    page: int
    section: str
    sentences: tuple[str, ...]


def fingerprint(text: str) -> str:
    """Ten hexadecimal digits that a sentence's letters and digits give, whatever stands between them."""
    return hashlib.sha256(_LETTERS.sub("", text).casefold().encode()).hexdigest()[:10]


def mark(file: str, text: str) -> str:
    """What names a sentence of any document: the first digits of its file's SHA-256, and its fingerprint."""
    return f"{file[:DIGITS]}:{fingerprint(text)}"


def places(path: Path) -> Iterator[Place]:
    """The passages that items may name."""
    for line in path.open(encoding="utf-8"):
        found = json.loads(line)
        yield Place(**{**found, "sentences": tuple(found["sentences"])})


def every_place(data: Path) -> dict[str, Place]:
    """All passages that items may name, by their ids."""
    return {
        place.id: place for path in sorted(data.glob("passages_*.jsonl")) for place in places(path)
    }


class Texts:
    """The words of passages, from a library."""

    def __init__(self, library: Library) -> None:
        self._sentences: dict[tuple[str, str], tuple[Sentence, str]] = {}
        self._marked: dict[str, Sentence] = {}
        for version in library.versions.every():
            for passage in library.passages.of(version.id):
                for sentence in passage.sentences:
                    key = (version.id, fingerprint(sentence.text))
                    self._sentences.setdefault(key, (sentence, version.document.title))
                    self._marked.setdefault(mark(version.id, sentence.text), sentence)

    def of(self, place: Place) -> list[str] | None:
        """The passage's sentences in words, or None where one of them is not found any more."""
        found = [self._sentences.get((place.sha256, mark)) for mark in place.sentences]
        return None if None in found else [each[0].in_words for each in found if each]

    def sentence(self, named: str) -> str | None:
        """One sentence in words, by its mark, or None where it is not found any more."""
        found = self._marked.get(named)
        return " ".join(found.in_words.split()) if found else None

    def title(self, place: Place) -> str:
        """The title of the passage's report."""
        return self._sentences[place.sha256, place.sentences[0]][1]


def draw(library: Library, count: int, seed: int, skip: set[str]) -> list[tuple[str, Passage, str]]:
    """(file, passage, title), the documents mixed and each document's passages in reading order."""
    chance = random.Random(seed)
    drawn = []
    for version in library.versions.current():
        fit = [
            passage
            for passage in library.passages.of(version.id)
            if SHORTEST <= len(passage.in_words) <= LONGEST
            and len(passage.sentences) > 1
            and passage.sentences[0].kind not in _UNQUOTABLE
            and passage.id not in skip
        ]
        for passage in chance.sample(fit, min(PER_DOCUMENT, len(fit))):
            drawn.append((version.file, passage, version.document.title))
    chance.shuffle(drawn)
    return sorted(drawn[:count], key=lambda each: (each[0], each[1].ordinal))


def line_of(place: str, file: str, passage: Passage) -> str:
    """The passage as a line of ``passages_*.jsonl``."""
    line = {
        "id": place,
        "file": file,
        "sha256": passage.version,
        "page": passage.page,
        "section": passage.section,
        "sentences": [fingerprint(sentence.text) for sentence in passage.sentences],
    }
    return json.dumps(line, ensure_ascii=False) + "\n"


def packets(drawn: Iterable[tuple[str, Passage, str]], prefix: str, size: int, out: Path) -> None:
    """Text files for authors, ``size`` passages each, and the passages as items name them."""
    out.mkdir(parents=True, exist_ok=True)
    drawn = list(drawn)
    with (out / f"passages_{prefix}.jsonl").open("w", encoding="utf-8") as named:
        for number, (file, passage, title) in enumerate(drawn):
            place = f"{prefix}{number:04d}"
            named.write(line_of(place, file, passage))
            shown = [f"## {place} | {title} | p. {passage.page} | {passage.section}"]
            shown += [
                f"{at} | {' '.join(sentence.in_words.split())}"
                for at, sentence in enumerate(passage.sentences, 1)
            ]
            with (out / f"packet_{prefix}{number // size:02d}.txt").open(
                "a", encoding="utf-8"
            ) as text:
                text.write("\n".join(shown) + "\n\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["draw"])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--packet", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with Library.open(options.library, Settings()) as library:
        drawn = draw(library, options.count, options.seed, set())
    packets(drawn, options.prefix, options.packet, options.out)
    print(f"{len(drawn)} passages of {len({file for file, _, _ in drawn})} documents")


if __name__ == "__main__":
    main()
