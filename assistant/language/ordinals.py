"""Ordinals in words, Dutch and English."""

from __future__ import annotations

# "First" first.
ORDINALS: tuple[tuple[str, str], ...] = (
    ("eerste", "first"),
    ("tweede", "second"),
    ("derde", "third"),
    ("vierde", "fourth"),
    ("vijfde", "fifth"),
    ("zesde", "sixth"),
    ("zevende", "seventh"),
    ("achtste", "eighth"),
    ("negende", "ninth"),
    ("tiende", "tenth"),
    ("elfde", "eleventh"),
    ("twaalfde", "twelfth"),
)


def ordinal_numbers(most: int = len(ORDINALS)) -> dict[str, int]:
    """The ordinals of both languages up to a number, each with its number.

    >>> ordinal_numbers(2)
    {'eerste': 1, 'first': 1, 'tweede': 2, 'second': 2}
    """
    return {word: n for n, words in enumerate(ORDINALS[:most], start=1) for word in words}
