"""A sentence understood: its figures, dates and names, and the words that are left to be matched."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from assistant.checking.measures import measured_end
from assistant.checking.wording import is_negation, speaker_in
from assistant.figures import Counted, Figure, Moment, counted_by, figures_in, moments_in
from assistant.figures.moments import published_moment
from assistant.language.anaphora import CONTINUES
from assistant.language.proper_names import NAME, NO_NAME
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import content_words, stem, words
from assistant.language.verbs import joined_verbs
from assistant.records import Language

# Words that hedge, say or count: a paraphrase may have others.
_LIGHT = frozenset(
    "ruim circa ongeveer bijna rond ca meer minder dan ten minste minstens maximaal iets net krap over "
    "about around nearly almost approximately roughly least most than just up total totaal samen together "
    "jaar year years jaren per procent percent miljoen million miljard billion mln mld mrd euro euros aantal "
    "number inmiddels now currently thans already al sinds since tijdens during vanaf tussen between "
    "periode period eind begin medio end mid aldus according volgens says said stelt zegt vindt report "
    "rapport half helft kwart derde zogenoemde called er zijn waren was were there bleken blijkt blijken "
    "het de have been had maakt made krijgt krijgen kreeg kregen geeft geven gaf gaven komt komen kwam "
    "kwamen gaat gaan ging gingen zit zitten zat zaten ligt liggen lag lagen staat staan stond stonden "
    "doet doen deed deden blijft blijven bleef bleven stellen stelde zet zetten neemt nemen nam namen "
    "houdt houden hield brengt brengen bracht wordt worden werd werden get gets got give gives gave given "
    "come comes came go goes went sit put puts make makes take takes took taken hold holds held bring "
    "brings brought keep keeps kept become becomes became waarvan kunt zodat although laat laten liet "
    "zien toont tonen toonde show shows showed shown gegaan gekomen gegeven gemaakt gedaan gekregen "
    "loopt lopen liep liepen run runs ran ervoor hiervoor daarvoor ervan erop erbij ermee "
    "gebracht gezet genomen gehouden geworden gebleven going gone done".split()
)

MOST_FIGURES = (
    30  # of a sentence; what has more is a list of numbers, and each is held against each
)
_OPENING = (
    ".!?:“\"‘'(•▪◦–—-*"  # what stands before the first word of a sentence, an item or a quote
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Proposition:
    """A sentence with its place: ``before`` is the sentence before it, ``around`` what names its
    section and document, ``published`` the document's date (ISO, year-month, year or ""). ``tabular``
    says that it is cells of a table in words, which have no verb."""

    text: str
    language: Language
    before: str = ""
    around: str = ""
    published: str = ""
    tabular: bool = False

    @cached_property
    def moments(self) -> list[Moment]:
        return moments_in(self.text)

    @cached_property
    def figures(self) -> list[tuple[Figure, Counted]]:
        """The sentence's figures, years and the numbers in its dates left out, with what they count."""
        found = [
            (figure, counted_by(self.text, figure, self.language))
            for figure in figures_in(self.text, self.language)
            if not figure.is_year
            and not any(m.start <= figure.start < m.end for m in self.moments)
            and not _is_age(self.text, figure)
            and not _is_section(self.text, figure)
            and not _is_item(self.text, figure)
            and not (
                figure.value < LEAST_TONNES and _HUNDRED_THOUSANDS.match(self.text, figure.end)
            )
        ]
        return found[:MOST_FIGURES]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Proper names, lower case; the first word of the sentence only where it is an acronym."""
        found: list[str] = []
        for match in NAME.finditer(self.text):
            name = match.group()
            before = self.text[: match.start()]
            if not before or before[-1] == "\t" or before.rstrip(" ")[-1:] in _OPENING:
                first, _, rest = name.partition(" ")
                named = any(c.isupper() for c in first[1:])  # "AiNed", "TNO"
                opens = rest[:1].isupper() and first.lower() not in STOP_WORDS[self.language]
                name = name if named or opens else rest
            bare = (_POSSESSIVE.sub("", p) for p in words(name))
            parts = [p for p in bare if p not in NO_NAME and len(p) > 1]
            if parts and any(c.isupper() for c in name):
                found.append(" ".join(parts))
        return tuple(dict.fromkeys(found))

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Stems of the content words that are no figure, date, name or negation, in order."""
        named = {part for name in self.names for part in name.split()} | set(words(self.speaker))
        spans = [(f.hedge_start, measured_end(self.text, f)) for f, _ in self.figures] + [
            (m.start, m.end) for m in self.moments
        ]
        bare = self.text
        for start, end in spans:
            bare = bare[:start] + " " * (end - start) + bare[end:]
        kept = [
            _term(word, self.language)
            for word in content_words(joined_verbs(bare), self.language)
            if word not in _LIGHT
            and word not in named
            and not word[:1].isdigit()
            and not is_negation(word)
        ]
        return tuple(dict.fromkeys(kept))

    @cached_property
    def speaker(self) -> str:
        return speaker_in(self.text)

    @cached_property
    def spoken_of(self) -> tuple[Moment, ...]:
        """When it is true of: its own dates, else those before it or above it, else the document's."""
        own = tuple(m for m in self.moments if m.year_known)
        if own:
            return own
        # A period in a title ("Agenda 2018-2021") is when a plan holds, not when a figure was true;
        # a file's name has its two years apart.
        before, around = _single_years(self.before), _single_years(self.around)
        near = before or (around if len({m.years for m in around}) == 1 else ())
        if near:
            return near
        published = published_moment(self.published)
        return (published,) if published else ()

    @cached_property
    def leans(self) -> bool:
        """Whether it speaks of what the sentence before it is about: "Daarvan zijn er tien …"."""
        return bool(CONTINUES.match(self.text))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        return tuple(part for part in _CLAUSE.split(self.text) if part.strip())

    @cached_property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """Where the parts between commas and conjunctions stand: text[start:end]."""
        cuts = [(m.start(), m.end()) for m in _PART.finditer(self.text)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(self.text)]
        return tuple((a, b) for a, b in zip(starts, ends, strict=True) if b > a)


