"""Which headings a question asks for: "welke hoofdstukken", "noem de vijf actielijnen", "aanbevelingen 2017"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.answering.asked_list import asks_for_many
from assistant.answering.outline import OutlineHeading, below, chapters, label_of
from assistant.language.glossary import synonyms, translations
from assistant.language.languages import LANGUAGES
from assistant.language.number_words import from_words
from assistant.language.terms import content_words, stem, words
from assistant.records import Language, Version
from assistant.retrieval import Kind, Understood
from assistant.retrieval.bare_words import is_bare
from assistant.retrieval.named_document import says_more

FEWEST = 2  # headings that make a list
MOST = 40  # of one list
_WHAT_IS = re.compile(
    r"^\W*(?:en |and )?(?:wat (?:is|zijn|was|waren)|what (?:is|are|was|were)|what's)\b",
    re.IGNORECASE,
)
_CHAPTERS = re.compile(
    r"\b(?:hoofdstuk(?:ken)?|hoofdstukindeling|inhoudsopgave|chapters?|table of contents)\b",
    re.IGNORECASE,
)
# A programme, a fund and a municipality have parts, too: chapters are meant where those of a text are asked for.
_PARTS = re.compile(
    r"\b(?:onderdelen|delen|indeling|opbouw|parts|sections|outline|structure)"
    r"(?:\s(?:van|uit|in|heeft|telt|kent|bevat|bestaat|is|zijn|het|de|dit|deze|of|does|do|has|have|are|the|this))"
    r"{1,4}\s[\w-]{0,30}(?:rapport|rapportage|document|report|nota|notitie|verslag)\b",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"\b(?:paragrafen|subparagrafen|secties|onderdelen|subsections?|sections|paragraphs)\b",
    re.IGNORECASE,
)
_APPENDICES = re.compile(r"\b(?:bijlagen?|annex(?:es)?|appendi(?:x|ces))\b", re.IGNORECASE)
# Asked so, they are what somebody has to send along.
_TO_ENCLOSE = re.compile(
    r"\b(?:moet(?:en)?|nodig|mee\s?(?:te\s)?(?:sturen|zenden)|meegestuurd|bijvoegen|toevoegen|vereist|verplicht|"
    r"verplichte|aanleveren|required|needed|need|needs|must|attach|enclose|submit|mandatory)\b",
    re.IGNORECASE,
)
_TOO_COMMON = frozenset("deel part".split())  # of a question after parts of whatever name
_OF_APPENDIX = frozenset("bijlage annex appendix".split())
_OF_CHAPTER = re.compile(
    r"\b(?:hoofdstuk|paragraaf|onderdeel|bijlage|chapter|section|annex|appendix)\s(?:(?:over|on|about|de|het|the)\s)?"
    r"(?P<title>[^?!.;:]{1,80}?)(?:\s(?:in|van|uit|of|from)\s|[?!.;:]|$)",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\b(?:hoeveel|how many|wat is de|what is the|what are the)\b", re.IGNORECASE)
_ASKING = (
    "noem noemt noemde noemen noemden geef geeft geven gaf gaven doet doen deed deden trekt trekken trok trokken "
    "staan staat stond stonden ziet zien zag heeft hebben had is zijn was waren er beschrijft beschrijven schetst "
    "bestaat bestaan bevat bevatten kent kennen telt tellen behandelt behandelen komen komt bod voor volgens "
    "zit zitten hoort horen bij bespreekt bespreken besproken worden wordt "
    "welke wat wie hoeveel alle lijst overzicht belangrijkste opsomming uit in van "
    "plan plannen rapport document documenten stuk notitie nota agenda brief programma publicatie tekst verslag "
    "genoemd genoemde beschreven opgenomen advies fiche onderzoek "
    "list name give given gives mention mentions mentioned make makes made draw draws identify identified "
    "see sees have has had are is were was contain contains consist consists include includes there "
    "what which how many main report document paper note plan agenda letter programme program text all "
    "publication overview testimony hearing"
).split()

# "Welke rapporten zijn er over fieldlabs" is not after what a chapter on field labs has.
_FOR_DOCUMENTS = re.compile(
    r"\b(?:welke|hoeveel|which|what|how many)\s+(?:andere |other )?(?:rapporten|documenten|publicaties|brieven|"
    r"stukken|bronnen|onderzoeken|studies|reports|documents|publications|letters|sources|papers)\b",
    re.IGNORECASE,
)


def asks_for_headings(understood: Understood) -> bool:
    """Whether a question may want headings as a list."""
    text = understood.text
    if _FOR_DOCUMENTS.search(text):
        return False
    parts = _CHAPTERS.search(text) or _PARTS.search(text) or _asks_for_appendices(text)
    counts = _COUNTS.search(text) and parts
    return asks_for_many(text) or understood.kind is Kind.NAMES or bool(counts)


def _asks_for_appendices(text: str) -> bool:
    return bool(_APPENDICES.search(text)) and not _TO_ENCLOSE.search(text)


def asks_for_section(understood: Understood) -> bool:
    """Whether a question may want what stands under a heading: "Wat zijn de risico's", "which risks"."""
    text = understood.text
    if _FOR_DOCUMENTS.search(text):
        return False
    plain = understood.kind is Kind.WHAT and (is_bare(text) or _WHAT_IS.search(text) is not None)
    return plain or asks_for_many(text)


def asked_of_outline(
    headings: Sequence[OutlineHeading],
    version: Version,
    understood: Understood,
    is_named: bool,
) -> tuple[OutlineHeading, ...]:
    """The headings that a question asks for as a list; () where it asks for none, or for more than that.

    ``is_named`` says whether it is after this document: "the parts of the report" are those of one report."""
    text = understood.text
    if _asks_for_appendices(text) and not _left(understood, version, _APPENDICES):
        named = _stems(_OF_APPENDIX)
        own = [h for h in headings if h.is_labelled(named, version.document.language)]
        over = [h for h in headings if _is_appendix(h.title)]
        return _listable(own or [h for each in over for h in below(headings, each)])
    above = _named_above(headings, understood, version)
    if above is not None and (_SECTIONS.search(text) or _CHAPTERS.search(text)):
        return _listable(below(headings, above))
    for asking in (_CHAPTERS, _PARTS) if is_named else (_CHAPTERS,):
        if asking.search(text) and not _left(understood, version, asking):
            return _listable(_without_title(chapters(headings), version))
    return labelled(headings, version, understood)


def labelled(
    headings: Sequence[OutlineHeading], version: Version, understood: Understood
) -> tuple[OutlineHeading, ...]:
    """The headings that are called what the question asks for: "Actielijn 1: …", "Actielijn 2: …"."""
    language = understood.language
    asked = {stem(w, language) for w in words(understood.text) if not w.isdigit()}
    for label in sorted({h.label for h in headings if h.label} - _TOO_COMMON):
        names = _forms(label, version.document.language, language)
        if names & asked and not set(_left(understood, version)) - names:
            own = {h.title: h for h in headings if h.label == label}
            number = number_asked(understood)
            return _listable(list(own.values())) if number in (0, len(own)) else ()
    return ()


def is_label_asked(sections: Iterable[str], version: Version, understood: Understood) -> bool:
    """Whether one of some sections, or one above it, is called what the question asks for."""
    language = understood.language
    asked = {stem(w, language) for w in words(understood.text) if not w.isdigit()}
    labels = {label_of(part) for path in sections for part in path.split(" › ")} - {
        "",
        *_TOO_COMMON,
    }
    return any(_forms(label, version.document.language, language) & asked for label in labels)


def share_words(said: str, heading: OutlineHeading, language: Language) -> bool:
    """Whether a text says a content word of a heading, its label and number left out."""
    own = {stem(w, language) for w in content_words(heading.title, language) if not w.isdigit()}
    own -= {stem(w, language) for w in words(heading.label)}
    return bool(own & {stem(word, language) for word in words(said)})


def number_asked(understood: Understood) -> int:
    """How many things a question says that it wants; 0 where it does not."""
    numbers = (_number(word, understood.language) for word in words(understood.text))
    return next((n for n in numbers if FEWEST <= n <= MOST), 0)


def is_named_by(title: str, version: Version, understood: Understood) -> bool:
    """Whether a question asks for what stands under a heading, of this document and of nothing else in it."""
    language, source = understood.language, version.document.language
    text = understood.text
    own = [_forms(word, source, language) for word in content_words(title, source)]
    asked = {stem(word, language) for word in words(text)}
    if not own or not all(names & asked for names in own):
        return False
    known = {*_asking(language), *_of_names(version, understood)}
    if all(known & _forms(word, source, language, False) for word in content_words(title, source)):
        return False
    return not set(_left(understood, version)) - frozenset().union(*own)


def _of_names(version: Version, understood: Understood) -> set[str]:
    return set(understood.terms) - set(says_more(version, understood))


def _left(
    understood: Understood, version: Version, but: re.Pattern[str] | None = None
) -> list[str]:
    """The terms of a question that neither name the document nor ask, those of a pattern left out."""
    language = understood.language
    known = {*_asking(language)}
    if but is not None:
        known |= {stem(w, language) for m in but.finditer(understood.text) for w in words(m[0])}
    return [
        term
        for term in says_more(version, understood)
        if term not in known and not _number(term, language)
    ]


def _number(word: str, language: Language) -> int:
    if word.isdigit():
        return int(word)
    value = from_words(word, language)
    return int(value) if value is not None and value > 1 else 0


def _forms(word: str, source: Language, language: Language, same: bool = True) -> frozenset[str]:
    """Stems in ``language`` that say what a word of the document says, those of the same meaning if wanted."""
    found = {stem(part, language) for part in words(word)}
    if source != language:
        found |= {t for part in words(word) for t in translations(stem(part, source), source)}
    if same:
        found |= {other for each in found for other in synonyms(each, language)}
    return frozenset(found)


def _named_above(
    headings: Sequence[OutlineHeading], understood: Understood, version: Version
) -> OutlineHeading | None:
    """The heading whose parts are asked for: "het hoofdstuk over hubs", "chapter 4"."""
    found = _OF_CHAPTER.search(understood.text)
    if found is None:
        return None
    source, language = version.document.language, understood.language
    asked = {stem(w, language) for w in content_words(found["title"], language)}
    for heading in headings:
        if heading.number and heading.number == found["title"].strip():
            return heading
        own = [_forms(w, source, language) for w in content_words(heading.title, source)]
        if own and all(names & asked for names in own) and asked <= frozenset().union(*own):
            return heading
    return None


def _without_title(
    headings: Iterable[OutlineHeading], version: Version
) -> tuple[OutlineHeading, ...]:
    title = words(version.document.title)
    return tuple(h for h in headings if words(h.title)[: len(title)] != title)


def _listable(headings: Sequence[OutlineHeading]) -> tuple[OutlineHeading, ...]:
    return tuple(headings[:MOST]) if len(headings) >= FEWEST else ()


def _is_appendix(title: str) -> bool:
    return _APPENDICES.fullmatch(title.strip()) is not None


@lru_cache(maxsize=2)
def _asking(language: Language) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _ASKING)


def _stems(plain: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word, language) for word in plain for language in LANGUAGES)
