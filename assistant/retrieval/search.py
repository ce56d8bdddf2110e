"""A question -> ranked passages: dense and lexical search side by side, fused, sentences rescored.

Weights were chosen on development questions (``benchmarks/README.md`` says how and what each gives).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import grams, stem
from assistant.library import Library
from assistant.records import Filters, Hit, Language, Passage, Version
from assistant.retrieval.glossary import translations
from assistant.retrieval.understand import Understood

POOL = 60  # passages taken from each channel (from each language of the dense one)
RESCORED = 40  # passages whose sentences are looked at
LEXICAL_WEIGHT = 0.6
SENTENCE_WEIGHT = 0.5
ANCHOR_BOOST = 1.5
TRANSLATED = 0.5


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A ranked passage with the vectors of its sentences and the question's vector."""

    hit: Hit
    sentence_scores: NDArray[np.float32]  # one a sentence: cosine less the language's mean

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @property
    def version(self) -> Version:
        return self.hit.version


def retrieve(
    library: Library,
    asked: Understood,
    filters: Filters,
    count: int,
    leave_out: frozenset[str] = frozenset(),
) -> list[Retrieved]:
    """The best passages, best first. ``leave_out`` names passages to pretend not to have."""
    versions = library.allowed(filters)
    text = f"{asked.text} {asked.speaker_of}" if asked.speaker_of else asked.text
    vector = library.embedder.query(text)
    dense = library.nearest(vector, POOL, versions)
    lexical = library.matching(_terms(asked), POOL, versions)
    names = [name for name in dict.fromkeys([*dense, *lexical]) if name not in leave_out]
    stored = library.passages(names)
    if not stored:
        return []
    current = {version.id: version for version in library.versions()}
    names = [n for n in names if n in stored and stored[n][0].version in current]
    expected = {lang: float(vector @ mean) for lang, mean in library.indexes.means.items()}
    best_sentences = {
        name: _sentence_scores(vector, stored[name][1], expected.get(stored[name][0].language, 0.0))
        for name in names
    }
    fused = _fuse(
        {n: dense.get(n, math.nan) for n in names},
        {n: lexical.get(n, 0.0) for n in names},
        {n: float(best_sentences[n].max()) for n in names},
        {n: stored[n][0].language for n in names},
        asked.language,
    )
    ranked = sorted(names, key=lambda n: (-fused[n], n))[:count]
    return [
        Retrieved(
            Hit(
                passage=stored[name][0],
                version=current[stored[name][0].version],
                score=round(fused[name], 6),
                dense=round(dense.get(name, float(best_sentences[name].max())), 6),
                lexical=round(lexical.get(name, 0.0), 6),
            ),
            best_sentences[name],
        )
        for name in ranked
    ]


def _sentence_scores(
    vector: NDArray[np.float32], sentences: NDArray[np.float32], expected: float
) -> NDArray[np.float32]:
    scores: NDArray[np.float32] = sentences @ vector - np.float32(expected)
    return scores


def _terms(asked: Understood) -> dict[str, dict[str, float]]:
    """Weighted index terms of a question: its own words, and their translations at half weight."""
    language = asked.language
    other: Language = "en" if language == "nl" else "nl"
    own = dict.fromkeys(asked.terms, 1.0)
    text = f"{asked.text} {asked.speaker_of}"
    pieces = dict.fromkeys(grams(text, language), 0.35)
    for anchor in asked.anchors:
        own[stem(anchor, language)] = ANCHOR_BOOST
        own.setdefault(stem(anchor, other), ANCHOR_BOOST)
    for term in asked.terms:
        for translated in translations(term, language):
            own.setdefault(translated, TRANSLATED)
    return {"stems": own, "grams": pieces, "context": {t: 0.6 * w for t, w in own.items()}}


def _fuse(
    dense: dict[str, float],
    lexical: dict[str, float],
    sentences: dict[str, float],
    languages: dict[str, Language],
    asked: Language,
) -> dict[str, float]:
    """Standard scores of the channels, added with their weights.

    Across languages words say little (names and figures, and the glossary): half weight.
    """
    z_dense, z_sentence, z_lexical = _standard(dense), _standard(sentences), _standard(lexical)
    return {
        name: (1 - LEXICAL_WEIGHT) * (z_dense[name] + SENTENCE_WEIGHT * z_sentence[name])
        + LEXICAL_WEIGHT * (1.0 if languages[name] == asked else 0.5) * z_lexical[name]
        for name in dense
    }


def _standard(scores: dict[str, float]) -> dict[str, float]:
    """Standard scores; what a channel did not return counts as just under its worst."""
    known = [s for s in scores.values() if not math.isnan(s)]
    if not known:
        return dict.fromkeys(scores, 0.0)
    mean = sum(known) / len(known)
    spread = math.sqrt(sum((s - mean) ** 2 for s in known) / len(known)) or 1.0
    floor = min(known)
    return {n: ((floor if math.isnan(s) else s) - mean) / spread for n, s in scores.items()}
