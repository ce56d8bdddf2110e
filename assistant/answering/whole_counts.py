"""Whether a figure counts the whole of what a question asks after: not a part of it, not a plan.

Judged by the words around the figure, in Dutch and English: "van drie fieldlabs", "nine of the ten",
"door acht fieldlabs" and "the first ten" are parts; "Wij vragen om tien fieldlabs" is a plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures import names_of_noun
from assistant.language.months import MONTH_NUMBERS
from assistant.language.terms import words
from assistant.records import FigureMention, Language

Names = Sequence[frozenset[str]]

# Before the figure and its hedge. "Gegroeid tot 50", "ligt op 39", "rose to 50" tell the whole.
_PART_BEFORE = re.compile(
    r"\b(?:van|of|door|by|bij|met|with|voor|for|uit|from|in|binnen|within|among|naast|on|tussen|between|"
    r"onder|and|en|waarvan|which|elk|each|ieder|every|per|eerste|first|laatste|last|andere|other|nieuwe|new|"
    r"extra|additional|verschil|difference|resterende|remaining)\s+(?:de |het |the |deze |these |an? |een )?$",
    re.IGNORECASE,
)
_SUM_OF = re.compile(  # "een initiatief van vier partijen", "a network of 47 field labs"
    r"\b(?:initiatief|netwerk|totaal|aantal|groep|samenwerking|initiative|network|total|group|number|alliance|"
    r"partnership)\s(?:van|of)\s+$",
    re.IGNORECASE,
)
_PART_BEHIND = re.compile(
    r"\s+(?:van\s+(?:de|het|deze|hen|die)|of\s+(?:the|these|those|them)|daarvan|hiervan)\b",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\s+(?:nieuwe?|new|extra|additional|andere|other|meer|more|fewer|minder)\b", re.IGNORECASE
)
_LISTED = re.compile(  # "100 companies, institutes and authorities"; not "50 kennis- en testcentra"
    r"\s+(?:[\w’'-]+\s){0,2}?[\w’'-]+(?:,\s[\w’'-]+)*(?<!-)\s(?:en|and)\s(?!\S*\d)", re.IGNORECASE
)
# That something is there, or how much of it: close before the figure, or just behind its noun.
_TOLD_BEFORE = re.compile(
    r"\b(?:(?:er|there|zijn|waren|is|was|are|were|tel(?:t|de|len|den)|kent|kende|omvat\w*|aantal|number|totaal|"
    r"total|bedr(?:aagt|oeg)|has|have|counts|numbers|comprise[sd]?)\b[^.;:]{0,34}|"
    r"(?:tot|to|naar|op|at|reached)\s)$",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(
    r"[^.;:,]{0,48}\b(?:gestart|opgezet|actief|active|opgericht|started|set up|exist(?:ed)?|running|aangewezen)\b",
    re.IGNORECASE,
)
_SHARE_BEFORE = re.compile(
    r"\b(?:verschil|difference|toename|stijging|increase|groei|growth|tekort|shortfall|extra|waarvan|of which|"
    r"(?:van|of) (?:de|the|dat|that|dit|this)(?: \w+)?(?: is| was)?|maxim\w+|minim\w+|hoogstens|"
    r"at most)\b[^.;:]{0,24}$",
    re.IGNORECASE,
)
_CLAUSE_MARKS = (", ", "; ", ": ")
_PLACE = re.compile(
    r"\b(?:in|te|bij|uit|at|from) (?:de |het |the )?(?P<place>[A-ZÀ-Ý][\w’'-]+(?:[ -][A-ZÀ-Ý][\w’'-]+)*)"
)
_REGIONAL = re.compile(
    r"\b(?:(?:noord|zuid|oost|west)(?:elijke?|en)|(?:north|south|east|west)ern|regio|region|provinci\w+|province|"
    r"gemeente|municipality|stad|city)\b",
    re.IGNORECASE,
)
_EVERYWHERE = frozenset({"nederland", "netherlands", "nl", *MONTH_NUMBERS})
_OF_ALL = frozenset(
    "actieve active unieke unique deelnemende participating verbonden connected betrokken involved totaal total "
    "aantal number of het de the van directe direct schatting estimate estimated gestarte started "
    "unieke stand samen all alle sinds since start".split()
)


def counts_the_whole(
    quantity: FigureMention, text: str, start: int, end: int, counted: Names, language: Language
) -> bool:
    """Whether text[start:end], a figure with its hedge, counts just the thing named, all of it."""
    if quantity.planned:
        return False
    if quantity.counted_by != "sentence":
        return _row_of_all(quantity, text, counted, language)
    before, behind = text[:start], text[end:]
    part = _PART_BEFORE.search(before) and not _SUM_OF.search(before)
    if part or _PART_BEHIND.match(behind) or _NEW.match(behind):
        return False
    return _noun_first(quantity, behind, counted, language) and not _LISTED.match(behind)


def is_elsewhere(text: str, start: int, end: int, known: str) -> bool:
    """Whether the clause of text[start:end] speaks of a place or a part that ``known`` does not name.

    ``known`` is the question with what names the document."""
    opened = max(text.rfind(mark, 0, start) for mark in _CLAUSE_MARKS) + 1
    closed = min(
        (p for mark in _CLAUSE_MARKS if (p := text.find(mark, end)) > 0), default=len(text)
    )
    clause, familiar = text[opened:closed], set(words(known))
    places = [m["place"] for m in _PLACE.finditer(clause)]
    parts = [m.group() for m in _REGIONAL.finditer(clause)]
    named = [w for name in (*places, *parts) for w in words(name)]
    return any(w not in familiar and w not in _EVERYWHERE for w in named)


def is_whole_amount(quantity: FigureMention, text: str, start: int, end: int) -> bool:
    """Whether an amount is no plan, difference, shortfall, maximum or part of another one."""
    if quantity.planned or _PART_BEHIND.match(text[end:]):
        return False
    return not _SHARE_BEFORE.search(text[:start])


def told_outright(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that there are so many, and not what so many did."""
    return bool(_TOLD_BEFORE.search(text[:start]) or _TOLD_BEHIND.match(text[end:]))


