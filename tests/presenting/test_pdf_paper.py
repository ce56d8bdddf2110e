"""A PDF file of ours can be read, found through, linked in and printed, whatever text comes in."""

from __future__ import annotations

import io

import pypdfium2
from check_maker import check_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from assistant.presenting import write_check
from assistant.presenting.pdf_paper import PaperCell, PdfPaper, Words
from assistant.records import Citation, Statement

MADE = "2026-12-01T10:11:12+00:00"
SIGNS = "– — “ ” ‘ ’ € ë ï é ü ß ½ ¼ ⅓ ≥ ≤ ± × ² ₂ • … ° § ✓ ✗ → ﬁ œ Ł ș Ω Ж"


def filled(*lines: str) -> PdfPaper:
    paper = PdfPaper("Een “vraag” – één", "nl", MADE)
    for line in lines:
        paper.line(line)
    return paper


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_a_file_says_what_it_is_and_in_which_language_and_the_same_is_the_same_bytes() -> None:
    data = filled("Tekst").bytes()
    assert data == filled("Tekst").bytes()
    read = PdfReader(io.BytesIO(data))
    assert read.metadata is not None
    assert read.metadata.title == "Een “vraag” – één"
    assert read.metadata.creation_date is not None
    assert read.metadata.creation_date.isoformat() == MADE
    assert read.trailer["/Root"]["/Lang"] == "nl-NL"
    assert "p. 1" in text_of(data)


def test_headings_are_bookmarks_and_numbers_lead_to_their_notes() -> None:
    paper = PdfPaper("Titel", "en", MADE)
    paper.heading("Sources", 1)
    paper.line("Said", Words(" 1", to="#note_1", raised=True))
    paper.line("The note", Words("link", to="https://a.example/viewer/1"), name="note_1")
    read = PdfReader(io.BytesIO(paper.bytes()))
    top, below = read.outline
    assert isinstance(below, list)
    assert [top["/Title"], below[0]["/Title"]] == ["Titel", "Sources"]
    links = [note.get_object() for note in read.pages[0]["/Annots"]]
    assert [link["/A"]["/URI"] for link in links if "/A" in link] == ["https://a.example/viewer/1"]
    (within,) = (link["/Dest"] for link in links if "/Dest" in link)
    assert within[0].get_object() == read.pages[0].get_object()


def test_the_signs_of_reports_are_there_and_others_are_a_mark_that_is_explained() -> None:
    said = text_of(filled(SIGNS).bytes())
    assert all(sign in said for sign in SIGNS.split())
    assert "�" not in said
    lacking = text_of(filled("العربية 日本 \U0001f1f3\U0001f1f1 \ud800").bytes())
    assert "���" in lacking
    assert "� staat voor een teken" in lacking


def test_nothing_runs_off_the_page() -> None:
    paper = filled("https://www.example.nl/" + "lang" * 300, "x" * 9_000)
    cells = [PaperCell("kop" * 40, "https://" + "y" * 200, n == 1) for n in range(6)]
    paper.row([Words("Tabel")], "L" * 300, cells)
    paper.row([Words("Breed")], "Limburg", [PaperCell(f"jaar {n}", str(n)) for n in range(40)])
    paper.row([Words("Lang")], "Limburg", [PaperCell("kop", "woord " * 9_000)])
    pages = pypdfium2.PdfDocument(paper.bytes())
    assert 10 < len(pages) < 60
    for page in pages:
        drawn = page.render(scale=0.5, grayscale=True).to_numpy()
        margin = 28  # pixels of half a point, a little less than the margin
        for side in (drawn[:, :margin], drawn[:, -margin:], drawn[:margin]):
            assert side.min() == 255
    pages.close()


@given(st.lists(st.text(max_size=60), min_size=3, max_size=3))
@settings(max_examples=25)
def test_any_text_can_be_written_and_none_is_markup(texts: list[str]) -> None:
    said, word, href = (f"<b>&amp;{text}</para><a href='x'>" for text in texts)
    paper = filled(said)
    paper.heading(said, 1)
    paper.row([Words(word)], href, [PaperCell(word, said, True)])
    paper.line(
        Words(word, bold=True, raised=True, fill="E3F3E6", to="https://a.example/?a=1&b='\"")
    )
    assert "<b>&amp;" in text_of(paper.bytes())


def test_a_long_check_with_anything_in_it_is_written() -> None:
    text = "<script>1</script> " + "woord " * 300
    cited = Citation("d", text, "ab" * 32, text, text, text, 3, text, text, 0, 9, text)
    data = write_check(
        check_of([Statement(text, (cited,))], [text] * 6), "pdf", "https://a.example/"
    )
    said = text_of(data)
    assert "<script>1</script>" in said
    assert data.count(b"/viewer/abababababababab-3-0-9") >= 1
