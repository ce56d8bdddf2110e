"""Whether a question wants several things, all of them: "welke risico's", "noem de punten", "what roles"."""

from __future__ import annotations

import re

from assistant.language.languages import LANGUAGES
from assistant.language.number_words import in_words

_NUMBERS = "|".join(
    (r"\d+", *(in_words(n, language) for n in range(2, 21) for language in LANGUAGES))
)
_BEFORE = (
    rf"(?:(?:{_NUMBERS}|belangrijkste|grote|nieuwe|andere|concrete|verschillende|specifieke|regionale|landelijke|"
    r"main|big|other|different|specific|new|key|major|of the|van de)\s+){0,3}"
)
_NO_PLURAL = (
    r"(?:was|does|has|this|thus|process|access|progress|business|success|status|basis|analysis|focus|proces|succes|"
    r"kosten|costs|hebben|worden|zijn|geven|kunnen|moeten)\b"
)
_PLURAL = rf"(?!{_NO_PLURAL})[\w-]{{3,}}(?:en|s|['’]s|ia)\b"  # of both languages
_AUXILIARY = (
    r"(?:are|were|do|does|did|have|has|had|can|could|must|should|will|"
    r"cannot|can['’]t|may|might|would|need|apply)\b"
)
_MANY = re.compile(
    rf"\b(?:welke|wat voor(?: soort)?|which|what kinds? of)\s+{_BEFORE}{_PLURAL}|"
    rf"\b(?:which|what)\s+{_BEFORE}(?:\w+\s+)?{_PLURAL}\s+{_AUXILIARY}|"
    rf"\b(?:which|welke)\s+(?:{_NUMBERS})\s+\w+\s+{_PLURAL}|"
    r"\bnoem\b(?! (?:het|een)\b)|^\W*(?:list|enumerate|som)\b|\bopsomming\b|\b(?:lijst|list) (?:van|met|of)\b|"
    rf"\b(?:wat zijn|what (?:are|were)|wat waren)\s+(?:de|the)\s+{_BEFORE}(?:\w+\s+)?{_PLURAL}|"
    r"\bop een rij(?:tje)?\b|^\W*(?:en )?(?:wat|waar\w{1,6})\b.{1,60}\ballemaal\b|"
    r"\b(?:alle|all)\s+(?:\w+\s+)?(?:punten|points|lessen|lessons|aanbevelingen|recommendations)\b",
    re.IGNORECASE,
)


_WITHOUT_AUXILIARY = re.compile(rf"\s{_AUXILIARY}$", re.IGNORECASE)
_LAST = re.compile(rf"{_PLURAL}$", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"\b(?:{_NUMBERS})\s(?:(?:belangrijkste|grote|nieuwe|andere|main|big|other|different|new|key|major)\s)?{_PLURAL}",
    re.IGNORECASE,
)


def numbered_thing(text: str) -> str:
    """How many of what are asked for, lower case; "" where a question says no number of things.

    >>> numbered_thing("Welke vier gebieden wijst men aan?"), numbered_thing("Welke gebieden wijst men aan?")
    ('vier gebieden', '')
    """
    found = _NUMBERED.search(text)
    return found[0].lower() if found else ""


def thing_asked(text: str) -> str:
    """What a question wants several of, lower case; "" where that is not clear.

    >>> thing_asked("Wat zijn de programmalijnen van het plan?"), thing_asked("Zet alles op een rij")
    ('programmalijnen', '')
    """
    found = _MANY.search(text)
    plain = _WITHOUT_AUXILIARY.sub("", found[0]) if found else ""
    thing = _LAST.search(plain)
    return thing[0].lower() if thing else ""


def asks_for_many(text: str) -> bool:
    """Whether a question wants a list of things.

    >>> [asks_for_many(each) for each in ("Welke zorgpunten geeft TNO mee?", "What roles does it see?")]
    [True, True]
    >>> asks_for_many("Wat moet er allemaal in een aanvraag?"), asks_for_many("Zet de lessen op een rij.")
    (True, True)
    >>> [asks_for_many(each) for each in ("Which ministry pays?", "Welke rol spelen hubs?", "Wat zijn de kosten?")]
    [False, False, False]
    """
    return bool(_MANY.search(text))
