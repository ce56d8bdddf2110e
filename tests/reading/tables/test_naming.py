"""What names the rows and columns of a table, whatever file it came from."""

from __future__ import annotations

from assistant.reading.tables.drafts import DraftCell, TableDraft, draft_of
from assistant.reading.tables.naming import Named, named_tables


def named(*rows: list[str]) -> Named:
    [table] = named_tables(draft_of(rows))
    return table


def test_years_above_figures_name_their_columns() -> None:
    table = named(["Provincie", "2017", "2018"], ["Limburg", "5", "7"], ["Zeeland", "3", "4"])
    assert table.heads == ("Provincie", "2017", "2018")
    assert table.labels == ("", "Limburg", "Zeeland")


def test_heads_of_two_rows_are_one_name_and_a_spanning_head_counts_for_each_column() -> None:
    cells = (
        DraftCell("Begroting", 0, 1, columns=2),
        DraftCell("Programma", 0, 0, rows=2),
        DraftCell("2024", 1, 1),
        DraftCell("2025", 1, 2),
        DraftCell("Veiligheid", 2, 0),
        DraftCell("12", 2, 1),
        DraftCell("13", 2, 2),
    )
    [table] = named_tables(TableDraft(cells))
    assert table.heads == ("Programma", "Begroting 2024", "Begroting 2025")


def test_the_first_documents_of_a_list_are_no_heads_of_its_columns() -> None:
    heads = ["Nr.", "Datum", "Document", "Beoordeling", "Grond"]
    table = named(
        heads,
        ["1", "03-05-2021", "E-mail", "Openbaar", ""],
        ["2", "04-05-2021", "Notitie", "Gedeeltelijk openbaar", "5.1.2e"],
        ["3", "10-05-2021", "Verslag", "Niet openbaar", "5.2.1"],
    )
    assert table.heads == tuple(heads)


def test_a_row_with_a_label_alone_is_the_group_of_the_rows_below() -> None:
    table = named(
        ["Balans", "2023", "2024"],
        ["Vaste activa", "", ""],
        ["Uitzettingen", "0", "0"],
        ["Voorraden", "", ""],
        ["Overig", "5", "6"],
    )
    assert table.labels[2] == "Vaste activa › Uitzettingen"
    assert table.labels[4] == "Voorraden › Overig"
    assert table.group == "Voorraden"


def test_a_cell_that_spans_rows_names_each_of_them() -> None:
    cells = (
        DraftCell("Landsdeel", 0, 0),
        DraftCell("Proeftuin", 0, 1),
        DraftCell("2018", 0, 2),
        DraftCell("Zuid", 1, 0, rows=2),
        DraftCell("Printlab", 1, 1),
        DraftCell("354", 1, 2),
        DraftCell("Fotonlab", 2, 1),
        DraftCell("482", 2, 2),
    )
    [table] = named_tables(TableDraft(cells))
    assert table.labels == ("", "Zuid › Printlab", "Zuid › Fotonlab")


def test_a_title_over_the_whole_table_names_it_with_its_unit() -> None:
    cells = (
        DraftCell("Kasstromen, bedragen x € 1.000", 0, 0, columns=3),
        DraftCell("Post", 1, 0),
        DraftCell("2023", 1, 1),
        DraftCell("2024", 1, 2),
        DraftCell("Investeringen", 2, 0),
        DraftCell("12", 2, 1),
        DraftCell("13", 2, 2),
    )
    [table] = named_tables(TableDraft(cells))
    assert table.caption == "Kasstromen, bedragen x € 1.000"
    assert table.unit == "x € 1.000"
    assert table.heads == ("Post", "2023", "2024")


def test_heads_that_come_again_halfway_start_another_table() -> None:
    first, second = named_tables(
        draft_of(
            [
                ["Veiligheid", "2023", "2024"],
                ["Brandweer", "5", "6"],
                ["Zorg", "2025", "2026"],
                ["Hulp", "7", "8"],
            ]
        )
    )
    assert first.heads == ("Veiligheid", "2023", "2024")
    assert second.heads == ("Zorg", "2025", "2026")
    assert second.labels == ("", "Hulp")


def test_pairs_of_words_have_no_heads() -> None:
    table = named(["Looptijd", "vier jaar"], ["Aanvrager", "Gemeente Assen"])
    assert table.heads == ("", "")
    assert table.labels == ("Looptijd", "Aanvrager")


def test_what_the_file_says_are_heads_are_heads() -> None:
    [table] = named_tables(draft_of([["Eis", "Toelichting"], ["E1", "Werkt altijd."]], heads=1))
    assert table.heads == ("Eis", "Toelichting")
    assert table.labels == ("", "E1")
