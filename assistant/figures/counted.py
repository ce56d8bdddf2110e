"""What a figure counts or measures: "47 *fieldlabs*", "het aantal *bedrijven* is 680"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.figures.figure import Figure
from assistant.language.glossary import synonyms, translations
from assistant.language.number_words import from_words
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.records import Language

NEAR = 6  # words behind a figure in which what it counts stands
_BREAK = re.compile(r"[.;:()!?\t–—]|,(?=\s)|\s(?=(?:en|and|maar|but|waarvan|of which)\s\S*\d)")
_NAMED = re.compile(
    r"\b(?:aantal|aantallen|number of|numbers of|totaal aan|total of|bedrag(?: aan| voor)?|amount of|"
    r"investering(?:en)? in|investments? in)\s+(?P<thing>[\w’'-]+(?:\s[\w’'-]+)?)",
    re.IGNORECASE,
)
# Words between a figure and its noun that say nothing of what is counted.
_PASSED = frozenset(
    "unieke unique actieve active deelnemende participating nieuwe new dutch nederlandse andere other "
    "extra directe direct indirecte grote kleine verschillende different regionale regional miljoen million "
    "miljard billion eerste first van de het een the of in euro euros totaal total private publieke public "
    "private jonge vaste volledige afzonderlijke separate such dergelijke zogenoemde so-called per gestarte "
    "started aangesloten connected verbonden betrokken involved europese european landelijke national".split()
)
_JOINED = re.compile(r"^\w+-\s(?:en|and|of|or)\s", re.IGNORECASE)  # "kennis- en testcentra"
_RENAMED = re.compile(  # "testcentra, de zogenoemde fieldlabs", "test centres (field labs)"
    r"[^.;:]{3,45}?(?:,\s(?:de |the |zogenoemde |zogeheten |so-called |known as |called |oftewel )+|\s\()"
    r"(?P<thing>[\w-]+(?:\s[\w-]+)?)\)?",
    re.IGNORECASE,
)


_TIMES = frozenset(
    "jaar jaren maand maanden week weken dag dagen uur keer maal year years month months weeks day days hours "
    "times".split()
)
_AFTER_NOUN = frozenset(
    "is are was were has had have grew rose fell reached stood in of at by".split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts: the noun as printed, and for each of its words the stems that stand for
    it in either language, the nearest first."""

    noun: str
    names: tuple[frozenset[str], ...]

    @property
    def known(self) -> bool:
        """Whether its first noun has a synonym or a translation here: whether it is known what it is."""
        return bool(self.names) and len(self.names[0]) > 1

    @property
    def is_time(self) -> bool:
        """Whether it counts years, months, days or times."""
        return self.noun.split(" ")[0] in _TIMES

    def same_as(self, other: Counted) -> bool:
        """Whether two figures count the same thing: their first nouns share a name.

        A compound counts as its parts: "kennis- en testcentra" and "testcentra"."""
        return bool(self.names and other.names) and any(
            _alike(one, another) for one in self.names[:2] for another in other.names[:2]
        )


def counted_by(text: str, figure: Figure, language: Language) -> Counted:
    """What a figure of a text counts; ``Counted("", ())`` where the text does not say."""
    behind = text[figure.end : figure.end + 80]
    nouns = _nouns(_JOINED.sub("", _BREAK.split(behind, maxsplit=1)[0].lstrip()), language)
    renamed = _RENAMED.match(behind)
    if nouns and renamed:
        nouns = [nouns[0], *_nouns(renamed["thing"], language)[:1]]
    if not nouns:
        nouns = _before(text, figure, language)
    return Counted(" ".join(nouns), tuple(names_of(noun, language) for noun in nouns))


def _nouns(text: str, language: Language) -> list[str]:
    """The first words that can name what is counted: the noun, and one behind it."""
    found: list[str] = []
    for word in words(text)[:NEAR]:
        if word in _PASSED or word[:1].isdigit() or from_words(word, language) is not None:
            continue
        if word in STOP_WORDS[language]:
            if found:
                break
            continue
        found.append(word)
        if len(found) == 2 or word in _TIMES:
            break
    return found


def _before(text: str, figure: Figure, language: Language) -> list[str]:
    """ "Het aantal fieldlabs is 47", "Fieldlabs\t41": what is counted stands before the figure."""
    before = text[: figure.hedge_start]
    named = list(_NAMED.finditer(before))
    if named:
        nouns = _nouns(named[-1]["thing"], language)
        return nouns[:1] if language == "nl" else [n for n in nouns if n not in _AFTER_NOUN]
    row, tab, _ = before.rpartition("\t")
    if tab:
        return [w for w in words(row.split("\t")[0]) if w not in STOP_WORDS[language]][:2]
    return []


@lru_cache(maxsize=20_000)
def names_of(word: str, language: Language) -> frozenset[str]:
    """The stems that stand for a word, in its own language and the other.

    >>> "bedrijf" in names_of("companies", "en")
    True
    """
    own = stem(word, language)
    crossed = translations(own, language)
    return frozenset({own, *synonyms(own, language), *crossed})


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if one & other:
        return True
    return any(
        len(short) > 4 and short in long
        for a in one
        for b in other
        for short, long in ((a, b), (b, a))
        if len(short) < len(long)
    )
