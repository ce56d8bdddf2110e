"""How long answers take while reports are being taken in, beside how long they take in quiet.

    python benchmarks/latency.py --pdfs FOLDER

The sample corpus is asked its own questions in one process, as the application does, while another
process ingests FOLDER into the same library. The ratio of the two medians is what counts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from assistant.answering import answer_question
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records import Question
from assistant.settings import Settings

ROOT = Path(__file__).parents[1]
QUIET = 40  # questions asked in quiet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pdfs", type=Path, required=True)
    options = parser.parse_args()
    lines = (ROOT / "tests/data/sample_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=Path(folder) / "library")
        with Library.open(settings=settings) as library:
            ingest(library, [ROOT / "corpus"])
            library.own()
            _ask(library, questions[0])
            quiet = [_ask(library, question) for question in questions[:QUIET]]
            command = [sys.executable, "-m", "assistant", "--library", str(library.folder)]
            at_work = subprocess.Popen(
                [*command, "ingest", str(options.pdfs.resolve()), "--json"],
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
            )
            busy: list[float] = []
            while at_work.poll() is None:
                busy.append(_ask(library, questions[len(busy) % len(questions)]))
                library.refresh()  # as the application follows the ledger
                time.sleep(0.2)
    for name, seconds in (("quiet", quiet), ("during an ingest", busy)):
        high = quantiles(seconds, n=20)[-1]
        print(f"{name}: {len(seconds)} answers, p50 {median(seconds):.3f} s, p95 {high:.3f} s")
    print(f"ratio of the medians: {median(busy) / median(quiet):.2f}")


def _ask(library: Library, question: str) -> float:
    started = time.perf_counter()
    answer_question(library, Question(question))
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
