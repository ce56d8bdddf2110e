"""PDF pages as text: what is joined, kept, set off and dropped, and the way back to the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import ReadBytes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_writer import Heading, Sheet, Text, paragraph, pdf_bytes, simple_pdf, write_pdf
from reading_back import letters, letters_in_boxes

from assistant.reading import Isolation
from assistant.records import BlockKind, Page, Reading
from assistant.viewing import Box
from assistant.viewing.page_view import source_ranges

BODY = [
    "De evaluatie laat zien dat het programma veel bedrijven heeft bereikt in de",
    "regio en dat de meeste deelnemers tevreden zijn over de begeleiding.",
]


def one_page(read_bytes: ReadBytes, lines: Sequence[str]) -> str:
    (page,) = read_bytes(simple_pdf([lines])).pages
    return page.text


def blocks(page: Page, kind: BlockKind) -> list[str]:
    return [page.text[b.start : b.end] for b in page.blocks if b.kind is kind]


# Hyphens


def test_a_word_broken_at_a_line_end_is_made_whole(read_bytes: ReadBytes) -> None:
    text = one_page(
        read_bytes,
        [
            "De ontwikkeling van de industrie vraagt meer dan de ontwik-",
            "keling van kennis alleen.",
        ],
    )
    assert text.endswith("dan de ontwikkeling van kennis alleen.")


def test_a_broken_word_that_the_document_never_writes_whole_is_joined(
    read_bytes: ReadBytes,
) -> None:
    text = one_page(read_bytes, ["Dit programma bevordert de samen-", "werking van bedrijven."])
    assert text == "Dit programma bevordert de samenwerking van bedrijven."


def test_a_hyphen_that_the_document_writes_elsewhere_is_kept(read_bytes: ReadBytes) -> None:
    text = one_page(
        read_bytes,
        [
            "De maak-industrie groeit en daarom steunt het kabinet nu de maak-",
            "industrie met geld.",
        ],
    )
    assert text.endswith("nu de maak-industrie met geld.")


@pytest.mark.parametrize(
    ("head", "tail", "joined"),
    [
        ("De bron van de GGD-", "Portaal is bekend.", "GGD-Portaal is bekend."),
        ("Dit komt door COVID-", "19 en door griep.", "COVID-19 en door griep."),
        ("Scan voor toegang de QR-", "code op de deur.", "QR-code op de deur."),
        ("Het gaat om de in-", "en uitvoer van staal.", "in- en uitvoer van staal."),
        ("Dit geldt op land-", "of zeegebied ook.", "land- of zeegebied ook."),
    ],
)
def test_a_hyphen_is_kept_before_capitals_digits_and_en_or_of_and_behind_capitals(
    read_bytes: ReadBytes, head: str, tail: str, joined: str
) -> None:
    assert one_page(read_bytes, [head, tail]).endswith(joined)


def test_a_hyphen_in_the_middle_of_a_line_is_not_touched(read_bytes: ReadBytes) -> None:
    line = "De in-house oplossing van de GGD-regio en het e-mailadres blijven zoals zij zijn."
    assert one_page(read_bytes, [line]) == line


def test_soft_hyphens_disappear_at_line_ends_and_inside_lines(read_bytes: ReadBytes) -> None:
    text = one_page(
        read_bytes,
        ["De digitale werk\u00adplaats van de fieldlabs heeft een werk\u00ad", "plaats erbij."],
    )
    assert text == "De digitale werkplaats van de fieldlabs heeft een werkplaats erbij."


def test_the_unicode_hyphen_at_a_line_end_is_joined_too(read_bytes: ReadBytes) -> None:
    text = one_page(
        read_bytes, ["Dit programma bevordert de samen\u2010", "werking van bedrijven."]
    )
    assert text == "Dit programma bevordert de samenwerking van bedrijven."


# Characters


def test_ligatures_are_spelled_out(read_bytes: ReadBytes) -> None:
    text = one_page(read_bytes, ["De ﬁnanciën van de ﬂexibele oﬃciële staﬀ."])
    assert text == "De financiën van de flexibele officiële staff."


def test_an_accent_set_apart_from_its_letter_is_composed(read_bytes: ReadBytes) -> None:
    assert one_page(read_bytes, ["De coördinatie en de industrie\u0308n."]) == (
        "De coördinatie en de industriën."
    )


def test_private_use_bullets_become_bullets_and_items_of_a_list(read_bytes: ReadBytes) -> None:
    (page,) = read_bytes(
        simple_pdf([["\uf0b7 meer bedrijven bereiken", "\uf0a7 meer banen scheppen"]])
    ).pages
    assert blocks(page, BlockKind.LIST_ITEM) == [
        "• meer bedrijven bereiken",
        "• meer banen scheppen",
    ]


def test_a_footnote_mark_is_set_off_from_the_number_before_it(read_bytes: ReadBytes) -> None:
    data = pdf_bytes(
        [
            Sheet(
                [
                    *paragraph(72, 760, BODY),
                    Text(72, 700, "Het percentage was 8,5 procent."),
                    Text(230, 705, "82", 6),
                    Text(250, 700, "Het tweede deel volgt daarna."),
                ]
            )
        ]
    )
    (page,) = read_bytes(data).pages
    assert "Het percentage was 8,5 procent.[82] Het tweede deel volgt daarna." in page.text


def test_an_exponent_of_normal_size_is_no_footnote_mark(read_bytes: ReadBytes) -> None:
    data = pdf_bytes([Sheet([Text(72, 700, "Versie2 van het plan is af.")])])
    assert read_bytes(data).pages[0].text == "Versie2 van het plan is af."


# The page's furniture


def _report(pages: int, printed: Callable[[int], str]) -> bytes:
    sheets = []
    for number in range(1, pages + 1):
        texts = [
            Text(72, 800, "Monitor fieldlabs", 9),
            *paragraph(72, 700, [f"Dit is de inhoud van bladzijde {'abcdefgh'[number]}.", *BODY]),
            Text(300, 40, printed(number), 9),
        ]
        sheets.append(Sheet(texts))
    return pdf_bytes(sheets)


def test_running_headers_and_page_numbers_are_dropped(read_bytes: ReadBytes) -> None:
    reading = read_bytes(_report(6, str))
    for page in reading.pages:
        assert "Monitor fieldlabs" not in page.text
        assert page.text.startswith("Dit is de inhoud van bladzijde")
        assert page.text.endswith("tevreden zijn over de begeleiding.")


def test_the_same_words_in_the_middle_of_the_page_stay(read_bytes: ReadBytes) -> None:
    reading = read_bytes(_report(6, str))
    assert all("De evaluatie laat zien" in page.text for page in reading.pages)


def test_printed_numbers_are_found_where_they_differ_from_the_page_in_the_file(
    read_bytes: ReadBytes,
) -> None:
    reading = read_bytes(_report(6, lambda number: str(number - 2) if number > 2 else ""))
    assert [page.number for page in reading.pages] == [1, 2, 3, 4, 5, 6]
    assert [page.label for page in reading.pages] == ["", "", "1", "2", "3", "4"]


def test_printed_numbers_are_found_where_footers_are_tagged_as_artifacts(
    read_bytes: ReadBytes,
) -> None:
    """Accessible PDFs, most of the government's, mark headers and footers as /Artifact."""
    footer = "/Artifact BMC BT /F0 9 Tf 1 0 0 1 300 40 Tm ({}) Tj ET EMC"
    sheets = [
        Sheet(paragraph(72, 700, BODY), drawing=footer.format(number - 2 if number > 2 else ""))
        for number in range(1, 7)
    ]
    reading = read_bytes(pdf_bytes(sheets))
    assert [page.text for page in reading.pages] == [" ".join(BODY)] * 6
    assert [page.label for page in reading.pages] == ["", "", "1", "2", "3", "4"]


