"""Names and ordinals of a claim, held against a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import is_known, says
from assistant.figures.counted import names_of
from assistant.language.ordinals import ordinal_numbers
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary

# What somebody is, before a name: two who are the same are not one.
ROLES = frozenset(
    "wethouder burgemeester minister staatssecretaris gedeputeerde voorzitter directeur commissaris raadslid "
    "kamerlid premier president koning koningin professor hoogleraar dijkgraaf rechter generaal bestuurder "
    "alderman mayor secretary chair chairman chairwoman director commissioner councillor senator governor judge "
    "general professor".split()
)
_TITLES = frozenset("prof dr ir drs mr ing mw dhr mrs ms sir".split())
_LINKS = frozenset("van der den ter ten von the for and".split())
# What stands before a name and says what it is to the sentence, each line in both languages.
_PLACES = {
    word: number
    for number, line in enumerate(
        ("in te at", "aan to naar", "door by", "uit from", "bij with", "voor for", "van of")
    )
    for word in line.split()
}


OPENS = ("opens", False)  # the role of a name that opens its sentence
# What stands between such a word and a name.
_ARTICLES = frozenset("de het een the a an".split())
_CALLED = frozenset(
    "gemeente provincie stad regio plaats dorp wijk municipality province city region town district".split()
)


def name_points(claim: Proposition, source: Proposition) -> list[ComparedPoint]:
    speaker = " ".join(words(claim.speaker))
    named = [name for name in claim.names if name not in speaker]
    return [_name_point(name, claim, source) for name in named]


def ordinal_points(claim: Proposition, source: Proposition) -> list[ComparedPoint]:
    """ "De eerste ronde" against "de tweede ronde": another one of the kind."""
    found: list[ComparedPoint] = []
    others = {_ORDINAL[m[1].lower()]: m for m in _ORDINALS.finditer(source.text)}
    for match in _ORDINALS.finditer(claim.text):
        noun = names_of(match[2].lower(), claim.language)
        alike = {n: o for n, o in others.items() if noun & names_of(o[2].lower(), source.language)}
        if alike and _ORDINAL[match[1].lower()] not in alike:
            other = next(iter(alike.values()))
            found.append(ComparedPoint(Matter.NAME, False, match.group(), other.group()))
    return found


_ORDINAL = ordinal_numbers(5)
_ORDINALS = re.compile(rf"\b({'|'.join(_ORDINAL)})\s([\w-]+)", re.IGNORECASE)


def _name_point(name: str, claim: Proposition, source: Proposition) -> ComparedPoint:
    near = Vocabulary.of(f"{source.text} {source.before} {source.around}", source.language)
    parts = _telling_parts(name, claim)
    held = sum(has_word(near, part, claim) for part in parts)
    if held >= max(1, round(0.6 * len(parts))):
        other = (
            _in_its_place(name, parts, claim, source)
            or _namesake(name, claim, source)
            or _half_of(parts, claim, source)
        )
        return ComparedPoint(Matter.NAME, not other, name, other or name)
    others = [other for other in source.names if not _among(_bare(other), claim)]
    others = [other for other in others if not _TITLES.issuperset(other.split())]
    stead = _instead_of(name, others, claim, source)
    if stead:
        return ComparedPoint(Matter.NAME, False, name, stead, telling=1.0)
    leads = _role_of(name, claim) == OPENS
    return ComparedPoint(
        Matter.NAME, False if others else None, name, ", ".join(others), leads=leads
    )


def _instead_of(name: str, others: Sequence[str], claim: Proposition, source: Proposition) -> str:
    """The one other name that is to the sentence what this one is to the claim: "in Hilversum" and "in
    Amersfoort", "door CE Delft" and "door TNO", the third of a list of which they share the rest."""
    mine = _role_of(name, claim)
    said = mine not in (None, OPENS)  # two may have done the same, each by itself
    alike = [other for other in others if said and _role_of(other, source) == mine]
    if len(alike) == 1:
        return alike[0]
    beside = _listed_with(name, claim) & set(source.names)
    listed = [other for other in others if beside & _listed_with(other, source)]
    return listed[0] if len(listed) == 1 and not alike else ""


def _role_of(name: str, text: Proposition) -> tuple[str, bool] | None:
    """The word before a name that says what it is to the sentence, and whether an article is between them;
    a name that opens the sentence has one of its own."""
    said = words(text.text)
    own = [part for part in name.split() if part not in _ARTICLES]
    first = own[0] if own else name
    at = said.index(first) if first in said else 0
    article = False
    while at > 0 and (said[at - 1] in _ARTICLES or said[at - 1] in _CALLED):
        at -= 1
        article = article or said[at] in _ARTICLES
    if first not in said:
        return None
    if at == 0:
        return OPENS
    place = _PLACES.get(said[at - 1])
    return None if place is None else (str(place), article)