def printed_name(text: str, name: str) -> str:
    """A name of a proposition, which has it in lower case, as its text prints it; the name itself where it
    cannot be told.

    >>> printed_name("Volgens minister Van Gennip", "minister van gennip")
    'minister Van Gennip'
    """
    own = name.split()
    pattern = r"\W{1,3}".join(map(re.escape, own))
    found = re.search(rf"\b{pattern}\b", _plain(text), re.IGNORECASE) if own else None
    return text[found.start() : found.end()] if found else name


def _plain(text: str) -> str:
    """A text of the same length without accents, as words are compared."""
    bare = (unicodedata.normalize("NFD", c)[0] for c in text)
    return "".join(bare)


def _term(word: str, language: Language) -> str:
    """A word's stem; the word itself where its stem is another word: "overheid" is not "over"."""
    stemmed = stem(word, language)
    return word if stemmed in STOP_WORDS[language] or len(stemmed) < 3 else stemmed


def _single_years(text: str) -> tuple[Moment, ...]:
    return tuple(m for m in moments_in(text) if m.year_known and m.years[0] == m.years[1])


_ITEM, _ITEM_AT = re.compile(r"\W{0,2}\d{1,2}[.)]\s"), 3  # "1. Iedere Nederlander …"
_LISTED = re.compile(r"\d{0,2}(?:\)\s|\.[a-z]\b)")  # "2) the number of …", "5.b.3: De regie …"
_HUNDRED_THOUSANDS = re.compile(r"\ston\b", re.IGNORECASE)  # money, or a weight: who can tell
LEAST_TONNES = 1_000  # nobody counts so many times a hundred thousand euro
_AGE = re.compile(  # "citizens of 15 years and over": who is meant, no figure about them
    r"[\s-]?(?:jaar (?:en|of) ouder|jaar oud|-?jarigen?|years (?:and|or) (?:older|over)|years? old|and over)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
_SECTION_AT = re.compile(
    r"(?:^|\b(?:in|zie|see|onder|par\.|paragraaf|hoofdstuk|sectie|bijlage|section|chapter|annex))\s$",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:(?:vrouwen|mannen|mensen|personen|inwoners|iedereen|jongeren|kinderen|women|men|people|those|everyone)\s"
    r"(?:boven|onder|over|under|above)(?:\sde)?|ouder dan|jonger dan|older than|younger than)\s$",
    re.IGNORECASE,
)  # "vrouwen boven de vijftig"
_PART = re.compile(
    r"[,;:(\t]\s?|\s(?:en|and|waarvan|of which|maar|but|tegen|against|versus|terwijl|while)\s"
)
_CLAUSE = re.compile(
    r"[;:]\s|(?<=[a-zà-ÿ\])])\s?\.(?:\[\d+\])?\s+(?=[A-ZÀ-Þ])|"
    r",\s(?=(?:maar|terwijl|hoewel|omdat|zodat|waarvan|doch|tenzij|but|while|although|whereas|because|unless|"
    r"of which)\b)"
    r"|\s(?=(?:maar|terwijl|hoewel|but|while|although|whereas)\s)"
)


def _is_age(text: str, figure: Figure) -> bool:
    """Whether a number says how old somebody is."""
    behind = not figure.unit and _AGED.search(text[: figure.start])
    return bool(behind or _AGE.match(text, figure.end))


def _is_item(text: str, figure: Figure) -> bool:
    """Whether a number is that of an item of a list or an agenda, and counts nothing."""
    if _ITEM.match(text) and figure.start < _ITEM_AT:
        return True
    written = text[figure.start : figure.end]
    closes = "(" in text[: figure.start].rpartition(")")[2]
    return (
        written.isdigit()
        and len(written) < 3
        and not closes
        and bool(
            _LISTED.match(text, figure.end) and not text[figure.end : figure.end + 1].isdigit()
        )
    )


def _is_section(text: str, figure: Figure) -> bool:
    """Whether a number is that of a section: "in 2.3 Gebruik", "zie paragraaf 4.1"."""
    written = text[figure.start : figure.end]
    return bool(_SECTION.fullmatch(written) and _SECTION_AT.search(text[: figure.start]))
