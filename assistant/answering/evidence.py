"""How well a sentence answers a question: the features, one by one, that choosing and refusing use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from assistant.answering.counted_subject import counted_in, figure_counting
from assistant.answering.offering import offers, spoken
from assistant.embedding import Floats
from assistant.embedding.language_means import (
    COSINE_SCALE,
    TOKEN_SCALE,
    background_means,
    usual_cosines,
)
from assistant.figures import in_full
from assistant.language.anaphora import LEANS, REFERS
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.library import Library
from assistant.library.names import naming
from assistant.records import BlockKind, Passage, Sentence
from assistant.retrieval import Kind, Rarity, Retrieved, Understood
from assistant.retrieval.search import NAMED, OF_NAMED

SHORT = 12  # words; of a longer question not every name and figure is asked for
WIDEST = 8.0  # logits of the reader beyond this are equally sure
HEADED = 0.6  # what a word in the section title or the report's title counts for
CLEARLY = 3.0  # what a question says of a document that it names beyond doubt
NAMING = 0.3  # how whole a line is that only names the document
LONG_TITLE = 8  # different words
FEW = 6  # words; a line of fewer without an end is no sentence
POINTER = 20  # words; a longer sentence that says where to read says something, too
PROSE = 3  # words of a cell that says something
HELD = 0.75  # of the words of a long title, in a line that names the document
_PER_YEAR = re.compile(
    r"\b(?:per jaar|jaarlijks\w*|per year|a year|each year|annual(?:ly)?|yearly|elk jaar|ieder jaar)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!;:…](?:[\"'”’»)\]]|\[\d{1,3}\])*$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Features of one sentence for one question; all about 0..1, higher is better."""

    sentence: float  # cosine less the language's general mean, times 5
    passage: float  # the same of the whole passage
    tokens: float  # weighted mean of the question's tokens' best cosines in the sentence, times 4
    near: float  # the same in the whole passage and its title
    covered: float  # share of the question's words (by rarity) in the sentence
    around: float  # the same, in sentence, passage, section and title
    known: float  # the same, anywhere in the library
    anchored: float  # share of its numbers and names around the sentence (1 where it has none)
    typed: float  # 1 where the sentence offers the kind of answer wanted, or any will do
    standing: float  # standard deviations above the other passages, by 4
    brief: float  # 1 for a short question, less for a long one, of which no answer repeats all
    english: float  # 1 for a passage in English: its tokens lie further apart
    same_language: float
    whole: float  # 1 for a whole sentence, less for table rows, footnotes, captions, questions
    answers: float = 0.0  # what the reader gives the sentence; 0 where it did not read it
    replies: float = 0.0  # what it gives the passage
    named: float = 0.0  # square of how much the question says of what the document goes by
    read: bool = False  # whether the reader read the best passages of this question

    def array(self) -> NDArray[np.float64]:
        """The features in order, with interactions that a linear rule needs."""
        plain = np.array(_plain(self), dtype=np.float64)
        cross = 1.0 - self.same_language
        crossed = [
            cross * value for value in (self.sentence, self.covered, self.around, self.tokens)
        ]
        return np.concatenate([plain, crossed, [self.sentence * self.around]])


