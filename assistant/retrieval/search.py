"""A question -> ranked passages: dense and lexical search side by side, then a close look at the best.

The close look is at sentences (a vector each) and at tokens (late interaction, see ``embedding``).

Weights were chosen on development questions (``docs/measurements.md`` says what each gives).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.embedding import Floats, ReadQuestion, TokenSigns, read_question, token_scores
from assistant.embedding.language_means import around_question_mean, usual_cosines
from assistant.language.glossary import synonyms, translations
from assistant.language.languages import other_language
from assistant.language.terms import grams, stem
from assistant.library import Library, StoredPassage
from assistant.records import Filters, Language, Passage, Version
from assistant.retrieval.hits import Hit, Retrieved
from assistant.retrieval.named_document import how_named
from assistant.retrieval.page_reference import asks_of_itself
from assistant.retrieval.rarity import Rarity
from assistant.retrieval.trace import Trace
from assistant.retrieval.understanding import Understood

OF_NAMED = "document"
"""The part of a score that is for being of a document that the question says something of."""
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
NAMED = 0.9  # what a word of the question adds that names the passage's document and no other (fit_naming.py)
FEW_VERSIONS = 5  # of so few, every passage on a page that is named is looked at


@dataclass(frozen=True, slots=True)
class _Look:
    """A passage compared with the question, sentence by sentence and token by token."""

    sentences: Floats  # one a sentence
    tokens: Floats  # (1 + sentences, question tokens)
    weights: Floats  # one a question token

    @property
    def nearest(self) -> float:
        """The score of its best sentence."""
        return float(self.sentences.max())

    @property
    def matched(self) -> float:
        """How well it matches the question's tokens."""
        return float(self.tokens.max(axis=0) @ self.weights)


def retrieve(
    library: Library,
    understood: Understood,
    filters: Filters,
    count: int,
    leave_out: frozenset[str] = frozenset(),
    trace: Trace | None = None,
) -> list[Retrieved]:
    """The best passages, best first. ``leave_out`` names passages to pretend not to have."""
    trace = trace or Trace()
    versions = library.search.allowed(filters)
    with trace.stage("embed the question"):
        vector = library.embedder.query(understood.in_full)
        read = read_question(understood.in_full)
    with trace.stage("search by vector"):
        dense = library.search.nearest(vector, POOL, versions)
    with trace.stage("search by words"):
        lexical = library.search.matching(_terms(understood), POOL, versions)
    current = {version.id: version for version in library.versions.as_of(filters.as_of)}
    places = _named_places(library, understood, versions or list(current))
    names = dict.fromkeys([*dense, *lexical, *_on_few(library, places)])
    with trace.stage("load passages"):
        stored = library.passages.get([name for name in names if name not in leave_out])
    if not stored:
        return []
    stored = {n: stored[n] for n in names if n in stored and stored[n].passage.version in current}
    with trace.stage("compare tokens"):
        looks = _look_closely(library, understood, vector, read, stored)
    named = {n: _pages_in(places, stored[n].passage) for n in stored}
    language = {n: stored[n].passage.language for n in stored}
    parts = _fuse(_channels(looks, dense, lexical), language, understood.language)
    for n in stored if places else ():
        parts[n]["page"] = bool(named[n]) * (ON_PAGE if understood.pages else IN_FRONT)
    among = [current[version] for version in versions or current if version in current]
    said = how_named(among, understood) if len(among) > 1 else {}
    for n in stored if said else ():
        parts[n][OF_NAMED] = NAMED * said[stored[n].passage.version]
    fused = {n: sum(parts[n].values()) for n in stored}
    ranked = sorted(stored, key=lambda n: (-fused[n], n))
    found: list[Retrieved] = []
    for name in ranked if trace.whole_ranking else ranked[:count]:
        passage, look, score = stored[name].passage, looks[name], fused[name]
        hit = _hit(passage, current, look, score, dense.get(name), lexical.get(name, 0.0))
        # To be named says where to look, not that the answer is there.
        found_by = score - parts[name].get(OF_NAMED, 0.0)
        standing = found_by if len(stored) >= FEW else STANDING
        found.append(_retrieved(hit, look, parts[name], standing, named[name]))
    if trace.whole_ranking:
        trace.ranking = tuple(found)
    return found[:count]


def look_at(
    library: Library, understood: Understood, filters: Filters, names: Sequence[str]
) -> list[Retrieved]:
    """Passages that something else than search has found, compared with the question as search does.

    How one stands among the others is not known of them: ``standing`` is 0, as of an average one."""
    stored = library.passages.get(names)
    current = {version.id: version for version in library.versions.as_of(filters.as_of)}
    stored = {n: stored[n] for n in names if n in stored and stored[n].passage.version in current}
    if not stored:
        return []
    vector, read = library.embedder.query(understood.in_full), read_question(understood.in_full)
    looks = _look_closely(library, understood, vector, read, stored)
    return [
        _retrieved(_hit(stored[name].passage, current, look, 0.0), look, {}, 0.0)
        for name, look in looks.items()
    ]


