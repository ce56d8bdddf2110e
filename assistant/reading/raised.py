"""Raised characters: a note's mark is set apart as ``[3]``, a power or a unit stays one word.

What is raised behind a word or a number is a note unless it makes a unit (m², km³), a formula or a power.
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−–()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CHARACTERS = re.compile(r"(?<=[^\s⁰¹²³⁴-⁹⁻⁺])([⁰¹²³⁴-⁹]{1,3})(?:⁾)?(?![⁰¹²³⁴-⁹⁻⁺])")
_MARKS = re.compile(r"[(\[]?(\d{1,3})[)\]]?(?:\s?[,;]\s?[(\[]?(\d{1,3})[)\]]?)*")
_LETTER = re.compile(r"[(\[]?([a-d])[)\]]?")
_MAY_HAVE_LETTER = re.compile(r"(?:[\d)%]|[^\W\d_]{3})$")  # a number, or a word: not "M^d"
_POWERS = re.compile(  # with a raised 2 or 3
    r"(?:(?<![^\W\d_])(?:[kcdmhnµμ]?m|dam|ft|yd|mi|inch|[^\W\d_])|(?<![^\W\d_])(?:CO|NO|SO|NH|PM|CH|H|O|N))$"
)
_TEN = re.compile(r"(?:^|[^\d.,])10$")


def raised(before: str, text: str) -> str:
    """What to write for raised ``text`` behind ``before``, which is on the same line.

    >>> raised("er waren 45", "3"), raised("1.200 m", "2"), raised("3 × 10", "6"), raised("de 1", "e")
    ('[3]', '²', '⁶', 'e')
    >>> raised("68", "12, 13"), raised("", "12")
    ('[12][13]', '12')
    """
    mark = text.strip()
    before = before.rstrip()
    if not before or not mark:
        return text
    if _is_power(before, mark):
        return mark.translate(_RAISED)
    if _MARKS.fullmatch(mark):
        return "".join(f"[{number}]" for number in re.findall(r"\d+", mark))
    letter = _LETTER.fullmatch(mark)
    if letter and _MAY_HAVE_LETTER.search(before):
        return f"[{letter[1]}]"
    if mark.isdecimal() and before[-1].isdigit():
        return f" {mark}"
    return text


def marks_set_apart(text: str) -> str:
    """A text with the note marks among its characters (U+00B2 and its like) set apart.

    >>> marks_set_apart("29² proeftuinen, 640¹⁵ deelnemers, 1.200 m²")
    '29[2] proeftuinen, 640[15] deelnemers, 1.200 m²'
    """

    def mark(match: re.Match[str]) -> str:
        behind = raised(text[: match.start()], match[1].translate(_PLAIN))
        return behind if behind.startswith("[") else match.group()

    return _CHARACTERS.sub(mark, text)


def opens_note(text: str) -> bool:
    """Whether raised text that begins a line is the number of a note."""
    return bool(_MARKS.fullmatch(text.strip()))


def _is_power(before: str, mark: str) -> bool:
    if re.fullmatch(r"[-−–+]\d{1,2}", mark):
        return True
    if mark in ("2", "3") and _POWERS.search(before):
        return True
    return bool(_TEN.search(before)) and mark.isdecimal() and 1 < int(mark) <= 24 and len(mark) < 3
