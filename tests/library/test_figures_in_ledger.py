"""Figures are in the ledger with the passages that they are derived from, and are found by what they count."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from conftest import MakeLibrary
from hypothesis import given
from hypothesis import strategies as st

from assistant.chunking import passages
from assistant.figures import figures_of, place_in_sentence
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.library.doctor import examine, rebuild_indexes
from assistant.reading import flowing
from assistant.reading.tables.drafts import draft_of
from assistant.records import Block, BlockKind, FigureMention, Filters, Page, Passage
from assistant.settings import Settings

VERSION = "ab" * 32


def made(*blocks: tuple[BlockKind, str]) -> tuple[Passage, ...]:
    """The passages of one page of blocks, one a line."""
    return passages(VERSION, [page_of(1, *blocks)])


def page_of(number: int, *blocks: tuple[BlockKind, str]) -> Page:
    found, start = [], 0
    for kind, text in blocks:
        found.append(Block(start, start + len(text), kind, int(kind is BlockKind.HEADING)))
        start += len(text) + 1
    return Page(number, str(number), "\n".join(text for _, text in blocks), tuple(found))


def said(text: str) -> list[tuple[str, str]]:
    """(printed, what it counts) of the figures of a paragraph."""
    return [(q.printed, q.noun) for q in figures_of(made((BlockKind.PARAGRAPH, text)))]


def table(*rows: str, title: str = "Fieldlabs") -> list[FigureMention]:
    cells = draft_of([row.split("\t") for row in rows])
    page = flowing.page_of(1, [(BlockKind.HEADING, 1, title), cells])
    return figures_of(passages(VERSION, [page]))


# What is a figure


def test_a_figure_is_kept_with_its_hedge_its_unit_and_what_it_counts() -> None:
    (quantity,) = figures_of(made((BlockKind.PARAGRAPH, "Daaraan doen ruim 680 bedrijven mee.")))
    assert (quantity.printed, quantity.value, quantity.hedge) == ("ruim 680", 680.0, "over")
    assert quantity.noun.split()[0] == "bedrijven"
    assert quantity.low == 680.0
    (amount,) = figures_of(made((BlockKind.PARAGRAPH, "Het budget was € 14,55 miljoen.")))
    assert (amount.printed, amount.unit) == ("€ 14,55 miljoen", "euro")


@pytest.mark.parametrize(
    "text",
    [
        "Het rapport verscheen in 2021.",
        "Op 11 november 2014 is de agenda aangeboden.",
        "Kamerstuk 29 826, nr. 145 gaat hierover.",
        "Postbus 20018 2500 EA Den Haag is het adres.",
        "Zie de hoofdstukken 7, 8 en 9 van het rapport.",
        "Dat ging om één onderwerp.",
        "Staatscourant 2016, 68298 bevat de regeling.",
    ],
)
def test_years_days_papers_addresses_and_chapters_are_no_figures(text: str) -> None:
    assert said(text) == []


def test_the_number_of_a_list_item_is_no_figure() -> None:
    items = made((BlockKind.LIST_ITEM, "2. Regionale hubs brengen kennis dichtbij."))
    assert figures_of(items) == []


def test_names_in_front_of_the_noun_are_passed_over() -> None:
    assert said("Er zijn 35 Smart Industry-fieldlabs actief.") == [("35", "fieldlabs actief")]


def test_a_list_of_sources_gives_no_figures() -> None:
    sources = "; ".join(f"Kamerstuk over {n} scholen (mei 201{n})" for n in range(2, 8))
    assert said(f"Gebruikt zijn {sources}.") == []


# Tables


def test_a_column_names_what_its_figures_count_and_the_row_when() -> None:
    (first, second) = table("Jaar\tFieldlabs", "2017\t32", "Eind 2018\t35")
    assert (first.noun, first.counted_by) == ("fieldlabs", "column")
    assert (first.first, first.last, first.told_by) == ("2017-01-01", "2017-12-31", "row")
    assert second.first == "2018-09-01"


def test_a_row_names_what_its_figures_count_and_the_column_when() -> None:
    older, newer = table("Kerncijfer\tMaart 2019\tEind 2020", "Deelnemende bedrijven\t600\tca. 680")
    assert (older.printed, older.counted_by, older.first) == ("600", "row", "2019-03-01")
    assert (newer.printed, newer.told_by, newer.last) == ("ca. 680", "column", "2020-12-31")
    assert "compani" in newer.names


def test_where_head_and_row_say_only_that_there_is_a_number_the_section_names_it() -> None:
    found = table("Peilmoment\tAantal", "Medio 2017\t29", "Winter 2020/21\t46")
    assert [(q.noun, q.counted_by) for q in found] == [("fieldlabs", "section")] * 2
    assert (found[1].first, found[1].last) == ("2020-12-01", "2021-02-28")


def test_numbers_of_rows_and_of_lines_in_a_table_are_no_figures() -> None:
    assert table("Nr.\tActie\tLijn", "1\tAmbassadeurs\t1", "2\tZelfscan\t3") == []


# When


def test_a_figure_is_of_the_moment_in_its_own_clause() -> None:
    found = figures_of(
        made(
            (
                BlockKind.PARAGRAPH,
                "In 2017 waren er 32 fieldlabs; in februari 2019 telde het netwerk 39 fieldlabs.",
            )
        )
    )
    assert [(q.printed, q.last) for q in found] == [("32", "2017-12-31"), ("39", "2019-02-28")]


def test_since_when_is_not_when() -> None:
    text = "Sinds het begin van het programma in 2014 zijn 47 fieldlabs gestart."
    (quantity,) = figures_of(made((BlockKind.PARAGRAPH, text)))
    assert quantity.first == ""


def test_what_is_aimed_at_is_marked_as_planned() -> None:
    planned = figures_of(
        made((BlockKind.PARAGRAPH, "In drie jaar moeten daarmee 3.500 bedrijven worden geholpen."))
    )
    assert [q.planned for q in planned if q.printed == "3.500"] == [True]
    assert not figures_of(made((BlockKind.PARAGRAPH, "Er zijn 600 bedrijven bij betrokken.")))[
        0
    ].planned


# Places


@given(
    st.lists(
        st.sampled_from(
            [
                "Er zijn 32 fieldlabs.",
                "Ruim 680 bedrijven doen mee aan € 1,3 mld. subsidie.",
                "Tussen 400 en 500 scholen kregen 42 procent.",
                "Niets telt hier.",
                "Van de 12 hubs zijn er 7 nieuwe hubs open.",
            ]
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(1, 40),
)
def test_every_figure_is_its_words_on_its_page(sentences: list[str], cut: int) -> None:
    """Also where a sentence runs over the end of a page."""
    text = " ".join(sentences)
    words = text.split()
    parts = [" ".join(words[:cut]), " ".join(words[cut:])]
    pages = [page_of(n, (BlockKind.PARAGRAPH, p)) for n, p in enumerate(parts, start=1) if p]
    found = passages(VERSION, pages)
    for quantity in figures_of(found):
        page = pages[quantity.page - 1]
        assert page.text[quantity.start : quantity.end] == quantity.printed
        passage = next(p for p in found if p.id == quantity.passage)
        sentence = passage.sentences[quantity.sentence]
        start, end = place_in_sentence(quantity, sentence)
        assert sentence.text[start:end] == quantity.printed
        assert quantity.low <= quantity.value <= quantity.high


def test_every_figure_of_the_sample_corpus_is_on_its_page(sample_library: Library) -> None:
    checked = 0
    for version in sample_library.versions.every():
        found = sample_library.figures.of(version.id)
        own = sample_library.passages.of(version.id)
        assert found == figures_of(own)
        for quantity in found:
            page = sample_library.pages.get(version.id, quantity.page)
            assert page.text[quantity.start : quantity.end] == quantity.printed
            checked += 1
    assert checked > 300


# Looking up


def test_dutch_and_english_names_find_the_same_figures(sample_library: Library) -> None:
    def found(term: str) -> set[str]:
        return {sample_library.figures.citation(m).key for m in sample_library.figures.named(term)}

    assert found("fieldlabs") == found("field labs") == found("Fieldlab")
    assert found("bedrijven") & found("companies")
    assert len(found("fieldlabs")) > 30
    assert found("xylofoons") == found("") == set()


def test_the_newest_publication_comes_first(sample_library: Library) -> None:
    dates = [m.version.document.published for m in sample_library.figures.named("fieldlabs")]
    assert dates == sorted(dates, reverse=True)


def test_a_replaced_version_gives_no_figures_but_as_of_its_own_time(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    library = make_library({"labs.txt": "Er zijn 32 fieldlabs in Nederland."})
    (before,) = library.figures.named("fieldlabs")
    path = tmp_path / "first" / "source" / "labs.txt"
    path.write_text("Er zijn 45 fieldlabs in Nederland.")
    ingest(library, [path.parent])
    assert [m.figure.printed for m in library.figures.named("fieldlabs")] == ["45"]
    past = library.figures.named("fieldlabs", Filters(as_of=before.version.valid_from))
    assert [m.figure.printed for m in past] == ["32"]


def test_filters_hold_for_figures(sample_library: Library) -> None:
    found = sample_library.figures.named("fieldlabs", Filters(year_from=2021, year_to=2021))
    assert {m.version.document.published[:4] for m in found} == {"2021"}


# Keeping whole


def test_the_doctor_sees_figures_that_are_not_those_of_the_text_and_makes_them_again(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"labs.txt": "Er zijn 32 fieldlabs in Nederland."})
    assert examine(library) == []
    with closing(sqlite3.connect(library.folder / "ledger.sqlite")) as connection, connection:
        connection.execute("UPDATE figures SET value = 33, printed = '33'")
        connection.execute("DELETE FROM figure_names")
    (finding,) = examine(library)
    assert "labs.txt" in finding
    assert "doctor --rebuild" in finding
    rebuild_indexes(library)
    assert examine(library) == []
    assert [m.figure.printed for m in library.figures.named("fieldlabs")] == ["32"]


def test_a_library_of_before_gets_figures_without_reading_a_file_again(tmp_path: Path) -> None:
    with zipfile.ZipFile(Path(__file__).parents[1] / "data" / "library_schema_2.zip") as archive:
        archive.extractall(tmp_path / "old")
    with Library.open(tmp_path / "old") as library:
        printed = {m.figure.printed for m in library.figures.named("bruggen")}
        assert "twintig" in printed
        assert all("assistant reread" in line for line in examine(library))


# The command


def test_the_command_lists_figures_with_their_source(
    sample_library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.cli.main import main

    folder = str(Settings(library=sample_library.folder).library)
    with pytest.raises(SystemExit) as ended:
        main(["--library", folder, "figures", "field labs", "--json"])
    assert not ended.value.code
    rows = json.loads(capsys.readouterr().out)["figures"]
    (press,) = [r for r in rows if r["printed"] == "50" and "persbericht" in r["file"]]
    assert press["published"] == "2021-04-22"
    assert sample_library.citations.by_key(press["key"]).quote == "50"
    with pytest.raises(SystemExit):
        main(["--library", folder, "figures", "fieldlabs", "--unit", "euro"])
    shown = capsys.readouterr().out
    assert re.search(r"€ 314 miljoen", shown)
    with pytest.raises(SystemExit):
        main(["--library", folder, "figures", "xylofoons"])
    assert "no figure" in capsys.readouterr().out


def test_an_unknown_unit_is_wrong_use(
    sample_library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.cli.main import main

    with pytest.raises(SystemExit) as ended:
        main(["--library", str(sample_library.folder), "figures", "fieldlabs", "--unit", "kilo"])
    assert ended.value.code == 2
    assert "--unit" in capsys.readouterr().err