def _named_places(
    library: Library, understood: Understood, versions: list[str]
) -> set[tuple[str, int]]:
    """(version, page) of the pages that the question names or, of itself, is about."""
    numbers = understood.pages or (FRONT if asks_of_itself(understood.text) else frozenset())
    return library.pages.numbered(versions, numbers) if numbers else set()


def _pages_in(places: set[tuple[str, int]], passage: Passage) -> frozenset[int]:
    return frozenset(page for page in passage.pages if (passage.version, page) in places)


def _on_few(library: Library, places: set[tuple[str, int]]) -> list[str]:
    """Every passage on the pages that the question names, where those are of few documents."""
    few = len({version for version, _ in places}) <= FEW_VERSIONS
    return library.passages.on(places) if few else []


def _look_closely(
    library: Library,
    understood: Understood,
    vector: Floats,
    read: ReadQuestion,
    stored: Mapping[str, StoredPassage],
) -> dict[str, _Look]:
    expected = usual_cosines(vector, library.search.means)
    weights, tokens = _token_scores(library, understood, read, [s.tokens for s in stored.values()])
    looks: dict[str, _Look] = {}
    for (name, one), matched in zip(stored.items(), tokens, strict=True):
        usual = expected.get(one.passage.language, 0.0)
        looks[name] = _Look(_sentence_scores(vector, one.sentences, usual), matched, weights)
    return looks


def _channels(
    looks: Mapping[str, _Look], dense: Mapping[str, float], lexical: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """What each channel gives each passage; NaN where the vector search did not return it."""
    return {
        "dense": {n: dense.get(n, math.nan) for n in looks},
        "sentence": {n: look.nearest for n, look in looks.items()},
        "tokens": {n: look.matched for n, look in looks.items()},
        "lexical": {n: lexical.get(n, 0.0) for n in looks},
    }


def _hit(
    passage: Passage,
    versions: Mapping[str, Version],
    look: _Look,
    score: float,
    dense: float | None = None,
    lexical: float = 0.0,
) -> Hit:
    """``dense`` is None for what the vector search did not return: its best sentence stands in."""
    return Hit(
        passage=passage,
        version=versions[passage.version],
        score=round(score, 6),
        dense=round(look.nearest if dense is None else dense, 6),
        lexical=round(lexical, 6),
        sentence=round(look.nearest, 6),
        tokens=round(look.matched, 6),
    )


def _retrieved(
    hit: Hit,
    look: _Look,
    parts: dict[str, float],
    standing: float,
    named: frozenset[int] = frozenset(),
) -> Retrieved:
    return Retrieved(hit, look.sentences, look.tokens, look.weights, parts, standing, named)


def _sentence_scores(vector: Floats, sentences: Floats, expected: float) -> Floats:
    scores: Floats = sentences @ vector - np.float32(expected)
    return scores


def _token_scores(
    library: Library, understood: Understood, read: ReadQuestion, passages: list[TokenSigns]
) -> tuple[Floats, list[Floats]]:
    """(weight of each token of the question, its best cosine in each part of each passage)."""
    vectors = around_question_mean(read.tokens, understood.language)
    rarity = Rarity(library, understood)
    weights = np.array([rarity.weight(word) for word in read.words], dtype=np.float32)
    weights /= max(float(weights.sum()), 1e-9)
    return weights, token_scores(vectors, passages)


def _terms(understood: Understood) -> dict[str, dict[str, float]]:
    """Weighted index terms of a question: its own words, and their translations at half weight."""
    language = understood.language
    other = other_language(language)
    own = dict.fromkeys(understood.terms, 1.0)
    text = f"{understood.text} {understood.speaker_of}"
    pieces = dict.fromkeys(grams(text, language), 0.35)
    for anchor in understood.anchors:
        own[stem(anchor, language)] = ANCHOR_BOOST
        own.setdefault(stem(anchor, other), ANCHOR_BOOST)
    for term in understood.terms:
        for translated in translations(term, language):
            own.setdefault(translated, TRANSLATED)
        for same in synonyms(term, language):
            if term.isdigit() or same.isdigit():
                own.setdefault(same, NUMBERED)
    for _, same_as in understood.aliases:
        for term in same_as:
            own.setdefault(term, ALIASED)
    return {"stems": own, "grams": pieces, "context": {t: 0.6 * w for t, w in own.items()}}


def _fuse(
    channels: dict[str, dict[str, float]], languages: dict[str, Language], own: Language
) -> dict[str, dict[str, float]]:
    """Passage -> what each channel adds to its score: its standard score times its weight.

    ``own`` is the question's language. Across languages words say little (names and figures, and the
    glossary): there the tokens, whose vectors both languages share, say what words cannot.
    """
    z = {channel: _standard(scores) for channel, scores in channels.items()}
    parts: dict[str, dict[str, float]] = {}
    for name, language in languages.items():
        parts[name] = {channel: WEIGHTS[channel] * z[channel][name] for channel in WEIGHTS}
        if language != own:
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
