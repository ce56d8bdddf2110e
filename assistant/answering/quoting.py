"""Passages -> statements: the sentences that answer, word for word, the best one first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.decision import fitted
from assistant.answering.evidence import Evidence, Weigher
from assistant.figures import figures_in
from assistant.language.anaphora import LEANS
from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.library.citations import cite
from assistant.library.names import naming
from assistant.records import BlockKind, Citation, Sentence, Span, Statement
from assistant.retrieval import Kind, Retrieved, Understood, counts_parts

_LINK = re.compile(r"(?:https?://|www\.)[^\s\]]+")
_CONTENTS = re.compile(r"^\d+(?:\.\d+)*\.?\t[^\t]+\t\d{1,3}$")
_SOURCES = re.compile(r"^(?:bron|bronnen|source|sources|referenties|references)\s?:", re.IGNORECASE)
MOST = 4  # statements in an answer, the first one answering
LONGEST_LIST = 1_200  # characters of a list that is quoted with the sentence that announces it
SAME_QUESTION = 0.8  # of the question's words in a question that a document prints
PART = 5  # words of a printed question that is a part of what was asked
RUNNING = 0.8  # whole sentences of running text; footnotes, rows and stray lines weigh less
BEHIND = 3  # sentences behind such a question that are taken for its answer
ANSWERS = 1.0  # how much less than the question itself each of them weighs
STEP = 5.0  # how much weaker a sentence may be that has the figure, date or name asked for
OFFERING = {Kind.HOW_MANY, Kind.HOW_MUCH, Kind.WHEN, Kind.WHO, Kind.NAMES}
MARGIN = 1.2  # a further statement is at most this much weaker than the first
PARTS_MARGIN, AROUND = 3.0, 0.9  # the same for one that counts parts of all that is asked about
WHOLE = 0.45  # headings, captions and fragments weigh less and are not quoted as answers
SAME_WORDS = 6  # shorter sentences stand in many documents and mean something else in each
TWIN = 0.6  # how much weaker the same sentence of another document may be and yet speak
MOST_TWINS = 12  # other documents that are named with a quote
ALIKE = 0.75  # share of words in common from which two quotes say the same
CHOICE = fitted().choice


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its weight."""

    found: Retrieved
    position: int
    evidence: Evidence
    weight: float
    twins: tuple[Candidate, ...] = ()  # the same words in other documents

    @property
    def sentence(self) -> Sentence:
        return self.found.passage.sentences[self.position]

    @property
    def on_named_page(self) -> bool:
        return any(span.page in self.found.named for span in self.sentence.spans)


def candidates(weigher: Weigher, found: Sequence[Retrieved]) -> list[Candidate]:
    """Every quotable sentence of the passages, best first."""
    every = [
        _candidate(weigher, retrieved, position)
        for retrieved in found
        for position in range(len(retrieved.passage.sentences))
        if _quotable(retrieved.passage.sentences[position])
    ]
    every = _after_the_question(every, frozenset(words(weigher.asked.text)))
    return sorted(every, key=lambda c: (-c.weight, c.found.passage.id, c.position))


def _after_the_question(every: Sequence[Candidate], asked_words: frozenset[str]) -> list[Candidate]:
    """In questions and answers on paper the answer stands behind the question: it weighs more.

    A question of several sentences is printed as several: the best of them counts.
    """
    order = sorted(every, key=lambda c: (c.found.version.id, c.found.passage.ordinal, c.position))
    raised: list[Candidate] = []
    asked: Candidate | None = None
    behind = 0
    for candidate in order:
        if "?" in candidate.sentence.text[-4:]:
            before = asked if behind == 0 else None
            asked = candidate if _same_question(candidate, asked_words) else None
            if before is not None and (asked is None or before.weight > asked.weight):
                asked = before
            behind = 0
        elif asked is not None and asked.found.version.id == candidate.found.version.id:
            # Footnotes and what is printed at a page's foot may stand in between.
            running = candidate.evidence.whole >= RUNNING
            behind += running
            if behind <= BEHIND and running:
                inherited = asked.weight - behind * ANSWERS
                candidate = replace(candidate, weight=max(candidate.weight, inherited))
        raised.append(candidate)
    return raised


