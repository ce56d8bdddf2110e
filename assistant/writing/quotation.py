"""Whether words between quotation marks stand in a text, word for word.

Pure: text in, finding out. Typography is no wording: quotation marks, hyphens and dashes, spaces,
ligatures and invisible characters are made alike, and the first letter may be of either case. An
ellipsis leaves words out, square brackets put words in or change a letter; all else must stand
there as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.wording import is_negation

MOST_INSERTED = 4  # words between brackets; with more they are no explanation but a statement
FURTHEST = 600  # characters that one ellipsis may leave out
LEAST_PIECE = 2  # words between two ellipses; less could be put together from anywhere

_LETTERS = {
    **dict.fromkeys('‘’‚‛′`´“”„‟«»‹›″"', "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "ĳ": "ij",
    "Ĳ": "IJ",
    "…": "...",
}
_FOLD = str.maketrans(_LETTERS)
_DASH = re.compile(r"\s*-+\s*")
_SPACE = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*\.\.\.\s*\]|\(\s*\.\.\.\s*\)|\.\.\.+)\s*")
_CASE = re.compile(r"\[(\w)\](?=\w)")  # "[H]et"
_INSERTED = re.compile(r"\s*\[([^\[\]]*)\]")
_WORD = re.compile(r"\w+")
_NOTE = re.compile(r"\[\d{1,3}\]")
_OPENING = '“„«"‘‚'
_PAIRS = {"“": '”“"', "„": '”“"', "«": "»", '"': '"”“', "‘": "’", "‚": "‘’"}
_OUTER = "'\" .,;:!?-"


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """What a sentence has between quotation marks: text[start:end], the marks included."""

    text: str
    start: int
    end: int


def folded(text: str) -> str:
    """A text with its typography taken out.

    >>> folded("De “eﬀecten” –  volgens TNO") == folded("De 'effecten' - volgens TNO")
    True
    """
    text = unicodedata.normalize("NFC", text).translate(_FOLD)
    return _SPACE.sub(" ", _DASH.sub("-", text)).strip()


def sources_of(text: str) -> str:
    """A document's text folded, without footnote marks and outer quotation marks.

    >>> sources_of("“Wij zijn tevreden.”[12]")
    'Wij zijn tevreden.'
    """
    return folded(_NOTE.sub("", text)).strip("' ")


def quotes_in(text: str) -> list[QuotedWords]:
    """Everything between quotation marks. A mark that is not closed quotes all that is behind it, and
    one that was not opened all before it.

    >>> [q.text for q in quotes_in('TNO noemt dat “een zwakke plek” van het programma’s opzet.')]
    ['een zwakke plek']
    """
    found: list[QuotedWords] = []
    at = 0
    while at < len(text):
        mark = text[at]
        if mark in _OPENING and _opens(text, at):
            end = _closing(text, at)
            found.append(QuotedWords(text[at + 1 : end].strip(), at, min(end + 1, len(text))))
            at = end
        elif mark in '”»"':
            start = found[-1].end if found else 0
            found.append(QuotedWords(text[start:at].strip(), start, at + 1))
        at += 1
    return [q for q in found if _WORD.search(q.text)]


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "‘" and re.match(r"[st]\s", text[at + 1 :]):
        return False  # "‘s ochtends", set with the wrong mark
    return not before.isalnum() and bool(after) and not after.isspace()


def _closing(text: str, at: int) -> int:
    closers = _PAIRS[text[at]]
    for end in range(at + 1, len(text)):
        if text[end] in closers:
            apostrophe = text[end] in "’‘" and text[end + 1 : end + 2].isalnum()
            if not apostrophe:
                return end
    return len(text)


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, word for word.

    >>> stands_in("het programma […] heeft [veel] bereikt", "Dat het programma zo heeft bereikt.")
    True
    >>> stands_in("het programma heeft veel bereikt", "Dat het programma heeft bereikt.")
    False
    """
    return place_of(quote, sources_of(text)) is not None


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """(start, end) of a quote in a text that is folded already; None where it does not stand there."""
    as_written = folded(quote).strip(_OUTER)
    pieces = [as_written] if as_written and as_written in text else pieces_of(quote)
    if not pieces:
        return None
    for start in _starts(pieces[0], text, 0):
        end = _through(pieces, text, start)
        if end is not None:
            return start, end
    return None


def pieces_of(quote: str) -> list[str]:
    """The parts of a quote between its ellipses, folded, without what brackets put in; [] where a
    part is too short or what is put in says too much."""
    text = _CASE.sub(r"\1", folded(quote))
    parts = [part.strip(_OUTER) for part in _ELLIPSIS.split(text)]
    pieces: list[str] = []
    for part in (p for p in parts if p):
        if any(not _explains(m[1]) for m in _INSERTED.finditer(part)):
            return []
        piece = _INSERTED.sub("", part).strip(_OUTER)
        if piece:
            pieces.append(_SPACE.sub(" ", piece))
    if len(pieces) > 1 and any(len(_WORD.findall(p)) < LEAST_PIECE for p in pieces):
        return []
    return pieces


def _explains(inserted: str) -> bool:
    """Whether words between brackets explain and do not turn what is said."""
    added = _WORD.findall(inserted)
    return len(added) <= MOST_INSERTED and not any(is_negation(word.lower()) for word in added)


def _starts(piece: str, text: str, after: int) -> list[int]:
    """Where a piece stands as whole words, its first letter of either case."""
    pattern = (
        rf"[{re.escape(piece[0].lower())}{re.escape(piece[0].upper()[:1])}]{re.escape(piece[1:])}"
    )
    found = re.compile(pattern).finditer(text, after)
    return [m.start() for m in found if _is_whole(text, m.start(), m.end())]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] neither begins nor ends within a word or a number."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    inside = before[-1:].isalnum() or after[:1].isalnum()
    numbered = (text[start].isdigit() and re.fullmatch(r"\d[.,]", before)) or (
        text[end - 1].isdigit() and re.fullmatch(r"[.,]\d", after)
    )
    return not inside and not numbered


def _through(pieces: Sequence[str], text: str, start: int) -> int | None:
    """Where the last piece ends, each behind the one before it and none leaving a denial out."""
    end = start + len(pieces[0])
    for piece in pieces[1:]:
        following = next((s for s in _starts(piece, text, end) if s - end <= FURTHEST), None)
        if following is None or _denies(text[end:following]):
            return None
        end = following + len(piece)
    return end


def _denies(left_out: str) -> bool:
    return any(is_negation(word.lower()) for word in re.findall(r"[\w’']+", left_out))
