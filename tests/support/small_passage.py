"""Passages of a few sentences, made in a test."""

from __future__ import annotations

from assistant.records import BlockKind, Passage, Sentence, Span

ITEM, PLAIN = BlockKind.LIST_ITEM, BlockKind.PARAGRAPH


def passage_of(*parts: tuple[str, BlockKind]) -> Passage:
    """A passage of one page whose sentences stand a line each."""
    sentences, start = [], 0
    for text, kind in parts:
        sentences.append(Sentence(text, (Span(1, start, start + len(text)),), kind))
        start += len(text) + 1
    return Passage("p", "v", 0, "", "nl", tuple(sentences))
