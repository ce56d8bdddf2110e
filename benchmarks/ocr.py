"""How well and how fast scans are read: pages of born-digital Dutch PDFs, rendered and read back.

    python benchmarks/ocr.py --data DATA [--pages N]

The text layer of the original is the truth. Three kinds of scan: clean at 300 dpi; at 200 and at
150 dpi turned by 0.6 degrees, blurred, with noise (standard deviation 10 of 255) and packed as
JPEG of quality 45.

- word recall: the words of the original (with their case and accents) that were read, as a multiset
- character errors: edits to find each paragraph of 80 characters or more in what was read, per
  character (Sellers' algorithm: where it stands on the page makes no difference)
- sentences: those of the original that stand in what was read, letter by letter and mark by mark
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ["OMP_THREAD_LIMIT"] = "1"

import numpy as np

from assistant.chunking import passages
from assistant.reading import Isolation
from assistant.reading.budget import OcrBudget
from assistant.reading.pdf import read_pdf
from assistant.records import BlockKind, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))
from scans import degraded, picture, scan_of

FOLDERS = ("nl_programme", "nl_reports", "nl_letters", "nl_agreement")
LEAST = 1_200  # characters in paragraphs and lists of a page that is measured
A_FILE = 2  # pages


@dataclass
class Kind:
    """One way of scanning, and what was counted over its pages."""

    name: str
    dpi: int
    bad: bool
    words: list[int] = field(default_factory=lambda: [0, 0])
    letters: list[int] = field(default_factory=lambda: [0, 0])
    sentences: list[int] = field(default_factory=lambda: [0, 0])
    seconds: list[float] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)
    unread: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=40)
    options = parser.parse_args()
    kinds = [
        Kind("clean, 300 dpi", 300, False),
        Kind("bad copy, 200 dpi", 200, True),
        Kind("bad copy, 150 dpi", 150, True),
    ]
    chosen = choose(options.data / "pdfs", options.pages)
    with TemporaryDirectory() as folder:
        for path, page in chosen:
            for kind in kinds:
                measure(kind, path, page, Path(folder) / "scan.pdf")
    print(f"{len(chosen)} pages of {len({path for path, _ in chosen})} files")
    for kind in kinds:
        print(
            f"{kind.name}: word recall {share(kind.words):.2%}, "
            f"character errors {share(kind.letters):.2%}, sentences {share(kind.sentences):.1%}, "
            f"sure {np.mean(kind.sure):.1%}, median {median(kind.seconds):.2f} CPU-s a page "
            f"(max {max(kind.seconds):.2f}), unread {kind.unread}"
        )


def choose(folder: Path, count: int) -> list[tuple[Path, Page]]:
    """Pages of running text, spread over the files."""
    found: list[tuple[Path, Page]] = []
    isolation = Isolation()
    for path in sorted(p for name in FOLDERS for p in (folder / name).glob("*.pdf")):
        pages = [p for p in isolation.read(path, path.name).pages if running_text(p)]
        some = pages[:: max(1, len(pages) // A_FILE)][:A_FILE]
        found += [(path, p) for p in some if not any(same(p, q) for _, q in found)]
    isolation.close()
    return found[:: max(1, len(found) // count)][:count]


def running_text(page: Page) -> bool:
    text = sum(b.end - b.start for b in page.blocks if is_text(b.kind))
    return page.recognition is None and text >= LEAST and text > 0.9 * len(page.text)


def same(page: Page, other: Page) -> bool:
    """Whether two pages share most words: many of the files are versions of one audit."""
    words, known = set(page.text.split()), set(other.text.split())
    return len(words & known) > 0.6 * len(words)


def is_text(kind: BlockKind) -> bool:
    return kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def measure(kind: Kind, path: Path, page: Page, scan: Path) -> None:
    """Scan one page, read it, and add to the counts."""
    image = picture(path.read_bytes(), page.number - 1, kind.dpi)
    scan.write_bytes(scan_of([degraded(image) if kind.bad else image], kind.dpi))
    start = time.process_time()
    (read,) = read_pdf(scan, "scan.pdf", 10, OcrBudget(1)).pages
    kind.seconds.append(time.process_time() - start)
    kind.unread += read.recognition is None
    kind.sure += [read.recognition.confidence] if read.recognition else []
    truth, given = Counter(page.text.split()), Counter(read.text.split())
    add(kind.words, sum((truth & given).values()), sum(truth.values()))
    flat = " ".join(read.text.split())
    for block in page.blocks:
        text = " ".join(page.text[block.start : block.end].split())
        if is_text(block.kind) and len(text) >= 80:
            add(kind.letters, edits(text, flat), len(text))
    for passage in passages("0" * 64, (page,)):
        for sentence in passage.sentences:
            add(kind.sentences, " ".join(sentence.text.split()) in flat, 1)


def edits(text: str, within: str) -> int:
    """The fewest insertions, deletions and changes that make ``text`` of a part of ``within``."""
    codes = np.array([ord(c) for c in within], dtype=np.int32)
    steps = np.arange(len(within) + 1)
    row = np.zeros(len(within) + 1, dtype=np.int64)
    for char in text:
        best = row + 1
        best[1:] = np.minimum(best[1:], row[:-1] + (codes != ord(char)))
        row = np.minimum.accumulate(best - steps) + steps
    return int(row.min())


def add(counts: list[int], part: int, whole: int) -> None:
    counts[0] += part
    counts[1] += whole


def share(counts: list[int]) -> float:
    return counts[0] / max(1, counts[1])


if __name__ == "__main__":
    main()
