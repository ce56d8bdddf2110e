"""What a question takes for a fact and asks the reason of: that something ended, failed, was forbidden.

"Waarom is het programma gestopt?" supposes that it was. Where no text says so, nothing is the reason.
"""

from __future__ import annotations

import re

# Each line is one notion, Dutch and English, as the beginnings of its words; "…" at an end stands for any ending.
_NOTIONS = (
    "stop… gestopt… stopgezet… stilgelegd… "
    "beëindig… beeindig… opgeheven opheff… ophef… afgeschaft… afschaf… schaf… geschrapt… schrap… "
    "afgebroken ingetrokken intrek… geannuleerd… annuleer… afgelast… afgeblazen opgedoekt… ontbonden gesloten "
    "sluiting gestaakt… staak… staken beeindiging weggevallen vervallen verdwijn… verdwenen wegval… "
    "ended ending terminat… abolish… scrap scrapped cancel… closed closing closure close discontinu… "
    "withdraw… withdrew dissolv… rid dropped axed halt… ceas… abandon… suspend… "
    "opgeschort… opschort… revok… repeal… succeeded opgevolgd…",
    "mislukt… mislukk… mislukking… faal… gefaald… faill… falen gestrand… strand… flop… geflopt… "
    "fail… unsuccessful collaps… flopped",
    "verbied… verboden verbod… geweigerd… weiger… afgewezen afwijz… verworpen verwerp… "
    "forbid… forbad… ban banned bans prohibit… refus… reject… block… veto…",
    "afgetreden aftred… ontslag… ontslagen ontsloeg opgestapt… vertrok… "
    "resign… dismiss… fired sacked",
    "failliet… bankroet… bankrupt… insolv…",
)


def _pattern(notion: str) -> re.Pattern[str]:
    forms = (
        re.escape(form.rstrip("…")) + (r"\w*" if form.endswith("…") else "")
        for form in notion.split()
    )
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


_PATTERNS = tuple(_pattern(notion) for notion in _NOTIONS)


def premise_of(text: str) -> re.Pattern[str] | None:
    """What finds words for that which a question supposes to have ended, failed or been forbidden; None where
    it supposes nothing of the kind.

    >>> found = premise_of("Waarom is het programma gestopt?")
    >>> bool(found.search("The programme was abolished in 2019.")), bool(found.search("Het programma begon."))
    (True, False)
    >>> premise_of("Waarom is het programma begonnen?")
    """
    return next((pattern for pattern in _PATTERNS if pattern.search(text)), None)
