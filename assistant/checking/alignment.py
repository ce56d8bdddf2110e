"""How far a sentence speaks of what a claim speaks of: the claim's words that it has, weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.checking.opposites import sides_of
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import is_known, says
from assistant.language.terms import stem
from assistant.language.vocabulary import Vocabulary
from assistant.records import Language

ABOVE = 0.6  # what a word in the section, the title or the sentence before counts for
LEANT_ON = 0.9  # the same in the sentence before one that speaks of it: "Daarvan …"
PART = 4  # letters of a part of a compound at least
WHOLE_CLAUSE = 0.75  # of what a sentence has of the claim, in one clause of it
Weigh = Callable[[str], float]  # what a stem of the claim counts for


@dataclass(frozen=True, slots=True)
class Alignment:
    """Shares (0..1) of the claim's words: ``inside`` the sentence, ``around`` it too, and ``back``
    the sentence's words that the claim has. ``clause`` is the part of the sentence that speaks of it,
    ``held`` counts the claim's words in the sentence, names left out. ``lacking`` is the share of the
    claim's words that are not there although it is known what may stand for them."""

    inside: float
    around: float
    back: float
    clause: str
    held: int = 0
    lacking: float = 0.0


def align(claim: Proposition, source: Proposition, weigh: Weigh = lambda _: 1.0) -> Alignment:
    """Hold a claim's words against a sentence of a source, in either language."""
    inside = _held(claim, source.text, source.language)
    before = _held(claim, source.before, source.language) - inside
    beyond = (before | _held(claim, source.around, source.language)) - inside
    # A name that both have counts; one that is missing is a point of its own, and costs nothing here.
    named = sum(weigh(stem(p, claim.language)) for p in _names_in(claim, source))
    mass = sum(weigh(t) for t in claim.terms) + named or 1.0
    covered = sum(weigh(t) for t in inside) + named
    leant = LEANT_ON * sum(weigh(t) for t in before) if source.leans else 0.0
    above = max(leant, ABOVE * sum(weigh(t) for t in beyond))
    lacking = sum(
        weigh(t)
        for t in claim.terms
        if t not in inside and t not in beyond and is_known(t, claim.language, wide=True)
    )
    back = _held(source, claim.text, claim.language)
    return Alignment(
        inside=(covered + leant) / mass if claim.terms else 1.0,
        around=(covered + above) / mass if claim.terms else 1.0,
        back=len(back) / max(1, len(source.terms)),
        clause=_clause(claim, source, weigh, covered),
        held=len(inside),
        lacking=lacking / mass,
    )


def count_held(terms: Sequence[str], text: str, claim: Proposition, source: Proposition) -> int:
    """How many stems of a claim a part of a sentence has, synonyms and translations included."""
    held = Vocabulary.of(text, source.language)
    return sum(says(held, term, claim.language, wide=True) for term in terms)


def _clause(claim: Proposition, source: Proposition, weigh: Weigh, covered: float) -> str:
    """The clause that has nearly all that the sentence has of the claim, else the sentence."""
    if len(source.clauses) < 2:
        return source.text
    best, clause = max(
        (sum(weigh(t) for t in _held(claim, clause, source.language)), clause)
        for clause in source.clauses
    )
    return clause if best >= WHOLE_CLAUSE * covered and best > 0 else source.text


def _held(claim: Proposition, text: str, language: Language) -> frozenset[str]:
    """The claim's terms that a text has, or has the opposite or another word of the same side of."""
    if not text:
        return frozenset()
    vocabulary = Vocabulary.of(text, language)
    pairs = {pair for pair, _ in sides_of(text)}
    return frozenset(
        t
        for t in claim.terms
        if says(vocabulary, t, claim.language, wide=True)
        or any(pair in pairs for pair, _ in sides_of(t))
        or _taken_apart(t, vocabulary)
    )


def _taken_apart(term: str, vocabulary: Vocabulary) -> bool:
    """Whether a text has both parts of a Dutch compound: "fieldlabregeling", "regeling voor fieldlabs"."""
    return any(
        _has_part(term[:cut], vocabulary, str.startswith)
        and _has_part(term[cut:], vocabulary, str.endswith)
        for cut in range(PART, len(term) - PART + 1)
    )


def _has_part(part: str, vocabulary: Vocabulary, at: Callable[[str, str], bool]) -> bool:
    if part in vocabulary.stems or part in vocabulary.plain:
        return True
    return len(part) > PART and any(at(word, part) for word in vocabulary.stems)


def _names_in(claim: Proposition, source: Proposition) -> list[str]:
    own = Vocabulary.of(source.text, source.language)
    parts = (part for name in claim.names for part in name.split())
    return [p for p in parts if stem(p, source.language) in own.stems]
