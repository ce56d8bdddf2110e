"""The two sides that a question wants beside each other, and about what: "verschil tussen A en B over X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import words

_BETWEEN = re.compile(
    r"\b(?:verschil(?:len)?|overeenkomst(?:en)?|differences?|similarit(?:y|ies))\b(?P<in>.{0,60}?)\b(?:tussen|between)\s+|"
    r"\b(?:vergelijk|vergelijken|vergelijking van|vergelijking tussen|compare|comparing|comparison of|"
    r"comparison between)\s+|"
    r"^\W*(?:en |and )?(?:wat (?:zeggen|schrijven|melden|vinden|stellen)|what do|how do|hoe verschillen|"
    r"waarin verschillen)\s+|^\W*verschil(?:len)?\s+",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\s(?:over|wat betreft|als het gaat om|op het gebied van|op het punt van|qua|inzake|ten aanzien van|"
    r"(?:say |differ |write )?(?:about|on|regarding|concerning|as to|with regard to|in terms of))\s",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"\s(?:say|differ|write|van elkaar)\s?$", re.IGNORECASE)
_JOINT = re.compile(r"\s(?:en|and|met|with|versus|vs\.?|tegenover|to)\s", re.IGNORECASE)
_IN = re.compile(  # "het verschil *in aantal fieldlabs* tussen"
    r"^(?:in terms of|in|qua|wat betreft|over|about|regarding|van|of|for|as to)\s+(?P<subject>.+)$",
    re.IGNORECASE,
)
_JOINTS = 4  # of a question that are tried
_ONE_OF_MANY = re.compile(r"^(?:een|an?)\s", re.IGNORECASE)  # a thing of a kind is no document

_ACCORDING_TO = re.compile(
    r"\s(?:volgens|according to|(?:in|under)(?=\s(?:de|het|the)\s(?:(?:19|20)\d\d\s)?"
    r"(?:versie|editie|version|edition)\b))\s",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:hoeveel|hoe|wat|welke?|wie|wanneer|waar\w{0,6}|how|what|which|who|when|where)\s",
    re.IGNORECASE,
)
_THERE = frozenset("bestaan bestaat zit zitten zie ziet exist exists".split())


@dataclass(frozen=True, slots=True)
class SidesAsked:
    """Two sides as typed, and what they are to be compared about; "" for all of them."""

    first: str
    second: str
    subject: str


def sides_asked(text: str) -> Iterator[SidesAsked]:
    """The ways to part what a question compares in two; none where it compares nothing.

    >>> list(sides_asked("Vergelijk het plan van 2020 met de evaluatie van 2022 over geld."))
    [SidesAsked(first='het plan van 2020', second='de evaluatie van 2022', subject='geld')]
    >>> list(sides_asked("What do the letter and the report say about costs?"))
    [SidesAsked(first='the letter', second='the report', subject='costs')]
    >>> list(sides_asked("Wat is het verschil in aantal leden tussen 2017 en 2019?"))
    [SidesAsked(first='2017', second='2019', subject='aantal leden')]
    >>> list(sides_asked("Hoe vaak telt men volgens de versie van 2020 en volgens die van 2022?"))
    [SidesAsked(first='de versie van 2020', second='die van 2022', subject='Hoe vaak telt men')]
    >>> list(sides_asked("Wat is het verschil tussen een fieldlab en een hub?"))
    []
    """
    opened = _BETWEEN.search(text)
    if opened is None:
        yield from _according_to_both(text)
        return
    rest = text[opened.end() :].strip(" ?.!")
    about = _ABOUT.search(rest)
    subjects = [_between(opened["in"] or ""), rest[about.end() :].strip() if about else ""]
    if None in subjects or all(subjects):
        return  # words that are neither a side nor a subject, or two subjects
    subject = "".join(each for each in subjects if each)
    compared = _LEFT_OUT.sub("", rest[: about.start()] if about else rest)
    for joint in islice(_JOINT.finditer(compared), _JOINTS):
        first, second = compared[: joint.start()].strip(), compared[joint.end() :].strip()
        if first and second and not _ONE_OF_MANY.match(first):
            yield SidesAsked(first, second, subject)


def asks(subject: str) -> bool:
    """Whether a subject is a question of its own, which each side is asked."""
    return bool(_ASKS.match(subject))


def _according_to_both(text: str) -> Iterator[SidesAsked]:
    """ "Hoe vaak wordt er geteld volgens het plan en volgens de brief?"."""
    found = _ACCORDING_TO.search(text)
    if found is None or not asks(text):
        return
    asked, rest = text[: found.start()].strip(" ,"), text[found.end() :].strip(" ?.!")
    for joint in islice(_JOINT.finditer(rest), _JOINTS):
        first, second = rest[: joint.start()].strip(" ,"), rest[joint.end() :].strip()
        second = _ASKS.sub("", second)  # "… en hoeveel volgens de brief"
        again = _ACCORDING_TO.match(f" {second} ")
        second = second[again.end() - 1 :].strip() if again else second
        if first and second and joint[0].strip().lower() != "to":
            yield SidesAsked(first, second, asked)


def _between(text: str) -> str | None:
    """The subject that stands before the sides; "" for none ("is er"), None where it isn't clear."""
    found = _IN.match(text.strip())
    if found:
        return found["subject"].strip()
    plain = all(word in STOP_WORDS["nl"] | STOP_WORDS["en"] | _THERE for word in words(text))
    return "" if plain else None
