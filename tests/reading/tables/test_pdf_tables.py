"""Tables of PDF pages, with and without rules: each cell knows its row, its column and its unit."""

from __future__ import annotations

from collections.abc import Sequence

from conftest import ReadBytes
from pdf_writer import Sheet, Text, paragraph, pdf_bytes

from assistant.chunking import passages
from assistant.figures import figures_of
from assistant.records import FigureMention, Reading

INTRO = paragraph(
    72,
    790,
    [
        "Het programma brengt bedrijven, kennisinstellingen en overheden bij elkaar in de regio.",
        "De stuurgroep komt vier keer per jaar bijeen en bespreekt dan de voortgang van alles.",
    ],
)
HEIGHT = 20


def grid(xs: Sequence[float], top: float, rows: int) -> str:
    """Rules around and between ``rows`` rows, drawn as strokes."""
    bottom = top - rows * HEIGHT
    level = [
        f"{xs[0]} {top - n * HEIGHT} m {xs[-1]} {top - n * HEIGHT} l S" for n in range(rows + 1)
    ]
    upright = [f"{x} {top} m {x} {bottom} l S" for x in xs]
    return "\n".join([*level, *upright])


def cells(xs: Sequence[float], top: float, rows: Sequence[Sequence[str]]) -> list[Text]:
    return [
        Text(xs[column] + 3, top - (number + 1) * HEIGHT + 6, text, size=9)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]


def words_of(reading: Reading) -> list[str]:
    return [
        s.in_words
        for p in passages("ab" * 32, reading.pages)
        for s in p.sentences
        if s.row and s.row.cells
    ]


def figures(reading: Reading) -> list[FigureMention]:
    return [m for m in figures_of(passages("ab" * 32, reading.pages)) if m.row]


XS = (72, 220, 300, 380, 460)


def test_a_ruled_table_names_each_cell_and_its_figures_are_in_its_unit(
    read_bytes: ReadBytes,
) -> None:
    rows = [
        ["Lab", "2017", "2018", "2019"],
        ["Printlab Venlo", "198", "354", "482"],
        ["Fotonlab Assen", "135", "255", "365"],
    ]
    caption = Text(72, 712, "Tabel 3. Subsidie per lab (x 1.000 euro)", size=9)
    sheet = Sheet([*INTRO, caption, *cells(XS, 700, rows)], drawing=grid(XS, 700, 3))
    reading = read_bytes(pdf_bytes([sheet]), "bijlage.pdf")
    [table] = reading.pages[0].tables
    assert table.heads == ("Lab", "2017", "2018", "2019")
    assert (table.caption, table.unit) == (
        "Tabel 3. Subsidie per lab (x 1.000 euro)",
        "x 1.000 euro",
    )
    [last] = [m for m in figures(reading) if m.row == "Printlab Venlo" and m.column == "2019"]
    assert (last.printed, last.value, last.unit) == ("482", 482_000.0, "euro")
    assert (last.first, last.last) == ("2019-01-01", "2019-12-31")


def test_cells_stand_on_the_page_word_for_word(read_bytes: ReadBytes) -> None:
    rows = [["Provincie", "2018", "2019"], ["Limburg", "7", "9"], ["Zeeland", "3", "4"]]
    sheet = Sheet([*INTRO, *cells(XS, 700, rows)], drawing=grid(XS[:4], 700, 3))
    page = read_bytes(pdf_bytes([sheet]), "bijlage.pdf").pages[0]
    [table] = page.tables
    assert [page.text[c.start : c.end] for c in table.cells] == [t for row in rows for t in row]


def test_columns_without_rules_are_those_that_stand_under_each_other(read_bytes: ReadBytes) -> None:
    rows = [
        ["Gemeente", "2021", "2022", "2023"],
        ["Assen", "12", "14", "18"],
        ["Emmen", "", "21", "25"],
        ["Hoogeveen", "3", "4", "5"],
    ]
    reading = read_bytes(pdf_bytes([Sheet([*INTRO, *cells(XS, 700, rows)])]), "bijlage.pdf")
    assert words_of(reading)[1] == "Emmen; 2022: 21; 2023: 25"


def test_heads_that_stand_closer_than_cells_are_those_of_the_columns_below(
    read_bytes: ReadBytes,
) -> None:
    rows = [["Onderwijs", "1.150", "1.204"], ["Jeugd", "2.300", "2.410"], ["Saldo", "(125)", "318"]]
    xs = (72, 248, 326)
    heads = cells(xs, 714, [["Programma (bedragen x € 1.000)", "Rekening 2022", "Begroting 2023"]])
    reading = read_bytes(pdf_bytes([Sheet([*INTRO, *heads, *cells(xs, 700, rows)])]), "bijlage.pdf")
    assert "Jeugd; Rekening 2022: 2.300 (x € 1.000); Begroting 2023: 2.410 (x € 1.000)" in words_of(
        reading
    )


