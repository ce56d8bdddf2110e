"""Figures in running text, Dutch and English: value, what is printed, and the interval that is meant.

Footnote marks ``[12]``, days of a month, and the numbers of pages, articles and papers are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.figures.digits import DIGITS, from_digits, minus_before, minus_behind, ready_to_read
from assistant.figures.hedges import PLAIN, Hedge, Hedging, hedging_of
from assistant.figures.rates import per_of
from assistant.figures.references import BEFORE_ONE
from assistant.figures.shares import shares_in
from assistant.language.months import ENGLISH_MONTHS, MONTH_NUMBERS
from assistant.language.number_words import from_words
from assistant.records import Language

_SCALES = {
    "duizend": 1_000,
    "thousand": 1_000,
    "miljoen": 1_000_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "m": 1_000_000,
    "miljard": 1_000_000_000,
    "billion": 1_000_000_000,
    "mld": 1_000_000_000,
    "mrd": 1_000_000_000,
    "bn": 1_000_000_000,
}
_MORPHEMES: dict[Language, str] = {
    "nl": "nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|"
    "zeventien|achttien|negentien|en|ën|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|"
    "honderd|duizend|anderhalf|anderhalve|half|halve",
    "en": "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|a|half",
}


def _figure_pattern(language: Language) -> re.Pattern[str]:
    one = rf"(?:{_MORPHEMES[language]})+" if language == "nl" else rf"(?:{_MORPHEMES[language]})"
    joined = r"\s(?:en\s)?(?:een\s)?" if language == "nl" else r"(?:-|\s(?:and\s)?)"
    return re.compile(
        r"(?:(?<![\w\[.,/-])|(?<=\bca\.)|(?<=\bmin\.)|(?<=\bmax\.))(?:(?P<money>(?:€|EUR|euro|US\$|\$|£)\s?)(?P<minus>−\s{0,3})?)?"
        rf"(?:(?P<digits>{DIGITS})|"
        # Bounded: "een" may be a word of its own or join two, and each doubles the ways to read a text of them.
        rf"(?P<word>(?!e[në]n?\s)(?:{one})\b(?:{joined}{one}\b){{0,9}}))"
        r"(?![\]]|[.,/-]\d)(?:(?!\w)|(?=(?:mln|mld|mrd|bn|m|million|billion)\b))"
        # A note's mark may stand between a number and its unit: "68[12] miljoen euro".
        r"(?:(?:\[\d{1,3}\])+(?=\s?(?:%|procent|per|mil|mld|mln|mrd|bn|duizend|thousand|euro|dollar)))?"
        r"(?:\s?(?P<scale>miljoen|miljard|million|billion|mln|mld|mrd|bn|duizend|thousand|"
        r"(?-i:m(?=\s|[.,;)]|$)))\b(?:(?<=mln)\.|(?<=mld)\.|(?<=mrd)\.)?)?"
        r"(?P<points>\s?(?:procentpunt(?:en)?|percentage points?|%-punt(?:en)?)\b)?"
        r"(?P<percent>\s?(?:%|-?procent\b|-procent(?=[a-z])|-?percent\b|per cent\b))?"
        r"(?P<euro>\s(?:euro|euros)\b)?(?P<dollar>\sdollars?\b)?",
        re.IGNORECASE,
    )


_FIGURE: dict[Language, re.Pattern[str]] = {
    "nl": _figure_pattern("nl"),
    "en": _figure_pattern("en"),
}
_MONTH_AFTER = re.compile(rf"\s(?:{'|'.join(MONTH_NUMBERS)})\b", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b(?:{'|'.join(ENGLISH_MONTHS)})\s$", re.IGNORECASE)
_DASHES = ("-", "–", "—", "−")
_RANGE = re.compile(r"\s?(?:-|–|—|−|à|tot|t/m|tot en met|to|en|and)\s?(?:de\s)?", re.IGNORECASE)
# Behind the second figure: what is counted is no money, "kinderen betalen € 10 tot 18 jaar".
_TIME_OR_PERSONS = re.compile(
    r"\s(?:jaar|jaren|jarigen?|maand(?:en)?|week|weken|werk\w*|dag(?:en)?|uur|uren|minuten|minuut|kwartalen|"
    r"years?|months?|weeks?|days?|hours?|minutes?|inwoners?|mensen|personen|persoon|kinderen|volwassenen|"
    r"leerlingen|studenten|ouderen|deelnemers|bezoekers|gasten|huishoudens|leden|people|persons?|children|"
    r"adults|students|residents|households|members|visitors)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:tussen|between)(?: de| the)? $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: text[start:end] prints it with its unit, text[hedge_start:end] with its hedge too.

    ``unit`` is "euro", "dollar", "pound", "%", "pp" (percentage points) or "" for what is counted.
    ``low`` and ``high`` bound what the words mean; ``step`` is what one in the last printed digit
    is worth, and 0 for a whole number written out in full. ``per`` is "year", "month" … or ""."""

    value: float
    unit: str
    start: int
    end: int
    low: float
    high: float
    step: float = 0.0
    hedge: Hedge = Hedge.NONE
    hedge_start: int = 0
    per: str = ""
    is_year: bool = False


