"""Items with their words, and what the product's own search finds instead: made once, kept in a file.

    python training/examples.py --library DIR --out examples.pkl

For each question the passages that the search finds besides its own, for each claim likewise: a reader that
never saw those calls everything that is similar an answer, or a contradiction.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path

import items
import passages
from items import Example, Text

from assistant.library import Library
from assistant.reader.pairs import heading
from assistant.records import Filters
from assistant.records import Question as Asked
from assistant.retrieval import retrieve, understand
from assistant.retrieval.reading import readable
from assistant.settings import Settings

OTHERS = 12


def make(library: Library, data: Path, found: dict[str, list[Text]]) -> list[Example]:
    """Every item whose passage the library holds. ``found`` has what was searched for before."""
    places = {
        place.id: place
        for path in sorted(data.glob("passages_*.jsonl"))
        for place in passages.places(path)
    }
    texts = passages.Texts(library)
    made: list[Example] = []
    lost = 0
    every: list[items.Question | items.Claim] = []
    for path in sorted(data.glob("*questions.txt")):
        every += items.questions(path)
    for path in sorted(data.glob("*claims.txt")):
        every += items.claims(path)
    for number, item in enumerate(every):
        place = places[item.place]
        words = texts.of(place)
        if words is None:
            lost += 1
            continue
        own = Text(place.id, place.sha256, heading(texts.title(place), place.section), tuple(words))
        # The claims about one passage are of one matter: one search does for them.
        key = item.place if isinstance(item, items.Claim) else item.text
        if key not in found:
            found[key] = _others(library, item.text, words)
        made.append(Example(item, items.split_of(place), own, tuple(found[key])))
        if number % 500 == 0:
            print(f"{number} of {len(every)}", flush=True)
    print(f"{len(made)} items; {lost} whose passage is not in the library")
    return made


def _others(library: Library, text: str, own: Sequence[str]) -> list[Text]:
    found = retrieve(library, understand(Asked(text)), Filters(), OTHERS + 4)
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
