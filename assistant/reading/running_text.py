"""A text as it is checked: a whole file read as one text, or what somebody pasted, made tidy."""

from __future__ import annotations

import re

from assistant.errors import UnreadableDocument
from assistant.records import Block, BlockKind, Page, Reading

# Nothing that people type; XML cannot hold them, and half a surrogate pair is in no encoding.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
LONGEST_TEXT = 100_000  # characters: an article, not a book
_SENTENCE_ENDS = tuple(".!?…:”’\"')")


def tidy(text: str) -> str:
    r"""Line ends as "\n", without the characters that no page can hold.

    >>> tidy("een\r\ntwee\x00\rdrie ")
    'een\ntwee\ndrie'
    """
    return writable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class TooLong(UnreadableDocument):
    """A text is longer than is checked at once."""


def text_to_check(text: str) -> str:
    """A text made tidy. Raises UnreadableDocument where it is empty, TooLong where it is a book."""
    text = tidy(text)
    if not any(c.isalnum() for c in text):
        raise UnreadableDocument("There is no text in it to check.")
    if len(text) > LONGEST_TEXT:
        raise TooLong(
            f"The text has {len(text):,} characters; at most {LONGEST_TEXT:,} are checked at once. "
            "Check it in parts."
        )
    return text


def writable(text: str) -> str:
    """A text without the characters that XML cannot hold or no encoding has."""
    return _UNWRITABLE.sub("", text)


def running_text(reading: Reading) -> str:
    """The text of a file, its blocks as paragraphs. A table of contents says nothing and is left out."""
    text, before = "", None
    for page in reading.pages:
        for block in _blocks(page):
            piece = page.text[block.start : block.end].strip()
            if not piece or block.kind is BlockKind.CONTENTS:
                continue
            runs_on = before is not None and before.kind is block.kind is BlockKind.PARAGRAPH
            if runs_on and text[-1] not in _SENTENCE_ENDS and piece[0].islower():
                text += " " + piece  # a sentence that a page end cut in two
            else:
                text += _between(before, block) + piece
            before = block
    return tidy(text)


def _between(before: Block | None, block: Block) -> str:
    if before is None:
        return ""
    listed = block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
    return "\n" if listed and before.kind is block.kind else "\n\n"


def _blocks(page: Page) -> tuple[Block, ...]:
    return page.blocks or (Block(0, len(page.text), BlockKind.PARAGRAPH),)
