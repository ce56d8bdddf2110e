"""Questions after figures are answered by looking up: who says what of the same time, and how it developed."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from reading_back import check_statement

from assistant.answering import answer_question
from assistant.answering.restating import thing_developing
from assistant.library import Library
from assistant.library.answers import answer_from_json
from assistant.presenting.plain_text import answer_as_text
from assistant.records import Answer, Outcome, Point, Question
from assistant.retrieval import Kind


def asked_of(library: Library, text: str) -> Answer:
    return answer_question(library, Question(text))


def sides(answer: Answer) -> list[str]:
    return [side.value for found in answer.disagreements for side in found.sides]


def points(answer: Answer) -> list[Point]:
    return [point for series in answer.series for point in series.points]


def report(date: str, *sentences: str) -> str:
    """A report whose titles don't make it a version of another."""
    return f"Bericht van {date}\n\nDatum: {date}\n\n{' '.join(sentences)}"


# The sample corpus


@pytest.mark.parametrize(
    "question", ["Hoeveel fieldlabs zijn er?", "How many field labs are there?"]
)
def test_who_counts_how_many_field_labs_is_set_side_by_side(
    sample_library: Library, question: str
) -> None:
    answer = asked_of(sample_library, question)
    assert answer.outcome is Outcome.SOURCES_DISAGREE
    said = {
        (side.value, side.statement.citations[0].publisher.split()[0])
        for side in answer.disagreements[0].sides
    }
    assert {
        ("49", "Ministerie"),
        ("50", "Ministerie"),
        ("47", "TNO"),
        ("41", "Programmabureau"),
    } <= said
    dates = [side.statement.citations[0].published for side in answer.disagreements[0].sides]
    assert dates == sorted(dates, reverse=True)
    for side in answer.disagreements[0].sides:
        check_statement(side.statement)
        assert side.value in side.statement.text


@pytest.mark.parametrize(
    "question",
    [
        "Hoe ontwikkelde het aantal fieldlabs zich?",
        "How did the number of field labs develop?",
        "Wat is het verloop van het aantal fieldlabs door de jaren heen?",
        "What was the trend in the number of field labs over the years?",
        "What was the number of field labs per year?",
    ],
)
def test_a_development_is_a_series_of_cited_points(sample_library: Library, question: str) -> None:
    answer = asked_of(sample_library, question)
    (series,) = answer.series
    said = {(point.year, point.value) for point in series.points}
    assert {(2014, 10.0), (2017, 32.0), (2018, 35.0), (2021, 50.0), (2022, 49.0)} <= said
    assert [p.last for p in series.points] == sorted(p.last for p in series.points)
    for point in series.points:
        check_statement(point.statement)
        assert point.printed in " ".join(point.statement.text.split())


def test_parts_plans_and_other_things_are_no_points(sample_library: Library) -> None:
    """Eight founded a hub, six are its core, three sent no data, twelve told of themselves."""
    found = points(asked_of(sample_library, "Hoe ontwikkelde het aantal fieldlabs zich?"))
    assert {point.value for point in found}.isdisjoint({2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 12.0})
    assert not any("vragen om" in p.statement.text for p in found)


def test_companies_and_investments_are_compared_too(sample_library: Library) -> None:
    companies = asked_of(sample_library, "How many companies take part?")
    assert {"Meer dan 680", "ca. 550", "ca. 830"} <= set(sides(companies))
    assert 600.0 in {point.value for point in points(companies)}
    money = asked_of(sample_library, "Hoeveel is er in de fieldlabs geïnvesteerd?")
    millions = {point.value / 1e6 for point in points(money)}
    assert {163.0, 165.0, 240.0, 314.0, 367.0} <= millions
    assert 127.0 not in millions, "a difference is no investment"


def test_a_year_that_is_named_is_answered_of_that_year(sample_library: Library) -> None:
    answer = asked_of(sample_library, "Hoeveel fieldlabs telde Smart Industry in april 2021?")
    assert set(sides(answer)) == {"50", "41"}
    answer = asked_of(sample_library, "Hoeveel fieldlabs waren er halverwege 2017?")
    assert answer.disagreements == ()
    assert "29" in answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel fieldlabs zijn er in België?",
        "How did the number of field labs in Belgium develop?",
        "Hoe ontwikkelde het aantal zwembaden zich?",
    ],
)
def test_what_nobody_counted_is_not_in_the_documents(
    sample_library: Library, question: str
) -> None:
    answer = asked_of(sample_library, question)
    assert answer.outcome in (Outcome.NOT_IN_DOCUMENTS, Outcome.CLOSEST)
    assert answer.series == ()


def test_a_region_is_not_answered_with_the_whole_country(sample_library: Library) -> None:
    answer = asked_of(sample_library, "Hoeveel fieldlabs zijn er in Zuid-Holland?")
    assert (answer.series, answer.disagreements) == ((), ())


# Made libraries


