"""Draw cells of a report's tables at random, as the ledger has them, to be read by eye against the pages.

    python benchmarks/table_cells.py FILE.pdf [--cells 60] [--seed 7] [--pictures DIR]

Prints for each cell its page, its row, column, period and unit, and what is printed; with ``--pictures`` the
page with the cell marked is written for each.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from assistant.chunking import passages
from assistant.figures import figures_of
from assistant.reading import Isolation
from assistant.records import FigureMention, Page
from assistant.viewing.page_view import source_ranges


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cells", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    isolation = Isolation()
    reading = isolation.read(options.file, options.file.name)
    every = [m for m in figures_of(passages("0" * 64, reading.pages)) if m.row or m.column]
    drawn = sorted(
        random.Random(options.seed).sample(every, min(options.cells, len(every))),
        key=lambda m: (m.page, m.start),
    )
    print(f"{len(every)} cells with a figure; {len(drawn)} drawn with seed {options.seed}")
    for number, mention in enumerate(drawn, start=1):
        print(f"{number:3} p.{mention.page:<4} {_told(mention)}")
        if options.pictures:
            page = reading.pages[mention.page - 1]
            _picture(isolation, options.file, page, mention, options.pictures / f"{number:02}.png")
    isolation.close()


def _told(mention: FigureMention) -> str:
    when = "/".join(dict.fromkeys(filter(None, (mention.first, mention.last)))) or "no period"
    value = f"{mention.printed!r} = {mention.value:,.10g} {mention.unit}".strip()
    return f"row {mention.row!r} | column {mention.column!r} | {when} | {value}"


def _picture(
    isolation: Isolation, file: Path, page: Page, mention: FigureMention, out: Path
) -> None:
    """The page with the cell marked, as a PDF reader shows a highlight."""
    import pypdfium2 as pdfium

    out.parent.mkdir(parents=True, exist_ok=True)
    marked = isolation.call(
        "highlight",
        path=str(file),
        index=page.number - 1,
        sources=[list(pair) for pair in source_ranges(page, mention.start, mention.end)],
        note=mention.printed,
        recognition=None,
    )
    document = pdfium.PdfDocument(marked)
    document[page.number - 1].render(scale=1.3).to_pil().save(out)


if __name__ == "__main__":
    main()
