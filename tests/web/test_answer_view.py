"""Words, places and marks: what an answer looks like before any page is made of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from web.conftest import LETTER, MEMO, REPORT, Shelf

from assistant.presenting.answer_view import Presenter
from assistant.presenting.document_view import document_elements
from assistant.presenting.places import readable, section_place, table_head
from assistant.presenting.plain_text import view_as_text
from assistant.records import Answer, Block, BlockKind, Disagreement, Outcome, Page, Side
from assistant.texts import Texts
from assistant.web.rendering import render_for_chat


def test_a_place_names_the_printed_page_and_the_pdf_page(shelf: Shelf) -> None:
    (statement,) = shelf.statements(REPORT, 1)
    citation = statement.citations[0]
    reference = Presenter(shelf.library, Texts("en")).reference(citation)
    assert reference.endswith(
        f"TNO, 18 March 2019, p. {citation.page_label} (PDF page {citation.page})"
    )


def test_a_place_without_pages_names_section_and_paragraph(shelf: Shelf) -> None:
    (statement,) = shelf.statements(MEMO, 1)
    place = Presenter(shelf.library, Texts("nl")).place(statement.citations[0])
    assert "alinea" in place
    assert "PDF" not in place


def test_paragraphs_are_counted_under_their_own_heading() -> None:
    text = "Kop\nEen.\nTwee.\nAnders\nDrie."
    heading, paragraph = BlockKind.HEADING, BlockKind.PARAGRAPH
    kinds = [heading, paragraph, paragraph, heading, paragraph]
    starts = [0, 4, 9, 15, 22]
    blocks = tuple(
        Block(start, start + len(line), kind)
        for start, line, kind in zip(starts, text.split("\n"), kinds, strict=True)
    )
    page = Page(1, "", text, blocks)
    assert [section_place(page, start) for start in starts[1:3]] == [("Kop", 1), ("Kop", 2)]
    assert section_place(page, 22) == ("Anders", 1)


def test_markers_are_numbered_once_a_citation_and_sources_named_once(shelf: Shelf) -> None:
    one, two = shelf.statements(REPORT)
    letter = shelf.statements(LETTER, 1)[0]
    answer = Answer("V?", "V?", Outcome.ANSWERED, "nl", (one, two, letter, one))
    view = Presenter(shelf.library, Texts("nl")).answer(answer)
    numbers = [m.number for group in view.groups for line in group.lines for m in line.markers]
    assert numbers == [1, 2, 3, 1]
    assert [len(group.lines) for group in view.groups] == [2, 1, 1]
    assert all(len(group.sources) == 1 for group in view.groups)


def test_a_copied_answer_holds_every_quote_with_its_full_reference(shelf: Shelf) -> None:
    one, two = shelf.statements(REPORT)
    sides = (Side("45", one), Side("32", two))
    answer = Answer(
        "V?", "V?", Outcome.SOURCES_DISAGREE, "nl", (one, two), (Disagreement("aantal", sides),)
    )
    texts = Texts("nl")
    text = view_as_text("V?", Presenter(shelf.library, texts).answer(answer), texts)
    assert text.count("“") == 2
    assert text.count("— Smart Industry-fieldlabs") == 2
    assert "De bronnen verschillen: aantal" in text


@given(st.text())
def test_a_message_for_the_chat_never_leaves_its_html_block(question: str) -> None:
    """An empty line would end the block, and what follows would be read as Markdown."""
    html = render_for_chat("chat_question.html", question=question)
    assert "\n" not in html
    assert "\r" not in html
    inner = html.removeprefix('<div class="question"><p>').removesuffix("</p></div>")
    assert "<" not in inner
    assert ">" not in inner


@given(st.text(), st.integers(0, 60), st.integers(0, 60))
def test_marking_a_quote_changes_no_character_of_the_text(text: str, start: int, end: int) -> None:
    page = Page(1, "", text, (Block(0, len(text), BlockKind.TABLE_ROW),) if text else ())
    pieces = [
        p
        for e in document_elements(page, start, end)
        for row in e.rows
        for cell in row
        for p in cell
    ]
    assert "".join(p.text for p in pieces) == text.replace("\t", "")
    marked = "".join(piece.text for piece in pieces if piece.marked)
    assert marked == text[start : max(start, end)].replace("\t", "")


def test_cells_are_told_apart_in_a_quote() -> None:
    assert readable("2018\t32\n2021\t45") == "2018 | 32 2021 | 45"


def test_a_row_of_a_table_is_shown_under_the_table_s_first_row() -> None:
    rows = ("Jaar\tFieldlabs\tBedrijven", "2019\t35\t600", "2020\t47\t680")
    text = "\n".join(("In totaal.", *rows))
    blocks, at = [Block(0, 10, BlockKind.PARAGRAPH)], 11
    for row in rows:
        blocks.append(Block(at, at + len(row), BlockKind.TABLE_ROW))
        at += len(row) + 1
    page = Page(1, "1", text, tuple(blocks))
    assert table_head(page, text.index("2020")) == rows[0]
    assert table_head(page, text.index("Jaar")) == ""
    assert table_head(page, 0) == ""


def test_a_first_row_with_figures_is_no_head() -> None:
    text = "Zwolle\t14\nAssen\t20"
    blocks = (Block(0, 9, BlockKind.TABLE_ROW), Block(10, 18, BlockKind.TABLE_ROW))
    assert table_head(Page(1, "1", text, blocks), 10) == ""


def test_documents_with_the_same_words_are_listed_under_the_quote_and_in_its_copy(
    shelf: Shelf,
) -> None:
    one, other = shelf.statements(REPORT, 2)
    both = replace(one, also=other.citations)
    answer = Answer("Vraag?", "Vraag?", Outcome.ANSWERED, "nl", statements=(both,))
    view = Presenter(shelf.library, Texts("nl")).answer(answer)
    (line,) = view.groups[0].lines
    assert [m.key for m in line.also] == [c.key for c in other.citations]
    assert "Dezelfde woorden staan ook elders (1)" in view_as_text("Vraag?", view, Texts("nl"))
