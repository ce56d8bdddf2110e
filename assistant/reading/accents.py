"""Accents that a file sets as characters of their own, and letters that have them."""

from __future__ import annotations

from unicodedata import normalize

ACCENTS = {
    0xA8: "\u0308",
    0xB4: "\u0301",
    0x60: "\u0300",
    0x5E: "\u0302",
    0x2C6: "\u0302",
    0x7E: "\u0303",
    0x2DC: "\u0303",
    0xB8: "\u0327",
    0x2C7: "\u030c",
    0x2DA: "\u030a",
    0xB0: "\u030a",
    0x2D8: "\u0306",
}
_DOTLESS = {0x131: "i", 0x237: "j"}


def with_accent(letter: int, accent: int) -> int:
    """The code point of a letter with an accent over or under it, 0 where there is none.

    >>> chr(with_accent(ord("e"), 0xA8)), chr(with_accent(0x131, 0xA8)), with_accent(ord("4"), 0xA8)
    ('ë', 'ï', 0)
    """
    if letter > 0x24F or not chr(letter).isalpha():
        return 0
    whole = normalize("NFC", _DOTLESS.get(letter, chr(letter)) + ACCENTS[accent])
    return ord(whole) if len(whole) == 1 else 0
