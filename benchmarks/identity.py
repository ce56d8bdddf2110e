"""How often title, publisher and date are found: python benchmarks/identity.py [--data DATA] [--misses]

identity.jsonl was made by hand from the documents' own faces: for each file every form that is right, of which
"" says that nothing should be found. Case, marks and spaces do not count in titles and publishers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from assistant.errors import UnreadableDocument
from assistant.reading import Isolation

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("ASSISTANT_SHARED") or HERE.parents[1] / "shared") / "data"
FIELDS = ("title", "publisher", "published")


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with pdfs/")
    parser.add_argument("--misses", action="store_true", help="show what was found instead")
    options = parser.parse_args()
    rows = [json.loads(line) for line in (HERE / "identity.jsonl").read_text("utf-8").splitlines()]
    places = {path.name: path for path in options.data.rglob("*.pdf")}
    right: Counter[str] = Counter()
    read, reader = 0, Isolation()
    for row in rows:
        try:
            found = asdict(reader.read(places[row["file"]], row["file"]).metadata)
        except (KeyError, UnreadableDocument) as error:
            print(f"not read: {row['file']}: {error}")
            continue
        read += 1
        for field in FIELDS:
            if plain(found[field]) in {plain(form) for form in row[field]}:
                right[field] += 1
            elif options.misses:
                print(f"{row['file'][:60]}: {field}: {found[field]!r}, not {row[field][0]!r}")
    reader.close()
    print(f"{read} documents: " + ", ".join(f"{f} {right[f]}" for f in FIELDS))


if __name__ == "__main__":
    main()
