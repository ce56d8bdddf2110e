"""PowerPoint, OpenDocument and Excel: what stands in them can be read, found and quoted."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pptx
import pytest
from conftest import MakeLibrary, ReadBytes
from fastapi.testclient import TestClient
from pptx.util import Inches
from reading_back import check_sentences

from assistant.chunking import passages
from assistant.errors import UnknownCitation, UnreadableDocument
from assistant.presenting.answer_view import Presenter
from assistant.reading.open_document import read_odt
from assistant.records import BlockKind, Page, Reading
from assistant.texts import Texts
from assistant.viewing import view_page
from assistant.web.app import create_app


def blocks(page: Page) -> list[tuple[str, str]]:
    return [(b.kind.value, page.text[b.start : b.end]) for b in page.blocks]


def check_quotable(reading: Reading) -> None:
    check_sentences(passages("ab" * 32, reading.pages), reading.pages)


# PowerPoint


def presentation() -> bytes:
    deck = pptx.Presentation()
    deck.core_properties.title = "Voortgang van het programma"
    deck.core_properties.author = "Programmabureau Noord"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Wat is er bereikt?"
    first.placeholders[1].text = "Ruim 680 bedrijven doen mee\nEr zijn 45 fieldlabs"
    first.notes_slide.notes_text_frame.text = "Het budget is 45 miljoen euro."
    second = deck.slides.add_slide(deck.slide_layouts[6])
    frame = second.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(6), Inches(1)).table
    for cell, text in zip(frame.iter_cells(), ["Regio", "Fieldlabs", "Noord", "12"], strict=True):
        cell.text = text
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(
        0, 0, Inches(2), Inches(1)
    ).text_frame.text = "en in een groep staat dit"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def test_a_slide_is_a_page_with_its_title_list_table_and_notes(read_bytes: ReadBytes) -> None:
    reading = read_bytes(presentation(), "dek.pptx")
    assert reading.paged
    assert reading.metadata.title == "Voortgang van het programma"
    assert reading.metadata.publisher == "Programmabureau Noord"
    first, second = reading.pages
    assert blocks(first) == [
        ("heading", "Wat is er bereikt?"),
        ("list_item", "Ruim 680 bedrijven doen mee"),
        ("list_item", "Er zijn 45 fieldlabs"),
        ("paragraph", "Het budget is 45 miljoen euro."),
    ]
    assert blocks(second) == [
        ("heading", ""),
        ("table_row", "Regio\tFieldlabs"),
        ("table_row", "Noord\t12"),
        ("paragraph", "en in een groep staat dit"),
    ]
    check_quotable(reading)


def test_a_slide_without_a_title_does_not_go_on_with_the_one_before(read_bytes: ReadBytes) -> None:
    found = passages("ab" * 32, read_bytes(presentation(), "dek.pptx").pages)
    sections = {s.text: p.section for p in found for s in p.sentences}
    assert sections["Er zijn 45 fieldlabs"] == "Wat is er bereikt?"
    assert sections["en in een groep staat dit"] == ""


def test_a_quote_from_a_slide_names_the_slide_and_is_shown_as_text(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"dek.pptx": presentation()})
    (version,) = library.versions.current()
    assert version.format == "pptx"
    assert version.pages == 2
    citation = library.citations.by_key(f"{version.id[:16]}-1-19-46")
    assert citation.quote == "Ruim 680 bedrijven doen mee"
    assert Presenter(library, Texts("nl")).place(citation) == "dia 1"
    assert Presenter(library, Texts("en")).place(citation) == "slide 1"
    with pytest.raises(UnknownCitation, match="its text is shown instead"):
        view_page(library, version.id, 1, citation)
    client = TestClient(create_app(library), "http://localhost")
    shown = client.get(f"/viewer/{citation.key}", headers={"accept-language": "nl"}).text
    assert '<mark class="mark">Ruim 680 bedrijven doen mee</mark>' in shown
    assert "pagina 1 van 2" in shown
    assert client.get(f"/page/{version.id}/1.png").status_code == 404
    assert client.get(f"/document/{citation.key}.pdf").status_code == 404
    original = client.get(f"/document/{version.id}/original")
    assert original.headers["content-disposition"].startswith("attachment")


# OpenDocument

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("meta", "meta"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)


def odt(body: str, doctype: str = "", styles: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{doctype}<office:document-content {_NAMES}>'
            '<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/>'
            f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f'<office:document-meta {_NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<office:meta><dc:title>Plan van aanpak Noord</dc:title>"
            "<meta:initial-creator>Provincie Flevoland</meta:initial-creator>"
            "<meta:creation-date>2021-02-15T10:00:00</meta:creation-date></office:meta>"
            "</office:document-meta>",
        )
    return out.getvalue()


def test_an_opendocument_text_is_read_with_its_structure(read_bytes: ReadBytes) -> None:
    reading = read_bytes(
        odt(
            "<text:tracked-changes><text:p>geschrapt</text:p></text:tracked-changes>"
            '<text:p text:style-name="P1">Plan van <text:span>aanpak</text:span></text:p>'
            '<text:h text:outline-level="2">Doelen</text:h>'
            '<text:p>Er komen<text:s text:c="900000000"/>45 fieldlabs'
            "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>Zie het jaarplan.</text:p></text:note-body></text:note> bij."
            "<office:annotation><text:p>klopt dit?</text:p></office:annotation></text:p>"
            "<text:list><text:list-item><text:p>eerste punt</text:p></text:list-item></text:list>"
            "<table:table><table:table-row><table:table-cell><text:p>Noord</text:p>"
            "</table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell>"
            "</table:table-row></table:table>"
        ),
        "plan.odt",
    )
    assert blocks(reading.pages[0]) == [
        ("heading", "Plan van aanpak"),
        ("heading", "Doelen"),
        ("paragraph", "Er komen 45 fieldlabs[1] bij."),
        ("footnote", "Zie het jaarplan."),
        ("list_item", "eerste punt"),
        ("table_row", "Noord\t12"),
    ]
    assert reading.metadata.title == "Plan van aanpak Noord"
    assert reading.metadata.publisher == "Provincie Flevoland"
    assert reading.metadata.published == "2021-02-15"
    assert not reading.paged
    check_quotable(reading)


def test_tables_notes_and_struck_words_of_an_opendocument_text(read_bytes: ReadBytes) -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/>'
        '</style:style><style:style style:name="T2"><style:text-properties '
        'style:text-position="super 58%"/></style:style>'
    )
    body = (
        '<text:p>Er zijn 45<text:span text:style-name="T2">3</text:span> hallen'
        '<text:span text:style-name="T1"> en 99 plannen</text:span>.</text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell "
        'table:number-columns-spanned="2"><text:p>Begroting</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        "<table:table-row><table:table-cell><text:p>Noord</text:p></table:table-cell>"
        "<table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>"
    )
    reading = read_bytes(odt(body, styles=styles), "plan.odt")
    assert blocks(reading.pages[0]) == [
        ("paragraph", "Er zijn 45[3] hallen."),
        ("table_row", "Begroting"),
        ("table_row", "Noord\t12"),
    ]
    (table,) = reading.pages[0].tables
    assert table.heads[1] == "Begroting" or table.caption == "Begroting"
    assert len(reading.warnings) == 1


_LOOKS = "".join(
    f'<style:style style:name="{name}"><style:{part}-properties {look}/></style:style>'
    for name, part, look in (
        ("W", "text", 'fo:color="#FFFFFF"'),
        ("D", "text", 'fo:color="#333333"'),
        ("H", "text", 'text:display="none"'),
        ("B", "paragraph", 'fo:background-color="#003366"'),
    )
)
_WHITE = '<text:span text:style-name="W">Wit 45</text:span>'
_CELL = (
    "<table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
    "<table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row></table:table>"
)


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        (f"<text:p>{_WHITE}</text:p>", False),
        (_CELL.format('<text:span text:style-name="H">Wit 45</text:span>'), False),
        (_CELL.format(_WHITE), True),
        ('<text:p text:style-name="H">Wit 45</text:p>', False),
        ('<text:section text:display="none"><text:p>Wit 45</text:p></text:section>', False),
        ('<text:section text:display="true"><text:p>Wit 45</text:p></text:section>', True),
        (f'<text:p text:style-name="B">{_WHITE}</text:p>', True),
        (f'<text:p text:style-name="Onbekend">{_WHITE}</text:p>', True),
        (
            f"<text:p><draw:custom-shape><text:p>.</text:p></draw:custom-shape>{_WHITE}</text:p>",
            False,
        ),
        (f'<text:p><draw:custom-shape text:anchor-type="page"/>{_WHITE}</text:p>', True),
        (f"<draw:custom-shape><text:p>{_WHITE}</text:p></draw:custom-shape>", True),
        (
            '<text:p><text:span text:style-name="W"><text:span text:style-name="D">Wit 45'
            "</text:span></text:span></text:p>",
            True,
        ),
    ],
)
def test_white_or_hidden_words_of_an_opendocument_text_are_read_where_they_may_be_seen(
    body: str, is_read: bool
) -> None:
    reading = read_odt(odt(f"<text:p>Een zin.</text:p>{body}", styles=_LOOKS), "plan.odt")
    assert ("Wit 45" in reading.pages[0].text) is is_read
    assert any("nobody can see" in warning for warning in reading.warnings) is not is_read


# Excel


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Budget"
    for row in (
        ["Bestedingen van het programma"],
        [],
        ["Regio", "Jaar", "Budget", "Aandeel"],
        ["Noord", date(2021, 2, 15), 45_000_000, 0.125],
        ["Zuid", None, 12.5, 0.5],
        [],
        ["Losse opmerking onder de tabel"],
    ):
        sheet.append(row)
    for row in (4, 5):
        sheet.cell(row, 4).number_format = "0.0%"
    book.create_sheet("Geheim").append(["x", "y"])
    book["Geheim"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_is_a_section_with_its_lines_and_tables(read_bytes: ReadBytes) -> None:
    reading = read_bytes(workbook(), "budget.xlsx")
    assert blocks(reading.pages[0]) == [
        ("heading", "Budget"),
        ("caption", "Bestedingen van het programma"),
        ("table_row", "Regio\tJaar\tBudget\tAandeel"),
        ("table_row", "Noord\t2021-02-15\t45000000\t12,5%"),
        ("table_row", "Zuid\t\t12,5\t50,0%"),
        ("paragraph", "Losse opmerking onder de tabel"),
    ]
    assert not reading.paged
    (warning,) = reading.warnings
    assert "Geheim" in warning
    check_quotable(reading)


def test_a_workbook_of_data_is_refused_with_the_number_of_rows(read_bytes: ReadBytes) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    for number in range(20_001):
        sheet.append([number, "x"])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(UnreadableDocument, match="20,000 rows"):
        read_bytes(out.getvalue(), "data.xlsx")


@pytest.mark.parametrize("data", [presentation(), workbook(), odt("<text:p>Een zin.</text:p>")])
def test_the_bytes_and_not_the_name_say_what_a_file_is(data: bytes, read_bytes: ReadBytes) -> None:
    assert read_bytes(data, "rapport.pdf").pages[0].text
    assert any(b.kind is not BlockKind.CONTENTS for b in read_bytes(data, "x").pages[0].blocks)
