"""How much of a written sentence its source says: the words it shares, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.checking.opposites import sides_of
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import is_known, is_light, says
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.writing.same_figures import same_figure
from assistant.writing.units import Tokens, Unit

FEATURES = (
    "uncovered",  # words of the sentence that neither the unit nor what names its section has
    "above",  # words of it that only the section or the title has
    "known",  # uncovered words of which it is known what may stand for them
    "named",  # uncovered words with a capital
    "contrary",  # how much more of it a unit covers that says otherwise
    "share",  # the same as a share of its words
    "run",  # longest run of words without one that the unit has
    "weakest",  # cosine of the uncovered word that is furthest from the unit
    "tokens",  # mean best cosine of the sentence's tokens among the unit's
    "apart",  # share of a clause's words that its nearest clause in the unit does not have
    "crossed",  # two of its parts each have words of the same two parts there
    "swapped",  # share of its words that stand by another figure there
    "turned",  # uncovered words that have an opposite
    "back",  # share of the unit's words that the sentence has
    "sentences",  # of the unit
    "cross",  # the two are of different languages
    "cross_uncovered",
    "cross_tokens",
    "cross_run",
)
NOTHING_LEFT = 0.5  # cosine that stands for "every word is there"
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+")
_AMOUNTS = re.compile(r"\b(?:meer|minder|veel|weinig|vooral|more|less|fewer|mainly|much|little)\b")
_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a unit has of a written sentence: FEATURES in order, and the words that it has not."""

    features: NDArray[np.float64]
    uncovered: tuple[str, ...]


def covered(written: Proposition, unit: Unit) -> float:
    """The share of a written sentence's words that a unit has itself."""
    own = Vocabulary.of(unit.source.text, unit.source.language)
    terms = terms_of(written)
    return sum(says(own, term, written.language) for term in terms) / max(1, len(terms))


def terms_of(written: Proposition) -> list[str]:
    """The stems of a written sentence that its source must have."""
    light = {
        stem(w, written.language) for w in words(written.text) if is_light(w, written.language)
    }
    return [term for term in written.terms if term not in light]


def coverage(written: Proposition, tokens: Tokens, unit: Unit, contrary: float) -> Coverage:
    """Hold the words of a written sentence against a unit. ``contrary`` is the share of them that the
    best unit has that says otherwise, 0 where none does."""
    source = unit.source
    own = Vocabulary.of(source.text, source.language)
    near = Vocabulary.of(f"{source.text} {source.around}", source.language)
    lacking = [t for t in terms_of(written) if not says(own, t, written.language)]
    voiced = _voiced(written, unit)
    left = [t for t in lacking if not says(near, t, written.language) and t not in voiced]
    capitals = {stem(w.lower(), written.language) for w in _CAPITAL.findall(written.text)}
    cross = float(written.language != source.language)
    scores = [_score(term, tokens, unit, written) for term in left]
    cover = covered(written, unit)
    run = _longest_run(written, near)
    near_mean = float(unit.tokens @ tokens.weights)
    back = [
        says(Vocabulary.of(written.text, written.language), t, source.language)
        for t in source.terms
    ]
    return Coverage(
        np.array(
            [
                min(len(left), 5),
                min(len(lacking) - len(left), 5),
                sum(is_known(t, written.language) for t in left),
                sum(t in capitals for t in left),
                contrary - cover,
                len(left) / max(1, len(terms_of(written))),
                run,
                min(scores, default=NOTHING_LEFT),
                near_mean,
                _apart(written, source),
                float(_crossed(written, source)),
                _swapped(written, source),
                sum(bool(sides_of(term)) for term in left),
                sum(back) / max(1, len(back)),
                len(unit.positions),
                cross,
                cross * min(len(left), 5),
                cross * near_mean,
                cross * run,
            ]
        ),
        tuple(left),
    )


def _voiced(written: Proposition, unit: Unit) -> frozenset[str]:
    """The words of a written sentence that name the author of a unit that speaks of itself; another
    form of them ("ministries" for "the ministry") names others."""
    if not unit.voice:
        return frozenset()
    voice = Vocabulary.of(unit.voice, unit.source.language)
    across = written.language != unit.source.language
    return frozenset(
        stem(word, written.language)
        for word in words(written.text)
        if word in voice.plain
        or (across and says(voice, stem(word, written.language), written.language))
    )


def _score(term: str, tokens: Tokens, unit: Unit, written: Proposition) -> float:
    places = [
        i for i, w in enumerate(tokens.words) if w and stem(_plain(w), written.language) == term
    ]
    return float(unit.tokens[places].mean()) if places else NOTHING_LEFT / 2


