"""All of them, and a part of them: "alle gastouders" beside "50% van de gastouders". Pure."""

from __future__ import annotations

import re

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.figures import Figure
from assistant.figures.counted import names_of

_ALL = re.compile(
    r"\b(?:alle|all|elke|iedere|every)\s(?:\d+\s|of\s|the\s|de\s)*(?P<noun>[^\W\d_]{3,})",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"\b(?:van|bij|onder|of|from|among|in|per)\s$", re.IGNORECASE)
_OF = re.compile(
    r"\s(?:van|of)\s(?:de|het|alle|the|all|these|those)?\s?(?:\d+\s)?(?P<noun>[^\W\d_]{3,})",
    re.IGNORECASE,
)
_WHOLE = 100.0  # percent


def whole_points(claim: Proposition, source: Proposition) -> list[ComparedPoint]:
    """A claim about all of a thing, where a sentence says it of a part: a share, or some of so many.

    >>> claim = Proposition("Elk jaar worden alle gastouders getoetst.", "nl")
    >>> [bool(whole_points(claim, Proposition(text, "nl"))) for text in (
    ...     "Jaarlijks wordt 50% van de gastouders getoetst.", "Jaarlijks worden alle gastouders getoetst.")]
    [True, False]
    """
    found = []
    for match in _ALL.finditer(claim.text):
        if _SHARE_OF.search(claim.text[: match.start()]):
            continue  # "de helft van alle gastouders"
        noun = names_of(match["noun"].lower(), claim.language)
        parts = (f for f, _ in source.figures if _is_part(f, noun, source))
        part = next(parts, None)
        if part is not None and not _ALL.search(source.text):
            there = source.text[part.hedge_start : part.end + 20].strip()
            found.append(ComparedPoint(Matter.FIGURE, False, match.group(), there))
    return found


def _is_part(figure: Figure, noun: frozenset[str], source: Proposition) -> bool:
    """Whether a figure of a sentence is a part of what a noun names: "50% van de", "vijf van de 17"."""
    if figure.unit not in ("%", "") or (figure.unit == "%" and figure.value >= _WHOLE):
        return False
    behind = _OF.match(source.text, figure.end)
    return bool(behind and noun & names_of(behind["noun"].lower(), source.language))
