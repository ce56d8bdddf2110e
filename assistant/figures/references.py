"""Words before a number that make it the number of a page, an article, a case: no quantity."""

from __future__ import annotations

import re

from assistant.language.months import WRITTEN_MONTHS

_NAMES = (
    r"nr|nrs|nummer|no|kamerstuk|kamerstukken|art|artikel|article|p|pp|pag|pagina|page|paragraaf|par|"
    r"hoofdstuk|chapter|section|tabel|table|figuur|figure|grafiek|versie|version|bijlage|annex|noot|titel|title|"
    r"staatscourant|stcrt|rapport|report|actie|spoor|lijn|actielijn"
)
# Before two numbers with a hyphen only: "per lid 12 euro" is a quantity.
_NAMES_OF_TWO = (
    r"artikelen|articles|pagina[’']s|pages|bladzijden?|blz|paragrafen|hoofdstukken|chapters|sections|"
    r"tabellen|tables|figuren|bijlagen|nummers|zaak|zaaknummer|dossier|case|bel|tel|telefoon|phone|"
    r"uitslag|stand|score|lid|leden|punt|punten|groep|groepen|kamer"
)
BEFORE_ONE = re.compile(
    rf"(?:\b(?:{_NAMES})\.?\s?|§\s?|\bkamerstuk(?:ken)?\s\d{{2}}\s)$", re.IGNORECASE
)
_BEFORE_TWO = re.compile(rf"(?:\b(?:{_NAMES_OF_TWO})\.?:?\s?|§§\s?)$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b[A-Z]\w+(?:straat|laan|weg|plein|kade|gracht|singel|dijk|hof|street|road)\s$"
)
_MONTH_BEHIND = re.compile(rf"\s(?:{'|'.join(WRITTEN_MONTHS)})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAR = 40  # characters that are looked at before a number


def may_be_range(text: str, start: int, first: str, second: str, end: int) -> bool:
    """Whether "12-15" at text[start:end] may be two ends of a range, not days, an address or a number.

    >>> text = "zie artikel 5-7 voor 12-15 bomen"
    >>> may_be_range(text, 12, "5", "7", 15), may_be_range(text, 21, "12", "15", 26)
    (False, True)
    """
    before = text[max(0, start - _FAR) : start]
    return (
        int(first) < int(second)
        and not _YEAR.fullmatch(second)
        and not any(p.search(before) for p in (BEFORE_ONE, _BEFORE_TWO, _ADDRESS))
        and not _MONTH_BEHIND.match(text, end)
    )
