"""Numbers as Dutch and English write them in words."""

from __future__ import annotations

import re

from assistant.records import Language

ONES: dict[Language, list[str]] = {
    "nl": "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen".split(),
}
TENS: dict[Language, list[str]] = {
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(),
    "en": "twenty thirty forty fifty sixty seventy eighty ninety".split(),
}
_MULTIPLES: dict[Language, tuple[tuple[str, int], ...]] = {
    "nl": (("duizend", 1_000), ("honderd", 100)),
    "en": (("thousand", 1_000), ("hundred", 100)),
}
_HALVES: dict[Language, dict[str, float]] = {
    "nl": {"anderhalf": 1.5, "anderhalve": 1.5, "half": 0.5, "halve": 0.5},
    "en": {"half": 0.5},
}
_HALF_A = re.compile(r"^(?:een |a )?(hal(?:f|ve))(?: a)?$")
_AND_A_HALF = re.compile(r"\s(?:en een half|en een halve|eneenhalf|and a half)$")


def in_words(number: int, language: Language) -> str:
    """A number from 0 to 99 in words.

    >>> in_words(22, "nl"), in_words(83, "nl"), in_words(22, "en"), in_words(30, "nl")
    ('tweeëntwintig', 'drieëntachtig', 'twenty-two', 'dertig')
    """
    if number < 20:
        return ONES[language][number]
    ten, one = TENS[language][number // 10 - 2], number % 10
    if not one:
        return ten
    if language == "en":
        return f"{ten}-{ONES['en'][one]}"
    first = ONES["nl"][one].replace("één", "een")
    return f"{first}{'ën' if first.endswith('e') else 'en'}{ten}"


def from_words(text: str, language: Language) -> float | None:
    """A number written in words; None for anything else. "een" is an article, not 1.

    >>> [from_words(t, "nl") for t in ("vijftig", "tweeëntwintig", "honderdtwintigduizend", "een", "ten")]
    [50.0, 22.0, 120000.0, None, None]
    >>> from_words("twaalf en een half", "nl"), from_words("one hundred and twenty thousand", "en")
    (12.5, 120000.0)
    """
    low = _HALF_A.sub(r"\1", text.lower().strip())
    if low in _HALVES[language]:
        return _HALVES[language][low]
    whole, halves = _AND_A_HALF.subn("", low)
    value = _whole(whole, language)
    return None if value is None else value + 0.5 * halves


def _whole(text: str, language: Language) -> int | None:
    if text in ONES[language]:
        return ONES[language].index(text)
    for name, size in _MULTIPLES[language]:
        head, found, tail = text.partition(name)
        if not found:
            continue
        count = 1 if head.strip() in ("", "een", "a") else _whole(head.strip(" -"), language)
        rest = 0 if not tail.strip(" -") else _whole(_behind(tail), language)
        if count is None or rest is None or rest >= size or not 0 < count < 1_000:
            return None
        return count * size + rest
    return _below_hundred(text, language)


def _behind(tail: str) -> str:
    bare = re.sub(r"^\s*(?:en|and)?\s*", "", tail).strip(" -")
    return "één" if bare == "een" else bare  # "honderdeen": no article here


def _below_hundred(text: str, language: Language) -> int | None:
    ones = ONES[language]
    for position, ten in enumerate(TENS[language]):
        value = 20 + 10 * position
        if text == ten:
            return value
        if language == "nl" and text.endswith(ten):
            head = re.sub(r"(?:en|ën)$", "", text[: -len(ten)])
            if head == "een":
                return value + 1
            if head in ones[1:10]:
                return value + ones.index(head)
        parts = re.split(r"[-\s]", text, maxsplit=1)
        if language == "en" and parts[0] == ten and len(parts) == 2 and parts[1] in ones[1:10]:
            return value + ones.index(parts[1])
    return None
