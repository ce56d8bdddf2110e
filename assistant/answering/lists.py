"""The list that a sentence is part of: its items, and the sentence that announces them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import BlockKind, Passage, Sentence, Span

LONGEST = 1_200  # characters of a list that is quoted or shown whole


def holds_list(passage: Passage) -> bool:
    """Whether a passage has a list that would be quoted whole."""
    return any(list_around(passage, n) for n in range(len(passage.sentences)))


def list_around(passage: Passage, position: int) -> tuple[int, ...] | None:
    """The positions of a list item's whole list with its announcement, over a page end, too; None for what is
    no item, for one that stands alone, and for a list that is too long."""
    sentences = passage.sentences
    if not _is_item(sentences[position]):
        return None
    # Footnotes stand at the end of a page, within a list that goes on.
    running = [n for n, s in enumerate(sentences) if s.kind is not BlockKind.FOOTNOTE]
    at = running.index(position)
    first = last = at
    while first and _follows(sentences[running[first - 1]], sentences[running[first]]):
        first -= 1
    while last + 1 < len(running) and _follows(
        sentences[running[last]], sentences[running[last + 1]]
    ):
        last += 1
    if first and _announces(sentences[running[first - 1]], sentences[running[first]]):
        first -= 1
    found = tuple(running[first : last + 1])
    length = sum(len(sentences[n].text) for n in found)
    return found if len(found) > 1 and length <= LONGEST else None


def spans_of(passage: Passage, positions: Sequence[int]) -> tuple[Span, ...]:
    """Sentences as stretches of their pages' texts: one a page where nothing stands between them."""
    spans: list[Span] = []
    for position in positions:
        (span,) = passage.sentences[position].spans
        if spans and _adjoin(spans[-1], span):
            spans[-1] = Span(span.page, spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _follows(before: Sentence, item: Sentence) -> bool:
    """Whether one item of a list comes behind another: on its page, or first on the next."""
    if not (_is_item(before) and _is_item(item)):
        return False
    one, other = before.spans[0], item.spans[0]
    return _adjoin(one, other) or other.page == one.page + 1


def _announces(sentence: Sentence, item: Sentence) -> bool:
    plain = sentence.kind is BlockKind.PARAGRAPH and len(sentence.spans) == 1
    return plain and _adjoin(sentence.spans[0], item.spans[0])


def _is_item(sentence: Sentence) -> bool:
    return sentence.kind is BlockKind.LIST_ITEM and len(sentence.spans) == 1


def _adjoin(before: Span, behind: Span) -> bool:
    """Whether nothing stands between two stretches of one page."""
    return before.page == behind.page and 0 < behind.start - before.end <= 2
