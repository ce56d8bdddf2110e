"""What turns a sentence round: denials, little told as much, plans told as facts, another's words.

Held clause against clause: the part of a written sentence against the part of the source that has
most of its words, so that a "not" next to it makes no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.opposites import opposed, sides_of
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wording import (
    Certainty,
    certainty_of,
    hedges,
    is_any_report,
    is_negated,
    is_negation,
)
from assistant.checking.wordings import says
from assistant.language.speech import ARTICLES
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.records import Language
from assistant.writing.comparing import compared_the_other_way

_LACKS = re.compile(
    r"\b(?:mis|mist|missen|miste|misten|gemist|miss|misses|missed)\b", re.IGNORECASE
)
_NOT_ONLY = re.compile(
    r"\b(?:niet (?:alleen|slechts|enkel|net zo|even)|not (?:only|just|merely|as))\b", re.IGNORECASE
)
_PLANS: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(
        r"\b(?:dient|dienen|beoogt|(?:is|zijn) om|plannen doorgaan|afgesproken om|afspraak om)\b|"
        r"\b(?:voorgesteld om|verplicht|nodig|hoeft|hoeven)\b|"
        r"\bmoest(?:en)?\b(?! (?:worden )?(?:beoordeeld|vastgesteld|geconstateerd|geconcludeerd))|"
        r"\b(?:advise\w+|vraagt?|vragen|bepleiten) om\b|"
        r"\b(?:stel|stelt|stellen|stelde|stelden|spraken)\b[^,;:]*\b(?:voor|af)? om\b|"
        r"\broep(?:t|en)\b[^,;:]*\bop om\b|"
        r"\b(?:gaat|gaan)\b(?! (?:over|om|naar|op|uit|in)\b)[^,;:.]*\b\w{3,}en\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:should|must|going to|ought to|agreed to|agreement to|propos\w+|asks? (?:for|that)|"
        r"calls? (?:on|for)|recommends?|recommended|announced|plausible|(?:has|have|had|needs?) to|"
        r"advis(?:e|es|ed))\b",
        re.IGNORECASE,
    ),
}
_DONE: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(
        r"\b(?:werd|was|had|kon|moest|mocht|kwam|nam|gaf|ging|bracht|begon|bedroeg|steeg|kreeg|trok|vond|"
        r"liep|bleef|werden|waren|hadden|konden|moesten|mochten|kwamen|namen|gaven|gingen|brachten|begonnen|"
        r"bedroegen|stegen|kregen|trokken|vonden|liepen|bleven|(?!verkeerde)\w{3,}(?:eerde|elde|erde)n?)\b|"
        r"\b(?:is|zijn|heeft|hebben)\b.*\b(?:(?:\w*ge|ver|be|ont|her)\w{2,}(?:d|t|en)|gekomen)\b|"
        r"\b(?:\w*ge|ver|be|ont|her)\w{2,}(?:d|t|en)\s(?:is|zijn|heeft|hebben)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:was|were|had|did|has|have)\b|(?<!\bare )(?<!\bis )(?<!\bbe )\b\w{2,}ed\b",
        re.IGNORECASE,
    ),
}
_UNDER_WAY: dict[Language, re.Pattern[str]] = {
    "nl": re.compile(r"\b(?:wordt|worden|zal|zullen)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:will|shall|is being|are being)\b", re.IGNORECASE),
}
_LITTLE = re.compile(
    r"\b(?:weinig|onvoldoende|minder|minst|minste|nauwelijks|amper|zelden|kleiner|lager|insufficient|"
    r"few|fewer|fewest|little|less|least|hardly|rarely|seldom|smaller|lower)\b",
    re.IGNORECASE,
)
_MUCH = re.compile(
    r"\b(?:veel|vele|meer|meest|meeste|vaak|vooral|groter|hoger|many|much|more|most|often|mainly|mostly|"
    r"larger|higher)\b",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\b(?:begrot\w*|begr|raming\w*|geraamd\w*|prognose\w*|verwacht\w*|streef\w*|doel\w*|plan\w*|meerjaren\w*|"
    r"budget\w*|forecast\w*|estimate\w*|projected|expected|target\w*)\b",
    re.IGNORECASE,
)
# Words that hedge a figure ("meer dan 680") or say until when ("niet meer").
_HEDGING = re.compile(
    r"\b(?:meer|minder|groter|kleiner|hoger|lager|more|less|fewer|larger|smaller|higher|lower|most|least) "
    r"(?:dan|than)\b(?=\W+(?:\S+\s){0,2}?(?:€|EUR|\d))|"
    r"\b(?:at|ten) (?:least|most|minste)\b|\btenminste\b|\bniet meer\b|\bno (?:more|less)\b|"
    r"\ba little\b",
    re.IGNORECASE,
)
_WEAK = (Certainty.PLANNED, Certainty.POSSIBLE, Certainty.CONDITIONAL, Certainty.PARTLY)


def turned(written: Proposition, source: Proposition, author: str = "") -> list[ComparedPoint]:
    """Where a written sentence denies, plans or tells by another what the source does not."""
    points = _speakers(written, source, author) + compared_the_other_way(written, source)
    if _NOT_ONLY.search(written.text) and not _NOT_ONLY.search(source.text):
        points.append(ComparedPoint(Matter.DENIAL, False, written.text, source.text))
    # Word order puts a "not" in another part in another language: there the sentences are counted.
    across = written.language != source.language
    mine_whole, theirs_whole = (_spans(p.text, p.clauses) for p in (written, source))
    drawn_on = {theirs for _, theirs in _paired(written, source, mine_whole, theirs_whole)}
    counted = across and _denials(written.text) == sum(map(_denials, drawn_on))
    for mine, theirs in _paired(written, source, written.parts, source.parts):
        if _denies(mine) != _denies(theirs) and not counted:
            points.append(ComparedPoint(Matter.DENIAL, False, mine, theirs))
        elif (sides_of(mine) and opposed(mine, theirs)) or _amounts_differ(mine, theirs):
            points.append(ComparedPoint(Matter.OPPOSITE, False, mine, theirs))
    hedged = any(_firmness(clause, source.language) in _WEAK for clause in source.clauses)
    for mine, theirs in _paired(written, source, mine_whole, theirs_whole):
        firm, other = _firmness(mine, written.language), _firmness(theirs, source.language)
        weaker = firm is Certainty.SAID and other in _WEAK and not hedges(mine)
        planned = firm is Certainty.PLANNED and not hedged
        done = _is_done(theirs, source.language) or _is_counted(source)
        if weaker or (planned and done):
            points.append(ComparedPoint(Matter.CERTAINTY, False, firm.name, other.name))
        elif _is_done(mine, written.language) and _is_under_way(theirs, source.language):
            points.append(ComparedPoint(Matter.CERTAINTY, False, mine, theirs))
    return points


def _denies(text: str) -> bool:
    return is_negated(text) != (len(_LACKS.findall(text)) % 2 == 1)


def _denials(text: str) -> int:
    return sum(is_negation(word) for word in re.findall(r"[\w’']+", text.lower()))


def _amounts_differ(mine: str, theirs: str) -> bool:
    """Whether one says "little" where the other says "much", or little where the other says nothing."""
    little, much = _amounts(mine)
    source_little, source_much = _amounts(theirs)
    more = source_little > little and much > source_much
    return more or (little > source_little and not _denies(theirs))


def _amounts(text: str) -> tuple[int, int]:
    bare = _HEDGING.sub(" ", text)
    return len(_LITTLE.findall(bare)), len(_MUCH.findall(bare))


def _firmness(text: str, language: Language) -> Certainty:
    found = certainty_of(text)
    return min(found, Certainty.PLANNED) if _PLANS[language].search(text) else found


def _is_done(text: str, language: Language) -> bool:
    return bool(_DONE[language].search(text)) and not _UNDER_WAY[language].search(text)


def _is_counted(source: Proposition) -> bool:
    """Whether it is a figure of a table that nothing says to be a forecast."""
    return source.tabular and not _FORECAST.search(source.text)


def _is_under_way(text: str, language: Language) -> bool:
    return bool(_UNDER_WAY[language].search(text)) and not _DONE[language].search(text)


def _spans(text: str, clauses: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for clause in clauses:
        start = text.find(clause, at)
        found.append((start, start + len(clause)))
        at = start + len(clause)
    return found


def _paired(
    written: Proposition,
    source: Proposition,
    parts: Sequence[tuple[int, int]],
    theirs: Sequence[tuple[int, int]],
) -> Iterator[tuple[str, str]]:
    """Parts of a written sentence, each with the source's part that has most of its words, figures and
    dates. Where several have as many, the one that agrees on denying is taken."""
    for start, end in parts:
        mine = written.text[start:end]
        own = Vocabulary.of(mine, written.language)
        terms = [t for t in (*written.terms, *_parts_of_names(written)) if t in own.stems]
        figures = [f for f, _ in written.figures if start <= f.start < end]
        moments = [m for m in written.moments if start <= m.start < end]
        counts = [
            sum(
                says(Vocabulary.of(source.text[a:b], source.language), t, written.language)
                for t in terms
            )
            + sum(
                f.value == g.value for f in figures for g, _ in source.figures if a <= g.start < b
            )
            + sum(m.years == n.years for m in moments for n in source.moments if a <= n.start < b)
            for a, b in theirs
        ]
        most = max(counts, default=0)
        if most:
            spans = zip(theirs, counts, strict=True)
            best = [source.text[a:b] for (a, b), count in spans if count == most]
            agreeing = [part for part in best if _denies(part) == _denies(mine)]
            yield mine, (agreeing or best)[0]


def _parts_of_names(written: Proposition) -> list[str]:
    return [stem(part, written.language) for name in written.names for part in name.split()]


def _speakers(written: Proposition, source: Proposition, author: str) -> list[ComparedPoint]:
    """Who is named as saying it must be who says it: in the text, or the document's own author."""
    who = [w for w in words(written.speaker) if len(w) > 2 and w not in ARTICLES]
    near = Vocabulary.of(f"{source.text} {source.before} {source.around} {author}", source.language)
    named = any(says(near, stem(w, written.language), written.language) for w in who)
    if not who or named or is_any_report(written.speaker):
        return []
    return [ComparedPoint(Matter.SPEAKER, False, written.speaker, source.speaker)]
