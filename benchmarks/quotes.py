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
import multiprocessing
import os
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "support"))
import pypdfium2 as pdfium  # noqa: E402
from reading_back import letters, letters_on_page, on_page, within  # noqa: E402

from assistant.chunking import passages  # noqa: E402
from assistant.errors import UnreadableDocument  # noqa: E402
from assistant.reading import Isolation  # noqa: E402
from assistant.reading.annotations import open_pdf  # noqa: E402
from assistant.reading.geometry import printed  # noqa: E402
from assistant.reading.glyphs import load_page  # noqa: E402
from assistant.reading.isolation import Limits  # noqa: E402
from assistant.records import Page, Reading, Sentence, Span  # noqa: E402
from assistant.viewing import Box  # noqa: E402
from assistant.viewing.page_view import source_ranges  # noqa: E402

SHARED = Path(os.environ.get("ASSISTANT_SHARED") or HERE.parents[1] / "shared") / "data"


def drawn(pages: tuple[Page, ...], most: int) -> set[int]:
    """Numbers of pages, evenly over those that give their text themselves."""
    own = [page.number for page in pages if page.text and page.recognition is None]
    return set(own[:: max(1, len(own) // most)][:most])


class Drawn:
    """A page as the program places quotes on it, and as PDFium tells its letters."""

    def __init__(self, document: pdfium.PdfDocument, page: Page) -> None:
        self._text, self._page = page, load_page(document, page.number - 1)
        self._printed, self._letters = printed(self._page, None), letters_on_page(self._page)

    def faults(self, sentence: Sentence, span: Span) -> list[str]:
        """What is wrong with a sentence's part on this page."""
        quote = self._text.text[span.start : span.end]
        if letters(quote) not in letters(sentence.text):
            return ["text"]
        found = self._printed.quoted(source_ranges(self._text, span.start, span.end))
        areas = [on_page(self._page, Box(*box)) for box in found["marks"]]
        wanted, marked = Counter(letters(quote)), Counter(within(self._letters, areas))
        return [
            name
            for name, wrong in (
                ("characters", Counter(letters(found["characters"])) != wanted),
                ("unmarked", wanted - marked),
                ("beside", marked - wanted),
            )
            if wrong
        ]


def check(path: Path, reading: Reading, most: int) -> Counter[str]:
    """How many parts of sentences were looked at, and what was wrong with them."""
    looked = drawn(reading.pages, most)
    document = open_pdf(path)
    pages = {page.number: Drawn(document, page) for page in reading.pages if page.number in looked}
    counted: Counter[str] = Counter()
    for passage in passages("ab" * 32, list(reading.pages)):
        for sentence in passage.sentences:
            for span in sentence.spans:
                if span.page in looked:
                    counted["quotes"] += 1
                    counted.update(pages[span.page].faults(sentence, span))
    return counted


def looked_at(path: Path, most: int) -> Counter[str]:
    """The same of a file, in a process that has read no other."""
    isolation = Isolation(Limits(ocr_pages=0))
    try:
        reading = isolation.read(path, path.name)
    except UnreadableDocument:
        return Counter({"refused": 1})
    finally:
        isolation.close()
    return Counter({"read": 1}) + check(path, reading, most)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--under", default="pdfs")
    parser.add_argument("--pages", type=int, default=3)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    paths = sorted((options.data / options.under).rglob("*.pdf"))
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=20) as pool:
        work = [pool.apply_async(looked_at, (path, options.pages)) for path in paths]
        for path, each in zip(paths, work, strict=True):
            counted = each.get(600)
            total += counted
            if set(counted) - {"read", "refused", "quotes"}:
                print(f"{path.relative_to(options.data)}: {dict(counted)}", flush=True)
    print(dict(total))


if __name__ == "__main__":
    main()
