"""A claim held against one text at hand, without a library: for verifying, and for measuring."""

from __future__ import annotations

import numpy as np

from assistant.checking.point import Matter
from assistant.checking.proposition import Proposition
from assistant.checking.relation import Relation, relate
from assistant.checking.ruling import are_apart
from assistant.checking.sameness import Nearness
from assistant.embedding import Embedder, read_passages, read_question, token_scores
from assistant.embedding.language_means import (
    COSINE_SCALE,
    TOKEN_SCALE,
    around_question_mean,
    background_means,
    passage_mean,
)
from assistant.language.stop_words import STOP_WORDS
from assistant.records import Stance

SAME_SCOPE = 0.75  # of the words of each in the other; what is left may be a part or a region
LIGHT = 0.3  # what a stop word counts for beside other words


def hold_pair(embedder: Embedder, claim: Proposition, source: Proposition) -> Relation:
    """How a text stands to a claim."""
    return relate(claim, source, nearness_of(embedder, claim, source))


def contradicts(embedder: Embedder, one: Proposition, other: Proposition) -> bool:
    """Whether two passages of documents contradict each other: the same subject in the same scope at
    the same time, as firmly said, and not so.

    Stricter than a claim is held against a source: a writer who checks a claim means one thing, but
    two passages that share most words are mostly about a part and its whole, or two regions.
    """
    there, back = hold_pair(embedder, one, other), hold_pair(embedder, other, one)
    return all(
        relation.stance is Stance.AGAINST
        and relation.alignment.inside >= SAME_SCOPE
        and all(p.matter is not Matter.CERTAINTY for p in relation.wrong)
        and not are_apart(one.spoken_of, other.spoken_of, relation)
        for relation in (there, back)
    ) and not (set(one.names) ^ set(other.names))


def nearness_of(embedder: Embedder, claim: Proposition, source: Proposition) -> Nearness:
    """How near the two are in meaning, measured as search does."""
    asked = read_question(claim.text)
    vectors = around_question_mean(asked.tokens, claim.language)
    stops = STOP_WORDS[claim.language]
    weights = np.array([LIGHT if word in stops else 1.0 for word in asked.words], dtype=np.float32)
    weights /= max(float(weights.sum()), 1e-9)
    (read,) = read_passages([(source.around, source.text)], [passage_mean(source.language)])
    (scores,) = token_scores(vectors, [read.tokens])
    zero = background_means(embedder)[source.language]
    query = embedder.query(claim.text)
    return Nearness(
        sentence=COSINE_SCALE * float(query @ read.sentences[0] - query @ zero),
        tokens=TOKEN_SCALE * float(scores[1] @ weights),
        passage=TOKEN_SCALE * float(scores.max(axis=0) @ weights),
    )
