"""Questions after a development: "Hoe ontwikkelde het aantal fieldlabs zich?"

Such a question is answered by what answers the plain one ("Hoeveel fieldlabs?"), year by year.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.library import Library
from assistant.records import Question
from assistant.retrieval import Kind, Understood, look_up

_TREND = re.compile(
    r"\b(?:ontwikkel(?:t|d|de|den|en|ing)|ontwikkelingen|verloop|verloopt|verliep|trend|groei(?:t|de|den|en)?|"
    r"gegroeid|daal(?:t|de|den)|gedaald|steeg|stegen|stijg(?:t|en)|gestegen|verander(?:t|d|de|den|en)|"
    r"(?:door|over|in) de (?:loop der |loop van de )?(?:jaren|tijd)(?: heen)?|per jaar|van jaar tot jaar|"
    r"develop(?:ed|s|ment)?|grow|grew|grown|growth|evolve[ds]?|evolution|chang(?:e|ed|es)|increase[ds]?|"
    r"over (?:the years|time)|per year|(?:each|every|by) year|year by year|course of)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:aantallen|aantal|numbers? of)\s+(?P<rest>.+)$|\b(?:hoeveel|how many)\s+(?P<many>.+)$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?P<what>invest(?:ering(?:en)?|ments?)|uitgaven|kosten|budget|bedrag(?:en)?|subsidies?|spending|costs?|"
    r"expenditure)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:hoe|how|did|does|has|have|heeft|hebben|is|zijn|was|were|zich|er|the|het|de)\b\s*(?=$|[?.!])|[?.!]+$",
    re.IGNORECASE,
)
_ASKS_HOW = re.compile(
    r"^\W*(?:hoe|how|wat is|what is|wat was|what was|geef|give|toon|show|laat|beschrijf|describe)\b",
    re.IGNORECASE,
)


def plainly(library: Library, question: Question, asked: Understood) -> Understood | None:
    """The question after a number or an amount in which one after its development rests.

    None where no development is asked after.
    """
    text = asked.text
    found = _TREND.search(text)
    if found is None:
        return None
    counted = _COUNTED.search(text)
    if counted is not None and (counted["many"] or _ASKS_HOW.match(text) or _names_it(text)):
        rest, kind = counted["rest"] or counted["many"], Kind.HOW_MANY
        opening = "Hoeveel" if asked.language == "nl" else "How many"
    else:
        money = _MONEY.search(text)
        if money is None or not _ASKS_HOW.match(text):
            return None
        rest, kind = f"{money['what']} {money['rest']}", Kind.HOW_MUCH
        opening = "Hoeveel" if asked.language == "nl" else "How much"
    bare = re.sub(r"\s+", " ", _TREND.sub(" ", rest)).strip()
    while (shorter := _FILLER.sub("", bare).strip()) != bare:
        bare = shorter
    if not bare:
        return None
    again = replace(question, text=f"{opening} {bare}?", language=asked.language, history=())
    return replace(look_up(library, again), kind=kind)


def _names_it(text: str) -> bool:
    """ "Ontwikkeling van het aantal fieldlabs", "trend in the number of companies"."""
    return bool(
        re.match(r"^\W*(?:(?:de|het|the)\s)?(?:" + _TREND.pattern + ")", text, re.IGNORECASE)
    )
