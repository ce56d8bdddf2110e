"""The pages of a document that say what it is, and not what it tells of: cover, letterhead, colophon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Page


@dataclass(frozen=True, slots=True)
class Face:
    """A document's face: the text of its first pages and, largest print first, what may be the title.

    ``running`` has the lines of their running headers and footers, ``imprint`` the pages where a
    colophon may be: the next ones and the last. ``aside`` has the letters of what
    stands in the margin of the first page, turned or at its foot: no title.
    """

    text: str
    headings: tuple[str, ...] = ()
    running: str = ""
    imprint: str = ""
    aside: frozenset[str] = frozenset()


def face_of(pages: Sequence[Page]) -> tuple[str, str]:
    """(the text of the first two pages, that of the two next ones and the two last)."""
    text = "\n".join(page.text for page in pages[:2])
    others = [*pages[2:4], *pages[max(4, len(pages) - 2) :]]
    return text, "\n".join(page.text for page in others)
