"""The parts of a written sentence, each beside the sentence of a unit that has most of its words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.language.vocabulary import Vocabulary


def in_their_sentences(
    written: Proposition, source: Proposition
) -> Iterator[tuple[Proposition, Proposition, int]]:
    """(part, sentence, how many of the part's words it has), of each part that has words to go by."""
    sentences = [
        (Proposition(s, source.language), Vocabulary.of(s, source.language))
        for s in source.text.split("; ")
    ]
    for start, end in written.parts:
        part = Proposition(written.text[start:end], written.language)
        own = Vocabulary.of(part.text, written.language).stems
        terms = [t for t in written.terms if t in own]
        if terms:
            counted = [sum(says(has, t, written.language) for t in terms) for _, has in sentences]
            most = max(counted)
            yield part, sentences[counted.index(most)][0], most
