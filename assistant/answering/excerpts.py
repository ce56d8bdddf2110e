"""The run of sentences that carries an answer: what is quoted for a sentence that answers.

A sentence with those beside it that answer with it, a whole list with the line that announces it, what a
sentence leans on.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.candidates import Candidate
from assistant.answering.lists import list_around, spans_of
from assistant.figures import figures_in
from assistant.language.anaphora import LEANS
from assistant.records import BlockKind, Passage, Sentence, Span

MARKED = 0.0  # the reader's logit of a sentence that it takes for a part of the answer
MARKED_OF_MANY = -1.5  # the same where the question wants a list
LONGEST_RUN, LONGEST_OF_MANY = 4, 6  # sentences of one quote
LONGEST_BEFORE = 500  # characters of a sentence that is quoted for the one that leans on it


def excerpt(
    candidate: Candidate, many: bool = False, chosen: Sequence[Candidate] = ()
) -> tuple[Span, ...]:
    """The stretches to quote for a sentence, in order; ``many`` where the question wants a list of things,
    ``chosen`` what else is quoted: two items of a list bring all of it."""
    passage, position = candidate.found.passage, candidate.position
    listed = list_around(passage, position)
    if listed is not None:
        own = [c for c in chosen if c.found.passage.id == passage.id and c.position in listed]
        if many or len(own) > 1 or _marked(candidate, listed) > 1:
            return spans_of(passage, listed)
    run = _run(candidate, many)
    behind = _list_behind(passage, run[-1], many)
    if behind:
        return spans_of(passage, (*run, *behind))
    if len(run) > 1:
        return spans_of(passage, run)
    return _with_antecedent(candidate)


def items_brought(candidate: Candidate) -> int:
    """How many items the list has with which a sentence is quoted where one is asked for; 0 for none."""
    passage, position = candidate.found.passage, candidate.position
    listed = list_around(passage, position) or _list_behind(passage, position, True)
    return sum(passage.sentences[n].kind is BlockKind.LIST_ITEM for n in listed)


def _marked(candidate: Candidate, positions: Sequence[int]) -> int:
    """How many items of a list the reader takes for a part of the answer."""
    judged, sentences = candidate.found.judged, candidate.found.passage.sentences
    items = [n for n in positions if sentences[n].kind is BlockKind.LIST_ITEM]
    return sum(judged.answers[n] >= MARKED for n in items) if judged else 0


def _run(candidate: Candidate, many: bool) -> tuple[int, ...]:
    """A sentence with those next to it that answer with it, as the reader sees it."""
    judged, sentences = candidate.found.judged, candidate.found.passage.sentences
    least, longest = (MARKED_OF_MANY, LONGEST_OF_MANY) if many else (MARKED, LONGEST_RUN)

    def goes_on(one: int, other: int) -> bool:
        inside = min(one, other) >= 0 and max(one, other) < len(sentences)
        marked = inside and judged is not None and judged.answers[other] >= least
        return marked and _run_on(sentences[min(one, other)], sentences[max(one, other)])

    first = last = candidate.position
    while last + 1 - first < longest and goes_on(last, last + 1):
        last += 1
    while last + 1 - first < longest and goes_on(first, first - 1):
        first -= 1
    return tuple(range(first, last + 1))


def _run_on(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences stand side by side in a paragraph of one page."""
    plain = all(s.kind is BlockKind.PARAGRAPH and len(s.spans) == 1 for s in (one, other))
    before, behind = one.spans[0], other.spans[0]
    return plain and before.page == behind.page and behind.start - before.end == 1


def _list_behind(passage: Passage, position: int, many: bool) -> tuple[int, ...]:
    """The items of the list that a sentence announces ("… vijf actielijnen:"); none where it announces none."""
    sentence, behind = passage.sentences[position], position + 1
    announces = many or sentence.text.endswith(":")
    if behind == len(passage.sentences):
        return ()
    if not announces and not figures_in(sentence.text, passage.language):
        return ()
    listed = list_around(passage, behind)
    return listed[1:] if listed and listed[0] == position else ()


def _with_antecedent(candidate: Candidate) -> tuple[Span, ...]:
    """A sentence, with the one before it where it leans on that ("Dit …")."""
    sentence = candidate.sentence
    if not LEANS.match(sentence.text) or candidate.position == 0:
        return sentence.spans
    before = candidate.found.passage.sentences[candidate.position - 1]
    last, first = before.spans[-1], sentence.spans[0]
    near = last.page == first.page and 0 < first.start - last.end <= 2 and len(before.spans) == 1
    if not near or before.kind is not BlockKind.PARAGRAPH or len(before.text) > LONGEST_BEFORE:
        return sentence.spans
    return (Span(first.page, last.start, first.end), *sentence.spans[1:])
