"""A note's mark is never part of the number before it; units and powers stay as they are."""

from __future__ import annotations

import pytest
from conftest import ReadBytes
from hypothesis import given
from hypothesis import strategies as st
from pdf_writer import Sheet, pdf_bytes
from word_xml import paragraph, run, word_xml

from assistant.figures import figures_in
from assistant.reading.blocks import LayoutPiece
from assistant.reading.glyphs import Glyph, PrintedLine
from assistant.reading.markdown import read_markdown
from assistant.reading.normalise import PageText, write
from assistant.reading.plain_text import read_text
from assistant.reading.raised import marks_set_apart, raised
from assistant.reading.web_page import read_html
from assistant.reading.word import read_docx
from assistant.records import BlockKind, Reading

SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
WRITTEN = {
    "html": lambda n, m: read_html(f"<p>Er zijn {n}<sup>{m}</sup> hallen.</p>".encode(), "a.html"),
    "html with a link": lambda n, m: read_html(
        f'<p>Er zijn {n}<sup><a href="#n">{m}</a></sup> hallen.</p>'.encode(), "a.html"
    ),
    "html with a link around": lambda n, m: read_html(
        f'<p>Er zijn {n}<a href="#n"><sup>{m}</sup></a> hallen.</p>'.encode(), "a.html"
    ),
    "markdown with html": lambda n, m: read_markdown(
        f"Er zijn {n}<sup>{m}</sup> hallen.".encode(), "a.md"
    ),
    "markdown note": lambda n, m: read_markdown(
        f"Er zijn {n}[^{m}] hallen.\n\n[^{m}]: Geteld.".encode(), "a.md"
    ),
    "markdown caret": lambda n, m: read_markdown(f"Er zijn {n}^{m}^ hallen.".encode(), "a.md"),
    "text": lambda n, m: read_text(
        f"Er zijn {n}{str(m).translate(DIGITS)} hallen.".encode(), "a.txt"
    ),
    "word": lambda n, m: read_docx(
        word_xml(paragraph(f"Er zijn {n}", run(str(m), SUPERSCRIPT), " hallen.")), "a.docx"
    ),
    "word style": lambda n, m: read_docx(
        word_xml(paragraph(f"Er zijn {n}", run(str(m), SUPERSCRIPT), " hallen.")), "a.docx"
    ),
}


def lines(reading: Reading) -> list[str]:
    return reading.pages[0].text.split("\n")


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize(("number", "mark"), [("45", 3), ("68", 12), ("1.640", 115), ("2019", 2)])
def test_a_raised_mark_is_set_apart_from_the_number_before_it(
    how: str, number: str, mark: int
) -> None:
    line = lines(WRITTEN[how](number, mark))[0]
    assert line == f"Er zijn {number}[{mark}] hallen."
    assert [f.value for f in figures_in(line, "nl")] == [float(number.replace(".", ""))]


@given(st.integers(11, 99_999), st.integers(1, 999), st.sampled_from(sorted(WRITTEN)))
def test_no_raised_mark_ever_makes_another_number(number: int, mark: int, how: str) -> None:
    line = lines(WRITTEN[how](str(number), mark))[0]
    assert [f.value for f in figures_in(line, "nl")] == [number]


@pytest.mark.parametrize(
    ("before", "mark", "written"),
    [
        ("1.200 m", "2", "1.200 m²"),
        ("1200m", "3", "1200m³"),
        ("12 km", "2", "12 km²"),
        ("3 × 10", "6", "3 × 10⁶"),
        ("10", "-6", "10⁻⁶"),
        ("de R", "2", "de R²"),
        ("de 1", "e", "de 1e"),
    ],
)
def test_units_powers_and_ordinals_stay_one_word(before: str, mark: str, written: str) -> None:
    assert before + raised(before, mark) == written
    html = read_html(f"<p>Zie {before}<sup>{mark}</sup> daar.</p>".encode(), "a.html")
    assert lines(html) == [f"Zie {written} daar."]
    word = word_xml(paragraph(f"Zie {before}", run(mark, SUPERSCRIPT), " daar."))
    assert lines(read_docx(word, "a.docx")) == [f"Zie {written} daar."]


