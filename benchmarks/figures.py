"""What figures add to an ingest: python benchmarks/figures.py [FOLDER…] (default: corpus)

Takes the files in, then makes all figures again from the stored passages, which is what an ingest does
once more in its transactions. Processor seconds of this process.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from assistant.ingestion import ingest
from assistant.library import Library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", default=[Path("corpus")])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        started = time.process_time()
        report = ingest(library, options.paths)
        taken_in = time.process_time() - started
        started = time.process_time()
        library.figures.derive()
        derived = time.process_time() - started
        versions = library.versions.every()
        count = sum(len(library.figures.of(v.id)) for v in versions)
    print(f"{report.pages} pages, {report.passages} passages, {count} figures")
    print(f"ingest {taken_in:.1f} s, of which figures {derived:.2f} s: {derived / taken_in:.1%}")


if __name__ == "__main__":
    main()
