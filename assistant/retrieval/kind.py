"""What sort of answer a question wants, by the words that it asks with."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.retrieval.bare_words import wanted_by_words


class Kind(StrEnum):
    """What sort of answer a question wants."""

    HOW_MANY = "how_many"
    HOW_MUCH = "how_much"
    WHEN = "when"
    WHO = "who"
    WHERE = "where"
    WHY = "why"
    NAMES = "names"
    CONTACT = "contact"
    SAID = "said"
    WHAT = "what"


_SUMS = (
    "budget|bedrag|begroting|tekort|gat|kosten|subsidie|boete|schuld|vergoeding|bijdrage|opbrengst|omzet|winst|"
    "verlies|tarief|uitkering|lening|deficit|costs?|fine|penalty|debt|grant|fee|revenue|turnover|profit|loss|loan"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.HOW_MUCH,
        re.compile(
            r"\b(?:hoeveel\s+(?!(?!geld|budget|subsidie)\w+\s+(?:kregen|krijgen|kreeg|krijgt|ontving\w*|ontvangen|hebben|hadden)\b)"
            r"(?:\w+\s+){0,3}?(?:geld|euro|kost\w*|budget|subsidie|miljoen|miljard)|"
            r"hoeveel\s+(?:extra\s+)?(?:investeert|investeerde|geeft|gaf|kostte?n?|betaal\w*|draagt|droeg)|"
            r"hoeveel\b.{0,60}\b(?:ge[iï]nvesteerd|investeren|uitgegeven|bijgedragen|vrijgemaakt|beschikbaar)|"
            r"how much|wat kost\w*|wat (?:heeft|hebben|had|hadden|is|zijn)\b.{0,60}\b(?:gekost|de kosten)|"
            r"what (?:did|does|do|would|will)\b.{0,40}\bcost|"
            r"(?:welk|which|what)\s+(?:bedrag|amount|budget)|"
            r"what (?:is|was|were|are) the (?:\w+\s){0,2}(?:budget|amount|costs?|sum|price)|"
            r"wat (?:is|was|zijn|waren) (?:het|de) (?:\w+\s){0,2}(?:budget|bedrag|begroting|kosten|prijs)|"
            rf"(?:hoe (?:groot|hoog)|how (?:large|big|high)) (?:is|was|zijn|waren|are|were|a) .{{0,40}}"
            rf"\b(?:{_SUMS})|"
            r"hoeveel (?:kon|kan|konden|krijgt|krijgen|kreeg|kregen|ontving\w*|ontvangt))\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.HOW_MANY,
        re.compile(
            r"\b(?:hoeveel|how many|welk(?:e)? (?:aantal|percentage|aandeel)|wat is het aantal|"
            r"welk deel van|what part of|"
            r"(?:what|which) (?:\w+\s){0,2}(?<!phone )(?:number|percentage|share|proportion|fraction|ratio|rate)|"
            r"hoe (?:hoog|lang|vaak|ver|oud) (?:is|was|zijn|waren|ligt|lag|liggen|lagen|duurt|duurde|duren)|"
            r"how (?:high|long|often|far|old) (?:is|was|are|were|did|does|do|will|would|has|have))\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.NAMES,
        re.compile(
            r"\b(?:hoe heten|hoe heet|noem de|wat zijn de namen|welke namen|what are the names|name the|"
            r"what (?:is|are|was|were) .{1,40} called)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.WHEN,
        re.compile(
            r"\b(?:wanneer|when|sinds wanneer|in welk jaar|(?:in )?(?:which|what) year|"
            r"welke datum|op welke dag|what date|(?:what|wat) (?:is|was) (?:the|de) (?:date|datum)|"
            r"hoe laat)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            r"\b(?:wie|who|whose|whom|door welke (?:persoon|minister|organisatie)|"
            r"(?:welke|which) (?:minister|person|individual|official|persoon|bewindspersoon))\b",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.WHERE,
        re.compile(r"^\W*(?:waar|where)\b(?!\s*(?:om|door|voor|aan|uit|over|toe))", re.IGNORECASE),
    ),
    (
        Kind.CONTACT,
        re.compile(
            r"\b(?:(?:wat is|wat zijn|welk|what(?: is| are|'s))\b.{0,60}(?<!by )(?<!via )(?<!per )\b|what )"
            r"(?:e-?mail(?:-?adres\w*)?|telefoonn\w+|tele?phone|phone|fax\w*|webadres|website)\b",
            re.IGNORECASE,
        ),
    ),
    (Kind.WHY, re.compile(r"\b(?:waarom|why|waardoor|how come|om welke reden)\b", re.IGNORECASE)),
)
_CONDITION = re.compile(r"when|wanneer", re.IGNORECASE)
_YES_OR_NO = re.compile(
    r"\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must|zijn|waren|heeft|hebben|"
    r"hadden|kan|kunnen|mag|mogen|moet|moeten|wordt|worden|werd|werden|gaat|gaan|zal|zullen)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:known?|tell|say|said|clear|bekend|duidelijk|weten?|zeggen|gezegd|vertellen)\b[\w\s,]{0,15}$",
    re.IGNORECASE,
)


def kind_wanted(text: str) -> Kind:
    """What sort of answer a question wants.

    >>> kind_wanted("Hoeveel bedrijven doen mee?"), kind_wanted("What did it cost per year?")
    (<Kind.HOW_MANY: 'how_many'>, <Kind.HOW_MUCH: 'how_much'>)
    >>> kind_wanted("Is the money kept when a firm stops?"), kind_wanted("Is it known when it stops?")
    (<Kind.WHAT: 'what'>, <Kind.WHEN: 'when'>)
    """
    found = [
        (match.start(), order)
        for order, (kind, pattern) in enumerate(_KINDS)
        if (match := pattern.search(text)) and not _is_condition(kind, match)
    ]
    # "Who chaired it when it started?": the first question word asks, a later one tells.
    if found:
        return _KINDS[min(found)[1]][0]
    return Kind(wanted_by_words(text) or Kind.WHAT)


def _is_condition(kind: Kind, match: re.Match[str]) -> bool:
    """Whether "when" opens no question: a question after yes or no may tell under what condition."""
    before = match.string[: match.start()]
    return (
        kind is Kind.WHEN
        and bool(_CONDITION.fullmatch(match.group()) and _YES_OR_NO.match(before))
        and not _TOLD.search(before)
    )
