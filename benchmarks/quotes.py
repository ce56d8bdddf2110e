"""Whether every quote leads back to its page: python benchmarks/quotes.py [--data DATA] [--under pdfs] [--pages 3]

Reads every PDF under a folder as an ingest does, and looks at the sentences of some pages of each (evenly drawn):
the text at their places on the page, PDFium's own characters behind them, and the letters inside the boxes that
would be marked. Letters and digits are counted, not their order: a row is quoted from left to right, and a file
may draw it otherwise. ``unmarked`` are quotes of which a letter lies in no box; ``beside`` those whose boxes
hold other letters, too (a watermark, or text printed over text). Pages read by OCR are left out: a scan has no
letters of its own. A file that is refused is counted as that.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "support"))
from reading_back import letters, letters_in_boxes  # noqa: E402

from assistant.chunking import passages  # noqa: E402
from assistant.errors import UnreadableDocument  # noqa: E402
from assistant.reading import Isolation  # noqa: E402
from assistant.reading.isolation import Limits  # noqa: E402
from assistant.records import Page, Reading, Sentence, Span  # noqa: E402
from assistant.viewing import Box  # noqa: E402
from assistant.viewing.page_view import source_ranges  # noqa: E402

SHARED = Path(os.environ.get("ASSISTANT_SHARED") or HERE.parents[1] / "shared") / "data"


def drawn(pages: tuple[Page, ...], most: int) -> set[int]:
    """Numbers of pages, evenly over those that give their text themselves."""
    own = [page.number for page in pages if page.text and page.recognition is None]
    return set(own[:: max(1, len(own) // most)][:most])


def faults_of(
    isolation: Isolation, path: Path, page: Page, sentence: Sentence, span: Span
) -> list[str]:
    """What is wrong with a sentence's part on a page."""
    quote = page.text[span.start : span.end]
    if letters(quote) not in letters(sentence.text):
        return ["text"]
    sources = [list(pair) for pair in source_ranges(page, span.start, span.end)]
    answer = isolation.call("geometry", path=str(path), index=page.number - 1, sources=sources)
    found = json.loads(answer)
    boxes = [Box(*box) for box in found["marks"]]
    wanted, marked = Counter(letters(quote)), letters_in_boxes(path, page.number - 1, boxes)
    return [
        name
        for name, wrong in (
            ("characters", Counter(letters(found["characters"])) != wanted),
            ("unmarked", wanted - Counter(marked)),
            ("beside", Counter(marked) - wanted),
        )
        if wrong
    ]


def check(isolation: Isolation, path: Path, reading: Reading, most: int) -> Counter[str]:
    """How many parts of sentences were looked at, and what was wrong with them."""
    by_number = {page.number: page for page in reading.pages}
    looked = drawn(reading.pages, most)
    counted: Counter[str] = Counter()
    for passage in passages("ab" * 32, list(reading.pages)):
        for sentence in passage.sentences:
            for span in sentence.spans:
                if span.page in looked:
                    counted["quotes"] += 1
                    counted.update(faults_of(isolation, path, by_number[span.page], sentence, span))
    return counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--under", default="pdfs")
    parser.add_argument("--pages", type=int, default=3)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    isolation = Isolation(Limits(ocr_pages=0))
    for path in sorted((options.data / options.under).rglob("*.pdf")):
        try:
            reading = isolation.read(path, path.name)
        except UnreadableDocument:
            total["refused"] += 1
            continue
        counted = check(isolation, path, reading, options.pages)
        total["read"] += 1
        total += counted
        if len(counted) > 1:
            print(f"{path.relative_to(options.data)}: {dict(counted)}", flush=True)
    isolation.close()
    print(dict(total))


if __name__ == "__main__":
    main()
