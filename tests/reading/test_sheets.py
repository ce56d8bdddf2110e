"""Excel: every value is named by what stands above and beside it, and what is left out is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from assistant.chunking import passages
from assistant.reading.spreadsheet import read_xlsx
from assistant.reading.spreadsheet.formulas import Formulas
from assistant.reading.spreadsheet.shown_values import shown_value
from assistant.records import BlockKind, Page, Reading


def read(fill: Callable[[Any], object], title: str = "Blad") -> Reading:
    book = openpyxl.Workbook()
    book.active.title = title
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue(), "a.xlsx")


def filled(*rows: list[Any]) -> Callable[[Any], object]:
    return lambda sheet: [sheet.append(row) for row in rows]


def in_words(page: Page) -> list[str]:
    return [s.in_words for p in passages("ab" * 32, (page,)) for s in p.sentences]


def test_years_that_are_numbers_name_their_columns() -> None:
    reading = read(filled(["Provincie", 2018, 2019], ["Limburg", 7, 9], ["Zeeland", 2, 2]))
    assert "Limburg; 2018: 7; 2019: 9" in in_words(reading.pages[0])


def test_merged_heads_name_each_column_below_them() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Provincie", "2018", None, "2019", None])
        sheet.append([None, "Bijdrage (mln)", "Aandeel", "Bijdrage (mln)", "Aandeel"])
        sheet.append(["Groningen", 12.4, 0.31, 15.5, 0.345])
        for merged in ("A1:A2", "B1:C1", "D1:E1"):
            sheet.merge_cells(merged)
        for column in ("C", "E"):
            sheet[f"{column}3"].number_format = "0.0%"

    (table,) = read(fill).pages[0].tables
    assert table.heads == (
        "Provincie",
        "2018 Bijdrage (mln)",
        "2018 Aandeel",
        "2019 Bijdrage (mln)",
        "2019 Aandeel",
    )
    words = in_words(read(fill).pages[0])[-1]
    assert "2019 Bijdrage (mln): 15,5" in words
    assert "2019 Aandeel: 34,5%" in words


def test_tables_are_parted_by_empty_rows_and_columns_and_named_by_the_line_above() -> None:
    reading = read(
        filled(
            ["Hallen per provincie", None, None, None, "Banen (x 1.000)"],
            ["Provincie", 2018, 2019, None, "Sector", 2018, 2019],
            ["Limburg", 7, 9, None, "Zorg", 70, 90],
            ["Zeeland", 2, 3, None, "Bouw", 20, 30],
            [],
            [],
            ["Budget"],
            [],
            ["Post", "Euro"],
            ["Vloer", 5],
            ["Bron: CBS"],
        )
    )
    tables = reading.pages[0].tables
    assert [table.caption for table in tables] == [
        "Hallen per provincie",
        "Banen (x 1.000)",
        "Budget",
    ]
    assert tables[1].heads == ("Sector", "2018", "2019")
    assert tables[1].unit == "x 1.000"
    assert reading.pages[0].text.endswith("Bron: CBS")


def test_totals_that_stand_apart_belong_to_the_table_above() -> None:
    reading = read(filled(["Provincie", 2018, 2019], ["Limburg", 7, 9], [], ["Totaal", 7, 9]))
    assert in_words(reading.pages[0])[-1] == "Totaal; 2018: 7; 2019: 9"


def test_formulas_without_a_stored_value_are_counted_or_told_of() -> None:
    reading = read(
        filled(
            ["Provincie", 2018, 2019],
            ["Limburg", 7, 9],
            ["Zeeland", 2, 3],
            ["Totaal", "=SUM(B2:B3)", "=C2+C3*1"],
            ["Anders", '=IF(B2>1,"x","y")', 5],
        ),
        "Per jaar",
    )
    assert "Totaal; 2018: 9; 2019: 12" in in_words(reading.pages[0])
    (warning,) = reading.warnings
    assert "1 formula has no stored value" in warning
    assert "Per jaar B5" in warning


def test_hidden_rows_and_columns_are_not_read_and_named() -> None:
    def fill(sheet: Any) -> None:
        filled(
            ["Project", "Start", "Geheim"],
            ["Venlo", date(2020, 3, 1), "x"],
            ["Emmen", date(2020, 9, 1), "y"],
        )(sheet)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    reading = read(fill, "Planning")
    assert reading.pages[0].text.split("\n") == ["Planning", "Project\tStart", "Venlo\t2020-03-01"]
    (warning,) = reading.warnings
    assert "Planning row 3, Planning column C" in warning


def test_a_note_on_a_cell_is_a_note() -> None:
    def fill(sheet: Any) -> None:
        filled(["Provincie", 2019], ["Limburg", 9])(sheet)
        sheet["B2"].comment = Comment("Voorlopig cijfer.", "Petra")

    page = read(fill).pages[0]
    assert page.text.endswith("\n[B2] Voorlopig cijfer.")
    assert page.blocks[-1].kind is BlockKind.FOOTNOTE


@pytest.mark.parametrize(
    ("value", "code", "dutch", "english"),
    [
        (1234567.891, "#,##0.00", "1.234.567,89", "1,234,567.89"),
        (-12.5, "General", "-12,5", "-12.5"),
        (-12.5, "#,##0.0;(#,##0.0)", "(12,5)", "(12.5)"),
        (0.345, "0%", "35%", "35%"),
        (15_500_000, '0.0,," mln"', "15,5 mln", "15.5 mln"),
        (12.5, "[$€-413] #,##0.00", "€ 12,50", "€ 12.50"),
        (12.345, "General", "12,3450", "12.3450"),
        (2019, "General", "2019", "2019"),
        (0.1 + 0.2, "General", "0,3", "0.3"),
        (True, "General", "TRUE", "TRUE"),
        (date(2019, 3, 1), "d-m-yyyy", "2019-03-01", "2019-03-01"),
        (datetime(2019, 3, 1), "yyyy", "2019", "2019"),
        (datetime(2019, 3, 1), "[$-413]mmm yyyy", "2019-03", "2019-03"),
    ],
)
def test_a_number_is_shown_as_excel_shows_it_in_the_language_of_its_workbook(
    value: Any, code: str, dutch: str, english: str
) -> None:
    assert shown_value(value, code, "nl") == dutch
    assert shown_value(value, code, "en") == english


@given(st.floats() | st.integers(), st.text(alphabet='#0?,.;%"E+-€ []\\_*$/@', max_size=20))
def test_any_number_in_any_format_is_shown_without_an_error(value: float, code: str) -> None:
    assert "\n" not in shown_value(value, code, "nl")


CELLS = {"S": {(1, 1): 2, (2, 1): 3, (3, 1): "tekst", (1, 2): 0.5}}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A3)", 5),
        ("=A1+A2*2-1", 7),
        ("=(A1+A2)/B1", 10),
        ("=-A1^2", None),
        ("=SUM(A1:A2,10,B1)", 15.5),
        ("=AVERAGE($A$1:A2)", 2.5),
        ("=ROUND(A1/A2,2)", 0.67),
        ("='S'!A1*10%", 0.2),
        ("=A3+1", None),
        ("=A1/0", None),
        ("=Ander!A1", None),
        ("=SUM(A1:XFD1048576)", None),
        ("=IF(A1>1,2,3)", None),
        ("=" + "(" * 500 + "1" + ")" * 500, None),
        ("=C9", None),
    ],
)
def test_arithmetic_on_cells_is_done_and_nothing_else(formula: str, value: float | None) -> None:
    formulas = Formulas(CELLS, {"S": {(9, 9): formula, (9, 3): "=C9"}})
    assert formulas.value("S", (9, 9)) == (None if value is None else pytest.approx(value))


@given(st.text(alphabet="SUMABC123$:()+-*/,;!'. ", max_size=30))
def test_no_formula_makes_an_error(formula: str) -> None:
    Formulas(CELLS, {"S": {(9, 9): f"={formula}"}}).value("S", (9, 9))


def test_cells_that_nobody_sees_or_that_are_struck_are_left_out_and_raised_marks_set_apart() -> (
    None
):
    def fill(sheet: Any) -> None:
        for row in (
            ["Gemeente", "Banen"],
            ["Assen", 30],
            ["Emmen", 31],
            ["Breda", 32],
            ["Tiel", 33],
        ):
            sheet.append(row)
        sheet["B3"].font = Font(strike=True)
        sheet["B4"].font = Font(color="FFFFFFFF")
        sheet["B5"].number_format = ";;;"
        mark = TextBlock(InlineFont(vertAlign="superscript"), "3")
        sheet["B2"] = CellRichText("45", mark)

    reading = read(fill)
    (page,) = reading.pages
    assert "Assen\t45[3]" in page.text
    assert not any(number in page.text for number in ("31", "32", "33"))
    assert any("struck" in warning for warning in reading.warnings)
    assert any(warning.startswith("2 pieces of text that nobody") for warning in reading.warnings)


def test_a_total_counts_what_nobody_sees() -> None:
    def fill(sheet: Any) -> None:
        for row in (["Gemeente", "Banen"], ["Assen", 30], ["Emmen", 31], ["Totaal", "=SUM(B2:B3)"]):
            sheet.append(row)
        sheet["B2"].number_format = ";;;"
        sheet["B3"].font = Font(color="FFFFFFFF")

    assert "Totaal\t61" in read(fill).pages[0].text


@pytest.mark.parametrize("how", ["table", "rule", "rule elsewhere"])
def test_white_heads_are_read_where_a_table_or_a_rule_may_give_them_a_ground(how: str) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Gemeente", "Banen"])
        sheet.append(["Assen", 30])
        for cell in sheet[1]:
            cell.font = Font(color="FFFFFFFF")
        if how == "table":
            sheet.add_table(Table(displayName="Banen", ref="A1:B2"))
        else:
            rule = FormulaRule(formula=["TRUE"], fill=PatternFill(bgColor="FF003366"))
            sheet.conditional_formatting.add("A1:B1" if how == "rule" else "A2:B9", rule)

    reading = read(fill)
    assert ("Gemeente" in reading.pages[0].text) is (how != "rule elsewhere")
    assert len(reading.warnings) == (how == "rule elsewhere")


def test_white_words_on_a_dark_cell_are_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Gemeente", "Banen"])
        sheet.append(["Assen", 30])
        for cell in sheet[1]:
            cell.font = Font(color="FFFFFFFF")
            cell.fill = PatternFill("solid", fgColor="FF003366")

    assert "Assen; Banen: 30" in in_words(read(fill).pages[0])