def test_numbers_that_do_not_run_on_are_no_page_labels(read_bytes: ReadBytes) -> None:
    reading = read_bytes(_report(6, lambda number: str(number * 17 % 23)))
    assert [page.label for page in reading.pages] == [""] * 6


def test_labels_that_the_file_itself_gives_come_first(read_bytes: ReadBytes) -> None:
    data = simple_pdf([BODY] * 4, labels="0 << /S /r >> 2 << /S /D >>")
    assert [page.label for page in read_bytes(data).pages] == ["i", "ii", "1", "2"]


# Structure


def test_headings_are_found_by_the_outline(read_bytes: ReadBytes) -> None:
    lines = [*BODY, "2.1 Wat de fieldlabs opleverden", *BODY]
    data = simple_pdf([lines], outline=[Heading("Wat de fieldlabs opleverden", 0)])
    (page,) = read_bytes(data).pages
    assert blocks(page, BlockKind.HEADING) == ["2.1 Wat de fieldlabs opleverden"]
    without = read_bytes(simple_pdf([[*BODY, "wat volgt hieruit", *BODY]])).pages[0]
    assert blocks(without, BlockKind.HEADING) == []


def test_headings_are_found_by_their_size_with_their_level(read_bytes: ReadBytes) -> None:
    data = pdf_bytes(
        [
            Sheet(
                [
                    Text(72, 780, "Evaluatie van het programma", 22),
                    Text(72, 740, "Resultaten", 15),
                    *paragraph(72, 715, BODY),
                    Text(72, 660, "Aanbevelingen", 15),
                    *paragraph(72, 635, BODY),
                ]
            )
        ]
    )
    (page,) = read_bytes(data).pages
    assert blocks(page, BlockKind.HEADING) == [
        "Evaluatie van het programma",
        "Resultaten",
        "Aanbevelingen",
    ]
    levels = [b.level for b in page.blocks if b.kind is BlockKind.HEADING]
    assert levels == [1, 2, 2]


