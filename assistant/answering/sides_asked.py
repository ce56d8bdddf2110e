"""The two sides that a question wants beside each other, and about what: "verschil tussen A en B over X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BETWEEN = re.compile(
    r"\b(?:verschil(?:len)?|overeenkomst(?:en)?|differences?|similarit(?:y|ies))\b.{0,40}?\b(?:tussen|between)\s+|"
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
_ONE_OF_MANY = re.compile(r"^(?:een|an?)\s", re.IGNORECASE)  # a thing of a kind is no document


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
    >>> list(sides_asked("Wat is het verschil tussen een fieldlab en een hub?"))
    []
    """
    opened = _BETWEEN.search(text)
    if opened is None:
        return
    rest = text[opened.end() :].strip(" ?.!")
    about = _ABOUT.search(rest)
    subject = rest[about.end() :].strip() if about else ""
    compared = _LEFT_OUT.sub("", rest[: about.start()] if about else rest)
    for joint in _JOINT.finditer(compared):
        first, second = compared[: joint.start()].strip(), compared[joint.end() :].strip()
        if first and second and not _ONE_OF_MANY.match(first):
            yield SidesAsked(first, second, subject)
