"""Whole numbers as Dutch and English write them in words."""

from __future__ import annotations

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