def _listed_with(name: str, text: Proposition) -> set[str]:
    """The names beside one in a list: "Duitsland, Italië en Ierland"."""
    found: set[str] = set()
    parts = [" ".join(words(part)) for part in _LISTED.split(text.text)]
    for left, right in pairwise(parts):
        for other in text.names:
            if other == name:
                continue
            if left.endswith(name) and right.startswith(other):
                found.add(other)
            if left.endswith(other) and right.startswith(name):
                found.add(other)
    return found


_LISTED = re.compile(r",\s(?:(?:en|and|of|or)\s)?|\s(?:en|and|of|or)\s")


def _telling_parts(name: str, claim: Proposition) -> list[str]:
    """The parts of a name that are no ordinary words: of "minister Kaag" the second alone."""
    parts = [p for p in name.split() if len(p) > 2] or name.split()
    own = [
        p for p in parts if p not in ROLES and not is_known(stem(p, claim.language), claim.language)
    ]
    return own or parts


def _in_its_place(name: str, parts: Sequence[str], claim: Proposition, source: Proposition) -> str:
    """The other name that a sentence has where the claim has this one, which stands only near the
    sentence: after "In Zwolle is gebouwd" the sentence "In Deventer is gebouwd" says nothing of Zwolle."""
    own = Vocabulary.of(source.text, source.language)
    if any(has_word(own, part, claim) for part in parts):
        return ""
    place = _place_of(name, claim)
    strangers = [other for other in source.names if not _among(_bare(other), claim)]
    same = next((o for o in strangers if place and _place_of(o, source) == place), "")
    above = Vocabulary.of(source.around, source.language)
    if same or any(has_word(above, part, claim) for part in parts):
        return same
    # Only the sentence before has it, and this one is about somewhere or somebody else.
    return next((other for other in strangers if _place_of(other, source)), "")


def _namesake(name: str, claim: Proposition, source: Proposition) -> str:
    """Another name of the same letters that a sentence has alone: "SPUK IZA" is not "Brede SPUK"."""
    own = Vocabulary.of(source.text, source.language)
    mine = set(name.split())
    letters = {p for p in mine if p.upper() in claim.text and len(p) > 2}
    if not letters or all(has_word(own, part, claim) for part in mine - letters - _ARTICLES):
        return ""
    for other in source.names:
        theirs = set(other.split())
        if letters & theirs and theirs - mine - _ARTICLES and not _is_said(theirs - mine, claim):
            return other
    return ""


def _half_of(parts: Sequence[str], claim: Proposition, source: Proposition) -> str:
    """The name of a sentence that has one word of two, with another beside it: "County of Chesterfield" is not
    "Hanover County"."""
    own = Vocabulary.of(source.text, source.language)
    held = {part for part in parts if has_word(own, part, claim)}
    if len(parts) != 2 or len(held) != 1:
        return ""
    for other in source.names:
        rest = {p for p in other.split() if len(p) > 2} - held - _LINKS - _ARTICLES
        if held & set(other.split()) and rest and not _is_said(rest, claim):
            return other
    return ""


def _is_said(parts: AbstractSet[str], claim: Proposition) -> bool:
    return any(part in words(claim.text) for part in parts)


def _bare(name: str) -> str:
    """A name without what somebody is, and without "van de" and "of the"."""
    return " ".join(p for p in name.split() if p not in ROLES | _LINKS and len(p) > 2) or name


def _place_of(name: str, text: Proposition) -> str:
    """What a name is to its sentence, as far as the word before it says so: "wethouder", "in"."""
    first, *_ = name.split()
    if first in ROLES:
        return first
    said = words(text.text)
    before = next((said[i - 1] for i in range(1, len(said)) if said[i] == first), "")
    return before if before in ROLES else str(_PLACES.get(before, ""))


def has_word(near: Vocabulary, part: str, claim: Proposition) -> bool:
    return (
        stem(part, near.language) in near.stems
        or says(near, stem(part, claim.language), claim.language)
        or (len(part) > 3 and part in near.joined)
    )


def _among(name: str, claim: Proposition) -> bool:
    own = " ".join(words(claim.text))
    return any(part in own for part in name.split())