@pytest.mark.parametrize(
    "text", ["1.200 m², 3 km² en 8 m³", "De CO₂-uitstoot van 10^6 ton", "m2 en km2", "¹ Zie daar"]
)
def test_what_is_no_note_in_running_text_is_left_alone(text: str) -> None:
    assert lines(read_text(f"{text}. En nog een zin.".encode(), "a.txt"))[0].startswith(text)


@given(st.text(alphabet="ab m15²³¹⁰⁵()-\n", max_size=30))
def test_setting_marks_apart_twice_changes_nothing_more(text: str) -> None:
    once = marks_set_apart(text)
    assert marks_set_apart(once) == once


def test_a_line_that_starts_with_a_raised_number_is_a_note() -> None:
    reading = read_html(b"<p>Er zijn 12 hallen.</p><p><sup>12</sup> Exclusief btw.</p>", "a.html")
    (page,) = reading.pages
    assert page.text.split("\n") == ["Er zijn 12 hallen.", "[12] Exclusief btw."]
    assert page.blocks[1].kind is BlockKind.FOOTNOTE


def test_notes_of_markdown_are_notes_however_close_they_stand() -> None:
    text = "Er kwamen 21[^7] en 30[^btw] miljoen.\n\n[^7]: Exclusief.\n[^btw]: Inclusief btw."
    (page,) = read_markdown(text.encode(), "a.md").pages
    assert page.text.split("\n") == [
        "Er kwamen 21[7] en 30[btw] miljoen.",
        "[7] Exclusief.",
        "[btw] Inclusief btw.",
    ]
    assert [block.kind for block in page.blocks[1:]] == [BlockKind.FOOTNOTE] * 2


def set_raised(mark: str, size: float, rise: float) -> str:
    """Operators that write a line with a raised mark in it."""
    return (
        "BT /F0 11 Tf 72 700 Td (In de hele regio waren er vorig jaar 45) Tj "
        f"/F0 {size} Tf {rise} Ts ({mark}) Tj /F0 11 Tf 0 Ts ( hallen en zalen, en 12 tuinen.) Tj ET"
    )


@pytest.mark.parametrize(
    ("mark", "size", "rise", "written"),
    [
        ("3", 6, 4, "45[3] hallen"),
        ("3", 9, 4, "45[3] hallen"),
        ("3", 11, 5, "45[3] hallen"),
        ("3, 12", 7, 4, "45[3][12] hallen"),
        ("2\\)", 7, 4, "45[2] hallen"),
        ("a", 7, 4, "45[a] hallen"),
        ("e", 7, 4, "45e hallen"),
    ],
)
def test_a_mark_that_a_pdf_sets_raised_is_no_part_of_the_number(
    mark: str, size: float, rise: float, written: str, read_bytes: ReadBytes
) -> None:
    (page,) = read_bytes(pdf_bytes([Sheet(drawing=set_raised(mark, size, rise))])).pages
    assert page.text == f"In de hele regio waren er vorig jaar {written} en zalen, en 12 tuinen."


@pytest.mark.parametrize(("text", "written"), [("≥30", "≥30"), ("453", "45[3]")])
def test_a_number_behind_a_sign_that_reaches_lower_is_no_mark(text: str, written: str) -> None:
    lower = 1 if text[0] == "≥" else 2  # characters that stand lower than the others, as large
    glyphs = tuple(
        Glyph(ord(c), n, 6 * n, 4.0 * (n >= lower), 6 * n + 6, 11, 11, 400, False, -1, False)
        for n, c in enumerate(text)
    )
    out = PageText()
    write(out, LayoutPiece(glyphs, PrintedLine(glyphs, 0, 0, 99, 11, 11, 400)), at_line_end=False)
    assert out.text == written
