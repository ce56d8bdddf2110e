"""Whether what is quoted says all that a question asks: so many things, and what it asks besides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.asked_headings import number_asked
from assistant.answering.asked_list import asks_for_many
from assistant.answering.offering import offers
from assistant.figures import figures_in
from assistant.records import Language, Statement
from assistant.retrieval import Kind, Understood, kind_wanted

OFFERED = 0.5  # how surely a quote has what is asked besides
_SENTENCE = re.compile(r"(?<=[.!?:])\s")
_PARTED = re.compile(r"[,;]|\s(?:en|and|of|or)\s")
_BESIDES = re.compile(
    r"(?:,|\s(?:en|and))\s(?P<asked>(?:(?:in|op|uit|van|tegen|voor|from|on|by|at|for)\s)?"
    r"(?:wanneer|when|wie|who|hoeveel|how many|how much|welke? (?:jaar|maand|datum)|"
    r"(?:what|which) (?:year|month|date))\b.{0,200})$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<!\S)(?:\d{1,2}(?:\.[a-z\d]{1,2}){1,3}\.?|\d{1,2}[.)])\s(?=[A-Z])")
_DATE = re.compile(r"\b(?:maand|jaar|datum|month|year|date)\b", re.IGNORECASE)
_COUNTED = (Kind.HOW_MANY, Kind.HOW_MUCH)


def says_all_asked(
    understood: Understood, statements: Sequence[Statement], language: Language
) -> bool:
    """Whether quotes may say all that is asked, as far as their form tells: so many things as are asked for, a
    date where one is asked for besides, a second figure where two are. ``language`` is that of the quotes."""
    if not statements:
        return False
    if asks_for_many(understood.text) and _parts(statements[0].text) < number_asked(understood):
        return False
    said = "\n".join(statement.text for statement in statements)
    if understood.kind in _COUNTED and not offers(Kind.HOW_MANY, _without_marks(said), language):
        return False  # what is numbered counts nothing
    besides = _BESIDES.search(understood.text)
    if besides is None:
        return True
    asked = besides["asked"]
    kind = Kind.WHEN if _DATE.search(asked) else kind_wanted(asked)
    if kind in _COUNTED and understood.kind in _COUNTED:
        return sum(not figure.is_year for figure in figures_in(said, language)) > 1
    return offers(kind, said, language) >= OFFERED


def _without_marks(text: str) -> str:
    """A text without the numbers of its items.

    >>> _without_marks("5.d.2\\tBrief. Besluit: 1. De brief van 2 mei 2. Vijf leden")
    'Brief. Besluit: De brief van 2 mei Vijf leden'
    """
    return _NUMBERED.sub("", text)


def _parts(text: str) -> int:
    """How many things a quote may name: its lines, or the parts of the sentence that has most.

    >>> _parts("De gemeente telt bruggen, wegen en kades. Dat is veel."), _parts("Doelen:\\n• a\\n• b\\n• c")
    (3, 4)
    """
    sentences = (len(_PARTED.split(each)) for each in _SENTENCE.split(text))
    return max(len(text.splitlines()), *sentences)
