"""Items with their words, and what the product's own search finds instead: made once, kept in a file.

    python training/examples.py --library DIR --out examples.pkl

For each question the passages that the search finds besides its own, for each claim likewise: a reader that
never saw those calls everything that is similar an answer, or a contradiction.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

import items
import passages
import short
import shown
from items import Example, Text
from passages import DIGITS

from assistant.library import Library
from assistant.reader.pairs import heading
from assistant.records import Filters
from assistant.records import Question as Asked
from assistant.retrieval import retrieve, understand
from assistant.retrieval.reading import readable
from assistant.settings import Settings

OTHERS = 12
WORKERS = 2

_opened: list[Library] = []


def make(library: Library, data: Path, found: dict[str, list[Text]]) -> list[Example]:
    """Every item whose passage the library holds. ``found`` has what was searched for before."""
    places = passages.every_place(data)
    texts = passages.Texts(library)
    every: list[items.Question | items.Claim] = []
    for path in sorted(data.glob("*questions.txt")):
        every += items.questions(path)
    for path in sorted(data.glob("*claims.txt")):
        every += items.claims(path)
    words = {place.id: texts.of(place) for place in places.values()}
    held = [(item, there) for item in every if (there := words[item.place])]
    # The claims about one passage are of one matter: one search does for them.
    key = {item: item.place if isinstance(item, items.Claim) else item.text for item, _ in held}
    missing = {
        key[item]: (item.text, there)
        for item, there in held
        if key[item] not in found and not _is_searched(item)
    }
    _search(library.folder, missing, found)
    made = [
        Example(
            item, items.split_of(place), own, () if _is_searched(item) else tuple(found[key[item]])
        )
        for item, there in held
        for place in [places[item.place]]
        for own in [
            Text(place.id, place.sha256, heading(texts.title(place), place.section), tuple(there))
        ]
    ]
    print(f"{len(made)} items; {len(every) - len(made)} whose passage is not in the library")
    made += _judged(data, texts, places.values())
    for path in sorted(data.glob("*_pairs.txt")):
        made += short.pairs(path)
    for path in sorted(data.glob("*_paragraphs.txt")):
        made += short.paragraphs(path)
    for path in sorted(data.glob("*_statements.txt")):
        made += short.statements(path)
    print(f"{len(made)} with the short ones")
    return made


def _is_searched(item: items.Question | items.Claim) -> bool:
    """Whether what a search finds for it is among the items already."""
    return isinstance(item, items.Question) and item.is_searched


def _judged(
    data: Path, texts: passages.Texts, places: Iterable[passages.Place]
) -> Iterator[Example]:
    """Claims with the sentences that a check reads for them, as far as these are of documents for the same."""
    known = {place.sha256[:DIGITS]: items.split_of(place) for place in places}
    held: dict[str, tuple[Text, list[int]]] = {}
    for path in sorted(data.glob("sets_*.jsonl")):
        for one in shown.sets(path):
            split = items.split_by(one.sha256)
            kept, words = [], []
            for at, named in enumerate(one.sentences):
                file = named[:DIGITS]
                found = texts.sentence(named)
                if found and known.get(file, items.split_by(file)) is split:
                    kept.append(at)
                    words.append(found)
            if kept:
                held[one.id] = Text(one.id, one.sha256, "", tuple(words)), kept
    for path in sorted(data.glob("*_sets.txt")):
        for item in items.judged(path):
            if item.place in held:
                passage, kept = held[item.place]
                yield Example(item.among(kept), items.split_by(passage.file), passage, ())


def _search(
    folder: Path, missing: dict[str, tuple[str, list[str]]], found: dict[str, list[Text]]
) -> None:
    """Search for what was not searched for before, each worker in a library of its own."""
    with multiprocessing.Pool(WORKERS, _open, (folder,)) as pool:
        for number, (key, others) in enumerate(
            zip(missing, pool.imap(_others, missing.values()), strict=True)
        ):
            found[key] = others
            if number % 500 == 0:
                print(f"{number} of {len(missing)} searched for", flush=True)


def _open(folder: Path) -> None:
    _opened.append(Library.open(folder, Settings()))


def _others(asked: tuple[str, list[str]]) -> list[Text]:
    text, own = asked
    found = retrieve(_opened[0], understand(Asked(text)), Filters(), OTHERS + 4)
    others = [
        Text(each.passage.id, each.version.id, shown.heading, shown.sentences)
        for each in found
        for shown in [readable(each)]
    ]
    mine = set(own)
    return [other for other in others if not mine & set(other.sentences)][:OTHERS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=passages.DATA)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--found", type=Path, help="keep, and take, what was searched for here")
    options = parser.parse_args()
    kept = options.found
    found = pickle.loads(kept.read_bytes()) if kept and kept.exists() else {}
    with Library.open(options.library, Settings()) as library:
        made = make(library, options.data, found)
    options.out.write_bytes(pickle.dumps(made))
    if kept:
        kept.write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
