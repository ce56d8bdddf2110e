"""The means that come with the program are those of the model that is installed."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.embedding import embedder, passage_token_mean, question_token_mean
from assistant.embedding import language_means as module
from assistant.embedding.kept_means import kept
from assistant.embedding.language_means import SENTENCES
from assistant.language.languages import LANGUAGES
from assistant.records import Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_are_what_the_model_makes_of_the_sentences(language: Language) -> None:
    sentences = SENTENCES[language]
    made = {
        "background": embedder().passages(sentences).mean(axis=0),
        "passage": passage_token_mean(sentences),
        "question": question_token_mean(sentences),
    }
    for name, mean in made.items():
        found = kept(name, sentences)
        assert found is not None, "run benchmarks/keep_means.py"
        # Where a processor rounds in another order an integer here and there is the next one.
        alike = found @ mean / np.linalg.norm(found) / np.linalg.norm(mean)
        assert alike > 0.999
        assert 0.99 < np.linalg.norm(found) / np.linalg.norm(mean) < 1.01


def test_those_of_other_sentences_are_made_anew() -> None:
    assert kept("background", ("Een andere zin.",)) is None
    assert kept("nothing", SENTENCES["nl"]) is None


def test_another_model_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        name = "other:model"

        def passages(self, texts: tuple[str, ...]) -> np.ndarray:
            return np.ones((len(texts), 3), dtype=np.float32)

    found = module.background_means.__wrapped__(Other())
    assert found["nl"].tolist() == [1.0, 1.0, 1.0]