def figures_in(text: str, language: Language) -> list[Figure]:
    """All figures of a text in order.

    >>> [(f.value, f.unit) for f in figures_in("Ruim 680 bedrijven, € 1,35 miljard en 42 procent", "nl")]
    [(680.0, ''), (1350000000.0, 'euro'), (42.0, '%')]
    >>> [f.value for f in figures_in("vijftig kennis- en testcentra in 2021", "nl")]
    [50.0, 2021.0]
    >>> [(f.low, f.high) for f in figures_in("between 400 and 500 companies", "en")]
    [(400.0, 500.0)]
    """
    return list(_figures_in(text, language))


@lru_cache(maxsize=8192)  # the sentences of a library are read again for every question
def _figures_in(text: str, language: Language) -> tuple[Figure, ...]:
    text = ready_to_read(text)
    found = _shares(text, language)
    taken = [(f.start, f.end) for f in found]
    for match in _FIGURE[language].finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        read = _value(match, language)
        if read is None or _names_a_place(text, match):
            continue
        found.append(_figure(text, match, *read, language))
    return tuple(_joined(sorted(found, key=lambda f: f.start), text))


def _figure(
    text: str, match: re.Match[str], value: float, step: float, language: Language
) -> Figure:
    start, end = match.span()
    minus = minus_before(text, start) if match["digits"] else -1
    if minus >= 0 or match["minus"]:
        value, start = -value, start if match["minus"] else minus
    elif match["digits"] and (behind := minus_behind(text, end)) >= 0:
        value, end = -value, behind
    hedging, hedge_start = hedging_of(text, start, end, language)
    year = bool(
        re.fullmatch(r"(?:19|20)\d\d", match["digits"] or "")
        and not (match["scale"] or match["money"] or match["percent"] or match["euro"])
    )
    return _bounded(
        Figure(
            value,
            _unit(match),
            start,
            end,
            0,
            0,
            step,
            hedge_start=hedge_start,
            per=per_of(text, end),
            is_year=year,
        ),
        PLAIN if year else hedging,
    )


def _bounded(figure: Figure, hedging: Hedging) -> Figure:
    """The figure with the interval that it means."""
    if hedging.hedge is Hedge.NONE:
        half = figure.step / 2
        return replace(figure, low=figure.value - half, high=figure.value + half)
    low, high = hedging.interval(abs(figure.value), figure.step)
    if figure.value < 0:
        low, high = -high, -low
    return replace(figure, low=low, high=high, hedge=hedging.hedge)


