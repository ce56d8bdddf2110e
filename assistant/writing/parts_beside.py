"""The parts of a written sentence, each beside the sentence of a unit that has most of its words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.language.vocabulary import Vocabulary


def sentences_in(source: Proposition) -> list[Proposition]:
    """The sentences of a unit, which hold its text together by "; "."""
    return [Proposition(text, source.language) for text in source.text.split("; ")]


def in_their_sentences(
    written: Proposition, source: Proposition
) -> Iterator[tuple[Proposition, Proposition, int]]:
    """(part, sentence, how many of the part's words it has), of each part that has words to go by."""
    sentences = sentences_in(source)
    vocabularies = [Vocabulary.of(each.text, source.language) for each in sentences]
    for start, end in written.parts:
        part = Proposition(written.text[start:end], written.language)
        own = Vocabulary.of(part.text, written.language).stems
        terms = [t for t in written.terms if t in own]
        if terms:
            shared = [sum(says(has, t, written.language) for t in terms) for has in vocabularies]
            yield part, sentences[shared.index(max(shared))], max(shared)