def test_a_line_of_contents_is_known_as_such(read_bytes: ReadBytes) -> None:
    (page,) = read_bytes(simple_pdf([["1 Inleiding ............... 3", *BODY]])).pages
    assert len(blocks(page, BlockKind.CONTENTS)) == 1


def test_table_cells_are_set_apart_by_a_tab(read_bytes: ReadBytes) -> None:
    rows = [("Jaar", "Bedrijven", "Miljoen euro"), ("2018", "300", "9"), ("2019", "430", "12")]
    texts = [
        Text(x, 700 - 15 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((72, 200, 330), row, strict=True)
    ]
    (page,) = read_bytes(pdf_bytes([Sheet([*paragraph(72, 760, BODY), *texts])])).pages
    assert blocks(page, BlockKind.TABLE_ROW) == ["\t".join(row) for row in rows]


def test_two_columns_are_read_one_after_the_other(read_bytes: ReadBytes) -> None:
    left = ["De linker kolom begint hier en loopt", "door tot het einde van de kolom, waar"]
    right = ["de zin in de rechter kolom verder", "gaat. Daar eindigt de tekst ook."]
    data = pdf_bytes([Sheet([*paragraph(72, 760, left), *paragraph(320, 760, right)])])
    assert read_bytes(data).pages[0].text == " ".join([*left, *right])


@pytest.mark.parametrize("upwards", [True, False])
def test_a_rotated_page_is_read_line_by_line_from_the_top(
    read_bytes: ReadBytes, upwards: bool
) -> None:
    lines = ["Deze bladzijde ligt op haar kant", "maar de regels staan in de goede", "volgorde."]
    texts = (
        [Text(100 + 14 * n, 100, line, upwards=True) for n, line in enumerate(lines)]
        if upwards
        else paragraph(72, 700, lines)
    )
    assert read_bytes(pdf_bytes([Sheet(texts, rotate=90)])).pages[0].text == " ".join(lines)


# What a citation names


def test_the_embedded_title_is_used(read_bytes: ReadBytes) -> None:
    data = simple_pdf([BODY], info={"Title": "Evaluatie Smart Industry", "Author": "Dialogic"})
    reading = read_bytes(data)
    assert reading.metadata.title == "Evaluatie Smart Industry"
    assert reading.metadata.publisher == "Dialogic"
    assert reading.metadata.kind == "evaluation"


@pytest.mark.parametrize(
    "junk", ["Microsoft Word - eindversie_def3.docx", "untitled", "Document1", "rapport.indd", ""]
)
def test_a_junk_title_gives_way_to_the_largest_print_on_page_1(
    read_bytes: ReadBytes, junk: str
) -> None:
    data = pdf_bytes(
        [Sheet([Text(72, 780, "Monitor fieldlabs 2019", 24), *paragraph(72, 700, BODY)])],
        info={"Title": junk, "Author": "gebruiker"},
    )
    metadata = read_bytes(data).metadata
    assert metadata.title == "Monitor fieldlabs 2019"
    assert metadata.publisher == ""


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Datum: 15 februari 2021", "2021-02-15"),
        ("Den Haag, 3 maart 2019", "2019-03-03"),
        ("Published: March 3, 2019", "2019-03-03"),
        ("Versie 0.5, 19-05-2020", "2020-05-19"),
    ],
)
def test_the_date_on_page_1_comes_before_the_date_of_the_file(
    read_bytes: ReadBytes, line: str, date: str
) -> None:
    data = simple_pdf([[line, *BODY]], info={"CreationDate": "D:20230101120000"})
    assert read_bytes(data).metadata.published == date


