"""The form in which a model must write, read exactly: nothing is guessed, what does not fit is no sentence.

reply    = [thoughts] (no-answer | line*)
line     = [bullet] sentence* NEWLINE
sentence = text marks [stop] | text        -- the second is a sentence without passage numbers
marks    = ("[" number ("," number)* "]")+
stop     = "." | "!" | "?" | "…"
"""

from __future__ import annotations

import re
import unicodedata

from assistant.chunking.sentences import sentence_spans
from assistant.writing.verifying import Written

NO_ANSWER = "NO_ANSWER"
LONGEST = 1_000  # characters of a sentence; what is longer is no sentence
_NUMBERS = r"\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]"
_MARKS = re.compile(rf"(?:\s*{_NUMBERS})+")
_END = re.compile(
    rf"[.!?…][\"'”’»)*]*(?:\s*{_NUMBERS})+(?=\s+[^\s\[])|(?:\s*{_NUMBERS})+\**[.!?…](?=\s+[^\s\[])|\n"
)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_MARKUP = re.compile(
    r"\w+://|\]\(|!\[|</?[a-zA-Z!|?]|```|&#?\w+;|javascript:|data:\w+/|<\||\|>|\$\$|\\[a-zA-Z(\[]",
    re.IGNORECASE,
)


class SentenceParser:
    """Takes a reply in pieces and gives its sentences as soon as each is complete."""

    def __init__(self) -> None:
        self._rest = ""
        self._started = False

    @property
    def waiting(self) -> int:
        """Characters that have come in and belong to no complete sentence yet."""
        return len(self._rest)

    def feed(self, piece: str) -> list[Written]:
        """The sentences that this piece completes."""
        self._rest += piece.replace("\r", "\n")
        if not self._started:
            if not self._past_thoughts():
                return []
            self._started = True
        made: list[Written] = []
        while (end := _END.search(self._rest)) is not None:
            made += sentences_of(self._rest[: end.end()])
            self._rest = self._rest[end.end() :]
        return made

    def end(self, whole: bool = True) -> list[Written]:
        """What was left. Of a reply that was broken off (not ``whole``) only what has its numbers."""
        rest, self._rest = self._rest, ""
        if not self._started:
            return []  # nothing but thoughts
        ended = _MARKS.search(rest.rstrip(" \n.!?…*"))
        complete = ended is not None and ended.end() == len(rest.rstrip(" \n.!?…*"))
        return sentences_of(rest) if whole or complete else []

    def _past_thoughts(self) -> bool:
        """Models that think aloud do so between <think> and </think>, before they answer."""
        text = self._rest.lstrip()
        if "<think>".startswith(text[:7]) and len(text) < 7:
            return False
        if text.startswith("<think>"):
            _, closed, after = text.partition("</think>")
            if not closed:
                self._rest = text[:7] + text[-16:] if len(text) > 64 else text
                return False
            self._rest = after
        return True


def sentences_of(line: str) -> list[Written]:
    """The sentences of a line, or of a part that ends in passage numbers, which go to the last one.

    >>> sentences_of("- Er waren 32 fieldlabs [1, 3].")
    [Written(text='Er waren 32 fieldlabs.', cites=(1, 3))]
    >>> [w.cites for w in sentences_of("Dat klopt. Er waren er 32. [2][9]")]
    [(), (2, 9)]
    """
    line = _BULLET.sub("", line).replace("**", "")
    cites = tuple(int(n) for marks in _MARKS.findall(line) for n in re.findall(r"\d+", marks))
    text = " ".join(_MARKS.sub("", line).split())
    if not any(c.isalnum() for c in text):
        return []
    parts = [text[start:end] for start, end in sentence_spans(text)]
    return [*(Written(part, ()) for part in parts[:-1]), Written(parts[-1], cites)]


def says_no_answer(written: Written) -> bool:
    """Whether a model says, with the agreed word, that the passages do not answer."""
    return written.text.strip(" .`\"'") == NO_ANSWER


def showable(text: str) -> bool:
    """Whether a sentence is plain text: no markup, links, images or characters that hide or turn text.

    >>> showable("Er waren < 5 % uitvallers."), showable("Zie ![x](https://kwaad.example/?q=geheim).")
    (True, False)
    """
    hidden = any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") for c in text)
    return len(text) <= LONGEST and not hidden and not _MARKUP.search(text)