_PLAIN = tuple(f.name for f in fields(Evidence) if f.name != "read")
_plain = attrgetter(*_PLAIN)
NAMES = (
    *_PLAIN,
    "cross_sentence",
    "cross_covered",
    "cross_around",
    "cross_tokens",
    "joint",
)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What is the same for every sentence of a passage."""

    above: frozenset[str]  # terms of the question in the section's title or the report's
    around: float
    anchored: float


class Weigher:
    """Weighs sentences for one question."""

    def __init__(self, library: Library, understood: Understood, reads: bool = False) -> None:
        self.library = library
        self.reads = reads
        self.understood = understood
        rarity = Rarity(library, understood)
        self.rarity = {term: rarity.of(term) for term in understood.terms}
        self.counted = counted_in(understood)
        vector = library.embedder.query(f"{understood.text} {understood.speaker_of}".strip())
        self.zero = usual_cosines(vector, background_means(library.embedder))
        self.expected = usual_cosines(vector, library.search.means)
        others = {t: w for t, w in self.rarity.items() if t not in understood.speaker}
        self.by_others = others or self.rarity
        self.known = _share(self.rarity, {term for term in self.rarity if rarity.known(term)})
        self._around: dict[tuple[str, bool], _Surroundings] = {}

    def weigh(self, found: Retrieved, position: int) -> Evidence:
        """Evidence of one sentence of a retrieved passage."""
        passage, language = found.passage, found.passage.language
        sentence = passage.sentences[position]
        text, score, tokens = self._with_antecedent(found, position)
        shift = self.expected.get(language, 0.0) - self.zero[language]
        inside = self._held(Vocabulary.of(text, language))
        surroundings = self._surroundings(found)
        return Evidence(
            sentence=COSINE_SCALE * (score + shift),
            passage=COSINE_SCALE * (found.hit.dense + shift),
            tokens=TOKEN_SCALE * float(tokens @ found.token_weights),
            near=TOKEN_SCALE * found.hit.tokens,
            covered=max(
                _share(self.by_others, inside),
                HEADED * _share(self.rarity, inside | surroundings.above)
                + (1 - HEADED) * _share(self.rarity, inside),
            ),
            around=surroundings.around,
            known=self._demanded(self.known),
            anchored=self._demanded(surroundings.anchored),
            typed=self._demanded(self._typed(passage, position)),
            standing=found.standing / 4,
            brief=self._brevity(),
            english=float(language == "en"),
            same_language=float(language == self.understood.language),
            whole=0.0 if "?" in text else self._whole(sentence, found.version.document.title),
            answers=_said(found.judged.answers[position]) if found.judged else 0.0,
            replies=_said(found.judged.passage) if found.judged else 0.0,
            # One word of a title says little of what is meant, three words nearly all.
            named=min(CLEARLY, found.parts.get(OF_NAMED, 0.0) / NAMED) ** 2,
            read=self.reads,
        )

    def _whole(self, sentence: Sentence, title: str) -> float:
        return NAMING if self._only_names(sentence.text, title) else _whole(sentence)

    def _only_names(self, text: str, title: str) -> bool:
        """Whether a line says no more than what the document is called; who made it and when may be just that."""
        if _is_title(text, title):
            return True
        return self.understood.kind not in (Kind.WHO, Kind.WHEN) and _has_title(text, title)

    def _demanded(self, met: float) -> float:
        """A demand of the question, softened for long ones: they name much that no answer repeats."""
        return 1.0 - self._brevity() ** 2 * (1.0 - met)

    def _brevity(self) -> float:
        return min(1.0, SHORT / max(1, len(self.understood.text.split())))

    @staticmethod
    def _with_antecedent(found: Retrieved, position: int) -> tuple[str, float, Floats]:
        """(text, score, token scores) of a sentence, with the one before it where it leans on that."""
        sentences = found.passage.sentences
        own = float(found.sentence_scores[position])
        tokens = found.token_scores[position + 1]
        text = sentences[position].in_words
        if position == 0 or not LEANS.match(text):
            return text, own, tokens
        before = float(found.sentence_scores[position - 1])
        both = np.maximum(tokens, found.token_scores[position])
        return f"{sentences[position - 1].text} {text}", max(own, (own + before) / 2), both

    def _typed(self, passage: Passage, position: int) -> float:
        text = in_full(passage.sentences[position], passage.language)
        if self.understood.kind is Kind.SAID:
            return spoken(passage, position)
        offered = offers(self.understood.kind, text, passage.language)
        if _PER_YEAR.search(self.understood.text) and not _PER_YEAR.search(text):
            offered *= 0.3  # a sum is not what a year costs
        if self.understood.kind is Kind.HOW_MANY and offered and self.counted:
            return 1.0 if figure_counting(self.counted, text, passage.language) else 0.4
        return offered

    def _surroundings(self, found: Retrieved) -> _Surroundings:
        passage, document = found.passage, found.version.document
        place = passage.id, bool(found.named)
        if place not in self._around:
            above = Vocabulary.of(f"{passage.section} {document.title}", passage.language)
            near = Vocabulary.of(
                f"{passage.in_words} {passage.section} {document.published} {naming(found.version)}",
                passage.language,
            )
            self._around[place] = _Surroundings(
                self._held(above),
                _share(self.rarity, self._held(near)),
                self._anchored(near, found),
            )
        return self._around[place]

    def _held(self, vocabulary: Vocabulary) -> frozenset[str]:
        """The question's terms that some words hold."""
        return frozenset(term for term in self.rarity if self._has(vocabulary, term))

    def _has(self, vocabulary: Vocabulary, term: str) -> bool:
        if vocabulary.has(term, self.understood.language):
            return True
        aliases = (stems for own, stems in self.understood.aliases if own == term)
        return any(vocabulary.has_all(stems) for stems in aliases)

    def _anchored(self, near: Vocabulary, found: Retrieved) -> float:
        """The share of the question's numbers and names, and of the page that it names."""
        language = self.understood.language
        met = [
            near.has_word(anchor) or self._has(near, stem(anchor, language))
            for anchor in self.understood.anchors
        ]
        met += [bool(found.named)] if self.understood.pages else []
        return sum(met) / len(met) if met else 1.0


