"""Two pages on one sheet are read one after the other and named by both numbers; turned pages as they are read."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pypdfium2 as pdfium
import pytest
from conftest import ReadBytes
from pdf_writer import Sheet, Text, paragraph, pdf_bytes

from assistant.chunking import passages
from assistant.library.ledger.rows import page_from_row, page_row
from assistant.reading.glyphs import PrintedLine, page_box, page_glyphs, printed_lines
from assistant.reading.running_lines import differ_by_page
from assistant.reading.spreads import halves
from assistant.reading.turning import turn_of
from assistant.records import Reading

LYING = (842, 595)
DOERS = ["Het waterschap", "De provincie", "De haven", "Het museum", "De brandweer", "Het theater"]
DEEDS = [
    "verving pompen",
    "legde wegen aan",
    "diepte geulen uit",
    "kocht tekeningen",
    "oefende veel",
    "speelde",
]


def half(x: float, number: int) -> list[Text]:
    doer, deed = DOERS[number % 6], DEEDS[number % 6]
    return paragraph(
        x,
        480,
        [
            f"{doer} {deed} in de hele regio en telde daar",
            f"in dat jaar {100 + number} linden langs de oude weg. Dat was",
            f"meer dan {doer.lower()} ooit eerder had geteld.",
        ],
    )


def spread(number: int, right_first: bool = False, by_line: bool = False) -> Sheet:
    pages = [half(50, 2 * number), half(470, 2 * number + 1)]
    if right_first:
        pages.reverse()
    texts = (
        [t for row in zip(*pages, strict=True) for t in row] if by_line else [*pages[0], *pages[1]]
    )
    feet = [Text(50, 25, str(2 * number), 9), Text(780, 25, str(2 * number + 1), 9)]
    return Sheet([*texts, *feet], LYING)


@pytest.mark.parametrize("how", [{}, {"right_first": True}, {"by_line": True}])
def test_the_left_page_of_a_spread_is_read_before_the_right_one(
    how: dict[str, bool], read_bytes: ReadBytes
) -> None:
    reading = read_bytes(pdf_bytes([spread(n, **how) for n in range(1, 4)]))
    assert [page.label for page in reading.pages] == ["2–3", "4–5", "6–7"]
    for number, page in enumerate(reading.pages, start=1):
        text = " ".join(page.text.split())
        for n in (2 * number, 2 * number + 1):
            assert (
                f"in de hele regio en telde daar in dat jaar {100 + n} linden langs de oude weg."
                in text
            )
        assert text.index(f"{100 + 2 * number} linden") < text.index(f"{101 + 2 * number} linden")


def test_words_on_one_half_of_a_spread_are_cited_by_its_number(read_bytes: ReadBytes) -> None:
    page = read_bytes(pdf_bytes([spread(n, by_line=True) for n in range(1, 4)])).pages[1]
    left, right = (page.text.index(f"{n} linden") for n in (104, 105))
    assert [page.printed_on(at, at + 10) for at in (left, right)] == ["4", "5"]
    assert page.printed_on(left, right) == "4–5"
    assert page_from_row(SimpleNamespace(**page_row("ab" * 32, page))) == page
    assert replace(page, folds=()).printed_on(left, left + 1) == "4–5"  # as older libraries have it


def test_a_sheet_with_words_on_its_right_page_alone_says_so(read_bytes: ReadBytes) -> None:
    empty = [Sheet([t for t in spread(n).texts if t.y < 30 or t.x > 421], LYING) for n in (1, 2, 3)]
    page = read_bytes(pdf_bytes(empty)).pages[1]
    assert (page.label, page.printed_on(0, len(page.text))) == ("4–5", "5")


@pytest.mark.parametrize(("label", "cited"), [("4-5", "4"), ("2-7", "2-7")])
def test_only_a_label_of_both_printed_numbers_is_parted(
    label: str, cited: str, read_bytes: ReadBytes
) -> None:
    named = f"0 << /P (x) >> 1 << /P ({label}) >> 2 << /P (y) >>"
    page = read_bytes(pdf_bytes([spread(n) for n in range(1, 4)], labels=named)).pages[1]
    assert page.printed_on(0, 20) == cited


def test_a_sheet_with_a_line_across_its_middle_is_one_page(read_bytes: ReadBytes) -> None:
    wide = "Deze zin loopt over de volle breedte van het liggende blad, van links tot ver voorbij het midden ervan"
    sheets = [
        Sheet([Text(50, 400, f"{wide} {n}."), Text(780, 25, str(n), 9)], LYING) for n in (1, 2)
    ]
    assert [page.label for page in read_bytes(pdf_bytes(sheets)).pages] == ["1", "2"]


SHEET = (0.0, 0.0, 842.0, 595.0)


def lines_of(*sheets: Sheet) -> list[list[PrintedLine]]:
    document = pdfium.PdfDocument(pdf_bytes(sheets))
    return [printed_lines(page_glyphs(page)) for page in document]


def table_on_its_side(rows: list[list[str]], top: float, step: float) -> Sheet:
    """Rows of four cells, two on either side of the middle."""
    return Sheet(
        [
            Text(x, top - step * n, cell, 10)
            for n, row in enumerate(rows)
            for x, cell in zip((50, 280, 480, 680), row, strict=True)
        ],
        LYING,
    )


@pytest.mark.parametrize(
    "rows",
    [
        [["2019", "2020", "2021", "2022"], *([["Assen", "10", "14", "18"]] * 6)],
        [["Post", "2020", "2021", "Noot"], *([["Assen", "10", "14", "18"]] * 6)],
        [*([["Assen", "10", "14", "18"]] * 39), ["Totaal", "12", "13", ""]],
    ],
)
def test_a_table_on_its_side_with_years_or_sums_at_its_edge_is_one_page(
    rows: list[list[str]],
) -> None:
    (lines,) = lines_of(table_on_its_side(rows, 570, 14))
    assert halves(lines, SHEET) is None


def test_a_table_on_its_side_with_prose_in_its_cells_is_one_page() -> None:
    texts = [
        text
        for row in range(3)
        for x in (50, 470)
        for text in paragraph(x, 500 - 80 * row, [t.text for t in half(0, row)])
    ]
    (lines,) = lines_of(Sheet(texts, LYING))
    assert halves(lines, SHEET) is None
    pages = [t for t in texts if t.x == 50] + [t for t in texts if t.x == 470]
    (lines,) = lines_of(Sheet(pages, LYING))
    assert halves(lines, SHEET) is not None


def test_the_fold_is_the_middle_of_what_is_shown() -> None:
    moved = [replace(t, x=t.x + 842, y=t.y + 300) for t in spread(2, right_first=True).texts]
    (lines,) = lines_of(Sheet(moved, (1684, 895), crop=(842, 300, 1684, 895)))
    parts = halves(lines, (842.0, 300.0, 1684.0, 895.0))
    assert parts is not None
    assert "104 linden" in parts[0][1].text
    assert "105 linden" in parts[1][1].text


def words_of(reading: Reading) -> list[str]:
    return [s.in_words for p in passages("ab" * 32, reading.pages) for s in p.sentences]


def test_rows_with_the_same_label_at_the_edge_of_every_page_are_no_running_heads(
    read_bytes: ReadBytes,
) -> None:
    sheets = [
        Sheet(
            [
                Text(x, 790 - 14 * row, word, 10)
                for row in range(40)
                for x, word in (
                    (72, f"Wijk {40 * n + row}"),
                    (250, str(7 * row + 3 * n)),
                    (350, str(9 * row)),
                )
            ]
            + [Text(72, 20, f"Rapport 2019 - {n + 1}", 9)]
        )
        for n in range(2)
    ]
    reading = read_bytes(pdf_bytes(sheets))
    assert sum(page.text.count("Wijk") for page in reading.pages) == 80
    assert "Rapport 2019" not in reading.pages[0].text


@pytest.mark.parametrize(
    ("origin", "crop"),
    [((0, 0), None), ((-300, 500), None), ((-300, -2000), None), ((0, 0), (300, 900, 895, 1742))],
)
def test_margins_are_those_of_what_is_shown_of_a_page(
    origin: tuple[float, float],
    crop: tuple[float, float, float, float] | None,
    read_bytes: ReadBytes,
) -> None:
    x, y = (crop or origin)[:2]
    size = (1200, 2000) if crop else (595, 842)
    sheets = [
        Sheet(
            [
                Text(x + 72, y + 810, "Jaarverslag Stadsbeheer", 9),
                Text(x + 72, y + 420, f"In wijk {word} werden 20 bomen gekapt.", 10),
                Text(x + 72, y + 400, "1 Het midden van het blad heeft geen noten.", 10),
                Text(x + 72, y + 20, str(n), 9),
            ],
            size,
            crop=crop,
            origin=origin,
        )
        for n, word in enumerate(("Noord", "Zuid", "Oost"), start=11)
    ]
    pages = read_bytes(pdf_bytes(sheets)).pages
    assert [page.label for page in pages] == ["11", "12", "13"]
    assert not any("Jaarverslag" in page.text or "11" in page.text for page in pages)
    assert "In wijk Zuid werden 20 bomen gekapt." in pages[1].text


def test_what_differs_by_more_than_the_number_of_the_page_does_not_run() -> None:
    assert differ_by_page([(0, ("3", "10")), (1, ("3", "11")), (2, ("3", "12"))])
    assert not differ_by_page([(0, ("3", "10")), (1, ("5", "19")), (2, ("8", "24"))])


def test_a_foot_with_the_number_of_the_page_twice_or_of_both_pages_runs() -> None:
    assert differ_by_page([(0, ("1", "1")), (1, ("2", "2")), (2, ("3", "3"))])
    assert differ_by_page([(0, ("12", "13")), (1, ("14", "15")), (2, ("16", "17"))])
    assert differ_by_page([(n, (str(n + 11 * (n > 20)), "75")) for n in range(30)])
    assert not differ_by_page([(0, ("12", "40")), (1, ("13", "44")), (2, ("14", "45"))])


def test_a_number_with_that_of_all_pages_behind_a_bar_is_the_number_of_its_page(
    read_bytes: ReadBytes,
) -> None:
    sheets = [Sheet([Text(72, 400, f"Deel {n}."), Text(500, 20, f"{n}/7", 9)]) for n in range(3, 8)]
    pages = read_bytes(pdf_bytes(sheets)).pages
    assert [page.label for page in pages] == ["3", "4", "5", "6", "7"]


def test_a_sign_for_a_number_in_a_margin_is_no_number(read_bytes: ReadBytes) -> None:
    feet = ["Bijlage #", "Bijlage 1", "Bijlage 2"]
    pages = read_bytes(pdf_bytes([Sheet([Text(72, 20, foot, 9)]) for foot in feet])).pages
    assert pages[0].text == "Bijlage #"


def test_the_last_row_of_a_table_on_the_next_page_keeps_its_heads(read_bytes: ReadBytes) -> None:
    rows = [
        ("Gemeente", "2020", "2021"),
        *((f"Plaats {'abcdefgh'[n]}", str(n), str(2 * n)) for n in range(8)),
    ]
    first = [
        Text(x, 300 - 14 * n, word, 10)
        for n, row in enumerate(rows)
        for x, word in zip((72, 250, 350), row, strict=True)
    ]
    last = [Text(x, 770, word, 10) for x, word in ((72, "Totaal"), (250, "28"), (350, "56"))]
    reading = read_bytes(
        pdf_bytes([Sheet(first), Sheet([*last, Text(72, 700, "Dit was de telling.")])])
    )
    assert "Totaal; 2020: 28; 2021: 56" in words_of(reading)


def test_values_that_are_drawn_behind_a_label_of_several_lines_stand_beside_it(
    read_bytes: ReadBytes,
) -> None:
    texts = [Text(72, 700, "Post", 10), Text(250, 700, "2020", 10), Text(350, 700, "2021", 10)]
    labels = (
        ["Onderhoud van bruggen", "en viaducten"],
        ["Subsidies voor musea,", "theaters en", "zalen"],
    )
    for row, (top, label) in enumerate(zip((680, 640), labels, strict=True)):
        texts += paragraph(72, top, label, 10, 13)
        texts += [Text(250, top, str(204 + row), 10), Text(350, top, str(310 + row), 10)]
    words = words_of(read_bytes(pdf_bytes([Sheet(texts)])))
    assert "Onderhoud van bruggen en viaducten; 2020: 204; 2021: 310" in words
    assert "Subsidies voor musea, theaters en zalen; 2020: 205; 2021: 311" in words


def test_a_table_on_a_page_that_is_turned_keeps_its_rows(read_bytes: ReadBytes) -> None:
    rows = [("Gemeente", "2020", "2021"), ("Assen", "12", "14"), ("Emmen", "15", "19")]
    turned = [
        Text(100 + 20 * n, y, word, 10, upwards=True)
        for n, row in enumerate(rows)
        for y, word in zip((72, 250, 350), row, strict=True)
    ]
    for rotate in (90, 0):
        words = words_of(read_bytes(pdf_bytes([Sheet(turned, rotate=rotate)])))
        assert "Emmen; 2020: 15; 2021: 19" in words


def test_upright_labels_that_are_drawn_first_do_not_turn_their_page(read_bytes: ReadBytes) -> None:
    labels = [Text(60 + 20 * n, 60, f"Gemeente {DOERS[n % 6]}", 8, upwards=True) for n in range(12)]
    document = pdfium.PdfDocument(
        pdf_bytes(
            [
                Sheet([*labels, *paragraph(72, 760, [t.text for t in half(72, 1) * 4])]),
                Sheet(labels),
            ]
        )
    )
    turns = [turn_of(page, page_glyphs(page), page_box(page)) for page in document]
    assert [turn and turn.quarters for turn in turns] == [None, 1]


def test_letters_that_follow_each_other_to_the_left_do_not_turn_their_page() -> None:
    backwards = "".join(
        f"BT /F0 11 Tf {300 - 8 * n} {700 - 14 * row} Td ({letter}) Tj ET "
        for row in range(6)
        for n, letter in enumerate("naar links gezet")
    )
    (page,) = pdfium.PdfDocument(pdf_bytes([Sheet(drawing=backwards)]))
    glyphs = sorted(page_glyphs(page), key=lambda g: (-g.bottom, -g.left))
    assert turn_of(page, glyphs, page_box(page)) is None
