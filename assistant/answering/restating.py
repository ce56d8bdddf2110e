"""Questions after a development: "Hoe ontwikkelde het aantal fieldlabs zich?"

Such a question is answered by what answers the plain one ("Hoeveel fieldlabs?"), year by year.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.inquiry import Inquiry
from assistant.library import Library
from assistant.records import Question
from assistant.retrieval import Kind, Understood, understand

_COUNTED = r"(?:aantallen|aantal|numbers? of)"
_MONEY = (
    r"(?:invest(?:ering(?:en)?|ments?)|uitgaven|kosten|budget|bedrag(?:en)?|subsidies?|spending|costs?|"
    r"expenditure)"
)
# "Hoe ontwikkelde … zich", "how did … grow"
_VERB = (
    r"\b(?:ontwikkel(?:t|d|de|den|en)|verlo(?:opt|pen)|verliep(?:en)?|groei(?:t|de|den|en)|gegroeid|daal(?:t|de|den)|"
    r"gedaald|steeg|stegen|stijg(?:t|en)|gestegen|verander(?:t|d|de|den|en)|develop(?:ed|s)?|grow[ns]?|grew|"
    r"evolve[ds]?|chang(?:e|ed|es)|increase[ds]?|decrease[ds]?|fall(?:en)?|fell|rise[ns]?|rose)\b"
)
# "de ontwikkeling van het …", "the trend in the …"
_NAMED = (
    r"\b(?:ontwikkeling(?:en)?|verloop|trend|groei|development|growth|evolution|course|history)\s"
    r"(?:van|in|of)\s(?:(?:het|de|the)\s)?(?:\w+\s)?"
)
_YEARLY = (
    r"\b(?:door de jaren(?: heen)?|in de loop (?:der|van de) (?:jaren|tijd)|over de jaren(?: heen)?|per jaar|"
    r"van jaar tot jaar|over (?:the years|time)|(?:per|each|every|by) year|year by year|from year to year)\b"
)
_THING = rf"\b(?P<what>{_COUNTED}|{_MONEY})\s+(?P<rest>.+)$"
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W*(?:hoe|how)\b(?=.*{_VERB}).*?{_THING}",
        rf"{_NAMED}{_THING}",
        rf"^\W*(?!hoeveel|how many|how much)(?=.*{_YEARLY}).*?{_THING}",
    )
)
_LEFT_OUT = re.compile(rf"{_VERB}|{_YEARLY}", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?:^|\s)(?:did|does|has|have|been|heeft|hebben|is|zijn|was|were|zich|er|the|het|de|and|en)$|[?.!,]+$",
    re.IGNORECASE,
)


def restate(library: Library, inquiry: Inquiry) -> Inquiry:
    """Search for the question after a number or an amount in which one after its development rests."""
    plain = plain_question(inquiry.question, inquiry.understood)
    return inquiry if plain is None else replace(inquiry, searched=plain)


def plain_question(question: Question, understood: Understood) -> Understood | None:
    """The plain question, understood. None where no development is asked after."""
    found = thing_developing(understood.text)
    if found is None:
        return None
    thing, kind = found
    opening = {"nl": "Hoeveel", "en": "How many" if kind is Kind.HOW_MANY else "How much"}
    text = f"{opening[understood.language]} {thing}?"
    plain = replace(question, text=text, language=understood.language, history=())
    return replace(understand(plain), kind=kind)


def thing_developing(text: str) -> tuple[str, Kind] | None:
    """What a question wants the development of, and whether that is a number or an amount.

    >>> thing_developing("Hoe ontwikkelde het aantal fieldlabs zich door de jaren heen?")
    ('fieldlabs', <Kind.HOW_MANY: 'how_many'>)
    >>> thing_developing("How did the investment in field labs grow?")
    ('investment in field labs', <Kind.HOW_MUCH: 'how_much'>)
    >>> thing_developing("What is the number of proposals in the National Growth Fund?")
    """
    found = next((match for pattern in _ASKED if (match := pattern.search(text))), None)
    if found is None:
        return None
    counted = re.fullmatch(_COUNTED, found["what"], re.IGNORECASE)
    rest = " ".join(_LEFT_OUT.sub(" ", found["rest"]).split())
    while (shorter := _TRAILING.sub("", rest).strip()) != rest:
        rest = shorter
    if not rest:
        return None
    return (rest, Kind.HOW_MANY) if counted else (f"{found['what']} {rest}", Kind.HOW_MUCH)
