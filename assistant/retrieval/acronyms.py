"""Acronyms and their long forms, as the documents themselves define them: "Raad van State (RvS)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 10  # words of a long form
BEFORE = 400  # characters before a bracket that are looked at
_BRACKETS = re.compile(r"\(([^()]{2,90})\)")
_WORDS_BEFORE = re.compile(r"(?:[^\W_][\w’'&/-]*[\s,]+){1,12}$")
SHORT_FORM = re.compile(r"[A-ZÀ-Ý][A-Za-zÀ-ÿ0-9&-]{0,8}[A-Z0-9]\b|[A-Z]{2,9}s?\b")
_LEADING = re.compile(r"^(?:de|het|een|the|a|an|hierna|ook|also|or|of)[:\s]+", re.IGNORECASE)


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """(acronym, long form) of each definition in a text.

    >>> list(definitions("Volgens de Autoriteit Persoonsgegevens (AP) en het RIVM (Rijksinstituut voor "
    ...     "Volksgezondheid en Milieu) kan dat (niet)."))
    [('AP', 'Autoriteit Persoonsgegevens'), ('RIVM', 'Rijksinstituut voor Volksgezondheid en Milieu')]
    """
    for match in _BRACKETS.finditer(text):
        words = _WORDS_BEFORE.search(text[max(0, match.start() - BEFORE) : match.start()])
        if words is None:
            continue
        before, inside = words[0].strip(" ,"), _LEADING.sub("", match[1].strip())
        if SHORT_FORM.fullmatch(inside):
            long = long_form(inside, " ".join(before.split()[-LONGEST:]))
            if long:
                yield inside, long
        else:
            last = before.split()[-1]
            if SHORT_FORM.fullmatch(last) and long_form(last, inside) == inside:
                yield last, inside


def long_form(short: str, text: str) -> str:
    """The end of a text that an acronym stands for; "" where its letters do not fit.

    Letters are matched from the end, the first one at the start of a word (Schwartz & Hearst 2003).

    >>> long_form("NARL", "by the National Atmospheric Research Laboratory")
    'National Atmospheric Research Laboratory'
    >>> long_form("EU", "een kwart van het budget")
    ''
    """
    letters = [c for c in short.rstrip("s").lower() if c.isalnum()]
    position = len(text)
    for number, letter in reversed(list(enumerate(letters))):
        position = text.lower().rfind(letter, 0, position)
        while number == 0 and position > 0 and text[position - 1].isalnum():
            position = text.lower().rfind(letter, 0, position)
        if position < 0:
            return ""
    found = text[position:].strip()
    initials = {w[0].lower() for w in re.findall(r"\w+", found)}
    named = sum(letter in initials for letter in letters) >= 0.6 * len(letters)
    parts = found.split()
    fits = 2 <= len(parts) <= 2 * len(letters) + 2 or (len(parts) == 1 and len(found) > 9)
    return found if named and fits and found[:1].isalpha() else ""
