"""The rows of tables that answer: the question names the row, and its columns, caption or report the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.candidates import Candidate
from assistant.answering.cell_evidence import CellEvidence
from assistant.answering.column_roles import (
    is_called,
    number_of_row,
    numbered_in,
    roles_in,
    terms_of_roles,
)
from assistant.answering.inquiry import Inquiry
from assistant.figures import Moment, moments_in
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import content_words, stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.library import Library
from assistant.library.names import naming
from assistant.records import Language, NamedCell, Row
from assistant.retrieval import Kind, Rarity, Understood

NAMED = 0.6  # of a label's words that the question says
COVERED = (
    0.8  # of the question's words, by rarity, that row, columns, caption, section and report say
)
NEAR = 0.15  # rows that are so much worse than the best do not answer beside it
SURE = 0.85  # how probably a row answers of which all is named
MOST_ROWS = 3
FOREMOST = 2  # sentences among which a row is that a name alone calls
WHOLE = 0.6  # how whole a row is that the question names
_ASKS = frozenset(
    "hoeveel bedrag bedroeg aantal percentage aandeel tarief hoog groot kost kosten kostte kreeg krijgt "
    "had has have was waren zijn is er many much amount number share rate cost costs did does receive "
    "received tabel table rij row kolom column staat staan stand stands organisatie organisaties partij partijen "
    "persoon organisation organisations organization party parties person".split()
)
_FIGURE = re.compile(r"\d")


def look_in_tables(library: Library, inquiry: Inquiry) -> Inquiry:
    """Put the rows in front that the question names, with the cells that it asks for."""
    if inquiry.defining:
        return inquiry  # what a thing is stands in no column
    with inquiry.trace.stage("look in tables"):
        asked = _Asked(library, inquiry.searched)
        found = [e for c in inquiry.weighed if (e := asked.evidence(c)) is not None]
        found.sort(key=lambda e: (-e.score, -e.candidate.weight))
        best = [e for e in found if e.score >= found[0].score - NEAR][:MOST_ROWS]
        if not best:
            return inquiry
    rows = tuple(_as_answer(e) for e in best)
    # Beside a row that the question names, rows of which it names nothing are noise.
    rest = tuple(c for c in inquiry.ranked if c.sentence.row is None)
    return replace(inquiry, rows=tuple(best), ranked=(*rows, *rest))


def row_of_name(inquiry: Inquiry) -> Candidate | None:
    """A row that weighs about most and is called just by a name of the question: "Staphorst", "Octobox".

    Where no sentence answers it may, for the name stands nowhere else; its other cells are what is told of it."""
    understood = inquiry.searched
    names = {word for anchor in understood.anchors for word in words(anchor) if not word.isdigit()}
    for candidate in inquiry.ranked[:FOREMOST]:
        row = candidate.sentence.row
        label = words(row.label.rsplit(" › ", 1)[-1]) if row else []
        offers = candidate.evidence.typed >= 1.0
        if row and row.cells and label and set(label) <= names and offers:
            return _as_answer(CellEvidence(candidate, (), 0.0))
    return None


def _as_answer(found: CellEvidence) -> Candidate:
    """The row with its cells marked: it is no whole sentence, and answers as one."""
    evidence = found.candidate.evidence
    whole = replace(evidence, whole=max(evidence.whole, WHOLE))
    return replace(found.candidate, asked=found.cells, evidence=whole)


class _Asked:
    """A question, as rows of tables are compared with it."""

    def __init__(self, library: Library, understood: Understood) -> None:
        self.library = library
        self.understood = understood
        rarity = Rarity(library, understood)
        language = understood.language
        self.numbered = tuple(numbered_in(understood.text))
        self.roles = roles_in(understood.text, language)
        # Everyday words name no row, and some have the stem of another: "over" that of "overheid".
        self.said = Vocabulary.of(" ".join(content_words(understood.text, language)), language)
        self.moments = [m for m in moments_in(understood.text) if m.year_known]
        timed = {w for m in self.moments for w in words(understood.text[m.start : m.end])}
        self.weights = {
            term: max(0.5, rarity.of(term))
            for term in understood.terms
            if term not in timed and term not in {stem(w, language) for w in _ASKS}
        }

    def evidence(self, candidate: Candidate) -> CellEvidence | None:
        """The row as an answer, None where it is none."""
        row, language = candidate.sentence.row, candidate.found.passage.language
        if row is None or not row.cells or not row.label or not self.weights:
            return None
        number = self._number_naming(candidate, row)
        named = 1.0 if number else self._named(row, language)
        if named < NAMED:
            return None
        version = candidate.found.version
        cells = self._cells(row, candidate.sentence.text, version.document.published)
        if not cells:
            return None
        heads = " ".join(row.cells[n].head for n in cells)
        around = f"{row.caption} {candidate.found.passage.section} {naming(version)}"
        texts = " ".join(candidate.sentence.text[c.start : c.end] for c in row.cells)
        near = Vocabulary.of(f"{row.label} {heads} {around} {texts}", language)
        met = terms_of_roles(
            self.weights, self.understood.language, self._roles_of(heads, language)
        )
        covered = self._covered(near, met | {stem(w, self.understood.language) for w in number})
        if covered < COVERED:
            return None
        return CellEvidence(candidate, self._best(row, cells, language), covered + named)

    def _number_naming(self, candidate: Candidate, row: Row) -> tuple[str, ...]:
        """The words by which the question names the row by its number, () where it does not: "spoor 3"."""
        number = number_of_row(row.label)
        nouns = [noun for noun, asked in self.numbered if asked == number]
        if not nouns:
            return ()
        span = candidate.sentence.spans[0]
        page = self.library.pages.get(candidate.found.version.id, span.page)
        heads = [
            table.heads[0]
            for table in page.tables
            if table.heads and any(span.start <= cell.start < span.end for cell in table.cells)
        ]
        called = " ".join((row.label, row.caption, *heads))
        asked, language = self.understood.language, candidate.found.passage.language
        named = next((noun for noun in nouns if is_called(noun, asked, called, language)), "")
        return (named, number) if named else ()

    def _roles_of(self, heads: str, language: Language) -> frozenset[int]:
        return self.roles & roles_in(heads, language)

    def _named(self, row: Row, language: Language) -> float:
        """How much of the label the question says; the group before it need not be said."""
        own = row.label.rsplit(" › ", 1)[-1]
        label = [w for w in words(own) if w not in STOP_WORDS[language] and not w.isdigit()]
        if not label:
            return float(self._is_asked_time(own))
        spoken = [w for w in label if self._says(w, language)]
        return len(spoken) / len(label)

    def _is_asked_time(self, label: str) -> bool:
        """Whether a row is called by a year that the question names, and by nothing else."""
        return any(m.overlaps(asked) for m in _dated(label) for asked in self.moments)

    def _says(self, word: str, language: Language) -> bool:
        own = stem(word, language)
        if self.said.has_word(word) or self.said.has(own, language):
            return True
        return any(stems == {own} for _, stems in self.understood.aliases)  # "KvK"

    def _covered(self, near: Vocabulary, known: set[str]) -> float:
        """How much of the question's words, by rarity, a row and what stands around it say, beside those known."""
        language = self.understood.language
        also = self.understood.aliases
        met = [
            weight
            for term, weight in self.weights.items()
            if term in known
            or near.has(term, language)
            or near.has_word(term)
            or any(near.has_all(stems) for own, stems in also if own == term)
        ]
        return sum(met) / sum(self.weights.values())

    def _cells(self, row: Row, text: str, published: str) -> list[int]:
        """The cells of the time that is asked after, with a figure where one is."""
        counts = self.understood.kind in (Kind.HOW_MANY, Kind.HOW_MUCH)
        return [
            n
            for n, cell in enumerate(row.cells)
            if text[cell.start : cell.end]
            and (not counts or _FIGURE.search(text[cell.start : cell.end]))
            and self._of_asked_time(row, cell, text, published)
        ]

    def _of_asked_time(self, row: Row, cell: NamedCell, text: str, published: str) -> bool:
        if not self.moments:
            return True
        own = next(
            (
                found
                for source in (text[cell.start : cell.end], cell.head, row.label, row.caption)
                if (found := list(_dated(source)))
            ),
            list(_dated(published)),
        )
        return any(m.overlaps(asked) for m in own for asked in self.moments)

    def _best(self, row: Row, cells: list[int], own: Language) -> tuple[int, ...]:
        """Of these cells those whose columns say most of the question; all where none does."""
        language = self.understood.language
        scores = {}
        for n in cells:
            head = Vocabulary.of(row.cells[n].head, language)
            said = terms_of_roles(self.weights, language, self._roles_of(row.cells[n].head, own))
            scores[n] = sum(
                w for t, w in self.weights.items() if t in said or head.has(t, language)
            )
        top = max(scores.values())
        return tuple(n for n in cells if scores[n] == top)


def _dated(text: str) -> Iterator[Moment]:
    return (m for m in moments_in(text) if m.year_known)
