"""A question -> ranked passages: dense and lexical search side by side, then a close look at the best.

The close look is at sentences (a vector each) and at tokens (late interaction, see ``embedding``).

Weights were chosen on development questions (``docs/measurements.md`` says what each gives).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.embedding import Floats, ReadQuestion, TokenSigns, read_question, token_scores
from assistant.embedding.language_means import around_question_mean, usual_cosines
from assistant.language.glossary import synonyms, translations
from assistant.language.languages import other_language
from assistant.language.terms import grams, stem
from assistant.library import Library
from assistant.records import Filters, Language, Passage, Version
from assistant.retrieval.hits import Hit
from assistant.retrieval.page_reference import asks_of_itself
from assistant.retrieval.rarity import Rarity
from assistant.retrieval.trace import Trace
from assistant.retrieval.understanding import Understood

POOL = 60  # passages taken from each channel (from each language of the dense one)
WEIGHTS = {"dense": 0.2, "sentence": 0.1, "tokens": 0.8, "lexical": 0.5}
ACROSS = 0.3  # what a lexical score counts for across languages
STAND_IN = 1.0  # what the tokens count for there in its place
ANCHOR_BOOST = 1.5
FEW = 40  # of fewer passages it says little how far one stands above the others
STANDING = 4.0  # what is then taken for it: what the best passage has where none answers
TRANSLATED = 0.5
NUMBERED = 0.8  # "twaalf" for "12"
ALIASED = 0.6  # the words of an acronym's long form, and the reverse
ON_PAGE = 3.0  # what it adds to a passage to stand on the page that the question names
IN_FRONT = 1.0  # and to stand in front, where it asks what a document says of itself
FRONT = frozenset({1, 2})
FEW_VERSIONS = 5  # of so few, every passage on a page that is named is looked at


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A ranked passage, and how its sentences compare with the question."""

    hit: Hit
    sentence_scores: Floats  # one a sentence: cosine less the language's mean
    token_scores: Floats  # (1 + sentences, question tokens): best cosine in context, each sentence
    token_weights: Floats  # what each token of the question counts for; the sum is 1
    parts: dict[str, float]  # what each channel adds to the score
    standing: float  # fused score: standard deviations above the passages it was compared with
    named: frozenset[int] = frozenset()  # its pages that the question names

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
    trace: Trace | None = None,
) -> list[Retrieved]:
    """The best passages, best first. ``leave_out`` names passages to pretend not to have."""
    trace = trace or Trace()
    versions = library.search.allowed(filters)
    text = f"{asked.text} {asked.speaker_of}" if asked.speaker_of else asked.text
    with trace.stage("embed the question"):
        vector = library.embedder.query(text)
        question = read_question(text)
    with trace.stage("search by vector"):
        dense = library.search.nearest(vector, POOL, versions)
    with trace.stage("search by words"):
        lexical = library.search.matching(_terms(asked), POOL, versions)
    current = {version.id: version for version in library.versions.as_of(filters.as_of)}
    places = _named_places(library, asked, versions or list(current))
    on_page = (
        library.passages.on(places)
        if len({version for version, _ in places}) <= FEW_VERSIONS
        else []
    )
    names = [n for n in dict.fromkeys([*dense, *lexical, *on_page]) if n not in leave_out]
    with trace.stage("load passages"):
        stored = library.passages.get(names)
    if not stored:
        return []
    names = [n for n in names if n in stored and stored[n].passage.version in current]
    language = {n: stored[n].passage.language for n in names}
    expected = usual_cosines(vector, library.search.means)
    sentences = {
        n: _sentence_scores(vector, stored[n].sentences, expected.get(language[n], 0.0))
        for n in names
    }
    with trace.stage("compare tokens"):
        weights, tokens = _token_scores(library, asked, question, [stored[n].tokens for n in names])
    matched = dict(zip(names, tokens, strict=True))
    channels = {
        "dense": {n: dense.get(n, math.nan) for n in names},
        "sentence": {n: float(sentences[n].max()) for n in names},
        "tokens": {n: float(matched[n].max(axis=0) @ weights) for n in names},
        "lexical": {n: lexical.get(n, 0.0) for n in names},
    }
    parts = _fuse(channels, language, asked.language)
    named = {n: _pages_in(places, stored[n].passage) for n in names}
    for n in names if places else ():
        parts[n]["page"] = bool(named[n]) * (ON_PAGE if asked.pages else IN_FRONT)
    fused = {n: sum(parts[n].values()) for n in names}
    ranked = sorted(names, key=lambda n: (-fused[n], n))[:count]
    return [
        Retrieved(
            Hit(
                passage=stored[name].passage,
                version=current[stored[name].passage.version],
                score=round(fused[name], 6),
                dense=round(dense.get(name, channels["sentence"][name]), 6),
                lexical=round(lexical.get(name, 0.0), 6),
                sentence=round(channels["sentence"][name], 6),
                tokens=round(channels["tokens"][name], 6),
            ),
            sentences[name],
            matched[name],
            weights,
            parts[name],
            fused[name] if len(names) >= FEW else STANDING,
            named[name],
        )
        for name in ranked
    ]


