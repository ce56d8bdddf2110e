"""What a cell's text is: a value, a period that names a column, a mark for nothing, or words."""

from __future__ import annotations

import re

_NOTE = r"(?:\s*(?:\[\d{1,3}\]|\*{1,3}|[†‡])|(?<=[\d%])\s\d\))*"
_SPACES = "\u00a0\u2007\u2009\u202f "
_MARK = re.compile(rf"{_NOTE}$")
_NIL = re.compile(
    r"(?:[-–—−.…]{1,3}|n\.?\s?v\.?\s?t\.?|n\.?\s?b\.?|n/?a|p\.?m\.?|nihil|nil|none|onbekend|unknown|geen)",
    re.IGNORECASE,
)
# Possessive: a cell of spaces must not be read in every way in which they can be shared out.
_VALUE = re.compile(
    rf"[<>≤≥~≈±]?\s*+[(\[]?\s*+(?:€|EUR|US\$|\$|£)?\s*+[-–−+]?\s*+(?:€|EUR|\$|£)?\s*+[-–−+]?"
    rf"\d[\d.,{_SPACES}]*(?:\s*(?:%|‰|procent|percent|mln|mld|mrd|bn|miljoen|miljard|million|billion|"
    rf"euro|fte|x|k|m|km|ha|MW|uur|dagen|weken|maanden|jaar|hours|days|weeks|months|years)\b\.?|\s*[%‰])?"
    rf"\s*[)\]]?(?:\s*[-–/]\s*\d[\d.,]*\s*%?)?(?:\s*\([^()]{{1,14}}\))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = (
    r"(?:jan|feb|mrt|maart|mar|apr|mei|may|juni?|june|juli?|july|aug|sep|okt|oct|nov|dec)[a-z]*\.?"
)
_PERIOD = re.compile(
    rf"(?:(?:\d{{1,2}}[-/. ](?:\d{{1,2}}|{_MONTH})[-/. ])?(?:19|20)\d\d"
    r"(?:\s*(?:[-–/]|t/m|tot|to)\s*(?:(?:19|20)\d\d|\d\d))?"
    rf"|{_MONTH}\s(?:19|20)\d\d|Q[1-4](?:\s(?:19|20)\d\d)?|(?:19|20)\d\d\s?Q[1-4]"
    r"|[1-4]e kwartaal(?:\s(?:19|20)\d\d)?)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d{1,3}[.)]?")


def bare(text: str) -> str:
    """A cell's text without note marks behind it.

    >>> bare("Overig *"), bare("45[3]")
    ('Overig', '45')
    """
    return _MARK.sub("", " ".join(text.split())).strip()


def is_period(text: str) -> bool:
    """A year, a day, a quarter or a run of years: it names what stands under it or beside it.

    >>> is_period("2019"), is_period("31-12-2022"), is_period("2024-2027"), is_period("1.250")
    (True, True, True, False)
    """
    return bool(_PERIOD.fullmatch(bare(text)))


def is_nil(text: str) -> bool:
    """A mark that there is no value."""
    return bool(_NIL.fullmatch(bare(text)))


def is_value(text: str) -> bool:
    """A number with at most its unit, or a mark that there is none; no period.

    >>> [is_value(t) for t in ("€ 99,72", "-4.077", "44,2% (2022)", "n.v.t.")]
    [True, True, True, True]
    >>> [is_value(t) for t in ("2024", "20 gemeenten", "1.1 Brandweer")]
    [False, False, False]
    """
    text = bare(text)
    if is_period(text):
        return False
    return is_nil(text) or bool(_VALUE.fullmatch(text))


def is_ordinal(text: str) -> bool:
    """A small whole number, maybe with a point: it may only number its row."""
    return bool(_ORDINAL.fullmatch(bare(text)))
