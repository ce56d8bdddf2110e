"""Small files of kinds that are easily read wrong, taken in as they are: what is asked of them is found."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from pdf_writer import Annotation, Sheet, Text, paragraph, pdf_bytes

from assistant.api import ask, check
from assistant.ingestion import ingest
from assistant.library import Library

MAIL = """From: Petra Bos <petra@example.nl>
To: Kees Smit <kees@example.nl>
Subject: RE: cijfers zwembaden
Date: Mon, 14 Oct 2019 09:12:00 +0200
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Na controle blijkt het aantal zwembaden 42 te zijn.

Op do 3 okt. 2019 om 16:12 schreef Kees Smit <kees@example.nl>:
> Volgens mijn lijst is het aantal zwembaden 57.
"""
LEFT = (
    "De kas van de kwekers bleef dit jaar lang|leeg. De veiling in Naaldwijk draaide een|omzet van 4,7 miljard|"
    "euro. De vraag uit het buitenland groeit|en de kosten van energie stegen verder|dan in de raming stond."
).split("|")
RIGHT = (
    "Voor de scholing van personeel is meer|geld nodig. De telers in Emmen plantten|930 hectare tulpen. Met de|"
    "scholen zijn afspraken gemaakt over|stages in het voorjaar waarvan de|bedrijven de kosten dragen."
).split("|")


def columns() -> bytes:
    """Two columns that the file draws line by line."""
    pairs = zip(paragraph(72, 700, LEFT, 10), paragraph(320, 700, RIGHT, 10), strict=True)
    return pdf_bytes([Sheet([text for pair in pairs for text in pair])])


def numbers() -> bytes:
    lines = [
        "In Flevoland werken 68\u00a0012 mensen in de zorg.",
        "De schade in Limburg bedroeg 1.234.567,89 euro.",
    ]
    return pdf_bytes([Sheet(paragraph(72, 700, lines))])


def form() -> bytes:
    labels = [
        Text(72, 700, "Aanvraag van Flexibele assemblage Noord", 16),
        Text(72, 560, "Gevraagd subsidiebedrag"),
    ]
    value = Annotation(
        "Widget",
        (260, 555, 420, 575),
        "/FT /Tx /T (bedrag) /V (412.500 euro) /DA (/F0 11 Tf 0 g) /F 4",
        "/Tx BMC q BT /F0 11 Tf 0 g 2 5 Td (412.500 euro) Tj ET Q EMC",
    )
    return pdf_bytes([Sheet(labels, annotations=[value])])


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[object]] = [
        ["Proeftuinen", None, None],
        ["Provincie", 2018, 2019],
        ["Groningen", 4, 6],
        ["Limburg", 7, 9],
    ]
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def struck() -> bytes:
    document = docx.Document()
    document.add_heading("Regeling warmtenetten", 1)
    sentence = document.add_paragraph("De maximale subsidie per warmtenet is ")
    sentence.add_run("500.000 ").font.strike = True
    sentence.add_run("750.000 euro.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table_over_pages() -> bytes:
    def rows(first: float, cells: list[tuple[str, str, str]]) -> list[Text]:
        return [
            Text(x, first - 14 * n, c, 10)
            for n, row in enumerate(cells)
            for x, c in zip((72, 300, 400), row, strict=True)
        ]

    heads = ("Subsidie (x 1.000 euro)", "2018", "2019")
    labs = [(f"Meetlab {n}", str(300 + n), str(400 + n)) for n in range(11, 29)]
    return pdf_bytes(
        [
            Sheet(rows(320, [heads, *labs])),
            Sheet(
                rows(
                    770,
                    [
                        ("Printlab Venlo", "354", "482"),
                        ("Rijlab Breda", "21", "22"),
                        ("Boslab Epe", "31", "32"),
                    ],
                )
            ),
        ]
    )


FILES: dict[str, bytes | str] = {
    "aanvraag.pdf": form(),
    "voortgang.html": "<h1>Voortgang</h1><p>In 2019 waren er 45<sup>3</sup> makerspaces in Nederland.</p>",
    "cijfers.xlsx": workbook(),
    "regeling.docx": struck(),
    "kolommen.pdf": columns(),
    "getallen.pdf": numbers(),
    "zwembaden.eml": MAIL,
    "bijlage.pdf": table_over_pages(),
    "Regio Noord/plan.md": "# Uitvoeringsplan zon\n\nDe regio Noord legt 310 megawatt zonnepanelen aan.\n",
    "Regio Zuid/plan.md": "# Uitvoeringsplan zon\n\nDe regio Zuid legt 520 megawatt zonnepanelen aan.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("files")
    for name, content in FILES.items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with Library.open(folder / "library") as opened:
        ingest(opened, [folder / "source"])
        yield opened


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("Hoeveel subsidie is gevraagd voor Flexibele assemblage Noord?", "412.500 euro", "?"),
        ("Hoeveel makerspaces waren er in 2019?", "45[3] makerspaces", "453"),
        ("Hoeveel proeftuinen had Limburg in 2019?", "2019: 9", "2019: 7"),
        ("Wat is de maximale subsidie per warmtenet?", "750.000 euro", "500.000"),
        ("Hoeveel omzet draaide de veiling in Naaldwijk?",
         "De veiling in Naaldwijk draaide een omzet van 4,7 miljard euro.", "tulpen"),
        ("Hoeveel hectare tulpen plantten de telers in Emmen?", "plantten 930 hectare tulpen.", "Naaldwijk"),
        ("Hoeveel zwembaden zijn er?", "42", "?"),
        ("Hoeveel subsidie kreeg Printlab Venlo in 2019?", "2019: 482", "2019: 354"),
        ("Hoeveel megawatt zonnepanelen legt de regio Noord aan?", "310 megawatt", "?"),
        ("Hoeveel megawatt zonnepanelen legt de regio Zuid aan?", "520 megawatt", "?"),
    ],
)  # fmt: skip
def test_a_question_is_answered_with_the_value_that_is_right(
    question: str, right: str, wrong: str, library: Library
) -> None:
    answer = ask(library, question)
    first = answer.statements[0]
    told = f"{first.text} {first.row.in_words(first.text) if first.row else ''}"
    assert right in told
    assert wrong not in told


def test_what_an_earlier_message_says_stands_under_who_wrote_it(library: Library) -> None:
    for statement in ask(library, "Hoeveel zwembaden zijn er?").statements:
        if "57" in statement.text:
            assert "Kees Smit" in statement.citations[0].section


def test_claims_of_grouped_numbers_are_ruled_on_by_the_whole_number(library: Library) -> None:
    text = (
        "In Flevoland werken 68.012 mensen in de zorg. In Flevoland werken 69.012 mensen in de zorg. "
        "De schade in Limburg bedroeg 1.234.567,89 euro."
    )
    rulings = [verdict.ruling.value for verdict in check(library, text).verdicts]
    assert rulings == ["supported", "contradicted", "supported"]