def _share(rarity: Mapping[str, float], held: AbstractSet[str]) -> float:
    """The part of some words, by rarity, that is held."""
    mass = sum(rarity.values()) or 1.0
    return sum(weight for term, weight in rarity.items() if term in held) / mass


def _said(logit: float) -> float:
    """A logit of the reader as 0..1; what lies beyond its longest input is as what it did not read."""
    return 0.0 if np.isnan(logit) else (float(np.clip(logit, -WIDEST, WIDEST)) / WIDEST + 1) / 2


@lru_cache(maxsize=1024)
def _words_of_title(title: str) -> tuple[str, ...]:
    return tuple(words(title))


def _is_title(text: str, title: str) -> bool:
    """A line that only names the document says nothing about it."""
    own, named = (" ".join(each)[:60] for each in (words(text), _words_of_title(title)))
    return len(own) > 12 and (own.startswith(named) or named.startswith(own))


def _has_title(text: str, title: str) -> bool:
    """Whether nearly every word of a long title is in it: "Questions of … to … about …, sent on …"."""
    named = set(_words_of_title(title))
    return len(named) >= LONG_TITLE and len(named & set(words(text))) >= HELD * len(named)


def _whole(sentence: Sentence) -> float:
    text = sentence.text
    if text.rstrip("\"'”’ )").endswith("?"):
        return 0.0  # a document that asks the question does not answer it
    if REFERS.match(text) and len(text.split()) <= POINTER:
        return 0.2
    if sentence.kind in (BlockKind.CAPTION, BlockKind.HEADING):
        return 0.2
    if sentence.kind is BlockKind.FOOTNOTE:
        return 0.5
    if sentence.kind is BlockKind.TABLE_ROW and "\t" not in text and len(text.split()) < FEW:
        return 0.2  # one cell, such as "Complete by Q3": whatever it is of stands elsewhere
    if sentence.kind is BlockKind.TABLE_ROW:
        told = any(len(cell.split()) >= PROSE for cell in text.split("\t")[1:])
        return 0.6 if told or any(c.isdigit() for c in text) else 0.3
    if len(text.split()) < FEW and not _ENDED.search(text):
        return 0.2
    if text[:1].islower():
        return 0.4  # the rest of a sentence that began elsewhere
    if sentence.kind is BlockKind.LIST_ITEM:
        return 0.85
    return 1.0 if _ENDED.search(text) else 0.5
