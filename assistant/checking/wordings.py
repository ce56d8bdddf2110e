"""Words that a writer may put for others: a paraphrase has few of its source's own words.

The lists beside this file are wider than the glossary that search uses: a writer who says "gestoken"
for "geïnvesteerd" means the same, a reader who asks with it need not. The wider of the two finds what a
claim speaks of; what a model wrote is held to the narrow one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from assistant.checking.opposites import sides_of
from assistant.language.glossary import translations
from assistant.language.languages import other_language
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.records import Language

PART, LAST = 3, 4  # letters of a part of a Dutch compound, and of its last one


@lru_cache(maxsize=2)
def _lines(wide: bool) -> dict[Language, dict[str, frozenset[int]]]:
    """Language -> stem -> the lines that it stands on, those of the wider list too where asked."""
    found: dict[Language, dict[str, set[int]]] = {"nl": {}, "en": {}}
    names = ("wordings.txt", "wordings_wide.txt") if wide else ("wordings.txt",)
    folder = files("assistant.checking")
    text = "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)
    for number, line in enumerate(text.splitlines()):
        if line.startswith("#") or "=" not in line:
            continue
        dutch, english = line.split("=")
        sides: tuple[tuple[Language, str], ...] = (("nl", dutch), ("en", english))
        for language, side in sides:
            for word in words(side):
                for form in _forms(word) if language == "nl" else (word,):
                    found[language].setdefault(stem(form, language), set()).add(number)
    return {
        language: {key: frozenset(value) for key, value in table.items()}
        for language, table in found.items()
    }


def is_known(stemmed: str, language: Language, wide: bool = False) -> bool:
    """Whether it is known which words may stand for one: a source without any of them says another."""
    known = stemmed in _lines(wide)[language] or bool(translations(stemmed, language))
    return known or stemmed in _lines(wide)[other_language(language)]


def _forms(word: str) -> tuple[str, ...]:
    """A Dutch word with its endings, which the stemmer does not always bring back to it."""
    short = re.sub(r"([aeou])\1([^aeiou])$", r"\1\2", word)  # "meetbaar", "meetbare"
    double = re.sub(r"([^aeiou][aeiou])([bdfgklmnprst])$", r"\1\2\2", word)  # "snel", "snelle"
    ends = ("e", "en", "er", "ere", "t", "te", "de")
    return (word, *dict.fromkeys(root + end for root in (word, short, double) for end in ends))


@lru_cache(maxsize=4096)
def _meanings(vocabulary: Vocabulary, wide: bool) -> frozenset[int]:
    """The lines of a text's words; a Dutch compound counts as its last part, too."""
    table = _lines(wide)[vocabulary.language]
    found = {line for one in vocabulary.stems for line in table.get(one, ())}
    if vocabulary.language == "nl":
        for one in vocabulary.stems:
            for cut in range(PART, len(one) - LAST + 1):
                found |= table.get(one[cut:], frozenset())
    return frozenset(found)


def _are_said(vocabulary: Vocabulary, compound: str, wide: bool) -> bool:
    """Whether a text in English has both parts of a Dutch compound: "actieagenda"."""
    return any(
        all(
            len(part) >= PART and _is_said(vocabulary, part, "nl", wide)
            for part in (compound[:cut], last)
        )
        for cut in range(PART, len(compound) - PART + 1)
        for last in {compound[cut:], compound[cut:].removeprefix("s")}
    )


@lru_cache(maxsize=4096)
def _sides(vocabulary: Vocabulary) -> frozenset[tuple[int, int]]:
    return frozenset(side for word in vocabulary.plain for side in sides_of(word))


def _is_opposite(stemmed: str, vocabulary: Vocabulary) -> bool:
    """Whether a text has the opposite of a word and not the word ("publiek-privaat" is both)."""
    sides = sides_of(stemmed)
    there = _sides(vocabulary)
    return bool(sides) and not sides & there and any((pair, 1 - n) in there for pair, n in sides)


def is_light(word: str, language: Language) -> bool:
    """Whether a word joins, hedges or fills: a paraphrase may have it where its source has not.

    >>> is_light("bovendien", "nl"), is_light("banken", "nl")
    (True, False)
    """
    return word in _LIGHT[language]


_LIGHT: dict[Language, frozenset[str]] = {
    "nl": frozenset(
        "alleen al ook bovendien daarnaast daarbij daarmee daarvan daaraan daarvoor daardoor daarop waaraan "
        "waarbij waardoor waarmee waarvoor waarop waarna doordat zodat aldus dus echter evenwel namelijk immers "
        "verder tevens overigens zelf eigen zowel evenals valt vallen viel vast komt komend komende "
        "telt tellen kent noemen noemt genoemd heten heet bestaat bestaan betreft vormt vormen luidt goed "
        "moet moeten moest moesten had hadden zulk zulke geldt gelden gold zoals daar daarin "
        "erin eraan hoort horen betekent betekende maakt gemaakt soms rest overige zo'n circa ongeveer bijna "
        "deels onderdeel onderwerp onderwerpen laat laten liet lieten manier wijze punt geval gebied hoewel "
        "terwijl ongeacht vanwege".split()
    ),
    "en": frozenset(
        "also moreover besides however therefore thus whereas while although against along within until among "
        "including include includes included consists consist consisted comprises comprise comprised making make "
        "accounts account accounted plus each itself themselves own already just even still such as well way "
        "terms term number numbers respectively namely several certain around upon due thereby whereby "
        "case cases happen happens happened tend tends "
        "yet too one ones back later main means mean remains remain set get got sense broad used use using".split()
    ),
}


def says(vocabulary: Vocabulary, stemmed: str, language: Language, wide: bool = False) -> bool:
    """Whether a text has a stem of ``language`` or a word that may stand for it in either language, by the
    ``wide`` list too where asked.

    >>> text = Vocabulary.of("Er is € 56 miljoen geïnvesteerd in negen fieldlabs.", "nl")
    >>> says(text, stem("gestoken", "nl"), "nl"), says(text, stem("put", "en"), "en")
    (True, True)
    >>> says(text, stem("banken", "nl"), "nl")
    False
    """
    if stemmed in vocabulary.stems and language == vocabulary.language:
        return True
    if _is_opposite(stemmed, vocabulary):
        return False
    if _is_said(vocabulary, stemmed, language, wide):
        return True
    return language == "nl" and vocabulary.language == "en" and _are_said(vocabulary, stemmed, wide)


def _is_said(vocabulary: Vocabulary, stemmed: str, language: Language, wide: bool) -> bool:
    lines = _lines(wide)[language].get(stemmed, frozenset())
    return not _meanings(vocabulary, wide).isdisjoint(lines) or vocabulary.has(stemmed, language)
