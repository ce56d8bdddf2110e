"""Names and ordinals of a claim, held against a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_LINKS = frozenset("van der den ter ten von the for and".split())
# What stands before a name and says what it is to the sentence, each line in both languages.
_PLACES = {
    word: number
    for number, line in enumerate(
        ("in te at", "aan to naar", "door by", "uit from", "bij with", "voor for", "van of")
    )
    for word in line.split()
}


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
        other = _in_its_place(name, parts, claim, source)
        return ComparedPoint(Matter.NAME, not other, name, other or name)
    others = [other for other in source.names if not _among(_bare(other), claim)]
    return ComparedPoint(Matter.NAME, False if others else None, name, ", ".join(others))


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
    strangers = (other for other in source.names if not _among(_bare(other), claim))
    return next((o for o in strangers if place and _place_of(o, source) == place), "")


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
