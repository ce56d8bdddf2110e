"""A claim -> the sentences of the library that may bear on it, each held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.checking.alignment import Weigh
from assistant.checking.claims import Claim
from assistant.checking.proposition import Proposition
from assistant.checking.relation import Relation, relate
from assistant.checking.sameness import Nearness
from assistant.embedding.language_means import (
    COSINE_SCALE,
    TOKEN_SCALE,
    background_means,
    usual_cosines,
)
from assistant.figures import moments_in, statement_of_cell
from assistant.language.anaphora import REFERS
from assistant.language.terms import words
from assistant.library import Library
from assistant.library.names import naming
from assistant.records import BlockKind, Filters, Language, NamedCell, Question, Sentence
from assistant.retrieval import Rarity, Retrieved, expand_names, retrieve, understand

_NOTE_MARK = re.compile(r"^\W{0,2}\d{1,3}\W{0,2}\s+")  # a footnote's own number counts nothing
PASSAGES = 40
LEAST = 3  # words of a sentence that can say anything
STRAY = 6  # words of a line without an end that is no sentence
_TOTAL = re.compile(r"\b(?:totaal|totale|samen|total|altogether|overall)\b", re.IGNORECASE)
LOOKED_AT = 120  # sentences that are held against the claim, those nearest in meaning


@dataclass(frozen=True, slots=True)
class Bearing:
    """A sentence of a passage and how it stands to the claim."""

    found: Retrieved
    position: int
    source: Proposition
    relation: Relation
    nearness: Nearness
    cell: NamedCell | None = None  # of a table's row: the cell that it is about
    read: bool = False  # whether somebody read it
    by_words: bool = False  # whether its stance is the reader's, and not what its points say
    voiced: bool = False  # whether its stance is the trained network's

    @property
    def wording(self) -> tuple[str, ...]:
        """The sentence's words, lower case: by these two sentences are the same."""
        return tuple(words(self.source.text))

    @property
    def sentence(self) -> Sentence:
        return self.found.passage.sentences[self.position]


def gather(library: Library, claim: Claim, filters: Filters) -> tuple[Proposition, list[Bearing]]:
    """The claim understood, and what was found for it, what most surely speaks of it first."""
    text = f"{claim.about} {claim.text}".strip()
    asked = expand_names(library, understand(Question(text, language=claim.language)))
    rarity = Rarity(library, asked)
    vector = library.embedder.query(asked.text)
    zero = usual_cosines(vector, background_means(library.embedder))
    expected = usual_cosines(vector, library.search.means)
    shift = {lang: value - zero[lang] for lang, value in expected.items()}
    found = retrieve(library, asked, filters, PASSAGES)
    return hold_against(claim, found, shift, lambda term: max(0.5, rarity.of(term)))


def hold_against(
    claim: Claim, found: Sequence[Retrieved], shift: Mapping[Language, float], weigh: Weigh
) -> tuple[Proposition, list[Bearing]]:
    """Hold a claim against the sentences of passages.

    ``shift`` brings a language's cosines from this library's zero point to that of any.
    """
    proposition = Proposition(claim.text, claim.language, before=claim.about)
    near = sorted(
        (place for retrieved in found for place in _places(retrieved, shift)),
        key=lambda place: -place[2].tokens,
    )[:LOOKED_AT]
    best = near[0][2].tokens if near else 0.0
    bearings = [
        _bearing(
            proposition,
            found,
            position,
            cell,
            replace(nearness, lead=nearness.tokens - best),
            weigh,
        )
        for found, position, nearness in near
        for cell in _cells(found.passage.sentences[position], proposition)
    ]
    return proposition, surest_first(bearings)


def surest_first(bearings: Iterable[Bearing]) -> list[Bearing]:
    """What most surely speaks of the claim first."""
    return sorted(bearings, key=lambda b: (-b.relation.strength, b.found.passage.id, b.position))


def _places(
    retrieved: Retrieved, shift: Mapping[Language, float]
) -> Iterator[tuple[Retrieved, int, Nearness]]:
    """The sentences of a passage that say something, and how near each is to the claim."""
    weights = retrieved.token_weights
    passage = float(retrieved.token_scores.max(axis=0) @ weights)
    usual = shift.get(retrieved.passage.language, 0.0)
    for position, sentence in enumerate(retrieved.passage.sentences):
        if says_something(sentence, retrieved.version.document.title):
            tokens = float(retrieved.token_scores[position + 1] @ weights)
            cosine = float(retrieved.sentence_scores[position]) + usual
            nearness = Nearness(COSINE_SCALE * cosine, TOKEN_SCALE * tokens, TOKEN_SCALE * passage)
            yield retrieved, position, nearness


def _cells(sentence: Sentence, claim: Proposition) -> tuple[NamedCell | None, ...]:
    """The cells of a table's row, each a statement of its own; of any other sentence itself.

    Of a row that has both, the total says nothing of a year, and a year nothing of the total."""
    if not (sentence.row and sentence.row.cells):
        return (None,)
    cells = sentence.row.cells
    totals = [cell for cell in cells if _TOTAL.search(cell.head)]
    rest = tuple(cell for cell in cells if cell not in totals)
    if not totals or not rest:
        return cells
    years = {m.years for m in claim.moments if m.year_known}
    if any(m.years in years for cell in rest for m in moments_in(cell.head)):
        return rest
    return tuple(totals) if _TOTAL.search(claim.text) and not years else cells


def _bearing(
    claim: Proposition,
    found: Retrieved,
    position: int,
    cell: NamedCell | None,
    nearness: Nearness,
    weigh: Weigh,
) -> Bearing:
    passage, version = found.passage, found.version
    sentence = passage.sentences[position]
    text = _text_of(sentence)
    if sentence.row is not None and cell is not None:
        text = statement_of_cell(sentence.row, cell, text, passage.language)
    source = Proposition(
        text,
        passage.language,
        before=passage.sentences[position - 1].text if position else "",
        around=f"{passage.section} {naming(version)}",
        published=version.document.published,
        tabular=cell is not None,
    )
    row = sentence.kind is BlockKind.TABLE_ROW
    relation = relate(claim, source, nearness, weigh, row)
    return Bearing(found, position, source, relation, nearness, cell)


def _text_of(sentence: Sentence) -> str:
    """What a sentence says, without the number of a footnote."""
    return (
        _NOTE_MARK.sub("", sentence.text) if sentence.kind is BlockKind.FOOTNOTE else sentence.text
    )


def says_something(sentence: Sentence, title: str) -> bool:
    """Headings, captions, questions, and lines that only name the document say nothing."""
    text = sentence.text
    quiet = sentence.kind in (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CONTENTS)
    if quiet or text.rstrip("\"'”’ )").endswith("?") or REFERS.match(text):
        return False
    own = words(text)
    if sentence.kind is BlockKind.TABLE_ROW:
        return len(own) >= LEAST - 1
    stray = len(own) < STRAY and text[-1:] not in ".!;:…”’)]"
    named = " ".join(own)[:60] in " ".join(words(title))
    return len(own) >= LEAST and not stray and not named
