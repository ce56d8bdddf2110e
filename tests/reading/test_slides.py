"""PowerPoint: tables keep what names their cells, and the values of charts can be quoted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pptx
from hostile_others import changed
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from assistant.chunking import passages
from assistant.reading.slides import read_pptx
from assistant.records import Page, Reading


def slide_file(fill: Callable[[Any], object]) -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Hallen in het hele land en in de provincies"
    fill(slide.shapes)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def read(fill: Callable[[Any], object]) -> Reading:
    return read_pptx(slide_file(fill), "a.pptx", 9)


def rows(page: Page) -> list[str]:
    return [page.text[b.start : b.end] for b in page.blocks if b.kind == "table_row"]


def add_chart(shapes: Any) -> None:
    data = CategoryChartData()
    data.categories = ["2018", "2019"]
    data.add_series("Limburg", (7, 9.5))
    data.add_series("Aandeel", (0.1, 0.25), number_format="0%")
    size = Inches(3)
    chart = shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, size, size, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Aantal hallen"


def test_the_values_of_a_chart_are_a_table() -> None:
    (page,) = read(add_chart).pages
    assert rows(page) == ["Limburg\tAandeel", "2018\t7\t10%", "2019\t9,5\t25%"]
    (table,) = page.tables
    assert table.heads == ("", "Limburg", "Aandeel")
    assert table.labels == ("", "2018", "2019")
    assert table.caption == "Aantal hallen"


def test_a_chart_that_says_it_has_a_billion_points_has_those_it_has() -> None:
    data = changed(
        slide_file(add_chart),
        "ppt/charts/" + _chart_name(slide_file(add_chart)),
        lambda body: body.replace(b'ptCount val="2"', b'ptCount val="999999999"'),
    )
    (page,) = read_pptx(data, "a.pptx", 9).pages
    assert rows(page)[1] == "2018\t7\t10%"


def _chart_name(data: bytes) -> str:
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    return next(n for n in names if n.startswith("ppt/charts/chart")).rpartition("/")[2]


def test_merged_cells_of_a_table_name_each_column_below_them() -> None:
    def fill(shapes: Any) -> None:
        table = shapes.add_table(3, 3, 0, 0, Inches(6), Inches(2)).table
        for place, text in {
            (0, 0): "Provincie",
            (0, 1): "Begroting",
            (1, 1): "2018",
            (1, 2): "2019",
            (2, 0): "Limburg",
            (2, 1): "7",
            (2, 2): "9",
        }.items():
            table.cell(*place).text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))

    (table,) = read(fill).pages[0].tables
    assert table.heads == ("Provincie", "Begroting 2018", "Begroting 2019")


def test_raised_notes_stand_apart_and_struck_text_is_left_out() -> None:
    def fill(shapes: Any) -> None:
        frame = shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame
        for text, name, value in (
            ("Er zijn 45", "lang", "nl-NL"),
            ("3", "baseline", "30000"),
            (" hallen.", "lang", "nl-NL"),
            (" Er zijn 99 hallen.", "strike", "sngStrike"),
        ):
            run = frame.paragraphs[0].add_run()
            run.text = text
            run.font._element.set(name, value)

    reading = read(fill)
    assert reading.pages[0].text.split("\n")[1] == "Er zijn 45[3] hallen."
    assert len(reading.warnings) == 1


def test_what_lies_beside_a_slide_and_slides_that_are_hidden_are_not_read() -> None:
    deck = pptx.Presentation()
    for words in ("Er zijn 12 hallen.", "Er zijn 99 hallen."):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "Hallen"
        slide.shapes.add_textbox(0, Inches(2), Inches(4), Inches(1)).text_frame.text = words
        beside = slide.shapes.add_textbox(Inches(-9), 0, Inches(4), Inches(1))
        beside.text_frame.text = "Er zijn 77 hallen."
    slide._element.set("show", "0")
    out = io.BytesIO()
    deck.save(out)
    reading = read_pptx(out.getvalue(), "a.pptx", 9)
    first, second = reading.pages
    assert (first.text, second.text) == ("Hallen\nEr zijn 12 hallen.", "")
    assert any("hidden" in warning and "2" in warning for warning in reading.warnings)


def test_a_chart_of_points_and_a_chart_of_one_series_name_their_values() -> None:
    def points(shapes: Any) -> None:
        data = XyChartData()
        data.add_series("Export").add_data_point(2019, 12.5)
        shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, 0, 0, Inches(6), Inches(4), data)

    def years(shapes: Any) -> None:
        data = CategoryChartData()
        data.categories = [2018, 2019]
        data.add_series("Export", (11.2, 12.5))
        shapes.add_chart(XL_CHART_TYPE.LINE, 0, 0, Inches(6), Inches(4), data)

    for fill in (points, years):
        (page,) = read(fill).pages
        assert "2019; Export: 12,5" in [
            s.in_words for p in passages("ab" * 32, (page,)) for s in p.sentences
        ]