def test_without_a_date_on_page_1_the_file_s_own_date_is_used_and_else_none(
    read_bytes: ReadBytes,
) -> None:
    dated = simple_pdf([BODY], info={"CreationDate": "D:20230117120000"})
    assert read_bytes(dated).metadata.published == "2023-01-17"
    assert read_bytes(simple_pdf([BODY])).metadata.published == ""


def test_the_language_of_a_report_is_found(read_bytes: ReadBytes) -> None:
    english = ["The evaluation shows that the programme has reached many of the companies."]
    assert read_bytes(simple_pdf([BODY])).metadata.language == "nl"
    assert read_bytes(simple_pdf([english])).metadata.language == "en"


# Pages without text

_PICTURE = "q 400 0 0 300 72 300 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def test_a_page_with_a_picture_and_no_text_is_reported(read_bytes: ReadBytes) -> None:
    sheets = [Sheet(paragraph(72, 700, BODY)), Sheet(drawing=_PICTURE)]
    reading = read_bytes(pdf_bytes(sheets))
    assert len(reading.pages) == 2
    (warning,) = reading.warnings
    assert "1 of 2 pages" in warning
    assert "page 2" in warning


def test_pages_with_a_picture_and_no_text_at_all_are_reported(read_bytes: ReadBytes) -> None:
    reading = read_bytes(pdf_bytes([Sheet(drawing=_PICTURE)] * 2))
    (warning,) = reading.warnings
    assert "page 1, 2" in warning


def test_a_blank_page_is_no_reason_for_a_warning(read_bytes: ReadBytes) -> None:
    reading = read_bytes(pdf_bytes([Sheet(paragraph(72, 700, BODY)), Sheet()]))
    assert reading.warnings == ()
    assert reading.pages[1].text == ""


# The way back


def marks_of(
    isolation: Isolation, path: Path, page: Page, start: int, end: int
) -> tuple[str, list[Box]]:
    """(PDFium's own characters behind text[start:end], the boxes that are marked)."""
    sources = [list(pair) for pair in source_ranges(page, start, end)]
    answer = isolation.call("geometry", path=str(path), index=page.number - 1, sources=sources)
    data = json.loads(answer)
    return data["characters"], [Box(*box) for box in data["marks"]]


def _wild_report() -> bytes:
    """Everything at once: broken words, ligatures, notes, a table, columns, turned pages."""
    lines = [
        "De ontwikkeling van de ﬁnanciën van de GGD-regio vraagt meer dan de ontwik-",
        "keling van kennis, en dat geldt ook voor de in-",
        "en uitvoer, de werk\u00adplaats en de samen\u2010",
        "werking van industrie\u0308n (o.a. in Zwolle). Dat kost € 1,3 mld. per jaar.",
    ]
    table = [Text(x, 600, cell) for x, cell in ((72, "2019"), (200, "430"), (330, "€ 12"))]
    note = [
        Text(72, 570, "Het was 8,5 procent."),
        Text(172, 575, "12", 6),
        Text(184, 570, "Zo is het."),
    ]
    columns = [
        *paragraph(72, 540, BODY[1:]),
        *paragraph(72, 500, ["\uf0b7 punt een", "\uf0b7 punt twee"]),
    ]
    upright = [*paragraph(72, 700, lines), *table, *note, *columns]
    turned = [Text(100 + 14 * n, 100, line, upwards=True) for n, line in enumerate(lines)]
    over = [Text(100, 700 - 14 * n, line) for n, line in enumerate(lines)]
    return pdf_bytes([Sheet(upright), Sheet(turned, rotate=90), Sheet(over, rotate=90)])


