"""What a question asks of a document itself, and by which words it tells that: who wrote it, for whom, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from assistant.language.document_words import is_document_word
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import content_words, stem, words
from assistant.records import Version
from assistant.retrieval import Kind, Understood
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
    STATUS = "status"


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
        r"opdrachtgevers?|in opdracht van|commissioned|commissioner",
        r"\b(?:[Ii]n opdracht van|Opdrachtgevers?|[Cc]ommissioned by|[Pp]repared for)\b",
    ),
    OfItself.NUMBER: _form(
        r"rapportnummer|documentnummer|kenmerk|zaaknummer|report number|reference number",
        r"\b(?:Rapportnummer|Documentnummer|Zaaknummer|Report (?:number|no)|Reference (?:number|no))\b|"
        r"\b(?:Ons kenmerk|Kenmerk|Our reference|Reference)\b(?=\s{0,3}(?::|\n|$|\S{0,20}\d))",
    ),
    OfItself.DATE: _form(
        r"van wanneer|welke datum|wat is de datum|what date|publicatiedatum|date of|publication date|de datum van"
    ),
    OfItself.AUTHORS: _form(
        r"auteurs?|schrijvers?|schreef|schreven|geschreven|opstellers?|authors?|wrote|written",
        r"(?:\bAuteurs?\b|\bAuthors?\b|\b[Gg]eschreven door\b|\b[Oo]pgesteld door\b|\b[Ww]ritten by\b|"
        r"\b[Pp]repared by\b|\b[Ss]amenstelling(?=\s?:)|(?m:^)Onderzoek (?:en|&) rapportage\b|"
        r"\bOnderzoekers?(?=\s?:)|\b(?:[Uu]itgevoerd|[Cc]arried out|[Cc]onducted) (?:door|by)\b)",
    ),
    OfItself.PUBLISHER: _form(
        r"uitgever|uitgegeven|publiceerde|gepubliceerd door|publisher|who published|published by|"
        r"(?:who|which \w{3,20}) issued|issued by",
        r"\b(?:Uitgever|Uitgave van|Een uitgave van|Uitgegeven door|Publisher|[Pp]ublished by)\b",
    ),
    OfItself.STATUS: _form(
        r"definitief|definitieve versie|concept|conceptversie|welke versie|wat is de (?:versie|status)|"
        r"final version|draft|which version|what (?:version|is the (?:version|status))",
        r"\b(?:[Vv]ersie|[Vv]ersion)(?=\s{0,2}:?\s{0,2}\d)|(?m:^)(?:Status|Versie|Version)(?=\s?:)",
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
# What a question asks of it besides: "… en wanneer kwam die uit?"
_IT = (
    r"(?:\s(?:kwam|komt|is|was|werd|wordt|heeft|het|hij|ze|die|dit|deze|dat|it|they|this|that|does|did|came|come|has|"
    r"have|had|been|uit|out|verschenen|gepubliceerd|uitgekomen|geschreven|opgesteld|date|from|published|issued|"
    r"released|written|gemaakt|made|by|door)\b){0,6}"
)
_BESIDES = {
    each: re.compile(rf",?\s(?:en|and)\s{asked}\b{_IT}", re.IGNORECASE)
    for each, asked in {
        OfItself.DATE: r"(?:(?:in|op|uit|van|from|on|of)\s)?(?:wanneer|when|welke? (?:jaar|maand|datum)|"
        r"(?:what|which) (?:year|month|date))",
        OfItself.COMMISSIONED: r"(?:(?:in opdracht van|voor|for)\s(?:wie|whom)|wie (?:betaalde|financierde|gaf)"
        r"(?: er ?voor| het| dat| opdracht| daar ?voor)?|who (?:paid|funded|commissioned)(?: it| for it)?)",
        OfItself.AUTHORS: r"(?:door wie|wie schreef|by whom|who wrote|"
        r"wie (?:zijn|waren|is|was) de (?:auteurs?|schrijvers?)|"
        r"who (?:are|were|is|was) the authors?)",
    }.items()
}
_WHEN = re.compile(r"\b(?:wanneer|when|datum|date|jaar|year|maand|month)\b", re.IGNORECASE)
_MADE = re.compile(  # of which a question asks when that was
    r"\b(?:gepubliceerd|verschenen|uitgekomen|uitgebracht|gedateerd|geschreven|opgesteld|verstuurd|verzonden|"
    r"published|issued|released|dated|written|sent)\b",
    re.IGNORECASE,
)
# Who did the research that a document reports on made it: the object is the document, what follows describes it.
_OBJECT = re.compile(
    r"\b(?:carried out|conducted|did|made|wrote|issued|published|released|prepared|drew up|compiled|heeft|hebben|"
    r"schreef|schreven|maakte|maakten|publiceerde|deed|deden|voerde|voerden|bracht|brachten|stelde|stelden|gaf|gaven)"
    r"\s(?:het|de|dit|deze|the|this)\s(?P<object>(?:[\w'’-]{1,30}\s?){1,4})",
    re.IGNORECASE,
)
_ON = re.compile(r"([^\W\d_]{3,40})\s(?:over|naar|about|on|into|regarding)\s", re.IGNORECASE)
_RESEARCH = re.compile(
    r"(?:onderzoek|evaluatie|scan|audit|monitor|studie|verkenning|analyse|toets|study|evaluation|research|survey|"
    r"review|analysis|assessment)$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\b(?:carried out|conducted|uitgevoerd|verricht|gedaan|voerden? (?=.{1,200}\buit\b))",
    re.IGNORECASE,
)
_NOT_BY_WHOM = re.compile(
    r"\b(?:voor wie|aan wie|for whom|to whom)\b|^\W*(?:hoe(?! heten| heet)|how)\b|\b(?:for|to)\W*$",
    re.IGNORECASE,
)
_BY_WHOM = {OfItself.AUTHORS, OfItself.COMMISSIONED, OfItself.PUBLISHER}
# More than documents have one.
_OF_MUCH = {OfItself.COMMISSIONED, OfItself.NUMBER, OfItself.STATUS}
_COUNTS = (OfItself.PAGES, OfItself.TABLES, OfItself.FIGURES)


def asked_of_itself(understood: Understood) -> tuple[OfItself, ...]:
    """What a question asks of a document itself, if it does, and what besides: who made it, not why, how or for
    whom."""
    besides = [each for each, form in _BESIDES.items() if form.search(understood.text)]
    first = _asked_first(understood, besides)
    return tuple(dict.fromkeys((first, *besides))) if first else ()


def _asked_first(understood: Understood, besides: Sequence[OfItself]) -> OfItself | None:
    text, kind = understood.text, understood.kind
    for each in besides:
        text = _BESIDES[each].sub("", text)
    if text != understood.text and kind is Kind.WHEN and not _WHEN.search(text):
        kind = Kind.WHO  # the question word of what is asked besides
    found = [each for each, form in _FORMS.items() if form.asked.search(text)]
    if is_done(text):
        found.append(OfItself.AUTHORS)
    if kind is Kind.WHEN:
        return OfItself.DATE if OfItself.DATE in found or _MADE.search(text) else None
    for each in found:
        if each in _COUNTS or each is OfItself.STATUS:
            return each
        if kind not in (Kind.WHO, Kind.NAMES, Kind.WHAT):
            continue
        if each in _BY_WHOM and _NOT_BY_WHOM.search(text):
            continue
        return each
    return None


def told_by(asked: OfItself) -> re.Pattern[str] | None:
    """What opens the words by which a document tells it of itself; None for what no words open."""
    return _FORMS[asked].told


def asks_no_more(every: Sequence[OfItself], version: Version, understood: Understood) -> bool:
    """Whether a question names the document and what it asks of it, and nothing else."""
    text, language = understood.text, understood.language
    known = {stem(word, language) for word in _ASKING}
    patterns = [_FORMS[asked].asked for asked in every]
    patterns += [_BESIDES[asked] for asked in every[1:] if asked in _BESIDES]
    patterns += [_MADE] if OfItself.DATE in every else []
    said = {word for p in patterns for match in p.finditer(text) for word in words(match[0])}
    known |= {stem(word, language) for word in said}
    more = set(says_more(version, understood)) - known
    if more and (OfItself.STATUS in every or not _describes(more, version, understood)):
        return False
    if not _OF_MUCH.intersection(every):
        return True
    title = {stem(word, language) for word in content_words(version.document.title, language)}
    named = set(understood.terms)
    of_document = any(is_document_word(word) for word in set(words(text)) - said)
    return of_document or named <= known or (bool(title) and title <= named)


def is_done(text: str) -> bool:
    """Whether a question is after who did the research that a document reports on."""
    return bool(_DID.search(text)) and any(_RESEARCH.search(word) for word in _object(text))


def _describes(more: set[str], version: Version, understood: Understood) -> bool:
    """Whether what a question says more may tell which document it means: "Who issued the paper on …"."""
    text, language = understood.text, understood.language
    title = set(content_words(version.document.title, version.document.language))
    meant = any(is_document_word(found[1].lower()) for found in _ON.finditer(text)) or any(
        is_document_word(word) or word in title for word in _object(text)
    )
    kinds = {stem(word, language) for word in words(text) if is_document_word(word)}
    return meant and 2 * len(more - kinds) < len(understood.terms)


def _object(text: str) -> list[str]:
    """The words up to the noun of what a question says that somebody made: "the quick scan"."""
    found = _OBJECT.search(text)
    stops = STOP_WORDS["nl"] | STOP_WORDS["en"]
    return list(takewhile(lambda word: word not in stops, words(found["object"]))) if found else []
