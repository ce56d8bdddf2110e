"""What a file marks as no text (/Artifact) is left out, unless the file marks the text of a page so, too."""

from __future__ import annotations

from conftest import ReadBytes
from pdf_writer import Font, Sheet, Text, paragraph, pdf_bytes

TYPEWRITER = (Font("Courier"), Font("Courier-Bold"))  # every letter is as wide as any
SIZE = 10
LETTER = 6  # points
PROSE = [
    "De gemeente Zwolle heeft dit jaar veertien bruggen vernieuwd en",
    "daarvoor was een bedrag van 45 miljoen euro vrijgemaakt, dat voor",
    "de helft door de provincie Overijssel werd betaald. De aannemers",
    "hebben het werk binnen de afgesproken termijn opgeleverd, met",
    "uitzondering van de brug over het kanaal.",
]
LABELS = [
    "Zwolle",
    "Deventer 14 bruggen",
    "Kampen 9 bruggen",
    "Aantal bruggen per gemeente",
    "Bron: opgave van de provincie in 2021.",
]
BESIDE = [
    "De figuur laat zien hoeveel er per gemeente",
    "in dit jaar zijn vernieuwd en hoeveel niet.",
]
HEAD = Text(72, 800, "Jaarverslag", 9)


def marked(texts: list[Text]) -> str:
    """Operators that write lines which the file marks as no text."""
    shown = [f"/F0 {t.size} Tf 1 0 0 1 {t.x} {t.y} Tm ({t.text}) Tj" for t in texts]
    return f"/Artifact BMC BT {' '.join(shown)} ET EMC"


def foot(number: int) -> Text:
    return Text(300, 40, str(number), 9)


def of_typewriter(sheet: Sheet) -> bytes:
    return pdf_bytes([sheet], fonts=TYPEWRITER)


def torn(at: dict[int, int]) -> tuple[list[Text], list[Text]]:
    """The prose in two layers, as a file has it that was touched up: of the lines in ``at`` what stands behind
    so many letters is in the second layer, and so are the lines that are in neither."""
    first: list[Text] = []
    second: list[Text] = []
    for number, line in enumerate(PROSE):
        cut, y = at.get(number, 0), 700 - 14 * number
        if cut:
            first.append(Text(72, y, line[:cut], SIZE))
        second.append(Text(72 + LETTER * cut, y, line[cut:], SIZE))
    return first, second


def test_text_is_read_whole_where_marks_tear_its_words(read_bytes: ReadBytes) -> None:
    first, second = torn({0: 20, 1: 35, 3: 17})
    drawing = marked([*second, foot(12)])
    (page,) = read_bytes(of_typewriter(Sheet(first, drawing=drawing))).pages
    assert page.text == " ".join(PROSE)
    assert page.label == ""


def test_paragraphs_stay_together_where_marks_tear_their_words(read_bytes: ReadBytes) -> None:
    first, second = torn({0: 20, 3: 17})
    other = ["Langs snelwegen rijden steeds meer vrachtauto's zonder chauffeur."]
    drawing = marked([*second, *paragraph(72, 560, other, SIZE)])
    (page,) = read_bytes(of_typewriter(Sheet(first, drawing=drawing))).pages
    assert [page.text[b.start : b.end] for b in page.blocks] == [" ".join(PROSE), *other]


def test_prose_is_read_though_it_is_marked_and_charts_and_running_heads_are_not(
    read_bytes: ReadBytes,
) -> None:
    """A chart may make up most of a page; its labels are rightly marked."""
    chart = marked([HEAD, *paragraph(72, 600, LABELS * 3, SIZE), foot(1)])
    title = Text(72, 760, "Bruggen", 24)
    prose = marked([HEAD, title, *paragraph(72, 700, PROSE, SIZE), foot(2)])
    sheets = [
        Sheet(paragraph(72, 700, BESIDE), drawing=chart),
        Sheet(paragraph(72, 500, BESIDE), drawing=prose),
    ]
    first, second = (page.text for page in read_bytes(pdf_bytes(sheets)).pages)
    assert first == " ".join(BESIDE)
    assert sorted(second.split("\n")) == sorted(["Bruggen", " ".join(BESIDE), " ".join(PROSE)])


def test_prose_that_runs_on_into_the_margin_is_read_to_its_end(read_bytes: ReadBytes) -> None:
    lines = paragraph(72, 176, PROSE * 2, SIZE, 13)
    data = pdf_bytes([Sheet(drawing=marked([*lines, Text(300, 20, "3", 9)]))])
    (page,) = read_bytes(data).pages
    assert page.text.split() == " ".join(PROSE * 2).split()
