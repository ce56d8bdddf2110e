"""Pages -> passages, under the names that they had before where they were there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.chunking import passages
from assistant.records import Page, Passage


def chunk(
    version: str, pages: Sequence[Page], before: Sequence[Passage] = ()
) -> tuple[Passage, ...]:
    """The passages of a version.

    Those with the sentences of one ``before`` keep its id: until the indexes follow, they are found
    by it.
    """
    new = passages(version, pages)
    names = {passage.sentences: passage.id for passage in before}
    named = tuple(replace(p, id=names.get(p.sentences, p.id)) for p in new)
    return named if len({p.id for p in named}) == len(named) else new
