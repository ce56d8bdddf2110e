"""Rows of tables as sentences: they carry what names their cells."""

from __future__ import annotations

from assistant.chunking import passages
from assistant.reading.flowing import page_of
from assistant.reading.tables.drafts import draft_of
from assistant.records import Sentence


def rows_of(rows: list[list[str]], caption: str = "") -> list[Sentence]:
    page = page_of(1, [draft_of(rows, caption=caption)])
    return [s for p in passages("ab" * 32, [page]) for s in p.sentences]


def test_a_row_reads_with_the_names_of_its_columns() -> None:
    _, limburg = rows_of([["Provincie", "2018", "2019"], ["Limburg", "7", "9"]])
    assert limburg.text == "Limburg\t7\t9"
    assert limburg.in_words == "Limburg; 2018: 7; 2019: 9"


def test_a_cell_keeps_the_unit_of_its_table() -> None:
    _, lab = rows_of([["Lab", "2018", "2019"], ["Printlab", "354", "482"]], "Subsidie x € 1.000")
    assert lab.in_words == "Printlab; 2018: 354 (x € 1.000); 2019: 482 (x € 1.000)"


def test_the_unit_of_a_caption_is_not_that_of_years_and_counts() -> None:
    caption = "Tabel 2. Programma's (x € 1.000)"
    _, row = rows_of([["Programma", "2024", "Looptijd tot"], ["Vakman", "78.500", "2031"]], caption)
    assert row.in_words == "Vakman; 2024: 78.500 (x € 1.000); Looptijd tot: 2031"
    heads = ["Discipline", "Aanvragen", "Gevraagd bedrag", "Subsidie vorig jaar"]
    _, row = rows_of([heads, ["Dans", "6", "940", "800"]], caption)
    assert row.in_words == (
        "Dans; Aanvragen: 6; Gevraagd bedrag: 940 (x € 1.000); Subsidie vorig jaar: 800 (x € 1.000)"
    )
    _, row = rows_of([["Bedragen x € 1.000", "Lasten", "Aantal"], ["Wegen", "12", "3"]], "")
    assert row.in_words == "Wegen; Lasten: 12 (x € 1.000); Aantal: 3"


def test_a_row_with_long_cells_is_quoted_by_the_sentence() -> None:
    long = "De app werkt altijd. " * 20
    sentences = rows_of([["Eis", "Toelichting", "Bron"], ["E1", long, "PvE"]])
    assert sentences[1].text == "De app werkt altijd."
    assert sentences[1].in_words == "E1; Toelichting: De app werkt altijd."


def test_places_of_a_row_are_its_words_on_the_page() -> None:
    page = page_of(1, [draft_of([["", "2018", "2019"], ["Limburg", "7", "9"]])])
    [table] = page.tables
    assert [page.text[c.start : c.end] for c in table.cells] == [
        "2018",
        "2019",
        "Limburg",
        "7",
        "9",
    ]
