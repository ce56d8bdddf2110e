"""Where the letters of a file went is known, and what is off about that is said."""

from __future__ import annotations

from assistant.reading.accounting import accounted, remarks
from assistant.reading.flowing import page_of
from assistant.reading.tables.drafts import draft_of
from assistant.records import Account, BlockKind, Metadata, Reading

BODY = "De gemeente Assen legt in drie wijken een warmtenet aan voor bewoners. " * 20


def test_every_letter_of_a_page_is_in_the_account_once() -> None:
    page = page_of(
        1,
        [
            (BlockKind.HEADING, 1, "Warmte"),
            (BlockKind.PARAGRAPH, 0, BODY),
            draft_of([["", "2018", "2019"], ["Assen", "7", "9"]]),
            (BlockKind.CAPTION, 0, "Bron: CBS"),
        ],
    )
    account = accounted(Reading(Metadata("Warmte"), (page,))).account
    assert account.letters == sum(c.isalnum() for c in page.text)
    assert (account.headings, account.tables, account.aside) == (6, 15, 7)


def test_body_text_that_became_headings_is_told_of() -> None:
    [line] = remarks(Account(sentences=5_000, headings=5_000), pages=10)
    assert "50 % of the letters" in line
    assert "headings" in line


def test_running_heads_that_swallowed_the_text_are_told_of() -> None:
    [line] = remarks(Account(sentences=5_000, furniture=4_000), pages=10)
    assert "running heads" in line


def test_a_report_as_they_are_and_a_short_note_have_no_remark() -> None:
    assert remarks(Account(sentences=9_000, headings=400, furniture=300), pages=8) == ()
    assert remarks(Account(headings=200), pages=1) == ()


def test_slides_are_mostly_titles_and_nothing_is_wrong_with_that() -> None:
    assert remarks(Account(sentences=1_000, headings=600), pages=20) == ()
