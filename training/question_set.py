"""Questions of documents that were not trained with -> a set for ``assistant evaluate``.

    python training/question_set.py --split develop --out questions.jsonl

Only questions that their passage answers: what it does not answer may stand elsewhere in the library.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import items
import passages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=passages.DATA)
    parser.add_argument("--split", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    places = passages.every_place(options.data)
    written = 0
    with options.out.open("w", encoding="utf-8") as out:
        for path in sorted(options.data.glob("*questions.txt")):
            for number, item in enumerate(items.questions(path)):
                place = places[item.place]
                if items.split_of(place) != options.split or not item.answers:
                    continue
                line = {
                    "id": f"{path.stem}-{number}",
                    "question": item.text,
                    "language": item.language,
                    "kind": item.kind,
                    "gold_document": Path(place.file).name,
                    "gold_pages": [place.page],
                    "gold_sentences": [place.sentences[n] for n in sorted(item.answers)],
                }
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                written += 1
    print(f"{written} questions")


if __name__ == "__main__":
    main()