def _plain(word: str) -> str:
    return next(iter(words(word)), word)


def _longest_run(written: Proposition, near: Vocabulary) -> int:
    """How many words stand behind one another without one that the source has, those that carry
    nothing ("van de") counted with them, those at the edges of the run left out."""
    longest, run, pending = 0, 0, 0
    for word in words(written.text):
        if word in STOP_WORDS[written.language]:
            pending += 1
        elif word[:1].isdigit() or says(near, stem(word, written.language), written.language):
            run = pending = 0
        else:
            run += 1 + (pending if run else 0)
            pending = 0
            longest = max(longest, run)
    return min(longest, 8)


def _places(terms: Sequence[str], text: Proposition, of: Proposition) -> dict[str, list[int]]:
    """Where words that say some terms stand in a text."""
    found: dict[str, list[int]] = {}
    for match in _WORD.finditer(text.text):
        own = Vocabulary.of(match.group(), text.language)
        for term in terms:
            if says(own, term, of.language):
                found.setdefault(term, []).append(match.start())
    return found


def _part_of(text: Proposition, place: int) -> int:
    return next((n for n, (a, b) in enumerate(text.parts) if a <= place < b), len(text.parts) - 1)


def _apart(written: Proposition, source: Proposition) -> float:
    """The largest share of a part's items (words and figures) that its best part in the source lacks."""
    mine = _places(written.terms, written, written)
    theirs = _places(written.terms, source, written)
    parts: dict[int, dict[str, set[int]]] = {}
    for term, places in mine.items():
        if term in theirs:
            there = {_part_of(source, p) for p in theirs[term]}
            for place in places:
                parts.setdefault(_part_of(written, place), {})[term] = there
    for figure, _ in written.figures:
        there = {_part_of(source, f.start) for f, _ in source.figures if same_figure(figure, f)}
        if there:
            parts.setdefault(_part_of(written, figure.start), {})[f"#{figure.start}"] = there
    worst = 0.0
    for items in parts.values():
        if len(items) < 2:
            continue
        every = set().union(*items.values())
        best = max(sum(part in there for there in items.values()) for part in every)
        worst = max(worst, 1 - best / len(items))
    return worst


def _crossed(written: Proposition, source: Proposition) -> bool:
    """Whether two parts of a sentence each draw on the same two parts of the source: "A does this, B
    does that" told as "A does that, B does this"."""
    items = list(dict.fromkeys((*written.terms, *_AMOUNTS.findall(written.text.lower()))))
    mine = _places(items, written, written)
    theirs = _places(items, source, written)
    drawn: dict[int, set[int]] = {}
    for item, places in mine.items():
        there = {_part_of(source, p) for p in theirs.get(item, ())}
        parts = {_part_of(written, p) for p in places}
        if len(there) == 1 and len(parts) == 1:
            drawn.setdefault(parts.pop(), set()).update(there)
    for figure, _ in written.figures:
        there = {_part_of(source, f.start) for f, _ in source.figures if same_figure(figure, f)}
        if len(there) == 1:
            drawn.setdefault(_part_of(written, figure.start), set()).update(there)
    sets = list(drawn.values())
    return any(len(a & b) > 1 for i, a in enumerate(sets) for b in sets[i + 1 :])


def _swapped(written: Proposition, source: Proposition) -> float:
    """Of the words and dates by several figures, the share that stand by another one in the source."""
    pairs = {
        (f.start, f.end): [(s.start, s.end) for s, _ in source.figures if same_figure(f, s)]
        for f, _ in written.figures
    }
    pairs = {mine: there for mine, there in pairs.items() if there}
    if len(pairs) < 2:
        return 0.0
    mine = _places(written.terms, written, written)
    theirs = _places(written.terms, source, written)
    anchors = [(mine[t][0], theirs[t]) for t in mine if t in theirs and len(mine[t]) == 1]
    for moment in written.moments:
        dated = [m.start for m in source.moments if m.years == moment.years]
        anchors += [(moment.start, dated)] if dated else []
    votes = [
        _owner([place], {f: [f] for f in pairs}) == _owner(places, pairs)
        for place, places in anchors
    ]
    return 1 - sum(votes) / len(votes) if votes else 0.0


_Span = tuple[int, int]


def _owner(places: Sequence[int], pairs: dict[_Span, list[_Span]]) -> _Span:
    """The written figure whose like in the source is nearest to one of some places there."""
    return min(pairs, key=lambda f: min(_distance(p, s) for p in places for s in pairs[f]))


def _distance(place: int, span: _Span) -> int:
    inside = span[0] <= place < span[1]
    return 0 if inside else min(abs(place - span[0]), abs(place - span[1]))
