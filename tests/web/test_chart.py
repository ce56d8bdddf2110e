"""One quantity over the years is drawn on the server: every point is a link to the page that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.conftest import HOSTILE, LETTER, REPORT, Shelf, Visitor

from assistant.presenting.answer_view import Presenter
from assistant.presenting.chart import BOTTOM, HEIGHT, RADIUS, WIDTH, Chart, chart_of
from assistant.presenting.plain_text import view_as_text
from assistant.records import Answer, Citation, Outcome, Point, Question, Series, Statement
from assistant.texts import Texts

from .test_asking import answering  # noqa: F401 - a fixture


def citation(publisher: str, document: str = "d") -> Citation:
    return Citation(
        document, "f.pdf", "ab" * 32, "T", publisher, "2021", 1, "1", "", 0, 5, "Er zijn"
    )


def point(value: float, year: int, publisher: str = "TNO", **rest: object) -> Point:
    statement = Statement("Er zijn zoveel.", (citation(publisher, publisher),))
    made = Point(value, f"{value:g}", f"{year}-01-01", f"{year}-12-31", statement)
    return replace(made, **rest)  # type: ignore[arg-type]


def drawn(*points: Point) -> Chart:
    return chart_of(Series("fieldlabs", "", points), lambda p: p.printed)


# Geometry

POINTS = st.lists(
    st.tuples(st.floats(0, 1e12, allow_nan=False), st.integers(1990, 2030), st.sampled_from("ABC")),
    min_size=1,
    max_size=24,
).map(lambda made: sorted((point(v, y, p) for v, y, p in made), key=lambda p: p.last))


@given(POINTS)
def test_every_point_is_inside_and_its_height_is_in_proportion_from_0(points: list[Point]) -> None:
    chart = drawn(*points)
    floor = HEIGHT - BOTTOM
    assert chart.levels[0].at == floor
    assert chart.levels[0].label == "0"
    most = max(p.value for p in points)
    tallest = floor - min(m.y for m in chart.marks)
    for mark, one in zip(chart.marks, points, strict=True):
        assert RADIUS <= mark.x <= WIDTH - RADIUS
        assert RADIUS <= mark.y <= floor
        if most > 0:
            assert floor - mark.y == pytest.approx(tallest * one.value / most, abs=0.2)


@given(POINTS)
def test_points_stand_in_order_of_time_and_never_in_the_same_place(points: list[Point]) -> None:
    places = [mark.x for mark in drawn(*points).marks]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_figures_of_one_year_stand_side_by_side_in_its_room() -> None:
    chart = drawn(point(47, 2020), point(50, 2021), point(41, 2021), point(49, 2022))
    year = next(tick.at for tick in chart.years if tick.label == "2021")
    first, second = chart.marks[1].x, chart.marks[2].x
    assert first < year < second
    assert abs(first - year) == pytest.approx(abs(second - year), abs=0.2)


def test_a_line_joins_what_one_publisher_counted_itself() -> None:
    chart = drawn(
        point(32, 2017),
        point(36, 2018, "Krant"),
        point(40, 2019, second_hand=True),
        point(47, 2020),
    )
    (line,) = chart.lines
    own = (chart.marks[0], chart.marks[3])
    assert line == " ".join(f"{mark.x},{mark.y}" for mark in own)


def test_a_table_that_lists_what_others_counted_is_not_joined() -> None:
    row = Statement("2017\t32", (citation("Gids", "gids"),))
    listed = [point(v, y, statement=row) for v, y in ((32, 2017), (36, 2018))]
    assert drawn(*listed, point(47, 2020)).lines == ()
    assert len(drawn(*listed).lines) == 1, "its own series is joined"


def test_labels_of_near_points_do_not_cover_each_other() -> None:
    chart = drawn(*(point(v, 2021) for v in (45, 46, 46.5, 47, 47.5, 48)))
    assert len({(m.label_x, m.label_y) for m in chart.marks}) == 6


# The pages


def series_of(shelf: Shelf) -> tuple[Series, tuple[Statement, ...]]:
    older, newer = shelf.statements(REPORT, 1)[0], shelf.statements(LETTER, 1)[0]
    points = (
        Point(35.0, "35", "2018-09-01", "2018-12-31", older),
        Point(50.0, "ruim 50", "2021-04-22", "2021-04-22", newer, True, "published"),
    )
    return Series("fieldlabs", "", points), (newer, older)


def test_a_click_on_a_point_of_the_chart_opens_its_page(
    app_url: str,
    visitor: Visitor,
    shelf: Shelf,
    answering: Callable[..., list[Question]],  # noqa: F811
) -> None:
    series, statements = series_of(shelf)
    answering(*statements, series=(series,))
    visit = visitor()
    visit.open(app_url)
    visit.ask("Hoe ontwikkelde het aantal fieldlabs zich?")
    chart = visit.page.locator("#chat svg.chart")
    assert chart.locator("a.point").count() == 2
    assert chart.locator("a.point.hedged text").text_content() == "ruim 50"
    chart.locator("a.point").first.click()
    visit.source.locator("rect.mark").first.wait_for()
    key = series.points[0].statement.citations[0].key
    assert visit.page.url.endswith(f"#cite-{key}")


def test_the_same_figures_stand_in_a_table_for_who_does_not_see_the_chart(
    app_url: str,
    visitor: Visitor,
    shelf: Shelf,
    answering: Callable[..., list[Question]],  # noqa: F811
) -> None:
    series, statements = series_of(shelf)
    answering(*statements, series=(series,))
    visit = visitor()
    visit.open(app_url)
    visit.ask("Hoe ontwikkelde het aantal fieldlabs zich?")
    visit.page.locator("#chat .series-table summary").click()
    table = visit.page.locator("#chat .series-table table")
    assert table.locator(".value").all_inner_texts() == ["35", "ruim 50"]
    moments = table.locator(".moment").all_inner_texts()
    assert moments[0].startswith("september–december 2018")
    assert "datum van de bron" in moments[1]


def test_the_permanent_page_has_the_chart_without_script_or_inline_style(
    app_url: str, visitor: Visitor, shelf: Shelf
) -> None:
    series, statements = series_of(shelf)
    answer = Answer("V?", "V?", Outcome.ANSWERED, "nl", statements, series=(series,))
    name = shelf.library.answers.save(answer)
    visit = visitor()
    visit.page.goto(f"{app_url}/answer/{name}")
    points = visit.page.locator("svg.chart a.point")
    assert points.count() == 2
    assert visit.page.locator("svg.chart [style], svg.chart script").count() == 0
    frame = visit.page.locator(".chart-frame").bounding_box()
    box = visit.page.locator("svg.chart").bounding_box()
    assert (box["width"], box["height"]) == (WIDTH, HEIGHT)
    assert frame["height"] >= box["height"], "the years are cut off"
    points.first.click()
    key = series.points[0].statement.citations[0].key
    assert visit.page.url.endswith(f"/viewer/{key}")


def test_nothing_in_a_document_becomes_part_of_the_drawing(
    app_url: str, visitor: Visitor, shelf: Shelf
) -> None:
    version = shelf.version(HOSTILE)
    page = shelf.library.pages.get(version.id, 1)
    hostile = "<script>window.pwned=1</script>"
    start = page.text.index(hostile)
    cited = shelf.library.citations.by_key(f"{version.id[:16]}-1-{start}-{start + len(hostile)}")
    statement = Statement(hostile, (cited,))
    points = tuple(
        Point(n, hostile, f"20{n}-01-01", f"20{n}-12-31", statement) for n in (18, 19, 21)
    )
    answer = Answer(
        "V?", "V?", Outcome.ANSWERED, "nl", (statement,), series=(Series(hostile, "", points),)
    )
    visit = visitor()
    visit.page.goto(f"{app_url}/answer/{shelf.library.answers.save(answer)}")
    assert visit.page.locator("svg.chart a.point").count() == 3
    assert visit.page.locator("svg.chart script").count() == 0
    assert visit.page.locator("svg.chart a.point text").first.text_content() == hostile
    assert visit.page.evaluate("window.pwned") is None


def test_a_copied_answer_holds_the_series(shelf: Shelf) -> None:
    series, statements = series_of(shelf)
    answer = Answer("V?", "V?", Outcome.ANSWERED, "nl", statements, series=(series,))
    texts = Texts("nl")
    text = view_as_text("V?", Presenter(shelf.library, texts).answer(answer), texts)
    assert "Door de jaren heen: fieldlabs" in text
    assert "22 april 2021: ruim 50" in text
    assert "september–december 2018: 35" in text
