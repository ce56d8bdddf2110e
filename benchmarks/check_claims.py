"""Measure fact checking on the claim sets: what is caught, what is called wrong, and F1.

    python benchmarks/check_claims.py --data ../shared/data --libraries DIR [--part loose] [--json FILE]

Checks the open claims, or those worded loosely, or the newer ones (fresh), or those about documents that nothing
was fitted to (unseen, and later and newest ones about the same documents), or the kept ones, of which it prints
totals alone. Makes the libraries ``sample``, ``claimdocs`` and ``papers`` in DIR where they are missing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from make_libraries import FOLDERS, SAMPLE
from rich.console import Console

from assistant.evaluation.claim_sets import ClaimSetReport, Judged, judge_claims, read_claims
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.settings import Settings

CLAIMS = Path(__file__).parent / "claims"
LIBRARIES = {"sample": "sample", "documents": "claimdocs"}  # set -> library
UNSEEN = {"papers": "papers"}


def libraries_of(part: str) -> dict[str, str]:
    """Set -> library, of a part."""
    return UNSEEN if part in ("unseen", "later", "newest") else LIBRARIES


def opened(name: str, libraries: Path, data: Path) -> Library:
    """The library of a claim set, with its documents taken in where it is new or not complete."""
    folder = libraries / (LIBRARIES | UNSEEN)[name]
    held = {"documents": ("cross",), "papers": ("parliament", "reports")}.get(name, ())
    folders = [data / part for each in held for part in FOLDERS[each]] or [SAMPLE]
    new = not folder.exists()
    library = Library.open(folder, Settings())
    if new:
        report = ingest(library, folders)
        print(f"{name}: {len(report.added)} documents taken in, {report.seconds} s")
    library.refresh()
    return library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--libraries", type=Path, required=True)
    parser.add_argument(
        "--part",
        choices=("open", "loose", "fresh", "unseen", "later", "newest", "kept"),
        default="open",
    )
    parser.add_argument("--json", type=Path, help="write all figures to a file")
    options = parser.parse_args()
    reports: list[ClaimSetReport] = []
    everything: list[Judged] = []
    for name in libraries_of(options.part):
        claims = read_claims(CLAIMS / f"{name}_{options.part}.jsonl")
        with opened(name, options.libraries, options.data) as library:
            judged = judge_claims(library, claims)
        reports.append(ClaimSetReport(f"{name}_{options.part}", tuple(judged)))
        everything += judged
    if len(reports) > 1:
        reports.append(ClaimSetReport(f"both_{options.part}", tuple(everything)))
    console = Console()
    for report in reports:
        console.print(*report.tables())
    if options.json:
        found = [report.as_json(rows=options.part != "kept") for report in reports]
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
