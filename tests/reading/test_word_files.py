"""Word without LibreOffice: all that people see is read, in order, and nothing that they do not see."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import RGBColor
from hypothesis import given
from hypothesis import strategies as st
from word_xml import NAMES, paragraph, run, word_xml

from assistant.reading.word import read_docx
from assistant.records import Page

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF geheim</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def page(body: str, footnotes: str = "") -> Page:
    return read_docx(word_xml(body, footnotes), "a.docx").pages[0]


def blocks(read: Page) -> list[tuple[str, str]]:
    return [(b.kind.value, read.text[b.start : b.end]) for b in read.blocks]


def cell(text: str, properties: str = "") -> str:
    inside = text if text.startswith("<") else paragraph(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_boxes_notes_fields_links_controls_and_insertions_are_read_in_order() -> None:
    read = page(
        paragraph("Voor de box. ", BOX.format(paragraph("In de box staan 12 hallen.")))
        + paragraph("Er zijn 45", '<w:r><w:footnoteReference w:id="7"/></w:r>', " fieldlabs.")
        + paragraph("Het veld zegt ", FIELD.format(run("31")), " en de rest.")
        + paragraph("Zie ", f"<w:hyperlink>{run('de pagina')}</w:hyperlink>", ".")
        + f"<w:sdt><w:sdtContent>{paragraph('In een besturingselement.')}</w:sdtContent></w:sdt>"
        + paragraph("Dit is ", f"<w:ins>{run('ingevoegd')}</w:ins>", "."),
        f'<w:footnote w:id="7">{paragraph("Zie het jaarplan.")}</w:footnote>',
    )
    assert blocks(read) == [
        ("paragraph", "Voor de box."),
        ("paragraph", "In de box staan 12 hallen."),
        ("paragraph", "Er zijn 45[1] fieldlabs."),
        ("footnote", "[1] Zie het jaarplan."),
        ("paragraph", "Het veld zegt 31 en de rest."),
        ("paragraph", "Zie de pagina."),
        ("paragraph", "In een besturingselement."),
        ("paragraph", "Dit is ingevoegd."),
    ]


@pytest.mark.parametrize("how", ["broken", "empty", "gone", "packed badly", "of another number"])
def test_a_word_file_whose_notes_are_damaged_is_read_with_one_warning(how: str) -> None:
    note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = paragraph("Er zijn 45", note.format(7), " hallen.") + paragraph(
        "En 12", note.format(8), " zalen."
    )
    data = word_xml(body, f'<w:footnote w:id="7">{paragraph("De noot.")}</w:footnote>')
    if how == "of another number":
        lost = "1 note is"
    else:
        lost = "2 notes are"
        data = with_damaged_part(data, "word/footnotes.xml", how)
    reading = read_docx(data, "a.docx")
    assert reading.pages[0].text.startswith("Er zijn 45[1] hallen.")
    assert "En 12[2] zalen." in reading.pages[0].text
    (warning,) = reading.warnings
    assert warning.startswith(f"{lost} named in the text and could not be read")


def with_damaged_part(data: bytes, name: str, how: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for part in archive.namelist():
            held = archive.read(part)
            if part != name:
                made.writestr(part, held)
            elif how != "gone":
                made.writestr(part, {"broken": held[:-40], "empty": b""}.get(how, held))
    packed = out.getvalue()
    return packed.replace(b"De noot.", b"De n00t.") if how == "packed badly" else packed


def test_a_field_that_nobody_filled_in_is_not_read() -> None:
    field = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    asks = "<w:showingPlcHdr/>"
    read = page(
        paragraph("Naam: ", field.format(asks, run("Klik om tekst in te voeren.")))
        + paragraph("Datum: ", field.format("<w:date/>", run("14 mei 2021")))
        + field.format(asks, paragraph("Klik om meer in te voeren."))
        + field.format("", paragraph("Er zijn 45 hallen."))
        + paragraph("Plaats: ", field.format(asks, run("Emmen")))
    )
    assert read.text == "Naam:\nDatum: 14 mei 2021\nEr zijn 45 hallen.\nPlaats: Emmen"


def test_hidden_text_is_not_read() -> None:
    assert page(paragraph("Zichtbaar.", run("VERBORGEN", "<w:vanish/>"))).text == "Zichtbaar."


def test_an_outline_level_makes_a_heading_and_a_numbering_a_list_item() -> None:
    read = page(
        paragraph("Doelen", properties='<w:outlineLvl w:val="1"/>')
        + paragraph("eerste", properties='<w:numPr><w:numId w:val="3"/></w:numPr>')
        + paragraph("Gewoon.", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert blocks(read) == [
        ("heading", "Doelen"),
        ("list_item", "eerste"),
        ("paragraph", "Gewoon."),
    ]
    assert read.blocks[0].level == 2


def test_merged_cells_span_and_header_rows_name_columns() -> None:
    read = page(
        table(
            row(
                cell("Provincie", '<w:vMerge w:val="restart"/>'),
                cell("Begroting", '<w:gridSpan w:val="2"/>'),
                properties="<w:tblHeader/>",
            ),
            row(cell("", "<w:vMerge/>"), "2018", "2019", properties="<w:tblHeader/>"),
            row("Limburg", "7", "9"),
        )
    )
    (found,) = read.tables
    assert found.heads == ("Provincie", "Begroting 2018", "Begroting 2019")
    assert found.labels[-1] == "Limburg"
    assert read.text.split("\n")[-1] == "Limburg\t7\t9"


def test_a_table_within_a_table_makes_the_outer_one_a_layout() -> None:
    inner = table(row("Jaar", "Hallen"), row("2019", "430"))
    read = page(table(row(cell(paragraph("Links staat dit.")), cell(inner + paragraph("Onder.")))))
    assert blocks(read) == [
        ("paragraph", "Links staat dit."),
        ("table_row", "Jaar\tHallen"),
        ("table_row", "2019\t430"),
        ("paragraph", "Onder."),
    ]


def test_a_caption_above_a_table_names_it() -> None:
    read = page(paragraph("Tabel 3 Bedragen x € 1.000") + table(row("Post", "2019"), row("A", "5")))
    assert read.tables[0].caption == "Tabel 3 Bedragen x € 1.000"
    assert read.tables[0].unit == "x € 1.000"


def test_a_deleted_row_is_gone_and_the_others_are_not() -> None:
    gone = row("2018", "3", properties="<w:del/>")
    read = page(table(row("Jaar", "Hallen"), gone, row("2019", "430")))
    assert read.text.split("\n") == ["Jaar\tHallen", "2019\t430"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next_or_ends_there() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    read = page(
        paragraph("Er zijn ", properties=deleted)
        + paragraph("45 hallen.")
        + paragraph("Laatste.", properties=deleted)
    )
    assert read.text.split("\n") == ["Er zijn 45 hallen.", "Laatste."]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("plain", "deleted", "inserted", "struck", "box", "note", "end"))
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_deletion_makes_nothing_else_vanish(kinds: list[tuple[str]]) -> None:
    body, kept, gone = paragraph("Begin."), ["Begin."], []
    for number, (kind,) in enumerate(kinds):
        word = f"woord{number}x"
        if kind in ("deleted", "struck"):
            gone.append(word)
        else:
            kept.append(word)
        body += {
            "plain": paragraph(word),
            "end": paragraph(f"{word} ", properties="<w:rPr><w:del/></w:rPr>"),
            "deleted": paragraph(f"<w:del><w:r><w:delText>{word}</w:delText></w:r></w:del>"),
            "inserted": paragraph(f"<w:ins>{run(word)}</w:ins>"),
            "struck": paragraph(run(word, "<w:strike/>")),
            "box": paragraph(BOX.format(paragraph(word))),
            "note": paragraph(f"<w:smartTag>{run(word)}</w:smartTag>"),
        }[kind]
    text = page(body).text
    places = [text.find(word) for word in kept]
    assert -1 not in places
    assert all(text.count(word) == 1 for word in kept)
    assert not any(word in text for word in gone)
    boxed = any(kind == "end" for (kind,) in kinds)
    assert boxed or all(one < other for one, other in pairwise(places))


WHITE = '<w:color w:val="FFFFFF"/>'


def test_white_or_tiny_words_are_not_read_but_white_ones_on_a_colour_are() -> None:
    read = page(
        paragraph(
            "Er zijn 12 hallen.", run(" Geheim 99.", WHITE), run(" Klein 98.", '<w:sz w:val="2"/>')
        )
        + paragraph(run("Wit op blauw: 45.", WHITE), properties='<w:shd w:fill="003366"/>')
        + table(row("Hallen", "Jaar"), row(paragraph(run("46", WHITE)), "2019"))
    )
    assert [n for n in ("99", "98", "45", "46") if n in read.text] == ["45", "46"]


@pytest.mark.parametrize(
    ("around", "is_read"),
    [
        ("{}", False),
        ("{}<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>", False),
        ('{}<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r></w:p>', True),
        ("{}<w:p><w:r><w:pict/></w:r></w:p>", True),
    ],
)
def test_white_words_are_left_out_and_told_of_where_nothing_lies_behind_them(
    around: str, is_read: bool
) -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    around = around.replace("<w:drawing>", f'<w:drawing xmlns:wp="{drawing}">')
    body = paragraph("Op een kaft.") + paragraph(run("Jaarplan 2031", WHITE))
    reading = read_docx(word_xml(around.format(body)), "a.docx")
    assert ("Jaarplan 2031" in reading.pages[0].text) is is_read
    assert any("nobody can see" in warning for warning in reading.warnings) is not is_read


def test_white_words_on_a_coloured_page_or_by_a_shaded_style_are_read() -> None:
    document = docx.Document()
    document.add_paragraph("Gewone tekst.")
    document.styles.add_style("Vlak", WD_STYLE_TYPE.CHARACTER).element.get_or_add_rPr().append(
        parse_xml(f'<w:shd {NAMES} w:fill="003366"/>')
    )
    words = document.add_paragraph().add_run("Wit 45.", style="Vlak")
    words.font.color.rgb = RGBColor(255, 255, 255)
    assert "Wit 45." in read_docx(saved(document), "a.docx").pages[0].text
    words.style = None
    assert "Wit 45." not in read_docx(saved(document), "a.docx").pages[0].text
    document.element.insert(0, parse_xml(f'<w:background {NAMES} w:color="003366"/>'))
    assert "Wit 45." in read_docx(saved(document), "a.docx").pages[0].text


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("is_damaged", [False, True])
def test_the_values_of_a_chart_are_a_table_and_a_damaged_one_is_told_of(is_damaged: bool) -> None:
    document = docx.Document()
    document.add_paragraph("Het aantal hallen in het hele land nam in dat jaar toe.")
    points = "".join(
        f'<c:{axis}><c:x><c:pt idx="0"><c:v>{value}</c:v></c:pt></c:x></c:{axis}>'
        for axis, value in (("cat", "Limburg"), ("val", "45"))
    )
    space = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser><c:tx>'
        f"<c:v>Hallen</c:v></c:tx>{points}</c:ser></c:chartSpace>"
    )
    data = space.encode()[: 90 if is_damaged else None]
    part = Part(PackURI("/word/charts/chart1.xml"), "application/xml", data, document.part.package)
    name = document.part.relate_to(part, f"{RELATIONS}/chart")
    drawing = (
        f'<w:r {NAMES} xmlns:r="{RELATIONS}" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<w:drawing><c:chart r:id="{name}"/></w:drawing></w:r>'
    )
    document.add_paragraph()._p.append(parse_xml(drawing))
    reading = read_docx(saved(document), "a.docx")
    assert "in het hele land" in reading.pages[0].text
    assert ("Limburg\t45" in reading.pages[0].text) is not is_damaged
    assert any("damaged" in warning for warning in reading.warnings) is is_damaged