def look_at(
    library: Library, asked: Understood, filters: Filters, names: Sequence[str]
) -> list[Retrieved]:
    """Passages that something else than search has found, compared with the question as search does.

    How one stands among the others is not known of them: ``standing`` is 0, as of an average one."""
    stored = library.passages.get(names)
    current = {version.id: version for version in library.versions.as_of(filters.as_of)}
    kept = [n for n in names if n in stored and stored[n].passage.version in current]
    if not kept:
        return []
    text = f"{asked.text} {asked.speaker_of}" if asked.speaker_of else asked.text
    vector = library.embedder.query(text)
    expected = usual_cosines(vector, library.search.means)
    weights, tokens = _token_scores(
        library, asked, read_question(text), [stored[n].tokens for n in kept]
    )
    looked: list[Retrieved] = []
    for name, matched in zip(kept, tokens, strict=True):
        passage = stored[name].passage
        usual = expected.get(passage.language, 0.0)
        sentences = _sentence_scores(vector, stored[name].sentences, usual)
        nearest = round(float(sentences.max()), 6)
        hit = Hit(
            passage=passage,
            version=current[passage.version],
            score=0.0,
            dense=nearest,
            lexical=0.0,
            sentence=nearest,
            tokens=round(float(matched.max(axis=0) @ weights), 6),
        )
        looked.append(Retrieved(hit, sentences, matched, weights, {}, 0.0))
    return looked


def _named_places(library: Library, asked: Understood, versions: list[str]) -> set[tuple[str, int]]:
    """(version, page) of the pages that the question names or, of itself, is about."""
    numbers = asked.pages or (FRONT if asks_of_itself(asked.text) else frozenset())
    return library.pages.numbered(versions, numbers) if numbers else set()


def _pages_in(places: set[tuple[str, int]], passage: Passage) -> frozenset[int]:
    return frozenset(page for page in passage.pages if (passage.version, page) in places)


def _sentence_scores(vector: Floats, sentences: Floats, expected: float) -> Floats:
    scores: Floats = sentences @ vector - np.float32(expected)
    return scores


def _token_scores(
    library: Library, asked: Understood, read: ReadQuestion, passages: list[TokenSigns]
) -> tuple[Floats, list[Floats]]:
    """(weight of each token of the question, its best cosine in each part of each passage)."""
    vectors = around_question_mean(read.tokens, asked.language)
    rarity = Rarity(library, asked)
    weights = np.array([rarity.weight(word) for word in read.words], dtype=np.float32)
    weights /= max(float(weights.sum()), 1e-9)
    return weights, token_scores(vectors, passages)


def _terms(asked: Understood) -> dict[str, dict[str, float]]:
    """Weighted index terms of a question: its own words, and their translations at half weight."""
    language = asked.language
    other = other_language(language)
    own = dict.fromkeys(asked.terms, 1.0)
    text = f"{asked.text} {asked.speaker_of}"
    pieces = dict.fromkeys(grams(text, language), 0.35)
    for anchor in asked.anchors:
        own[stem(anchor, language)] = ANCHOR_BOOST
        own.setdefault(stem(anchor, other), ANCHOR_BOOST)
    for term in asked.terms:
        for translated in translations(term, language):
            own.setdefault(translated, TRANSLATED)
        for same in synonyms(term, language):
            if term.isdigit() or same.isdigit():
                own.setdefault(same, NUMBERED)
    for _, same_as in asked.aliases:
        for term in same_as:
            own.setdefault(term, ALIASED)
    return {"stems": own, "grams": pieces, "context": {t: 0.6 * w for t, w in own.items()}}


def _fuse(
    channels: dict[str, dict[str, float]], languages: dict[str, Language], asked: Language
) -> dict[str, dict[str, float]]:
    """Passage -> what each channel adds to its score: its standard score times its weight.

    Across languages words say little (names and figures, and the glossary): there the tokens, whose
    vectors both languages share, say what words cannot.
    """
    z = {channel: _standard(scores) for channel, scores in channels.items()}
    parts: dict[str, dict[str, float]] = {}
    for name, language in languages.items():
        parts[name] = {channel: WEIGHTS[channel] * z[channel][name] for channel in WEIGHTS}
        if language != asked:
            parts[name]["lexical"] *= ACROSS
            parts[name]["tokens"] += STAND_IN * WEIGHTS["lexical"] * z["tokens"][name]
    return parts


def _standard(scores: dict[str, float]) -> dict[str, float]:
    """Standard scores; what a channel did not return counts as just under its worst."""
    known = [s for s in scores.values() if not math.isnan(s)]
    if not known:
        return dict.fromkeys(scores, 0.0)
    mean = sum(known) / len(known)
    spread = math.sqrt(sum((s - mean) ** 2 for s in known) / len(known)) or 1.0
    floor = min(known)
    return {n: ((floor if math.isnan(s) else s) - mean) / spread for n, s in scores.items()}
