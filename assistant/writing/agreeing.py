"""Whether a unit of the documents has every figure, date, name and turn of a written sentence.

Stricter than a claim is held against a library: a writer has the passage at hand, so nothing has to
be guessed. A figure may be rounded but not made another one, a date may be less exact but not more.
"""

from __future__ import annotations

import re

from assistant.checking.alignment import Alignment
from assistant.checking.measures import kinds_measured, measure_of
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.points import points_of
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import is_known, is_light, says
from assistant.figures import Counted, Figure
from assistant.language.ordinals import ordinal_numbers
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.records import Language
from assistant.writing.dated import dates_astray, dates_missing, figures_redated
from assistant.writing.named import names_astray, names_missing
from assistant.writing.same_figures import same_figure
from assistant.writing.turns import turned

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ORDINALS = ordinal_numbers()
_PERIODS = tuple(
    re.compile(rf"\b(?:{words_of})\b", re.IGNORECASE)
    for words_of in (
        "uur|uren|hours?|hourly",
        "dag|dagen|dagelijks|days?|daily",
        "week|weken|wekelijks|weeks?|weekly",
        "maand|maanden|maandelijks|months?|monthly",
        "kwartaal|kwartalen|quarters?|quarterly",
        "eeuw|eeuwen|century|centuries",
    )
)


def disagreements(
    written: Proposition, source: Proposition, alignment: Alignment, author: str = ""
) -> tuple[ComparedPoint, ...]:
    """The points of a written sentence that a unit does not bear out, be it silent or otherwise.

    ``author`` names the document and who published it: a sentence may say whose figures it gives."""
    across = written.language != source.language
    found = [
        p
        for p in points_of(written, source, alignment)
        if p.matter in (Matter.FIGURE, Matter.UNIT)
        and p.agrees is False
        and not (across and p.matter is Matter.UNIT)
    ]
    return (
        *found,
        *_figures(written, source),
        *_counted(written, source, author),
        *_measured(written, source),
        *_periods(written, source),
        *_digits(written, source),
        *dates_missing(written, source),
        *figures_redated(written, source),
        *dates_astray(written, source),
        *_ordinals(written, source),
        *names_missing(written, source, author),
        *names_astray(written, source, author),
        *turned(written, source, author),
    )


def _missing(matter: Matter, text: str) -> ComparedPoint:
    return ComparedPoint(matter, None, text)


# Figures


def _figures(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    return [
        _missing(Matter.FIGURE, written.text[figure.hedge_start : figure.end].strip())
        for figure, counted in written.figures
        if not _is_article(figure, written)
        and (
            _is_of_another(counted, figure, source)
            or _counts_another(counted, figure, written, source)
            or not any(same_figure(figure, f) for f, _ in source.figures)
        )
    ]


def _counted(written: Proposition, source: Proposition, author: str) -> list[ComparedPoint]:
    """What a figure counts must be in the source in some form, where both are of one language."""
    if written.language != source.language:
        return []
    near = Vocabulary.of(f"{source.text} {source.before} {source.around} {author}", source.language)
    nouns = [
        _head_of(c, f, written)
        for f, c in written.figures
        if c.noun and not f.unit and not c.is_time
    ]
    return [
        ComparedPoint(Matter.UNIT, False, noun)
        for noun in nouns
        if not any(
            says(near, stem(w, written.language), written.language) or is_light(w, written.language)
            for w in noun.split()
        )
    ]


def _head_of(counted: Counted, figure: Figure, written: Proposition) -> str:
    """What is counted, without what it is made of: "100 teams of experts" are teams."""
    first, _, second = counted.noun.partition(" ")
    behind = written.text[figure.end :].lower()
    return (
        first
        if re.match(rf"\W*{first}\s(?:of|van|aan)\s(?:\w+\s)?{second}\b", behind)
        else counted.noun
    )


def _measured(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """57 tonnes are not 57 of something: the source measures the same, beside the figure or in its heading."""
    near = kinds_measured(f"{source.text} {source.before} {source.around}")
    return [
        ComparedPoint(Matter.UNIT, False, written.text[figure.start : measure.end])
        for figure, _ in written.figures
        if (measure := measure_of(written.text, figure))
        and measure.kind not in (*near, "time")  # of time each unit is compared
    ]


def _periods(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """A month is no year: the source has every period of time that the sentence has."""
    near = f"{source.text} {source.before} {source.around}"
    return [
        ComparedPoint(Matter.UNIT, False, match.group())
        for pattern in _PERIODS
        if (match := pattern.search(written.text)) and not pattern.search(near)
    ]


def _counts_another(
    counted: Counted, figure: Figure, written: Proposition, source: Proposition
) -> bool:
    """Whether every like figure of a source in the same language counts what is known to be another
    thing: "47 companies" where it has 47 field labs."""
    if figure.unit or written.language != source.language or not counted.noun:
        return False
    head = _head_of(counted, figure, written)
    first = stem(head.split()[0], written.language)
    nouns = [c.noun for f, c in source.figures if same_figure(figure, f)]
    if head != counted.noun and not any(
        says(Vocabulary.of(noun, source.language), first, source.language) for noun in nouns
    ):
        return True
    return bool(nouns) and all(_is_another(first, noun, source.language) for noun in nouns)


def _is_another(first: str, noun: str, language: Language) -> bool:
    heads = [stem(word, language) for word in noun.split()]
    known = bool(heads) and is_known(first, language) and is_known(heads[0], language)
    return known and not says(Vocabulary.of(noun, language), first, language)


def _is_of_another(counted: Counted, figure: Figure, source: Proposition) -> bool:
    """Whether the source counts the same with another number ("four types … the three")."""
    alike = [c for f, c in source.figures if same_figure(figure, f)]
    counts = [f for f, c in source.figures if counted.same_as(c)]
    return bool(counts and alike) and not figure.unit and not any(c.noun for c in alike)


def _is_article(figure: Figure, written: Proposition) -> bool:
    return figure.value == 1 and not figure.unit and not written.text[figure.start].isdigit()


def _digits(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """Digits that are neither a figure nor a date (a paper's number, a model's name) stand there, too."""
    spans = [(f.start, f.end) for f, _ in written.figures]
    spans += [(m.start, m.end) for m in written.moments]
    there = set(_DIGITS.findall(f"{source.text} {source.before} {source.around}"))
    return [
        _missing(Matter.FIGURE, match.group())
        for match in _DIGITS.finditer(written.text)
        if match.group() not in there and not any(a <= match.start() < b for a, b in spans)
    ]


def _ordinals(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    there = {
        _ORDINALS[w]
        for w in words(f"{source.text} {source.before} {source.around}")
        if w in _ORDINALS
    }
    used = {w: _ORDINALS[w] for w in words(written.text) if w in _ORDINALS}
    return [_missing(Matter.FIGURE, w) for w, number in used.items() if number not in there]
