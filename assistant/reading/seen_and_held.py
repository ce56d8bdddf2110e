"""Words that are seen on a page, set against those that the library holds of it.

OCR misreads letters, joins words and splits them, and drops what stands small or white on dark. So a word is
looked for as it is, as a part of the other side's letters in a row, and by a few letters that differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from assistant.language.terms import without_accents
from assistant.records import ReadLine, ReadWord

SURE = 90  # percent; words of print are surer, patterns of a picture that pass for words mostly not
LETTERS = 4  # of a word that counts: shorter ones are found by chance, or misread
IN_A_ROW = 5  # letters, or digits, from which on a part of the other side's row is no chance
DIGITS = 2  # of a number that counts
EXAMPLES = 6
_HYPHENS = "-‐¬\u00ad"
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Lacking:
    """Of how many words or numbers how many the other side has not, and which, as they are spelled."""

    of: int
    words: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return len(self.words) / self.of if self.of else 0.0

    @property
    def examples(self) -> str:
        """Some of them, each once, the longest first: they are the easiest to find on the page."""
        once = sorted(dict.fromkeys(self.words), key=len, reverse=True)
        return ", ".join(once[:EXAMPLES])


@dataclass(frozen=True, slots=True)
class PageComparison:
    """What is seen and not held, and what is held to be quoted and not seen; numbers apart from words."""

    words_not_held: Lacking
    numbers_not_held: Lacking
    words_not_seen: Lacking
    numbers_not_seen: Lacking


def compare_page(lines: Sequence[ReadLine], held: str, quotable: str) -> PageComparison:
    """Compare what OCR read with all that is known of a page, and with what of it can be quoted.

    >>> line = ReadLine(9, (ReadWord("Bruggen", 0, 0, 1, 1, 96), ReadWord("vernieuwd", 0, 0, 1, 1, 96)))
    >>> found = compare_page([line], "Bruggen", "Bruggen betaald")
    >>> found.words_not_held.words, found.words_not_seen.words
    (('vernieuwd',), ('betaald',))
    """
    printed = _joined(lines)
    sure = " ".join(text for text, confidence in printed if confidence >= SURE)
    seen, known = _Text(" ".join(text for text, _ in printed)), _Text(held)
    return PageComparison(
        _lacking(_words(sure), known.has_word),
        _lacking(_numbers(sure), known.has_number),
        _lacking(_words(quotable), seen.has_word),
        _lacking(_numbers(quotable), seen.has_number),
    )


def how_many_in(text: str, words: Sequence[str]) -> int:
    """How many of these words or numbers stand in a text, as far as OCR can tell."""
    side = _Text(text)
    return sum(side.has_number(w) if w.isdigit() else side.has_word(w) for w in words)


class _Text:
    """One side's words and numbers, to look those of the other side up in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, bool] = {}

    @cached_property
    def _each(self) -> set[str]:
        return set(_words(self._text, 1))

    @cached_property
    def _row(self) -> str:
        return "".join(_words(self._text, 1))

    @cached_property
    def _figures(self) -> set[str]:
        return set(_numbers(self._text, 1))

    @cached_property
    def _digits(self) -> str:
        return "".join(_numbers(self._text, 1))

    def has_word(self, word: str) -> bool:
        """Whether the word is there, or one that OCR may have read for it."""
        if word not in self._known:
            self._known[word] = self._has(word)
        return self._known[word]

    def _has(self, word: str) -> bool:
        if word in self._each or (len(word) >= IN_A_ROW and word in self._row):
            return True
        most = 1 + (len(word) >= 7) + (len(word) >= 11)
        near = [w for w in self._each if abs(len(w) - len(word)) <= most]
        return (
            process.extractOne(word, near, scorer=Levenshtein.distance, score_cutoff=most)
            is not None
        )

    def has_number(self, number: str) -> bool:
        """Whether its digits are there: another digit makes another number."""
        return number in self._figures or (len(number) >= IN_A_ROW and number in self._digits)


def _lacking(words: Sequence[str], has: Callable[[str], bool]) -> Lacking:
    return Lacking(len(words), tuple(word for word in words if not has(word)))


def _joined(lines: Iterable[ReadLine]) -> list[tuple[str, int]]:
    """Each word with how sure OCR is of it; a word that is broken at the end of its line is one."""
    found: list[tuple[str, int]] = []
    broken: ReadWord | None = None
    for line in lines:
        for place, word in enumerate(line.words):
            text, sure = word.text, word.confidence
            if broken is not None:
                text, sure = broken.text.rstrip(_HYPHENS) + text, min(broken.confidence, sure)
                broken = None
            if place == len(line.words) - 1 and len(text) > 1 and text[-1] in _HYPHENS:
                broken = ReadWord(text, 0, 0, 0, 0, sure)
            else:
                found.append((text, sure))
    return [*found, (broken.text, broken.confidence)] if broken else found


def _words(text: str, least: int = LETTERS) -> list[str]:
    """Letters only, without accents and capitals: OCR takes one accent for another."""
    plain = without_accents(text.replace("\u00ad", "")).casefold()
    return [word for word in _WORD.findall(plain) if len(word) >= least]


def _numbers(text: str, least: int = DIGITS) -> list[str]:
    """Digits only: 1.000 and 1,000 are one number to who compares print."""
    digits = ("".join(filter(str.isdigit, number)) for number in _NUMBER.findall(text))
    return [number for number in digits if len(number) >= least]
