"""The words around a figure that widen it: "ruim 680", "at least half", "tien of meer"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.records import Language


class Hedge(StrEnum):
    """What the words around a figure make of it."""

    NONE = ""
    ABOUT = "about"
    OVER = "over"  # a little over ("ruim"), or any amount ("meer dan")
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Hedging:
    """A hedge with what it makes of 1: the figure times ``low`` to the figure times ``high``."""

    hedge: Hedge
    low: float
    high: float

    def interval(self, value: float, step: float) -> tuple[float, float]:
        """What the hedged figure means. "Ruim 12" is less than 13 and "ruim 680" less than 700: a
        little more is less than one more in the last digit that is not zero."""
        unit = max(step, last_digit(value)) if value == int(value) else step
        little = min(NEAR * abs(value), max(0.99 * unit, LITTLE * abs(value)))
        low = value - little if self.low == 1 - NEAR else value * self.low
        high = value + little if self.high == 1 + NEAR else value * self.high
        return low, high


def last_digit(value: float) -> float:
    """What the last digit that is not zero is worth in a whole number: 10 for 680."""
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step


LITTLE = 0.005
NEAR = 0.1  # how far "ruim" and "bijna" reach at most, as a share of the figure
AROUND = 0.07  # the same for "circa", to both sides

_ABOUT = Hedging(Hedge.ABOUT, 1 - AROUND, 1 + AROUND)
_JUST_OVER = Hedging(Hedge.OVER, 1, 1 + NEAR)
_OVER = Hedging(Hedge.OVER, 1, math.inf)
_JUST_UNDER = Hedging(Hedge.UNDER, 1 - NEAR, 1)
_UNDER = Hedging(Hedge.UNDER, -math.inf, 1)
_AT_LEAST = Hedging(Hedge.AT_LEAST, 1, math.inf)
_AT_MOST = Hedging(Hedge.AT_MOST, -math.inf, 1)

# The first that matches holds: longer phrases stand before the shorter ones that they end with.
_BEFORE: dict[Language, tuple[tuple[Hedging, str], ...]] = {
    "nl": (
        (_AT_LEAST, r"ten ?minste|minstens|minimaal|op zijn minst|niet minder dan"),
        (
            _AT_MOST,
            r"ten hoogste|hoogstens|maximaal|hooguit|niet (?:meer|hoger|harder|groter|sneller) dan",
        ),
        (_JUST_OVER, r"iets meer dan|net (?:boven|over)(?: de)?|ruim|dik|een goede"),
        (
            _JUST_UNDER,
            r"iets minder dan|net (?:geen|onder(?: de)?)|nog geen|bijna|nagenoeg|krap|een kleine",
        ),
        (_OVER, r"(?:ver |veel )?(?:meer|méér|hoger|groter) dan|boven de"),
        (_UNDER, r"(?:minder|lager|kleiner) dan"),
        (
            _ABOUT,
            r"circa|ca\.?|ongeveer|rond(?: de)?|rondom|zo[’']n|omstreeks|pakweg|naar schatting|grofweg|"
            r"plusminus|om en nabij(?: de)?|bij benadering|om en bij(?: de)?|afgerond",
        ),
    ),
    "en": (
        (_AT_LEAST, r"at least|at minimum|no (?:fewer|less) than|not less than|a minimum of"),
        (_AT_MOST, r"up to|at most|a maximum of|(?:no|not) (?:more|higher|faster|greater) than"),
        (
            _JUST_OVER,
            r"just over|(?:a )?little over|(?:slightly|a little) more than|just above",
        ),
        (
            _JUST_UNDER,
            r"nearly|almost|just (?:under|below)|slightly (?:less|fewer) than|not quite",
        ),
        (
            _OVER,
            r"(?:well )?over|more than|in excess of|upwards of|above|exceeding|greater than",
        ),
        (_UNDER, r"(?:less|fewer|lower) than|under|below"),
        (
            _ABOUT,
            r"about|around|approximately|approx\.?|roughly|some|an estimated|estimated at|close to|"
            r"in the order of|circa|ca\.?",
        ),
    ),
}
_SIGNS = (  # "<30", "≤ 5", "~80", "+/- 40": as tables have them
    (_AT_LEAST, r"≥|⩾|(?<![-=<>])>=|(?<!\d)(?<!\d\s)\bmin\."),
    (_AT_MOST, r"≤|⩽|(?<![-=<>])<=|\bmax\."),
    (_OVER, r"(?<![-=<>])>"),
    (_UNDER, r"(?<![-=<>])<"),
    (_ABOUT, r"~|≈|±|\+/-|\bca\."),
)
_BEFORE_PATTERN = {
    language: (
        *(
            (
                hedging,
                re.compile(
                    rf"(?:^|(?<=[\s(“\"‘'–—]))(?:{words})\s+(?:de |het |the |an? )?$", re.IGNORECASE
                ),
            )
            for hedging, words in hedges
        ),
        *((hedging, re.compile(rf"(?:{signs})\s?$", re.IGNORECASE)) for hedging, signs in _SIGNS),
    )
    for language, hedges in _BEFORE.items()
}
_BEHIND_PATTERN = (
    (
        _AT_LEAST,
        re.compile(
            r"\s?\+(?![\d/])|\s(?:of meer|of hoger|en meer|en hoger|or more|and up)\b(?! dan\b| than\b)",
            re.IGNORECASE,
        ),
    ),
    (
        _AT_MOST,
        re.compile(r"\s(?:of minder|of lager|or less|or fewer)\b(?! dan\b| than\b)", re.IGNORECASE),
    ),
)
# Between a word and a number ">" may lead on ("Start > 3 opties"), but not behind one of these, nor behind
# a small letter where it leads no further: "er staan > 100 bomen".
_COMPARED = re.compile(
    r"\b(?:is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|telt|tellen|telde|bedraagt|"
    r"bedragen|bedroeg|ligt|liggen|lag|kost|kosten|duurt|met|bij|van|voor|om|op|in|aan|tot|vanaf|na|naar|"
    r"of|en|de|het|een|are|were|has|have|costs?|takes?|with|at|by|for|from|to|on|or|and|the|an?)\s+$",
    re.IGNORECASE,
)
_SIGN_BEHIND = re.compile(r"[^\n\t]{0,40}\s[>→»]\s")
_UNIT_OR_END = re.compile(
    r"\s?(?:jaar|jr|maanden|weken|dagen|uur|uren|min|km|m[²23]?|ha|kg|fte|years?|months?|weeks?|days?|hours?)?"
    r"[\s.;,)]*(?:\n|\t|$)",
    re.IGNORECASE,
)
PLAIN = Hedging(Hedge.NONE, 1, 1)
_LONGEST = 40  # characters before a figure in which its hedge stands


def hedging_of(text: str, start: int, end: int, language: Language) -> tuple[Hedging, int]:
    """(the hedge of the figure text[start:end], where its words begin)."""
    before = text[max(0, start - _LONGEST) : start]
    for hedging, pattern in _BEFORE_PATTERN[language]:
        found = pattern.search(before)
        if found and not _is_another_sign(text, start - len(before) + found.start(), start, end):
            return hedging, start - len(before) + found.start()
    for hedging, pattern in _BEHIND_PATTERN:
        if pattern.match(text, end):
            return hedging, start
    return PLAIN, start


def _is_another_sign(text: str, sign: int, start: int, end: int) -> bool:
    """Whether a ">" or "<" before a figure leads from one thing to the next, or marks what a mail quotes."""
    if text[sign] not in "<>" or text[sign + 1] == "=":
        return False
    line = re.split(r"\n|(?<=\t)", text[max(0, sign - _LONGEST) : sign])[-1]
    if not line.strip():
        if text[:sign].rstrip(" ").endswith("\t"):
            return False  # a cell
        quoted = text[sign + 1].isspace() and not _UNIT_OR_END.match(text, end)
        return text[sign] == ">" and quoted
    led = line[-1].isspace() and line.rstrip()[-1].isalnum()
    return led and not _COMPARED.search(line) and not _is_in_sentence(text, line, end)


def _is_in_sentence(text: str, line: str, end: int) -> bool:
    word = line.split()[-1]
    steps = any(sign in line for sign in "<>→»") or _SIGN_BEHIND.match(text, end)
    return word.isalpha() and word.islower() and not steps
