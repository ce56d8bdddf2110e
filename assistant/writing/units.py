"""The passages that a model was given as units that may carry a sentence: a sentence, or neighbours.

Written sentences draw together what stands in two or three sentences behind one another; further
apart they are carried clause by clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.checking.gather import says_something
from assistant.checking.pair import LIGHT
from assistant.checking.proposition import Proposition
from assistant.embedding import TokenSigns, read_question, token_scores
from assistant.embedding.language_means import around_question_mean
from assistant.figures import in_full
from assistant.language.stop_words import STOP_WORDS
from assistant.library.names import naming
from assistant.records import Language
from assistant.retrieval import Retrieved

NEIGHBOURS = 3  # sentences that may carry one written sentence together
BEFORE = 2  # sentences before a unit that say who "they" are
LOOKED_AT = 10  # units that are compared point by point, those nearest in meaning
EACH_MORE = 0.01  # nearness that a further sentence must bring


_WE = re.compile(
    r"\b(?:wij|we|ik|ons|onze|mijn|our|us|my|I|rapport|report|monitor|evaluatie|evaluation)\b",
    re.IGNORECASE,
)
_INNER_END = re.compile(r"\.\s(?=[A-ZÀ-Þ])")  # a list item has sentences of its own


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences of one passage, by position, that may carry a written sentence together, and for each
    token of that sentence its best cosine in them."""

    found: Retrieved
    positions: tuple[int, ...]
    source: Proposition
    tokens: NDArray[np.float32]
    nearness: float

    @property
    def author(self) -> str:
        """What names the document and who wrote it."""
        return naming(self.found.version)

    @property
    def voice(self) -> str:
        """The same where the unit speaks of itself ("we", "this report"): its author is the subject."""
        return self.author if _WE.search(self.source.text) else ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a written sentence with a letter or a digit: the word of each, its vector around
    its language's mean, shape (tokens, 384), and what it counts for; the sum is 1."""

    words: tuple[str, ...]
    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, text: str, language: Language) -> Tokens:
        asked = read_question(text)
        vectors = around_question_mean(asked.tokens, language)
        bare = tuple(re.sub(r"^\W+|\W+$", "", word) for word in asked.words)
        stops = STOP_WORDS[language]
        weights = np.array([LIGHT if word in stops else 1.0 for word in bare], dtype=np.float32)
        return cls(bare, vectors, weights / max(float(weights.sum()), 1e-9))


class Units:
    """The units of some passages; understood once, held against every written sentence."""

    def __init__(self, passages: Sequence[Retrieved], tokens: Mapping[str, TokenSigns]) -> None:
        self._passages = tuple(passages)
        self._tokens = tokens
        self._understood: dict[tuple[str, tuple[int, ...]], Proposition] = {}

    def nearest(self, written: Tokens, among: Sequence[Retrieved]) -> list[Unit]:
        """The units of some of the passages that are nearest in meaning, nearest first."""
        rated: list[tuple[float, Retrieved, tuple[int, ...], NDArray[np.float32]]] = []
        for found in among:
            (scores,) = token_scores(written.vectors, [self._tokens[found.passage.id]])
            for positions in _runs(found):
                best = scores[[i + 1 for i in positions]].max(axis=0)
                rated.append(
                    (
                        float(best @ written.weights) - EACH_MORE * (len(positions) - 1),
                        found,
                        positions,
                        best,
                    )
                )
        rated.sort(key=lambda r: -r[0])
        return [
            Unit(found, positions, self._proposition(found, positions), best, near)
            for near, found, positions, best in rated[:LOOKED_AT]
        ]

    def _proposition(self, found: Retrieved, positions: tuple[int, ...]) -> Proposition:
        key = (found.passage.id, positions)
        if key not in self._understood:
            self._understood[key] = proposition_of(found, positions)
        return self._understood[key]


def proposition_of(found: Retrieved, positions: tuple[int, ...]) -> Proposition:
    """Sentences of a passage as one, a semicolon between them."""
    passage, version = found.passage, found.version
    sentences = passage.sentences
    first = positions[0]
    return Proposition(
        "; ".join(
            _INNER_END.sub("; ", in_full(sentences[i], passage.language).rstrip(". "))
            for i in positions
        ),
        passage.language,
        before=" ".join(s.text for s in sentences[max(0, first - BEFORE) : first]),
        around=f"{passage.section} {version.document.title}",
        published=version.document.published,
        tabular=all(sentences[i].row is not None for i in positions),
    )


def _runs(found: Retrieved) -> Iterator[tuple[int, ...]]:
    """Every sentence of a passage that says something, alone and with those behind it."""
    title = found.version.document.title
    telling = [i for i, s in enumerate(found.passage.sentences) if says_something(s, title)]
    for at in range(len(telling)):
        for count in range(1, NEIGHBOURS + 1):
            if at + count <= len(telling):
                yield tuple(telling[at : at + count])
