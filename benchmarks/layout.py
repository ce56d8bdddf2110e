"""How pages are read: headings, and the order of the text: python benchmarks/layout.py [--data DATA] [--misses]

layout.jsonl was made by hand from pictures of the pages: for each page its headings as printed, and short
anchors of its text in the order in which a person reads them. ``either`` are lines that may be a heading or
not. Letters and digits are compared, in lower case. A heading that was read as one with the next counts for
both; one that was read in pieces, or with other text, does not count.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.reading import Isolation
from assistant.records import BlockKind, Page, Reading

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("ASSISTANT_SHARED") or HERE.parents[1] / "shared") / "data"


def plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a page's marks and its reading say of each other; ``read`` leaves out what may be either."""

    read: int
    false: list[str]
    missed: list[str]
    lost: list[str]
    pairs: int
    swapped: list[tuple[str, str]]


def compared(row: dict[str, Any], page: Page) -> Comparison:
    marked, either = row["headings"], {plain(line) for line in row.get("either", ())}
    read = [page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.HEADING]
    read = [heading for heading in read if plain(heading) not in either]
    hit: set[int] = set()
    false = []
    for heading in read:
        hits = _run(plain(heading), [plain(line) for line in marked])
        hit.update(hits)
        if not hits:
            false.append(heading)
    text = plain(page.text)
    found = [anchor for anchor in row["anchors"] if plain(anchor) in text]
    order = list(pairwise(found))
    return Comparison(
        read=len(read),
        false=false,
        missed=[line for number, line in enumerate(marked) if number not in hit],
        lost=[anchor for anchor in row["anchors"] if anchor not in found],
        pairs=len(order),
        swapped=[(a, b) for a, b in order if text.index(plain(a)) > text.index(plain(b))],
    )


def _run(heading: str, marked: list[str]) -> range:
    """The marked headings, one or several that follow each other, that a heading says."""
    for first in range(len(marked)):
        for last in range(first + 1, len(marked) + 1):
            if "".join(marked[first:last]) == heading:
                return range(first, last)
    return range(0)


def show(row: dict[str, Any], page: Page, result: Comparison) -> None:
    place = f"{row['file'][:50]} p.{row['page']}"
    for heading in result.missed:
        print(f"{place}: heading missed: {heading!r}, read as {_read_as(heading, page)}")
    for heading in result.false:
        print(f"{place}: no heading: {heading!r}")
    for anchor in result.lost:
        print(f"{place}: not found: {anchor!r}")
    for before, after in result.swapped:
        print(f"{place}: comes too late: {before!r} after {after!r}")


def _read_as(heading: str, page: Page) -> str:
    """The kind of the shortest block that has the words, and how it begins."""
    blocks = [(page.text[block.start : block.end], block.kind.value) for block in page.blocks]
    having = [(text, kind) for text, kind in blocks if plain(heading) in plain(text)]
    if not having:
        return "pieces" if plain(heading) in plain(page.text) else "nothing"
    text, kind = min(having, key=lambda pair: len(pair[0]))
    return f"{kind} {text[:60]!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with pdfs/")
    parser.add_argument("--misses", action="store_true", help="show what is wrong on each page")
    options = parser.parse_args()
    rows = [json.loads(line) for line in (HERE / "layout.jsonl").read_text("utf-8").splitlines()]
    places = {path.name: path for path in options.data.rglob("*.pdf")}
    readings: dict[str, Reading] = {}
    reader, count = Isolation(), Counter[str]()
    for row in rows:
        name = row["file"]
        try:
            if name not in readings:
                readings[name] = reader.read(places[name], name)
        except (KeyError, UnreadableDocument) as error:
            print(f"not read: {name}: {error}")
            continue
        page = readings[name].pages[row["page"] - 1]
        result = compared(row, page)
        count["pages"] += 1
        count["marked"] += len(row["headings"])
        count["found"] += len(row["headings"]) - len(result.missed)
        count["read"] += result.read
        count["right"] += result.read - len(result.false)
        count["anchors"] += len(row["anchors"])
        count["kept"] += len(row["anchors"]) - len(result.lost)
        count["pairs"] += result.pairs
        count["in order"] += result.pairs - len(result.swapped)
        if options.misses:
            show(row, page, result)
    reader.close()
    report(count)


def report(count: Counter[str]) -> None:
    precision = count["right"] / max(1, count["read"])
    recall = count["found"] / max(1, count["marked"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{count['pages']} pages")
    print(f"headings: precision {precision:.1%} ({count['right']} of {count['read']})", end=", ")
    print(f"recall {recall:.1%} ({count['found']} of {count['marked']}), F1 {f1:.1%}")
    for name, part, whole in (
        ("anchors found", "kept", "anchors"),
        ("in reading order", "in order", "pairs"),
    ):
        share = count[part] / max(1, count[whole])
        print(f"{name}: {share:.1%} ({count[part]} of {count[whole]})")


if __name__ == "__main__":
    main()
