"""Columns and boxes that a file draws line by line are read one after the other; tables stay rows."""

from __future__ import annotations

from itertools import zip_longest

from conftest import ReadBytes
from pdf_writer import Sheet, Text, pdf_bytes
from reading_back import letters

LEFT = [
    "De gemeente bouwt dit jaar meer woningen",
    "dan in de jaren daarvoor. De veiling in",
    "Naaldwijk draaide een omzet van 4,7",
    "miljard euro. De kwekers merken dat de",
    "kosten van energie verder zijn gestegen",
    "en dat de vraag uit het buitenland groeit.",
]
RIGHT = [
    "Voor de scholing van personeel is meer",
    "geld nodig. De telers in Emmen plantten",
    "930 hectare tulpen. Met de scholen zijn",
    "afspraken gemaakt over stages die in het",
    "voorjaar beginnen en waarvan bedrijven",
    "de kosten zelf dragen.",
]
BOX = ["In het kort", "De sanering kost", "66 miljoen euro en", "duurt tot 2024."]


def line_by_line(*columns: tuple[float, list[str]], first: int = 0) -> bytes:
    """Rows from the top, each from left to right; the columns behind the first start lower."""
    texts: list[Text] = []
    starts = [0, *[first] * (len(columns) - 1)]
    shifted = [
        ["" for _ in range(s)] + lines for s, (_, lines) in zip(starts, columns, strict=True)
    ]
    for row, cells in enumerate(zip_longest(*shifted, fillvalue="")):
        order = sorted(zip((x for x, _ in columns), cells, strict=True))
        texts += [Text(x, 700 - 14 * row, cell, size=10) for x, cell in order if cell]
    return pdf_bytes([Sheet(texts)])


def text_of(read_bytes: ReadBytes, data: bytes) -> str:
    (page,) = read_bytes(data).pages
    return " ".join(page.text.split())


def test_two_columns_drawn_line_by_line_are_read_one_after_the_other(
    read_bytes: ReadBytes,
) -> None:
    text = text_of(read_bytes, line_by_line((72, LEFT), (300, RIGHT)))
    assert text == " ".join([*LEFT, *RIGHT])


def test_three_columns_drawn_line_by_line_are_read_one_after_the_other(
    read_bytes: ReadBytes,
) -> None:
    data = line_by_line((30, LEFT), (235, RIGHT), (440, [line[:28] for line in LEFT]))
    text = letters(text_of(read_bytes, data))
    assert letters(" ".join(LEFT)) in text
    assert letters(" ".join(RIGHT)) in text


def test_a_box_in_the_margin_does_not_cut_the_sentences_beside_it(read_bytes: ReadBytes) -> None:
    for box_at, text_at in ((60, 200), (420, 100)):
        data = line_by_line((text_at, [*LEFT, *RIGHT]), (box_at, BOX), first=2)
        text = text_of(read_bytes, data)
        assert " ".join([*LEFT, *RIGHT]) in text
        assert "De sanering kost 66 miljoen euro en duurt tot 2024." in text


def test_a_table_keeps_its_rows(read_bytes: ReadBytes) -> None:
    rows = [
        ("Bouw van woningen", "De gemeente Assen bouwt"),
        ("Onderhoud van wegen", "De provincie Drenthe betaalt"),
        ("Scholing van leraren", "Het ministerie van Onderwijs"),
        ("Zorg voor ouderen", "De zorgverzekeraars samen"),
        ("Aanleg van fietspaden", "Alle gemeenten in Drenthe"),
    ]
    names, payers = [name for name, _ in rows], [payer for _, payer in rows]
    (page,) = read_bytes(line_by_line((72, names), (300, payers))).pages
    assert [page.text[b.start : b.end] for b in page.blocks] == ["\t".join(row) for row in rows]


def test_a_table_whose_cells_have_several_lines_keeps_its_rows(read_bytes: ReadBytes) -> None:
    """Its cells are prose, but the file takes cell by cell, not line by line."""
    rows = [
        (
            ["Innovatieagenda\u2019s"],
            ["Het thema is in de agenda\u2019s", "verankerd met de partners"],
        ),
        (
            ["Regionale innovatie van", "het midden- en kleinbedrijf"],
            ["Vervolgstap voor bedrijven"],
        ),
        (
            ["Investeringen in", "nieuwe fieldlabs"],
            ["Een belangrijke bron van", "geld voor de regio"],
        ),
        (["Netwerk van digitale", "hubs in Europa"], ["Een mogelijke opvolger van", "de hubs"]),
        (["Kennis voor mensen", "die omscholen"], ["Specifiek voor het programma", "en eenmalig"]),
    ]
    texts: list[Text] = []
    for row, cells in enumerate(rows):
        for x, lines in zip((72, 300), cells, strict=True):
            texts += [Text(x, 700 - 36 * row - 14 * n, line, 10) for n, line in enumerate(lines)]
    text = letters(text_of(read_bytes, pdf_bytes([Sheet(texts)])))
    assert text == letters("".join("".join(left + right) for left, right in rows))


def test_a_table_of_words_and_figures_keeps_its_rows(read_bytes: ReadBytes) -> None:
    figures = ["12.300 euro", "8.900 euro", "15.000 euro", "2.100 euro", "7.400 euro", "900 euro"]
    (page,) = read_bytes(line_by_line((72, LEFT), (400, figures))).pages
    for line, figure in zip(LEFT, figures, strict=True):
        assert f"{line}\t{figure}" in page.text


def test_a_justified_paragraph_with_wide_gaps_stays_as_it_is(read_bytes: ReadBytes) -> None:
    texts: list[Text] = []
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        texts += [
            Text(72, 700 - 14 * row, left, 10),
            Text(280 + 7 * row, 700 - 14 * row, right, 10),
        ]
    text = text_of(read_bytes, pdf_bytes([Sheet(texts)]))
    assert all(left in text and right in text for left, right in zip(LEFT, RIGHT, strict=True))
    assert letters(LEFT[0] + RIGHT[0] + LEFT[1]) in letters(text)
