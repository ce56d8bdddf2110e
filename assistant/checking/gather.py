"""A claim -> the sentences of the library that may bear on it, each held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.analysis import words
from assistant.checking.claims import Claim
from assistant.checking.proposition import Proposition
from assistant.checking.relation import Relation, relate
from assistant.library import Library
from assistant.library.naming import naming
from assistant.records import BlockKind, Filters, Question, Sentence
from assistant.retrieval import Rarity, Retrieved, look_up, retrieve

PASSAGES = 40
LEAST = 3  # words of a sentence that can say anything
# The mean best cosine of a claim's tokens at which a sentence in the other language surely speaks of
# something else, and of the same.
FAR, CLOSE = 0.22, 0.55


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence of a passage and how it stands to the claim."""

    found: Retrieved
    position: int
    said: Proposition
    relation: Relation

    @property
    def sentence(self) -> Sentence:
        return self.found.passage.sentences[self.position]


def gather(library: Library, claim: Claim, filters: Filters) -> tuple[Proposition, list[Bearing]]:
    """The claim understood, and what was found for it, what speaks most of it first."""
    text = f"{claim.about} {claim.text}".strip()
    asked = look_up(library, Question(text, language=claim.language))
    rarity = Rarity(library, asked)
    proposition = Proposition(claim.text, claim.language, before=claim.about)
    bearings = [
        Bearing(
            retrieved,
            position,
            said,
            relate(proposition, said, lambda term: max(0.5, rarity.of(term)), closeness),
        )
        for retrieved in retrieve(library, asked, filters, PASSAGES)
        for position, said, closeness in _said_in(retrieved)
    ]
    bearings.sort(key=lambda b: (-b.relation.strength, b.found.passage.id, b.position))
    return proposition, bearings


def _said_in(retrieved: Retrieved) -> Iterator[tuple[int, Proposition, float]]:
    """(position, sentence, closeness) of the sentences of a passage that say something."""
    passage, version = retrieved.passage, retrieved.version
    around = f"{passage.section} {naming(version)}"
    for position, sentence in enumerate(passage.sentences):
        if not _says(sentence):
            continue
        before = passage.sentences[position - 1].text if position else ""
        tokens = float(retrieved.token_scores[position + 1] @ retrieved.token_weights)
        yield (
            position,
            Proposition(
                sentence.text, passage.language, before, around, version.document.published
            ),
            min(1.0, max(0.0, (tokens - FAR) / (CLOSE - FAR))),
        )


def _says(sentence: Sentence) -> bool:
    quiet = sentence.kind in (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CONTENTS)
    asks = sentence.text.rstrip("\"'”’ )").endswith("?")
    return (
        not quiet
        and not asks
        and len(words(sentence.text)) >= LEAST - (sentence.kind is BlockKind.TABLE_ROW)
    )