def _unit(match: re.Match[str]) -> str:
    money = (match["money"] or "").strip().lower()
    if match["points"]:
        return "pp"
    if match["percent"]:
        return "%"
    if money in ("us$", "$") or match["dollar"]:
        return "dollar"
    if money == "£":
        return "pound"
    return "euro" if money or match["euro"] else ""


def _shares(text: str, language: Language) -> list[Figure]:
    """Shares in words are printed roughly."""
    found: list[Figure] = []
    for share, start, end in shares_in(text, language):
        hedging, hedge_start = hedging_of(text, start, end, language)
        rough = Figure(share, "%", start, end, 0, 0, step=3.0, hedge_start=hedge_start)
        # "Bijna een derde" is said of 30 %: there is no finer word.
        near = replace(rough, step=share) if hedging.hedge is not Hedge.NONE else rough
        found.append(replace(_bounded(near, hedging), step=rough.step))
    return found


def _joined(figures: list[Figure], text: str) -> list[Figure]:
    """Two ends of a range are one figure: "400 tot 500", "8–10 miljoen", "tussen 3 en 5"."""
    made: list[Figure] = []
    for figure in figures:
        first = made[-1] if made else None
        if first is not None and _are_range(first, figure, text):
            scaled = first.value
            if "" in (first.unit, figure.unit) and scaled < figure.value / 500:
                scaled *= _scale_of(text, figure)
            made[-1] = Figure(
                (scaled + figure.value) / 2,
                figure.unit or first.unit,
                first.start,
                figure.end,
                scaled,
                figure.value,
                hedge=Hedge.BETWEEN,
                hedge_start=first.hedge_start,
                per=figure.per,
            )
        else:
            made.append(figure)
    return made


def _are_range(first: Figure, second: Figure, text: str) -> bool:
    between = text[first.end : second.start]
    if first.is_year or second.is_year or not _RANGE.fullmatch(between):
        return False
    if first.unit not in ("", second.unit) and not _has_money_of(first, second, text):
        return False
    if first.value >= second.value:
        return False
    paired = between.strip().lower().split(" ")[0] in ("en", "and")
    return not paired or bool(_BETWEEN.search(text[: first.hedge_start]))


def _has_money_of(first: Figure, second: Figure, text: str) -> bool:
    """ "€ 20–25 mln": the sign of the money stands before the first end alone."""
    return (
        not second.unit
        and first.unit in ("euro", "dollar", "pound")
        and (text[first.end : second.start].strip() in _DASHES or _scale_of(text, second) > 1)
        and not _TIME_OR_PERSONS.match(text, second.end)
    )


def _scale_of(text: str, figure: Figure) -> int:
    found = re.search(r"([a-z]+)\.?\s*(?:euro)?$", text[figure.start : figure.end], re.IGNORECASE)
    return _SCALES.get(found[1].lower(), 1) if found else 1


def _names_a_place(text: str, match: re.Match[str]) -> bool:
    """A day of a month, or the number of a page, article or paper: no quantity."""
    plain = match["digits"] and not (match["scale"] or match["money"] or match["percent"])
    return bool(
        (
            plain
            and (
                _MONTH_AFTER.match(text[match.end() :])
                or (_MONTH_BEFORE.search(text[: match.start()]) and float(_digits(match)) <= 31)
            )
        )
        or BEFORE_ONE.search(text[: match.start()])
    )


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match["digits"])


def _value(match: re.Match[str], language: Language) -> tuple[float, float] | None:
    """(value, step) of what a match prints."""
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
    if match["digits"]:
        base, step = from_digits(match["digits"], language, bool(match["scale"]))
    else:
        word = match["word"].lower()
        spelled = from_words(word, language)
        if word in ("een", "één", "a", "one") and match["scale"]:
            spelled = 1.0  # "een miljard": an article only where no scale follows
        if spelled is None or (spelled < 1 and not match["scale"]):
            return None
        base, step = spelled, 1.0 if spelled == int(spelled) else 0.1
    rounded = match["scale"] or step < 1
    return base * scale, step * scale if rounded else 0.0
