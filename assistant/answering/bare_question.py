"""A question after a number, reduced to what it is about."""

from __future__ import annotations

from dataclasses import replace

from assistant.figures import moments_in
from assistant.language.terms import stem
from assistant.records import Question
from assistant.retrieval import Understood, understand

_COUNTING = "telt telde tellen telden bestaan bestonden stand aantal number numbers exist exists existed".split()


def without_moments(understood: Understood) -> Understood:
    """The question without the moments that it names; itself where it names none.

    Other names for what is left are not known yet.
    """
    text = understood.text
    for moment in reversed(moments_in(text)):
        text = text[: moment.start] + text[moment.end :]
    if text == understood.text:
        return understood
    return replace(understand(Question(text, language=understood.language)), kind=understood.kind)


def without_counting(understood: Understood) -> Understood:
    """The question without the words that only say that it counts, unless it has no others."""
    counting = {stem(w, understood.language) for w in _COUNTING}
    left = tuple(t for t in understood.terms if t not in counting)
    return replace(understood, terms=left or understood.terms)
