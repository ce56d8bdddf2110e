"""Write the mean vectors that come with the program, for the embedding model that is installed.

python benchmarks/keep_means.py
"""

from __future__ import annotations

import numpy as np

from assistant.embedding import embedder, passage_token_mean, question_token_mean
from assistant.embedding.kept_means import FILE, made_with
from assistant.embedding.language_means import SENTENCES


def main() -> None:
    made = {}
    for sentences in SENTENCES.values():
        key = made_with(sentences)
        made[f"background {key}"] = embedder().passages(sentences).mean(axis=0)
        made[f"passage {key}"] = passage_token_mean(sentences)
        made[f"question {key}"] = question_token_mean(sentences)
    np.savez(FILE, **{name: mean.astype(np.float32) for name, mean in made.items()})
    print(f"{FILE.name}: {len(made)} means, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
