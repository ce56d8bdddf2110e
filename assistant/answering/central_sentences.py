"""The sentences of a document that say most of it, or most of one subject in it.

Central is what much else is like (LexRank, Erkan and Radev 2004); towards a subject, what is like it and
like much else that is (Otterbacher, Erkan and Radev 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.embedding import Floats
from assistant.records import BlockKind, Sentence

LONGEST = 600  # characters of a quote
SHORTEST = 6  # words of a sentence that says something
MOST_SENTENCES = 3_000  # of a document that are compared with each other, evenly drawn
DAMPING, ROUNDS = 0.85, 30
TOWARDS = 0.5  # damping towards a subject: the rest of the weight goes to what is like it
NEAR = 0.7  # of the nearest sentence's likeness to the subject: what is less like it is not of it


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the document with its passage, its section and its vector, shape (dimension,)."""

    passage: str
    section: str
    sentence: Sentence
    vector: Floats


def paragraphs(said: Sequence[Said], most: int) -> list[list[Said]]:
    """The most central paragraphs, in reading order."""
    runs: list[list[Said]] = []
    for each in said:
        if runs and _goes_on(runs[-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    scores = dict(zip(map(id, said), _centrality(said), strict=True))
    worth = [sum(scores[id(each)] for each in run) for run in runs]
    best = sorted(range(len(runs)), key=lambda n: (-worth[n], n))[:most]
    return [runs[n] for n in sorted(best)]


def of_sections(said: Sequence[Said], most: int) -> list[list[Said]]:
    """The most central sentence of each main section, of the sections where it is most central."""
    whole = _whole(said)
    depth = _depth([s.section for s in whole])
    scores = _centrality(whole)
    best: dict[tuple[str, ...], tuple[float, int]] = {}
    for place, (each, score) in enumerate(zip(whole, scores, strict=True)):
        section = tuple(each.section.split(" › ")[:depth])
        if score > best.get(section, (-1.0, 0))[0]:
            best[section] = (score, place)
    # A document without sections says it in its most central sentences.
    chosen = sorted(best.values(), reverse=True)[:most]
    if len(chosen) < min(most, 2):
        ranked = sorted(enumerate(scores), key=lambda pair: -pair[1])
        chosen = [(score, place) for place, score in ranked[:most]]
    return [[whole[place]] for place in sorted(place for _, place in chosen)]


def about(said: Sequence[Said], subject: Floats, most: int) -> list[list[Said]]:
    """The sentences that say most about a subject, given as its vector of shape (dimension,), in reading order."""
    whole = _whole(said)
    if not whole:
        return []
    likeness = np.array([each.vector for each in whole], dtype=np.float32) @ subject
    likeness -= likeness.mean()
    likeness[likeness < NEAR * likeness.max()] = 0.0
    scores = _centrality(whole, likeness)
    near = [place for place in np.argsort(-np.asarray(scores)) if likeness[place] > 0]
    return [[whole[place]] for place in sorted(near[:most])]


def _goes_on(run: Sequence[Said], each: Said) -> bool:
    """Whether a sentence belongs to the paragraph, or the list, before it, and both are no longer than a quote."""
    before, behind = run[-1].sentence.spans[-1], each.sentence.spans[0]
    start = run[0].sentence.spans[0]
    apart = 2 if each.sentence.kind is BlockKind.LIST_ITEM else 1
    near = before.page == behind.page and 0 <= behind.start - before.end <= apart
    single = len(run[0].sentence.spans) == len(each.sentence.spans) == 1
    return near and single and behind.end - start.start <= LONGEST


def _depth(sections: Sequence[str]) -> int:
    """The level of the main sections: that of the first heading that is not over everything."""
    parts = [section.split(" › ") for section in sections]
    deepest = max((len(each) for each in parts), default=1)
    differing = (d for d in range(1, deepest) if len({tuple(each[:d]) for each in parts}) > 1)
    return next(differing, deepest)


def _whole(said: Sequence[Said]) -> list[Said]:
    """Those that are whole sentences, of a long document evenly drawn."""
    whole = [each for each in said if _is_whole(each.sentence)]
    return whole[:: max(1, len(whole) // MOST_SENTENCES)]


def _is_whole(sentence: Sentence) -> bool:
    text = sentence.text
    return len(text.split()) >= SHORTEST and text[:1].isupper() and text.rstrip('”’")')[-1:] in ".!"


def _centrality(said: Sequence[Said], towards: Floats | None = None) -> list[float]:
    """LexRank of each sentence: how much the others are like it, weighed by how central they are.

    ``towards`` says for each how much it is what is asked after, none below 0."""
    if not said:
        return []
    vectors = np.array([each.vector for each in said], dtype=np.float32)
    if len(said) > 2:  # what all of them share says nothing
        vectors -= vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    alike = np.maximum(vectors @ vectors.T, 0.0)
    alike /= np.maximum(alike.sum(axis=1, keepdims=True), 1e-9)
    start = np.full(len(said), 1 / len(said), dtype=np.float32)
    damping = DAMPING
    if towards is not None and towards.any():
        start, damping = towards / towards.sum(), TOWARDS
    rank = start
    for _ in range(ROUNDS):
        rank = (1 - damping) * start + damping * (alike.T @ rank)
    return [float(value) for value in rank]
