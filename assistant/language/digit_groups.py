"""Groups of digits parted by a space are one number: "51 300", however narrow the space is.

A space that may not break a line (U+00A0, U+202F) or a thin one is written between groups on purpose.
An ordinary one may also part two numbers, and is a group's only where nothing else can be meant.
"""

from __future__ import annotations

import re

GROUP_MARK = "\u202f"  # what stands between groups once a text is read
GROUP_SPACES = "\u00a0\u2005\u2006\u2007\u2008\u2009\u200a\u202f"

_MARKED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[{GROUP_SPACES}]\d{{3}})+(?!\d)")
_MAY_HOLD = re.compile(rf"\d[{GROUP_SPACES} ]\d{{3}}")
_SPACE = re.compile(rf"[{GROUP_SPACES} ]")
_SPACED = re.compile(
    r"(?<![\w.,/\-–−\[])[1-9]\d{0,2}(?P<groups>(?: \d{3})+)(?![\w\]])(?P<cents>,\d{1,2}(?!\d))?"
)
# What is numbered, so that another number may follow: "fase 2 300 deelnemers", "in mei 12 300 mensen".
_NUMBERED_BEFORE = re.compile(
    r"(?:\b(?:fase|groep|klas|cohort|ronde|week|dag|deel|stap|categorie|niveau|cluster|regio|kwartaal|perceel|"
    r"klasse|type|schaal|spoor|lijn|actielijn|actie|doel|pijler|thema|team|zone|blok|top|route|postbus|bus|"
    r"nr|nrs|nummer|no|number|art|artikel|article|pagina|page|p|pp|blz|paragraaf|par|hoofdstuk|chapter|section|"
    r"tabel|table|figuur|figure|grafiek|bijlage|annex|noot|note|versie|version|leden|lid|box|"
    r"phase|group|round|step|level|class|quarter|part|stage|tier|lot|area|region|day|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\.?"
    r"|[§#+]|\d[ ,;&]*)\s?$",
    re.IGNORECASE,
)
# A letter code may follow a telephone number or a code, and a number goes on with what it counts.
_COUNTED_BEHIND = re.compile(
    rf"\s?(?:[%€$£‰]|(?:euro|EUR|m[²³23]|km|kg|ha|fte|mln|mld)\b)|[{GROUP_SPACES} ](?:[a-zà-ÿ]{{2,}}|[A-Z][a-z]+)"
)
_SENTENCE_ENDS = re.compile(r"[.;:!?)](?:\s|$)|,\s(?!nrs?\b|no\b)(?:[a-z]|[1-9]\d{0,2} \d{3}\b)")
_NOTES = re.compile(r"(?:\[\d{1,3}\])*")
_CELL_STARTS, _CELL_ENDS = re.compile(r"(?:^|[\t\n])[(<>≥≤~]?\s?$"), re.compile(r"\s?(?:$|[\t\n)])")
_CHAINED_BEFORE = re.compile(r"\b[1-9]\d{0,2} \d{3},\s?$")
_MONEY_BEFORE = re.compile(r"(?:€|\$|£|\bEUR|\beuro)\s?$")
_WORD_BEFORE = re.compile(r"(?:^|\t|[^\W\d_]\s|[(:=<>≥≤~]\s?|[^\W\d_][.,;:]\s)$")


def with_marks(text: str) -> str:
    """The same text, as long, with U+202F in every group of digits, those with ordinary spaces included.

    >>> with_marks("Er zijn 51 300 banen") == "Er zijn 51\\u202f300 banen"
    True
    >>> with_marks("In fase 2 300 banen, in 2019 300, en 12 300 450 2")
    'In fase 2 300 banen, in 2019 300, en 12 300 450 2'
    """
    if not _MAY_HOLD.search(text):
        return text
    return _SPACED.sub(_marked_if_sure, _MARKED.sub(_marked, text))


def one_line(text: str) -> str:
    """A text with its white space folded to single spaces, except within marked groups of digits.

    >>> one_line(" 1\\u00a0234\\u2009567  mensen\\u00a0") == "1\\u202f234\\u202f567 mensen"
    True
    """
    parts: list[str] = []
    at = 0
    for match in _MARKED.finditer(text):
        parts += [re.sub(r"\s+", " ", text[at : match.start()]), _marked(match)]
        at = match.end()
    return "".join([*parts, re.sub(r"\s+", " ", text[at:])]).strip()


def parts_groups(before: str, space: str, behind: str) -> bool:
    """Whether a space that stands between two texts parts two groups of one number."""
    return space in GROUP_SPACES and any(
        match.start() < len(before) < match.end()
        for match in _MARKED.finditer(f"{before}{space}{behind}")
    )


def _marked(match: re.Match[str]) -> str:
    return _SPACE.sub(GROUP_MARK, match.group())


def _marked_if_sure(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    notes = _NOTES.match(text, match.end())
    end = notes.end() if notes else match.end()
    before = text[max(0, start - 30) : start]
    money = bool(_MONEY_BEFORE.search(before))
    chained = money or _CHAINED_BEFORE.search(before)
    if not chained and (_NUMBERED_BEFORE.search(before) or not _WORD_BEFORE.search(before)):
        return match.group()
    alone = _CELL_STARTS.search(before) and _CELL_ENDS.match(text, end)
    spoken = _COUNTED_BEHIND.match(text, end) or _SENTENCE_ENDS.match(text, end)
    sure = money or match["cents"] or alone or spoken
    return _marked(match) if sure else match.group()
