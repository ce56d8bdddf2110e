"""The list that a sentence is part of: its items, and the sentence that announces them."""

from __future__ import annotations

from assistant.records import BlockKind, Passage, Sentence, Span

LONGEST = 1_200  # characters of a list that is quoted or shown whole


def list_around(passage: Passage, position: int) -> range | None:
    """The positions of a list item's whole list with its announcement, as far as they stand on one page
    and are not too long; None for what is no item of a list of several."""
    sentences = passage.sentences
    if not _is_item(sentences[position]):
        return None
    first = last = position
    while first and _is_item(sentences[first - 1]) and _adjoin(sentences[first - 1 : first + 1]):
        first -= 1
    while last + 1 < len(sentences) and _follows(sentences[last : last + 2]):
        last += 1
    if first and _announces(sentences[first - 1]) and _adjoin(sentences[first - 1 : first + 1]):
        first -= 1
    found = range(first, last + 1)
    span = span_of(passage, found)
    return found if len(found) > 1 and span.end - span.start <= LONGEST else None


def span_of(passage: Passage, positions: range) -> Span:
    """Sentences of one page as one stretch of its text."""
    start, end = passage.sentences[positions[0]].spans[0], passage.sentences[positions[-1]].spans[0]
    return Span(start.page, start.start, end.end)


def _follows(pair: tuple[Sentence, ...]) -> bool:
    return _is_item(pair[1]) and _adjoin(pair)


def _is_item(sentence: Sentence) -> bool:
    return sentence.kind is BlockKind.LIST_ITEM and len(sentence.spans) == 1


def _announces(sentence: Sentence) -> bool:
    return sentence.kind is BlockKind.PARAGRAPH and len(sentence.spans) == 1


def _adjoin(pair: tuple[Sentence, ...]) -> bool:
    """Whether nothing stands between two sentences of one page."""
    before, behind = (sentence.spans[0] for sentence in pair)
    return before.page == behind.page and 0 < behind.start - before.end <= 2
