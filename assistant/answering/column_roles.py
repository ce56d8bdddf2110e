"""What a question says with a verb and a table with the head of a column: who *leads* it, the *lead*.

And rows that a question names by their number: "spoor 3" is the third of a column that is called "Spoor".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.language.glossary import synonyms, translations
from assistant.language.languages import LANGUAGES
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.records import Language

# Each line is one role in Dutch and English: verbs, who does it, and what it is called.
_ROLES = (
    "trekt trekken trekker trekkers trekkend leidt leiden leider leiding kartrekker kartrekkers coördineert "
    "coördinator coördinatie voortouw lead leads led leader leading leadership coordinates coordinator",
    "verantwoordelijk verantwoordelijkheid eindverantwoordelijk eindverantwoordelijke eigenaar aanspreekpunt "
    "responsible responsibility accountable owner owns",
    "uitvoerder uitvoerders uitvoert uitvoeren uitvoering uitgevoerd implements implementation implemented "
    "executes execution executed carries",
    "financier financiers financiert financieren financiering gefinancierd betaalt betalen betaler funds funder "
    "funding funded finances financing financed pays paid payer",
    "opdrachtgever opdrachtgevers opdracht commissioned commissions commissioning client",
    "contact contactpersoon contactpersonen",
    "partner partners betrokken betrokkenen deelnemer deelnemers involved participants participant",
    "planning tijdpad wanneer gereed klaar deadline termijn when ready due timing",
)
_NUMBERED = re.compile(
    r"\b(?P<noun>[^\W\d_]{3,40})\s(?:(?:nr|no|nummer|number)\.?\s)?(?P<number>\d{1,2})(?![\w.,]\d)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^\W{0,3}(?:[^\W\d_]{2,30}\s)?(?P<number>\d{1,2})(?:[.):\s]|$)")
_SHORTEST = 4  # letters of a word that ends a compound: "fieldlabtype" is a "type"
_ROLE_WORDS = tuple(
    {language: frozenset(stem(w, language) for w in words(line)) for language in LANGUAGES}
    for line in _ROLES
)


def roles_in(text: str, language: Language) -> frozenset[int]:
    """The roles that a text speaks of, as numbers that are the same in every language.

    >>> roles_in("Wie trekt dit spoor?", "nl") == roles_in("Lead", "en") != frozenset()
    True
    >>> roles_in("Hoeveel sporen zijn er?", "nl")
    frozenset()
    """
    own = {stem(word, language) for word in words(text)}
    return frozenset(n for n, role in enumerate(_ROLE_WORDS) if own & role[language])


def terms_of_roles(terms: Iterable[str], language: Language, roles: frozenset[int]) -> set[str]:
    """The terms of a question that are words for some roles."""
    return {term for term in terms if any(term in _ROLE_WORDS[n][language] for n in roles)}


def numbered_in(text: str) -> Iterator[tuple[str, str]]:
    """(what it is called, number) of what a question names by a number.

    >>> list(numbered_in("Wie trekt spoor 3 en actie nummer 12 in 2019?"))
    [('spoor', '3'), ('actie', '12')]
    >>> list(numbered_in("Wie zorgt voor 3 projecten met 10 werknemers?"))
    []
    """
    for found in _NUMBERED.finditer(text):
        noun = found["noun"].lower()
        if not any(noun in STOP_WORDS[language] for language in LANGUAGES):  # "met 10 werknemers"
            yield noun, found["number"]


def number_of_row(label: str) -> str:
    """The number that a row's label begins with; "" where it does not.

    >>> [number_of_row(label) for label in ("3. Leren en werken", "Spoor 2: Bouwen", "In 3 jaar", "12")]
    ['3', '2', '3', '12']
    >>> number_of_row("Zuid-Holland")
    ''
    """
    found = _FIRST.match(label)
    return found["number"] if found else ""


def is_called(noun: str, asked: Language, texts: str, language: Language) -> bool:
    """Whether a noun of a question stands in texts of a table, in either language or as the end of a compound."""
    own = stem(noun, asked)
    same = {own, *synonyms(own, asked), *translations(own, asked)}
    plain = words(texts)
    if same & {stem(word, language) for word in plain}:
        return True
    return any(len(word) >= _SHORTEST and noun.endswith(word) for word in plain)
