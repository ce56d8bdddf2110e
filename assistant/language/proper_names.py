"""Proper names by their capitals, Dutch and English, as question, sentence and table have them.

Who asks types "smart industry"; who writes prints "Programmabureau Smart Industry". So what counts as a name
differs with where it stands, and each pattern says where it is for.
"""

from __future__ import annotations

import re

from assistant.language.months import MONTH_NUMBERS

_CAPITAL = "[A-ZÀ-Ý]"
_WORD = rf"{_CAPITAL}[a-zà-ÿ]+"  # "Programma"
_LINKS = "van|de|der|den|te|ten"  # "Raad van State", "Van der Meer"

# In a question: any word with a capital but the first, and words with capitals inside ("TNO", "AiNed").
CAPITALISED = re.compile(
    rf"(?<![.!?]\s)(?<!^)\b(?:{_CAPITAL}[\w’'-]*[\w]|[A-Z]{{2,}}\w*)\b",
)
ACRONYM = re.compile(r"\b[A-Z][A-Z0-9-]{1,}\b|\b\w*[a-z][A-Z]\w*\b")
# In a sentence that may answer: a name that does not open it.
NAME_WITHIN = re.compile(
    rf"(?<![.!?]\s)(?<!^)\b{_WORD}(?:\s(?:{_LINKS})\b)*(?:[\s-]{_CAPITAL}[\wà-ÿ-]+)*"
)
PERSON = re.compile(
    rf"\b{_WORD}(?:-{_WORD})?(?:\s[A-Z]\.)*(?:\s(?:{_LINKS}|von)){{0,3}}"
    rf"\s{_WORD}(?:[\s-]{_WORD})?\b|\b(?:[A-Z]\.\s?)+{_WORD}"
)
NO_PERSON = frozenset(
    "Smart Industry Nationaal National Groeifonds Growth Fund Tweede Eerste Kamer Europese European Den The "
    "De Het Een In Op Met Voor Volgens Zuid Noord Oost West Raad Council Ministerie Ministry House Commission "
    "Commissie Programma Programme Programmabureau Agenda Actieagenda Implementatieagenda Metaalunie "
    "Koninklijke Economische Zaken Klimaat United States Hannover Messe".split()
)
# In a sentence that is compared: the longest run of words with capitals, acronyms and marks among them.
NAME = re.compile(
    rf"\b[A-ZÀ-Þ][\wÀ-ÿ’'&-]*[A-Za-zÀ-ÿ0-9]\b(?:(?:\s(?:{_LINKS}|of|the|for))?"
    r"\s[A-ZÀ-Þ][\wÀ-ÿ’'&-]*)*"
)
# Words with a capital, in lower case, that name no one thing: they tell when, or of what country.
NO_NAME = frozenset(
    {
        *MONTH_NUMBERS,
        *"monday tuesday wednesday thursday friday saturday sunday maandag dinsdag woensdag donderdag".split(),
        *"vrijdag zaterdag zondag nederland nederlandse dutch netherlands nederlands english engels".split(),
        *"eur euro european europese amerikaanse american duitse german belgische belgian franse".split(),
        *"french britse british europeaan noordelijke zuidelijke oostelijke westelijke rijk".split(),
        *"brussel brussels washington".split(),
    }
)
# Behind a figure: names in front of what it counts ("35 *Smart Industry-*fieldlabs").
NAME_BEFORE_NOUN = re.compile(
    r"(?<=\s)(?:(?:regionale?|nieuwe|new|national|landelijke|active|actieve|dutch|nederlandse)\s)?"
    rf"(?:{_CAPITAL}[\w’'&]*[\s-])+(?=[^\W\d_]{{3}})"
)
