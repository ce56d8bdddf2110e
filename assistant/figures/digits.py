"""Numbers in digits: their groups, decimals, halves and minus, and the phrases that only look like one."""

from __future__ import annotations

import re
import unicodedata

from assistant.figures.references import may_be_range
from assistant.figures.units import unit_phrases
from assistant.language.digit_groups import GROUP_SPACES, with_marks
from assistant.records import Language

HALVES = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
DIGITS = (
    rf"\d{{1,3}}(?:[.,{GROUP_SPACES}]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?\s?[{HALVES}]"
    rf"|\d+(?:[.,]\d+)?|[{HALVES}]"
)
_HYPHENED = re.compile(  # "12-15%"; without a unit or a thing it may be a telephone number
    r"(?<![\w.,/-])\d+(?:[.,]\d+)?-(?=\d+(?:[.,]\d+)?\s?(?:%|procent|per ?cent|mil|mln|mld|mrd|bn|billion))"
    r"|(?:(?<![\w.,/-])|^\s*)(?P<first>[1-9]\d{0,2})-"
    r"(?=(?P<second>[1-9]\d{0,3})(?:\s(?-i:[a-z]{3})|(?P<alone>\s*$)))",
    re.IGNORECASE,
)
_DEDUCTED = re.compile(
    r"(?<![\w+/.,−–-])[-–−]/[-–−](?=\s?(?:€|EUR|\d))"
)  # Dutch accounts' minus: "-/- 318"
_DEDUCTED_BEHIND = re.compile(r"\s?[-–−]/[-–−](?=\s*(?:$|[\n\t;)]))")  # "318 -/-"
_MAY_STAND_BEFORE = re.compile(r"(?:^|[\s(\[:;=€$£/])$")
_MONEY = r"(?:€|EUR|US\$|\$|£)"
# A hyphen or a dash is a minus where a cell is a number with its unit and nothing else.
_MINUS_CELL = re.compile(
    rf"\s*(?:{_MONEY}\s?)?(?P<minus>[-–])\s?(?:{_MONEY}\s?)?\d[\d.,{GROUP_SPACES} ]*\s?"
    r"(?:%|procent|percent|pp|mln|mld|mrd|bn|miljoen|miljard|million|billion|euro|fte|m|k)?\.?\s*"
    r"(?:euro|%)?\s*(?:\[\d{1,3}\])?\s*",
    re.IGNORECASE,
)
# What already says that it goes down: "daalde met −3,5 %" is a fall of 3.5.
_FALLS_BEFORE = re.compile(
    r"\b(?:daal\w*|gedaald|nam(?:en)? af|afname|afgenomen|kromp\w*|gekrompen|krimp\w*|verlies|tekort|"
    r"verminder\w*|verlaag\w*|lager|minder|f[ae]ll(?:en|s)?|dropp?\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|"
    r"reduc\w+|loss(?:es)?|deficit|lower)\b[^.;:\t\n]{0,30}$",
    re.IGNORECASE,
)


def ready_to_read(text: str) -> str:
    """The text, as long, with groups, ranges and minus marked, and no phrase that is the unit of a table.

    >>> ready_to_read("Bedragen x € 1.000, groei 12-15%")
    'Bedragen          , groei 12–15%'
    """
    text = _DEDUCTED.sub("−  ", _HYPHENED.sub(_ranged, with_marks(text)))
    if cell := _MINUS_CELL.fullmatch(text):
        text = f"{text[: cell.start('minus')]}−{text[cell.end('minus') :]}"
    for start, end in unit_phrases(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _ranged(match: re.Match[str]) -> str:
    """A hyphen between two ends of a range as a dash; any other as it is."""
    if match["second"]:
        alone = match["alone"] is not None and match.string[: match.start("first")].strip()
        ends = match["first"], match["second"]
        if alone or not may_be_range(
            match.string, match.start("first"), *ends, match.end("second")
        ):
            return match.group()
    return f"{match.group()[:-1]}–"


def minus_before(text: str, start: int) -> int:
    """Where the minus of a number that starts at ``start`` stands in a text that is ready to read, -1
    where it has none or where the words before it say that it goes down.

    >>> minus_before("−3,5", 1), minus_before("2018−4 banen", 5), minus_before("daalde met −3", 12)
    (0, -1, -1)
    """
    before = text[:start].rstrip(f" {GROUP_SPACES}")
    if not before.endswith("−") or not _MAY_STAND_BEFORE.search(before[:-1]):
        return -1
    return -1 if _FALLS_BEFORE.search(before[:-1]) else len(before) - 1


def minus_behind(text: str, end: int) -> int:
    """Where the minus behind a number that ends at ``end`` ends, as Dutch accounts have it, -1 where it has none.

    >>> minus_behind("318 -/-", 3), minus_behind("318 -/- 20", 3)
    (7, -1)
    """
    found = _DEDUCTED_BEHIND.match(text, end)
    return found.end() if found else -1


def from_digits(digits: str, language: Language, scaled: bool) -> tuple[float, float]:
    """(value, step). Dutch and English marks: the last group of three is thousands, anything else decimals.

    Before "miljard" one group of three behind the language's own decimal mark is decimals, too.

    >>> from_digits("1 234 567,89".replace(" ", "\\u202f"), "nl", False), from_digits("1½", "nl", False)
    ((1234567.89, 0.01), (1.5, 0.1))
    """
    if digits[-1] in HALVES:
        whole = from_digits(digits[:-1].strip(), language, scaled)[0] if len(digits) > 1 else 0.0
        return whole + unicodedata.numeric(digits[-1]), 0.1
    plain = re.sub(rf"[{GROUP_SPACES}]", "", digits)
    own = "," if language == "nl" else "."
    decimal = scaled and re.fullmatch(rf"\d{{1,3}}\{own}\d{{3}}", plain)
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", plain) and not decimal:
        return float(re.sub(r"[.,]", "", plain)), 1.0
    whole_part, mark, decimals = plain.rpartition(
        "," if plain.rfind(",") > plain.rfind(".") else "."
    )
    if not mark:
        return float(plain), 1.0
    return float(f"{re.sub(r'[.,]', '', whole_part)}.{decimals}"), 10.0 ** -len(decimals)
