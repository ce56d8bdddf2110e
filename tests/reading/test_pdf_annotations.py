"""Filled-in forms, text boxes, stamps and notes: what is shown on the page is read where it stands."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import ReadBytes
from pdf_writer import Annotation, Sheet, Text, paragraph, pdf_bytes
from PIL import Image

from assistant.reading import Isolation
from assistant.records import Page
from assistant.viewing.page_view import source_ranges

BODY = [
    "Vul alle velden in, want onvolledige aanvragen worden niet in behandeling genomen.",
    "Een onafhankelijk bureau onderzoekt ieder jaar of de doelen worden gehaald.",
]
LABELS = [
    Text(72, 600, "Naam van het project"),
    Text(72, 560, "Gevraagd bedrag"),
    Text(72, 520, "Looptijd"),
]


def written(text: str, y: float = 5) -> str:
    return f"/Tx BMC q BT /F0 11 Tf 0 g 2 {y} Td ({text}) Tj ET Q EMC"


def field(y: float, value: str, looks: str | None, more: str = "/F 4") -> Annotation:
    entries = f"/FT /Tx /T (field{y}) /V ({value}) /DA (/F0 11 Tf 0 g) {more}"
    return Annotation("Widget", (300, y - 5, 500, y + 15), entries, looks)


def tick(x: float, y: float, name: str, on: bool) -> Annotation:
    state = "Ja" if on else "Off"
    looks = {"Ja": "q 1 w 2 2 m 10 10 l 2 10 m 10 2 l S Q", "Off": "q 0 0 12 12 re S Q"}
    entries = f"/FT /Btn /T ({name}) /V /{state} /AS /{state} /F 4"
    return Annotation("Widget", (x, y - 2, x + 12, y + 10), entries, looks)


def laid(*annotations: Annotation, texts: list[Text] = LABELS, form: str = "") -> bytes:
    sheet = Sheet([*paragraph(72, 700, BODY), *texts], annotations=annotations)
    return pdf_bytes([sheet], form=form)


def rows(page: Page) -> list[str]:
    return [page.text[b.start : b.end].replace("\t", " ") for b in page.blocks]


# Forms

FILLED = {"as they were typed": True, "without looks": False}


@pytest.mark.parametrize("has_looks", FILLED.values(), ids=FILLED)
@pytest.mark.parametrize("form", ["", "/NeedAppearances true"], ids=["", "looks asked for"])
def test_values_of_a_form_are_read_behind_their_labels(
    read_bytes: ReadBytes, has_looks: bool, form: str
) -> None:
    values = {600: "Flexibele assemblage", 560: "412.500 euro", 520: "36 maanden"}
    fields = [field(y, v, written(v) if has_looks else None) for y, v in values.items()]
    (page,) = read_bytes(laid(*fields, form=form)).pages
    assert rows(page)[-3:] == [
        "Naam van het project Flexibele assemblage",
        "Gevraagd bedrag 412.500 euro",
        "Looptijd 36 maanden",
    ]


def test_the_value_that_is_chosen_from_a_list_is_read(read_bytes: ReadBytes) -> None:
    entries = "/FT /Ch /Ff 131072 /T (a) /V (Zeeland) /Opt [(Drenthe)(Zeeland)] /F 4"
    chosen = Annotation("Widget", (300, 555, 500, 575), entries, written("Zeeland"))
    (page,) = read_bytes(laid(chosen)).pages
    assert "Gevraagd bedrag Zeeland" in rows(page)
    assert "Drenthe" not in page.text


def test_a_value_of_several_lines_is_read_line_by_line(read_bytes: ReadBytes) -> None:
    looks = written("De eerste regel van", y=25) + written("de toelichting.", y=11)
    box = Annotation("Widget", (72, 400, 500, 440), "/FT /Tx /T (a) /Ff 4096 /V (x) /F 4", looks)
    (page,) = read_bytes(laid(box)).pages
    assert rows(page)[-1] == "De eerste regel van de toelichting."


def test_a_box_is_read_as_ticked_or_open(read_bytes: ReadBytes) -> None:
    """Its label is printed beside it either way: without the box, "Nee" would look like an answer."""
    texts = [Text(72, 480, "Eerder subsidie?"), Text(220, 480, "Ja"), Text(320, 480, "Nee")]
    data = laid(tick(200, 480, "yes", on=True), tick(300, 480, "no", on=False), texts=texts)
    (page,) = read_bytes(data).pages
    assert " ".join(rows(page)[-1].split()) == "Eerder subsidie? ☒ Ja ☐ Nee"


@pytest.mark.parametrize("flags", ["/F 2", "/F 32"], ids=["hidden", "not viewed"])
def test_a_field_that_is_not_shown_is_not_read(read_bytes: ReadBytes, flags: str) -> None:
    (page,) = read_bytes(laid(field(560, "999 euro", written("999 euro"), flags))).pages
    assert "999" not in page.text


def test_a_value_is_shown_on_the_picture_and_can_be_marked(
    isolation: Isolation, tmp_path: Path
) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(laid(field(560, "412.500 euro", written("412.500 euro"))))
    (page,) = isolation.read(path, "form.pdf").pages
    start = page.text.index("412.500 euro")
    sources = [list(pair) for pair in source_ranges(page, start, start + len("412.500 euro"))]
    data = json.loads(isolation.call("geometry", path=str(path), index=0, sources=sources))
    assert data["characters"].replace("\xa0", " ") == "412.500 euro"
    ((left, top, width, _height),) = data["marks"]
    assert 300 < left * 595 < 305
    assert 360 < (left + width) * 595 < 375
    assert 560 < 842 * (1 - top) < 575
    picture = Image.open(io.BytesIO(isolation.call("picture", path=str(path), index=0, width=595)))
    box = picture.crop((int(left * 595), int(top * 842), int((left + width) * 595), 285))
    assert min(box.convert("L").getdata()) < 100, "the letters are on the picture"


# Text boxes, stamps, bars and notes


@pytest.mark.parametrize("kind", ["FreeText", "Stamp"])
def test_text_that_was_laid_on_the_page_is_read_where_it_stands(
    read_bytes: ReadBytes, kind: str
) -> None:
    note = Annotation(kind, (72, 630, 400, 650), "/F 4", written("Vastgesteld op 3 mei 2021."))
    (page,) = read_bytes(laid(note)).pages
    found = rows(page)
    assert found.index("Vastgesteld op 3 mei 2021.") == found.index(LABELS[0].text) - 1


def test_a_text_box_without_looks_is_read(read_bytes: ReadBytes) -> None:
    entries = "/F 4 /DA (/Helv 11 Tf 0 g) /Contents (Vastgesteld op 3 mei 2021.)"
    (page,) = read_bytes(laid(Annotation("FreeText", (72, 630, 400, 650), entries))).pages
    assert "Vastgesteld op 3 mei 2021." in page.text.replace("\xa0", " ")


def test_text_under_a_bar_that_was_laid_on_it_is_not_read(read_bytes: ReadBytes) -> None:
    bar = Annotation("Square", (70, 555, 200, 575), "/F 4 /IC [0 0 0]", "0 g 0 0 130 20 re f")
    reading = read_bytes(laid(bar))
    assert "Gevraagd" not in reading.pages[0].text
    assert "Looptijd" in reading.pages[0].text
    assert reading.warnings[0].startswith("14 letters that nobody can see")


def test_words_that_an_annotation_strikes_out_are_left_out(read_bytes: ReadBytes) -> None:
    quad = "/QuadPoints [70 573 170 573 70 556 170 556] /F 4"
    strike = Annotation("StrikeOut", (70, 556, 170, 573), quad, "0 8.5 m 100 8.5 l S")
    for more in ([], [field(600, "Twee", written("Twee"))]):
        reading = read_bytes(laid(strike, *more))
        assert "Gevraagd" not in reading.pages[0].text
        assert reading.warnings == ("14 letters in struck-out text left out: page 1.",)


def test_notes_in_the_margin_are_counted_and_not_read(read_bytes: ReadBytes) -> None:
    notes = [
        Annotation("Text", (500, y, 520, y + 20), "/F 4 /Contents (Klopt dit bedrag?)")
        for y in (600, 400)
    ]
    reading = read_bytes(laid(*notes))
    assert "Klopt" not in reading.pages[0].text
    assert reading.warnings == ("2 notes in the margin not read: page 1.",)


def test_links_and_highlights_change_nothing(read_bytes: ReadBytes) -> None:
    quad = "/QuadPoints [70 573 170 573 70 556 170 556] /F 4 /C [1 1 0]"
    marks = [
        Annotation("Highlight", (70, 556, 170, 573), quad),
        Annotation("Link", (70, 516, 170, 533), "/A << /S /URI /URI (https://a.nl) >>"),
    ]
    marked, plain = read_bytes(laid(*marks)), read_bytes(laid())
    assert marked.pages == plain.pages
    assert marked.warnings == ()


def test_the_file_itself_stays_as_it_is(isolation: Isolation, tmp_path: Path) -> None:
    data = laid(field(560, "412.500 euro", written("412.500 euro")))
    path = tmp_path / "form.pdf"
    path.write_bytes(data)
    isolation.read(path, "form.pdf")
    assert path.read_bytes() == data
    assert pdfium.PdfDocument(data)[0].get_textpage().get_text_range().count("412") == 0