def _row_of_all(quantity: FigureMention, text: str, counted: Names, language: Language) -> bool:
    """A row's label may say no more than what is counted, or when, or who says so."""
    if quantity.counted_by != "row":
        # The noun is the column's: the row must not be of a part ("Noord-Holland 5").
        return quantity.told_by == "row"
    label = words(quantity.row or text.split("\t")[0])
    extra = [w for w in label if w not in _OF_ALL and not w[0].isdigit()]
    known = frozenset().union(*counted)
    each = [names_of_noun(w, language) for w in extra]
    joined = names_of_noun(" ".join(extra), language).difference(*each)
    return bool(extra) and (
        all(known & names for names in each) or (len(extra) == 2 and bool(known & joined))
    )


def _noun_first(quantity: FigureMention, behind: str, counted: Names, language: Language) -> bool:
    """The thing itself stands first behind the figure: "vier typen fieldlabs" are types."""
    nouns = quantity.noun.split()
    if not nouns:
        return False
    if language == "en" and len(counted) == 2:
        return all(names & names_of_noun(quantity.noun, language) for names in counted)
    if all(names & names_of_noun(nouns[0], language) for names in counted):
        return True
    if len(nouns) < 2:
        return False
    joined = names_of_noun(quantity.noun, language) - names_of_noun(nouns[0], language)
    if language == "en" and all(names & joined for names in counted):
        return re.search(rf"{nouns[0]}\W?{nouns[1]}", behind, re.IGNORECASE) is not None
    renamed = re.match(r"[^.;:]{0,60}?(?:,\s|\()", behind)  # "testcentra, de zogenoemde fieldlabs"
    return bool(renamed) and all(names & joined for names in counted)