@pytest.fixture(scope="module")
def wild(isolation: Isolation, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reading]:
    path = tmp_path_factory.mktemp("wild") / "wild.pdf"
    path.write_bytes(_wild_report())
    return path, isolation.read(path, "wild.pdf")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_piece_of_page_text_leads_back_to_its_letters_on_the_page(
    data: st.DataObject, wild: tuple[Path, Reading], isolation: Isolation
) -> None:
    path, reading = wild
    assert "8,5 procent.[12] Zo" in reading.pages[0].text
    page = data.draw(st.sampled_from(reading.pages))
    start = data.draw(st.integers(0, len(page.text) - 1))
    end = data.draw(st.integers(start + 1, len(page.text)))
    characters, boxes = marks_of(isolation, path, page, start, end)
    wanted = page.text[start:end]
    assert set(letters(wanted)) <= set(letters(characters))
    if "f" in wanted[:2] + wanted[-2:] or "i" in wanted[:2] + wanted[-2:]:
        return  # half a ligature marks the whole of it
    assert letters(characters) == letters(wanted)
    # The third page stands upright in the file, so it is shown without its rotation.
    rotate = 0 if page.number == 3 else None
    assert letters_in_boxes(path, page.number - 1, boxes, rotate) == letters(wanted)


@pytest.mark.parametrize("rotate", [0, 90])
def test_words_that_go_up_the_page_are_marked_whole(
    isolation: Isolation, tmp_path: Path, rotate: int
) -> None:
    lines = ["Deze regels staan op hun kant", "en zijn zo te lezen."]
    texts = [Text(100 + 14 * n, 100, line, upwards=True) for n, line in enumerate(lines)]
    path = write_pdf(tmp_path / "a.pdf", [Sheet(texts, rotate=rotate)])
    (page,) = isolation.read(path, "a.pdf").pages
    assert page.text == " ".join(lines)
    characters, boxes = marks_of(isolation, path, page, 5, len(page.text) - 9)
    assert len(boxes) == len(lines), "one box a line"
    assert letters(characters) == letters(page.text[5:-9])
    assert letters_in_boxes(path, 0, boxes) == letters(page.text[5:-9])


def test_every_page_of_the_sample_reports_leads_back_whole(
    isolation: Isolation, sample_pdfs: list[Path]
) -> None:
    for path in sample_pdfs:
        reading = isolation.read(path, path.name)
        for page in reading.pages:
            assert page.text == page.text.strip()
            if not page.blocks:
                continue
            longest = max(page.blocks, key=lambda b: b.end - b.start)
            for start, end in ((longest.start, longest.end), (0, len(page.text))):
                quote = page.text[start:end]
                characters, boxes = marks_of(isolation, path, page, start, end)
                assert letters(characters) == letters(quote)
                assert letters_in_boxes(path, page.number - 1, boxes) == letters(quote)


@pytest.fixture(scope="module")
def sample_pdfs() -> list[Path]:
    folder = Path(__file__).parents[2] / "corpus"
    found = sorted(folder.glob("*.pdf"))[:4]
    assert found, "the sample corpus is missing"
    return found


def test_a_page_picture_has_the_width_that_was_asked_and_the_shape_of_the_page(
    isolation: Isolation, tmp_path: Path
) -> None:
    import io

    from PIL import Image

    path = tmp_path / "a.pdf"
    path.write_bytes(simple_pdf([BODY]))
    picture = Image.open(io.BytesIO(isolation.call("picture", path=str(path), index=0, width=500)))
    assert picture.width == 500
    assert abs(picture.height / picture.width - 842 / 595) < 0.01


def test_a_marked_pdf_keeps_the_original_bytes_and_adds_a_highlight_over_the_words(
    isolation: Isolation, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    original = simple_pdf([BODY])
    path.write_bytes(original)
    (page,) = isolation.read(path, "a.pdf").pages
    start = page.text.index("veel bedrijven")
    sources = [list(p) for p in source_ranges(page, start, start + len("veel bedrijven"))]
    marked = isolation.call("highlight", path=str(path), index=0, sources=sources, note="quote")
    assert marked.startswith(original), "the original is appended to, never rewritten"
    import io

    import pypdf

    (annotation,) = pypdf.PdfReader(io.BytesIO(marked)).pages[0]["/Annots"]
    note = annotation.get_object()
    assert note["/Subtype"] == "/Highlight"
    left, bottom, right, top = (float(v) for v in note["/Rect"])
    text_page = pdfium.PdfDocument(marked)[0].get_textpage()
    shown = text_page.get_text_bounded(left + 1, bottom + 3, right - 1, top - 3)
    assert shown.strip() == "veel bedrijven"
