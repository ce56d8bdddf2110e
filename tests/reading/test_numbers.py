"""A number is after reading what it was before, whatever kind of file it stood in."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

import docx
import openpyxl
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.figures import figures_in
from assistant.language.digit_groups import GROUP_MARK, one_line, with_marks
from assistant.language.terms import words
from assistant.reading.mail import read_mail
from assistant.reading.markdown import read_markdown
from assistant.reading.plain_text import read_text
from assistant.reading.slides import read_pptx
from assistant.reading.spreadsheet import read_xlsx
from assistant.reading.web_page import read_html
from assistant.reading.word import read_docx
from assistant.records import Reading

SPACES = {
    "no break": "\u00a0",
    "thin": "\u2009",
    "figure": "\u2007",
    "narrow no break": "\u202f",
    "ordinary": " ",
}


def word_file(sentence: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(sentence)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def slide(sentence: str) -> bytes:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = sentence
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def sheet(sentence: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.append([sentence])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mail(sentence: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Cijfers", "Bureau <a@example.org>"
    message.set_content(sentence)
    return message.as_bytes()


READ: dict[str, Callable[[str], Reading]] = {
    "text": lambda s: read_text(s.encode(), "a.txt"),
    "markdown": lambda s: read_markdown(s.encode(), "a.md"),
    "html": lambda s: read_html(f"<p>{s}</p>".encode(), "a.html"),
    "html with entities": lambda s: read_html(
        f"<p>{s}</p>".encode("ascii", "xmlcharrefreplace"), "a.html"
    ),
    "word": lambda s: read_docx(word_file(s), "a.docx"),
    "slides": lambda s: read_pptx(slide(s), "a.pptx", 9),
    "sheet": lambda s: read_xlsx(sheet(s), "a.xlsx"),
    "mail": lambda s: read_mail(mail(s), "a.eml"),
}


@pytest.mark.parametrize("kind", READ)
@settings(max_examples=15)
@given(
    number=st.integers(1_000, 999_999_999),
    space=st.sampled_from(sorted(SPACES)),
    cents=st.sampled_from(("", ",5", ",89")),
)
def test_a_number_with_spaces_between_its_groups_is_one_number(
    kind: str, number: int, space: str, cents: str
) -> None:
    printed = f"{number:,}".replace(",", SPACES[space]) + cents
    page = READ[kind](f"In Gouda wonen {printed} mensen volgens de telling.").pages[0]
    values = [figure.value for figure in figures_in(page.text, "nl")]
    assert values == [float(f"{number}{cents.replace(',', '.')}")]


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("€ 1.234.567,89", 1_234_567.89),
        ("1,2 mln euro", 1_200_000),
        ("0,3 mrd euro", 300_000_000),
        ("1½ ton", 1.5),
        ("10–12 ton", 11),
    ],
)
def test_a_number_in_full_dutch_notation_is_read_from_every_format(
    kind: str, printed: str, value: float
) -> None:
    page = READ[kind](f"De schade is {printed} in die streek.").pages[0]
    assert [figure.value for figure in figures_in(page.text, "nl")] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 2019 300 mensen", [2019, 300]),
        ("De rij 10 20 300 en verder", [10, 20, 300]),
        ("In fase 2 300 deelnemers", [2, 300]),
        ("Groningen 12 300 450", [12, 300, 450]),
        ("van 27 100 naar 30 200 banen", [27_100, 30_200]),
        ("Er zijn 51 300[3] banen", [51_300]),
        ("12 300, 14 500 en 16 700 woningen", [12_300, 14_500, 16_700]),
    ],
)
def test_an_ordinary_space_parts_groups_only_where_nothing_else_can_be_meant(
    text: str, values: list[float]
) -> None:
    assert [figure.value for figure in figures_in(text, "nl")] == values


@given(st.text(alphabet="0123456789 .,\u00a0\u2009\u202fab\t\n", max_size=40))
def test_marking_groups_keeps_every_place_and_is_done_once(text: str) -> None:
    marked = with_marks(text)
    assert len(marked) == len(text)
    assert marked.replace(GROUP_MARK, " ").split() == text.replace(GROUP_MARK, " ").split()
    assert one_line(one_line(text)) == one_line(text)
    assert set(one_line(text)) <= set(text) | {" ", GROUP_MARK}


def test_a_search_for_a_number_finds_it_with_any_mark_between_its_groups() -> None:
    assert words("68.012 mensen") == words("68\u202f012 mensen") == words("68 012 mensen")