def test_figures_of_different_years_are_a_development_and_no_disagreement(
    make_library: MakeLibrary,
) -> None:
    library = make_library(
        {
            "a.txt": report("3 maart 2018", "Er zijn 32 fieldlabs in Nederland."),
            "b.txt": report("4 april 2019", "Nederland telt nu 39 fieldlabs."),
            "c.txt": report("5 mei 2021", "Er zijn inmiddels 47 fieldlabs in Nederland."),
        }
    )
    answer = asked_of(library, "Hoeveel fieldlabs zijn er in Nederland?")
    assert answer.disagreements == ()
    assert [(p.year, p.value, p.dated) for p in points(answer)] == [
        (2018, 32.0, "published"),
        (2019, 39.0, "published"),
        (2021, 47.0, "published"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Van drie fieldlabs in de regio zijn geen gegevens bekend.",
        "Er zijn drie fieldlabs in Groningen.",
        "De noordelijke hub telt drie fieldlabs.",
        "Wij willen dat er in Nederland 90 fieldlabs komen.",
        "Er moeten 90 fieldlabs in Nederland komen.",
        "Negen van de fieldlabs in Nederland zijn gestopt.",
        "Er zijn vier typen fieldlabs in Nederland.",
        "In Nederland zijn er 12 nieuwe fieldlabs bij gekomen.",
        "Eerder telde een vorige monitor 12 fieldlabs in Nederland.",
        "Er zijn 90 fieldlabs, scholen en bedrijven in Nederland.",
    ],
)
def test_a_part_a_plan_or_another_thing_contradicts_nothing(
    make_library: MakeLibrary, other: str
) -> None:
    library = make_library(
        {
            "a.txt": report("3 maart 2021", "Er zijn 32 fieldlabs in Nederland."),
            "b.txt": report("4 april 2021", other),
        }
    )
    answer = asked_of(library, "Hoeveel fieldlabs zijn er in Nederland?")
    assert answer.disagreements == ()
    assert answer.series == ()


def test_hedged_figures_that_can_both_be_true_do_not_disagree(make_library: MakeLibrary) -> None:
    library = make_library(
        {
            "a.txt": report("3 maart 2021", "Er doen ruim 680 bedrijven mee aan de fieldlabs."),
            "b.txt": report("4 april 2021", "Aan de fieldlabs doen circa 700 bedrijven mee."),
        }
    )
    assert asked_of(library, "Hoeveel bedrijven doen mee aan de fieldlabs?").disagreements == ()


def test_near_copies_are_one_side(make_library: MakeLibrary) -> None:
    said = "Er zijn 32 fieldlabs in Nederland."
    library = make_library(
        {
            "a.txt": report("3 maart 2021", said),
            "b.txt": report("9 maart 2021", said),
            "c.txt": report("4 april 2021", "Nederland telt nu 45 fieldlabs."),
        }
    )
    assert sides(asked_of(library, "Hoeveel fieldlabs zijn er in Nederland?")) == ["45", "32"]


def test_a_table_over_the_years_is_a_series(make_library: MakeLibrary) -> None:
    rows = "".join(
        f"| {year} | {count} |\n" for year, count in ((2017, 32), (2018, 35), (2019, 39))
    )
    library = make_library(
        {"monitor.md": f"# Monitor\n\n## Fieldlabs\n\n| Jaar | Fieldlabs |\n|---|---|\n{rows}"}
    )
    answer = asked_of(library, "Hoeveel fieldlabs zijn er?")
    assert [(p.year, p.value, p.dated) for p in points(answer)] == [
        (2017, 32.0, "said"),
        (2018, 35.0, "said"),
        (2019, 39.0, "said"),
    ]
    assert answer.statements[0].text == "2019\t39"


def test_passages_that_are_left_out_give_no_figures(make_library: MakeLibrary) -> None:
    library = make_library(
        {
            "a.txt": report("3 maart 2021", "Er zijn 32 fieldlabs in Nederland."),
            "b.txt": report("4 april 2021", "Er zijn 45 fieldlabs in Nederland."),
        }
    )
    hidden = frozenset(m.figure.passage for m in library.figures.named("fieldlabs"))
    answer = answer_question(
        library, Question("Hoeveel fieldlabs zijn er in Nederland?"), leave_out=hidden
    )
    assert (answer.series, answer.disagreements) == ((), ())


# Kept and copied


def test_an_answer_with_a_series_is_kept_whole(sample_library: Library) -> None:
    answer = asked_of(sample_library, "Hoe ontwikkelde het aantal fieldlabs zich?")
    assert answer.series
    assert answer_from_json(answer.as_json()) == answer


def test_an_answer_of_before_there_were_series_can_still_be_read(sample_library: Library) -> None:
    answer = asked_of(sample_library, "Hoeveel fieldlabs zijn er?")
    data = answer.as_json()
    del data["series"]
    for disagreement in data["disagreements"]:
        for side in disagreement["sides"]:
            del side["when"]
    old = answer_from_json(data)
    assert old.series == ()
    assert [s.value for s in old.disagreements[0].sides] == sides(answer)


def test_a_copied_answer_lists_every_point_with_its_source(sample_library: Library) -> None:
    answer = asked_of(sample_library, "How did the number of field labs develop?")
    text = answer_as_text(answer)
    assert "Over the years:" in text
    for point in points(answer):
        assert point.printed in text
        assert point.statement.citations[0].title in text


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel kost het programma per jaar?",
        "What is the number of proposals in the National Growth Fund?",
        "Welk bedrag is er voor onderzoek en ontwikkeling?",
        "How did the corona pandemic change the way field labs held their events?",
        "Hoe veranderde het programma na 2018?",
    ],
)
def test_a_question_that_asks_after_no_development_is_left_as_it_is(question: str) -> None:
    assert thing_developing(question) is None


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Hoe is het aantal bedrijven gegroeid?", "bedrijven"),
        (
            "How has the number of companies in the field labs changed?",
            "companies in the field labs",
        ),
        ("Geef de ontwikkeling van het aantal fieldlabs", "fieldlabs"),
        ("What is the number of field labs per year?", "field labs"),
        ("Hoe verliep het aantal banen van jaar tot jaar?", "banen"),
    ],
)
def test_what_develops_is_found_in_the_question(question: str, thing: str) -> None:
    assert thing_developing(question) == (thing, Kind.HOW_MANY)
