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
_AUXILIARY = r"(?:are|were|do|does|did|have|has|had|can|could|must|should|will)\b"
_MANY = re.compile(
    rf"\b(?:welke|wat voor(?: soort)?|which|what kinds? of)\s+{_BEFORE}{_PLURAL}|"
    rf"\b(?:which|what)\s+{_BEFORE}(?:\w+\s+)?{_PLURAL}\s+{_AUXILIARY}|"
    rf"\b(?:which|welke)\s+(?:{_NUMBERS})\s+\w+\s+{_PLURAL}|"
    r"\bnoem\b(?! (?:het|een)\b)|^\W*(?:list|enumerate|som)\b|\bopsomming\b|\b(?:lijst|list) (?:van|met|of)\b|"
    rf"\b(?:wat zijn|what (?:are|were)|wat waren)\s+(?:de|the)\s+{_BEFORE}(?:\w+\s+)?{_PLURAL}|"
    r"\b(?:alle|all)\s+(?:\w+\s+)?(?:punten|points|lessen|lessons|aanbevelingen|recommendations)\b",
    re.IGNORECASE,
)


def asks_for_many(text: str) -> bool:
    """Whether a question wants a list of things.

    >>> [asks_for_many(each) for each in ("Welke zorgpunten geeft TNO mee?", "What roles does it see?")]
    [True, True]
    >>> [asks_for_many(each) for each in ("Which ministry pays?", "Welke rol spelen hubs?", "Wat zijn de kosten?")]
    [False, False, False]
    """
    return bool(_MANY.search(text))
