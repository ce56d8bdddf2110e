"""Who said it: the sentence that names the speaker of a quote."""

from __future__ import annotations

import re

from assistant.answering.candidates import Candidate
from assistant.language.speech import past, present
from assistant.language.terms import words
from assistant.retrieval import Retrieved, Understood


def speaker_first(understood: Understood, ranked: list[Candidate]) -> list[Candidate]:
    """For "wie zei dat?": the quote itself where it names its speaker, else the sentence before it."""
    quote = " ".join(words(understood.speaker_of))
    for candidate in ranked:
        if quote and quote in " ".join(words(candidate.found.passage.text)):
            return _naming_first(candidate.found, quote, ranked)
    return ranked


_SPEAKS = (
    *present("zeggen stellen reageren vinden schrijven say write"),
    *past("zeggen stellen reageren say state"),
)
_SPEAKER = re.compile(
    r"(?:^|[\s(])[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+){0,8}\s?"
    rf"(?::\s*[‘“\"'„]|(?:\s\w+){{0,2}}\s(?:{'|'.join(_SPEAKS)})\b)"
)


def _naming_first(found: Retrieved, quote: str, ranked: list[Candidate]) -> list[Candidate]:
    mine = {c.position: c for c in ranked if c.found.passage.id == found.passage.id}
    sentences = found.passage.sentences
    position = next(
        (
            i
            for i, s in enumerate(sentences)
            if " ".join(words(s.text)) in quote or quote in " ".join(words(s.text))
        ),
        len(sentences) - 1,
    )
    for i in range(position, -1, -1):
        if _SPEAKER.search(sentences[i].text) and i in mine:
            return [mine[i], *(c for c in ranked if c is not mine[i])]
    return ranked
