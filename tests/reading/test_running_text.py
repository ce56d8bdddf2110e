"""A file or a pasted text as the one text that is checked."""

from __future__ import annotations

import pytest
from conftest import ReadBytes
from hypothesis import given
from hypothesis import strategies as st
from pdf_writer import simple_pdf

from assistant.errors import UnreadableDocument
from assistant.reading.running_text import (
    LONGEST_TEXT,
    TooLong,
    running_text,
    text_to_check,
    tidy,
)
from assistant.records import Block, BlockKind, Metadata, Page, Reading

ANY = st.text(st.characters(codec=None))  # with halves of surrogate pairs


def reading(*pages: tuple[tuple[BlockKind, str], ...]) -> Reading:
    made = []
    for number, blocks in enumerate(pages, start=1):
        text, placed = "", []
        for kind, words in blocks:
            start = len(text) + bool(text)
            text += ("\n" if text else "") + words
            placed.append(Block(start, len(text), kind))
        made.append(Page(number, "", text, tuple(placed)))
    return Reading(Metadata("Titel"), tuple(made))


def test_a_sentence_that_a_page_end_cuts_is_one_sentence_again() -> None:
    first = ((BlockKind.PARAGRAPH, "In Zwolle zijn dit jaar"),)
    second = ((BlockKind.PARAGRAPH, "veertien bruggen vernieuwd."), (BlockKind.PARAGRAPH, "Slot."))
    whole = "In Zwolle zijn dit jaar veertien bruggen vernieuwd.\n\nSlot."
    assert running_text(reading(first, second)) == whole


def test_headings_and_lists_are_not_run_together_and_contents_are_left_out() -> None:
    blocks = (
        (BlockKind.CONTENTS, "1 Kop . . . . 3"),
        (BlockKind.HEADING, "Kop"),
        (BlockKind.LIST_ITEM, "- een brug"),
        (BlockKind.LIST_ITEM, "- een weg"),
        (BlockKind.PARAGRAPH, "slot."),
    )
    assert running_text(reading(blocks)) == "Kop\n\n- een brug\n- een weg\n\nslot."


def test_every_sentence_of_a_real_file_is_in_its_text(read_bytes: ReadBytes) -> None:
    pages = [["In Zwolle zijn dit jaar veertien bruggen vernieuwd."], ["De gemeente betaalde."]]
    text = running_text(read_bytes(simple_pdf(pages)))
    for (line,) in pages:
        assert line in text


@given(ANY)
def test_a_tidy_text_can_be_written_anywhere_and_stays_as_it_is(text: str) -> None:
    made = tidy(text)
    assert made.encode().decode() == made
    assert tidy(made) == made
    assert "\r" not in made


@pytest.mark.parametrize("text", ["", " \n", "\x00\x01", "—!…"])
def test_a_text_without_words_is_nothing_to_check(text: str) -> None:
    with pytest.raises(UnreadableDocument):
        text_to_check(text)


def test_a_book_is_too_long() -> None:
    assert text_to_check("a" * LONGEST_TEXT)
    with pytest.raises(TooLong, match="100,001 characters"):
        text_to_check("a" * (LONGEST_TEXT + 1))