def _same_question(candidate: Candidate, asked_words: frozenset[str]) -> bool:
    """Whether a printed question is what was asked, or a part of it."""
    if candidate.evidence.covered >= SAME_QUESTION:
        return True
    own = words(candidate.sentence.text)
    return len(own) >= PART and sum(w in asked_words for w in own) >= 0.9 * len(own)


def _candidate(weigher: Weigher, found: Retrieved, position: int) -> Candidate:
    evidence = weigher.weigh(found, position)
    return Candidate(found, position, evidence, float(CHOICE @ evidence.array()))


def _quotable(sentence: Sentence) -> bool:
    """Lists of sources, links, lines of a table of contents and stray marks are no statements."""
    text = sentence.text
    linked = sum(len(link) for link in _LINK.findall(text))
    names = [word for word in text.split() if word[:1].isalpha()]
    listed = len(names) >= 8 and sum(word[0].isupper() for word in names) > 0.75 * len(names)
    if linked > 0.4 * len(text) or _CONTENTS.match(text) or listed:
        return False
    references = _SOURCES.match(text) or (
        text.count(";") >= 3 and sentence.kind is not BlockKind.LIST_ITEM
    )
    return sum(c.isalnum() for c in text) >= 3 and not references


def choose(ranked: Sequence[Candidate], asked: Understood, most: int = MOST) -> list[Candidate]:
    """The best sentence and up to ``most - 1`` more that add something."""
    chosen: list[Candidate] = []
    # Of a page that is named, whatever stands on it may be what is asked for.
    whole = [c for c in ranked if asked.pages or c.evidence.whole >= WHOLE]
    ranked = whole or list(ranked[:1])
    ranked = _collapsed(ranked, asked)
    if asked.kind in OFFERING:
        ranked = _offering_first(ranked)
    for candidate in ranked:
        if len(chosen) == most:
            break
        margin = PARTS_MARGIN if _counts_its_parts(candidate, asked) else MARGIN
        if chosen and candidate.weight < chosen[0].weight - margin:
            continue
        if not any(_alike(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _counts_its_parts(candidate: Candidate, asked: Understood) -> bool:
    """Whether a sentence counts parts of what is asked, in its own way: five lines, nine projects."""
    evidence = candidate.evidence
    return counts_parts(asked.text) and evidence.typed >= 1.0 and evidence.around >= AROUND


def _collapsed(ranked: Sequence[Candidate], asked: Understood) -> list[Candidate]:
    """Sentences in best-first order, the same words of several documents as one.

    Of near-duplicate documents the one that the question names speaks, else the newest.
    """
    groups: dict[object, list[Candidate]] = {}
    for candidate in ranked:
        said = words(candidate.sentence.text)
        own = (candidate.found.passage.id, candidate.position)
        groups.setdefault(tuple(said) if len(said) >= SAME_WORDS else own, []).append(candidate)
    return [_spokesman(group, asked) for group in groups.values()]


def _spokesman(group: Sequence[Candidate], asked: Understood) -> Candidate:
    near = [c for c in group if c.weight >= group[0].weight - TWIN]
    first = max(near, key=lambda c: (_named(c, asked), c.found.version.document.published))
    others = {c.found.version.id: c for c in reversed(group)}
    others.pop(first.found.version.id)
    twins = sorted(others.values(), key=lambda c: c.found.version.document.published, reverse=True)
    return replace(first, weight=group[0].weight, twins=tuple(twins))


def _named(candidate: Candidate, asked: Understood) -> int:
    """How many words of the question name the candidate's document."""
    names = {stem(w, asked.language) for w in words(naming(candidate.found.version))}
    return len(names & {*asked.terms, *asked.anchors})


def _offering_first(ranked: Sequence[Candidate]) -> list[Candidate]:
    """A question after a figure, a date or a name is answered by a sentence that has it, if any is
    probable enough to be an answer at all."""
    best = ranked[0]
    for candidate in ranked:
        if candidate.weight < best.weight - STEP:
            break
        offers = candidate.evidence.typed > best.evidence.typed + 0.2
        if offers and fitted().probability(candidate.evidence) >= fitted().partly:
            return [candidate, *(c for c in ranked if c is not candidate)]
    return list(ranked)


def _alike(one: Candidate, other: Candidate) -> bool:
    if one.found.passage.id == other.found.passage.id and one.position == other.position:
        return True
    left, right = set(words(one.sentence.text)), set(words(other.sentence.text))
    return len(left & right) >= ALIKE * min(len(left), len(right))


def statements(library: Library, chosen: Sequence[Candidate]) -> list[Statement]:
    """Chosen sentences as statements, each with its citations; equal quotes share one statement."""
    made: list[Statement] = []
    for candidate in chosen:
        statement = statement_of(library, candidate)
        if not any(_overlaps(earlier, statement) for earlier in made):
            made.append(statement)
    return made


def statement_of(library: Library, candidate: Candidate) -> Statement:
    """The quote: the sentence, with the one before it where it leans on that ("Dit …")."""
    spans = _spans(candidate)
    version, section = candidate.found.version, candidate.found.passage.section
    citations = tuple(
        cite(version, library.pages.get(version.id, s.page), s.start, s.end, section) for s in spans
    )
    also = tuple(
        cite(
            twin.found.version,
            library.pages.get(twin.found.version.id, span.page),
            span.start,
            span.end,
            "",
        )
        for twin in candidate.twins[:MOST_TWINS]
        for span in twin.sentence.spans[:1]
    )
    return Statement(as_one(citations), citations, also=also)


def _spans(candidate: Candidate) -> tuple[Span, ...]:
    sentence = candidate.sentence
    listed = _list_behind(candidate)
    if listed is not None:
        return listed
    if not LEANS.match(sentence.text) or candidate.position == 0:
        return sentence.spans
    before = candidate.found.passage.sentences[candidate.position - 1]
    last, first = before.spans[-1], sentence.spans[0]
    near = last.page == first.page and 0 < first.start - last.end <= 2 and len(before.spans) == 1
    if not near or before.kind is not BlockKind.PARAGRAPH or len(before.text) > 500:
        return sentence.spans
    return (Span(first.page, last.start, first.end), *sentence.spans[1:])


def _list_behind(candidate: Candidate) -> tuple[Span, ...] | None:
    """A sentence that announces a list ("… vijf actielijnen:") with the items behind it."""
    sentence, language = candidate.sentence, candidate.found.passage.language
    announces = sentence.text.endswith(":") or bool(figures_in(sentence.text, language))
    if sentence.kind is not BlockKind.PARAGRAPH or not announces or len(sentence.spans) > 1:
        return None
    start, end, page = sentence.spans[0].start, sentence.spans[0].end, sentence.spans[0].page
    items = 0
    for item in candidate.found.passage.sentences[candidate.position + 1 :]:
        span = item.spans[0]
        behind = span.page == page and 0 < span.start - end <= 2 and len(item.spans) == 1
        if item.kind is not BlockKind.LIST_ITEM or not behind or span.end - start > LONGEST_LIST:
            break
        end, items = span.end, items + 1
    return (Span(page, start, end),) if items else None


def as_one(citations: Sequence[Citation]) -> str:
    """The quote as one text: the parts of a sentence that runs over a page end are put together."""
    text = citations[0].quote
    for citation in citations[1:]:
        broken = re.search(r"[^\W\d_]-$", text)
        text = text[:-1] + citation.quote if broken else f"{text} {citation.quote}"
    return text


def _overlaps(earlier: Statement, later: Statement) -> bool:
    one, other = earlier.citations[0], later.citations[0]
    return (
        one.version == other.version
        and one.page == other.page
        and one.start < other.end
        and other.start < one.end
    )
