"""What a question asks of a document itself, and by which words it tells that: who wrote it, for whom, when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.language.terms import stem, words
from assistant.records import Language, Version
from assistant.retrieval import Understood
from assistant.retrieval.named_document import says_more


class OfItself(StrEnum):
    """What may be asked of a document itself."""

    AUTHORS = "authors"
    COMMISSIONED = "commissioned"
    PUBLISHER = "publisher"
    NUMBER = "number"
    DATE = "date"
    PAGES = "pages"
    TABLES = "tables"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class _Form:
    """How it is asked for, and how a title page or colophon tells it."""

    asked: re.Pattern[str]
    told: re.Pattern[str] | None = None


def _form(asked: str, told: str = "") -> _Form:
    return _Form(re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(told) if told else None)


_FORMS = {
    OfItself.PAGES: _form(r"(?:hoeveel|how many) (?:pagina['’]?s|bladzijden|bladzijdes|pages)"),
    OfItself.TABLES: _form(r"(?:hoeveel|how many) (?:tabellen|tables)"),
    OfItself.FIGURES: _form(r"(?:hoeveel|how many) (?:figuren|grafieken|figures|charts)"),
    OfItself.COMMISSIONED: _form(
        r"opdrachtgevers?|in opdracht van|opdracht|commissioned|commissioner",
        r"\b(?:[Ii]n opdracht van|Opdrachtgevers?\b|[Cc]ommissioned by|[Pp]repared for|[Oo]n behalf of)",
    ),
    OfItself.NUMBER: _form(
        r"rapportnummer|documentnummer|kenmerk|zaaknummer|report number|reference number",
        r"\b(?:Rapportnummer|Documentnummer|Kenmerk|Ons kenmerk|Zaaknummer|Report (?:number|no)|Reference)\b",
    ),
    OfItself.DATE: _form(
        r"welke datum|publicatiedatum|(?:wanneer|what day|when)\b.{1,80}\b(?:gepubliceerd|verschenen|uitgekomen|"
        r"uitgebracht|gedateerd|published|issued|released|dated)|date of|publication date|de datum van"
    ),
    OfItself.AUTHORS: _form(
        r"auteurs?|schrijvers?|schreef|schreven|geschreven|opstellers?|authors?|wrote|written",
        r"(?:\bAuteurs?\b|\bAuthors?\b|\b[Gg]eschreven door\b|\b[Oo]pgesteld door\b|\b[Ww]ritten by\b|"
        r"\b[Pp]repared by\b|\b[Ss]amenstelling\b)",
    ),
    OfItself.PUBLISHER: _form(
        r"uitgever|uitgegeven|publiceerde|gepubliceerd door|publisher|who published|published by",
        r"\b(?:Uitgever|Uitgave van|Een uitgave van|Uitgegeven door|Publisher|[Pp]ublished by)\b",
    ),
}
_ASKING = (
    "wie wat welke wanneer hoeveel is zijn was waren heeft hebben telt tellen staan staat bevat bevatten er in "
    "van door voor naam namen gemaakt maakte rapport document stuk notitie nota bestand pdf verslag onderzoek "
    "publicatie datum gepubliceerd verschenen uitgekomen uitgebracht date published issued released dated "
    "brief uitgevoerd verricht opgesteld tekst "
    "who what which when how many is are was were does has have contain contains there name names made make "
    "report document paper file study text letter testimony carried"
).split()
_COUNTED = re.compile(r"hoeveel|how many", re.IGNORECASE)


def asked_of_itself(understood: Understood) -> OfItself | None:
    """What a question asks of a document itself, if it does."""
    return next((each for each, form in _FORMS.items() if form.asked.search(understood.text)), None)


def told_by(asked: OfItself) -> re.Pattern[str] | None:
    """What opens the words by which a document tells it of itself; None for what no words open."""
    return _FORMS[asked].told


def asks_no_more(asked: OfItself, version: Version, understood: Understood) -> bool:
    """Whether a question names the document and what it asks of it, and nothing else."""
    language = understood.language
    known = _asking(language)
    found = _FORMS[asked].asked.finditer(understood.text)
    known |= {stem(word, language) for match in found for word in words(match[0])}
    return not set(says_more(version, understood)) - known


def _asking(language: Language) -> set[str]:
    return {stem(word, language) for word in _ASKING}