def test_lines_of_one_cell_are_one_row(read_bytes: ReadBytes) -> None:
    xs = (72, 220, 300, 380)
    texts = [
        *cells(xs, 700, [["Maatregel", "2023", "2024"]]),
        Text(75, 670, "Verduurzaming van", size=9),
        Text(75, 658, "schoolgebouwen", size=9),
        Text(223, 664, "250", size=9),
        Text(303, 664, "275", size=9),
        *cells(xs, 650, [["Zwembad", "40", "45"]]),
    ]
    rules = (
        "\n".join(f"72 {y} m 380 {y} l S" for y in (700, 680, 650, 630))
        + "\n"
        + "\n".join(f"{x} 700 m {x} 630 l S" for x in xs)
    )
    reading = read_bytes(pdf_bytes([Sheet([*INTRO, *texts], drawing=rules)]), "bijlage.pdf")
    assert words_of(reading)[0] == "Verduurzaming van schoolgebouwen; 2023: 250; 2024: 275"


def test_a_table_that_goes_on_over_the_page_keeps_its_heads_and_group(
    read_bytes: ReadBytes,
) -> None:
    first = [["Lab", "2018", "2019"], ["Landsdeel Zuid", "", ""], ["Lijmlab", "3", "4"]]
    second = [["Printlab", "5", "6"], ["Rijlab", "7", "8"]]
    xs = XS[:4]
    sheets = [
        Sheet([*INTRO, *cells(xs, 200, first)], drawing=grid(xs, 200, 3)),
        Sheet(cells(xs, 700, second), drawing=grid(xs, 700, 2)),
    ]
    reading = read_bytes(pdf_bytes(sheets), "bijlage.pdf")
    [table] = reading.pages[1].tables
    assert table.continues
    assert words_of(reading)[-2:] == [
        "Landsdeel Zuid › Printlab; 2018: 5; 2019: 6",
        "Landsdeel Zuid › Rijlab; 2018: 7; 2019: 8",
    ]


def test_columns_within_a_ruled_column_are_columns(read_bytes: ReadBytes) -> None:
    xs = (72, 200, 350, 500)
    texts = cells(xs, 700, [["Programma", "2024", "2025"]])
    for n, (name, *values) in enumerate(
        [
            ("Zorg", "102", "-4.204", "112", "-4.310"),
            ("Wonen", "633", "-5.171", "640", "-5.200"),
            ("Groen", "716", "-9.221", "720", "-9.300"),
        ],
        start=1,
    ):
        y = 700 - (n + 1) * HEIGHT + 6
        texts.append(Text(75, y, name, size=9))
        texts += [
            Text(x, y, value, size=9) for x, value in zip((215, 300, 365, 450), values, strict=True)
        ]
    reading = read_bytes(
        pdf_bytes([Sheet([*INTRO, *texts], drawing=grid(xs, 700, 4))]), "bijlage.pdf"
    )
    assert words_of(reading)[1] == "Wonen; 2024: 633; 2024: -5.171; 2025: 640; 2025: -5.200"


def test_prose_beside_a_drawing_is_no_table(read_bytes: ReadBytes) -> None:
    sheet = Sheet(INTRO, drawing="60 600 400 250 re S")
    assert read_bytes(pdf_bytes([sheet]), "kader.pdf").pages[0].tables == ()


def test_rules_that_part_a_letterhead_from_the_text_make_no_table(read_bytes: ReadBytes) -> None:
    lines = [
        f"Regel {n} van de brief vertelt verder wat er in dat jaar gebeurde." for n in range(28)
    ]
    title = Text(203, 700, "Meetrapport van de sluizen", size=16)
    body = [Text(203, 670 - 13 * n, line, size=10) for n, line in enumerate(lines)]
    margin = Text(75, 600, "Postbus 12 Assen", size=9)
    rules = "\n".join(
        ["72 730 m 560 730 l S", "72 290 m 560 290 l S", "72 270 m 560 270 l S"]
        + [f"{x} 730 m {x} 270 l S" for x in (72, 200, 560)]
    )
    reading = read_bytes(pdf_bytes([Sheet([title, *body, margin], drawing=rules)]), "a.pdf")
    (page,) = reading.pages
    assert page.tables == ()
    assert reading.metadata.title == "Meetrapport van de sluizen"
    assert all(line in page.text.replace("\n", " ") for line in lines)
