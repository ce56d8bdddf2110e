"""Whether a question wants several things, all of them: "welke risico's", "noem de punten", "what roles"."""

from __future__ import annotations

import re

_ENDINGS = r"(?:en|s|['’]s|ia)"  # of plurals in both languages
_SINGULAR = (
    r"(?:is|was|does|has|this|thus|process|access|progress|business|success|status|basis|analysis|focus|proces|"
    r"succes|heeft|een|geen|geven|zijn|waren|hebben|worden|kunnen|moeten|konden|werden|bestaat)\b"
)
_WORD = rf"(?!{_SINGULAR})[\w-]"
_PLURAL = rf"{_WORD}{{2,}}{_ENDINGS}"
_MANY = re.compile(
    rf"\b(?:welke|wat voor(?: soort)?|which|what kinds? of)\s+(?:{_WORD}+\s+){{0,2}}?{_PLURAL}\b|"
    rf"\bwhat\s+(?:{_WORD}+\s+)?{_PLURAL}\s+(?:are|were|do|does|did|have|has|had|can|could|must|should|will)\b|"
    r"\b(?:noem|noemen|som .{1,60} op|opsomming|lijst|list|enumerate)\b|"
    r"\b(?:wat zijn|what (?:are|were)|wat waren)\s+(?:de|the)\b|"
    r"\b(?:alle|all)\s+(?:\w+\s+)?(?:punten|points|lessen|lessons|aanbevelingen|recommendations)\b",
    re.IGNORECASE,
)


def asks_for_many(text: str) -> bool:
    """Whether a question wants a list of things.

    >>> [asks_for_many(each) for each in ("Welke zorgpunten geeft TNO mee?", "What roles does it see?")]
    [True, True]
    >>> [asks_for_many(each) for each in ("Welke gemeente deed mee?", "What is the process?", "Wat kost het?")]
    [False, False, False]
    """
    return bool(_MANY.search(text))
