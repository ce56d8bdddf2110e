"""What turns a sentence and what does not: contrasts, distances in time, sorts of things, others of a kind,
two periods in one report; and parts by whatever name."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.checking import check_text
from assistant.checking.alignment import align
from assistant.checking.date_points import date_points
from assistant.checking.kinds import sort_of
from assistant.checking.modifiers import is_another
from assistant.checking.point import Matter
from assistant.checking.points import points_of
from assistant.checking.proposition import Proposition
from assistant.checking.wording import certainty_of, is_negated, speaker_in
from assistant.checking.wordings import says
from assistant.figures import moments_in
from assistant.language.terms import stem
from assistant.language.vocabulary import Vocabulary
from assistant.records import Language, Outcome, Question, Ruling, Stance


def matters(claim: str, said: str, language: Language = "nl") -> dict[Matter, bool | None]:
    one, other = Proposition(claim, language), Proposition(said, language)
    return {p.matter: p.agrees for p in points_of(one, other, align(one, other))}


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("De keuze is door de markt gemaakt en niet via wetgeving.", False),
        ("The bridge was paid by the city, not by the province.", False),
        ("De brug is niet door de stad betaald.", True),
        ("De brug is mooi, maar niet veilig.", True),
    ],
)
def test_a_contrast_denies_nothing_of_what_is_said(text: str, denies: bool) -> None:
    assert is_negated(text) is denies


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rond de haven vestigen zich bedrijven die de kade willen gebruiken.", "SAID"),
        ("De bedrijven willen de kade gebruiken.", "PLANNED"),
        ("The question is who will lead the harbour.", "SAID"),
    ],
)
def test_what_a_relative_clause_wants_is_not_what_is_planned(text: str, name: str) -> None:
    assert certainty_of(text).name == name


def test_an_article_at_the_beginning_says_nothing_by_itself() -> None:
    assert speaker_in("A state commission is to look into the bridges.") == ""


def test_how_long_after_something_is_no_duration() -> None:
    claim = "De verbouwing van de brug duurde drie jaar."
    assert matters(claim, "De brug is drie jaar na de storm verbouwd.")[Matter.FIGURE] is None
    assert matters(claim, "De verbouwing van de brug nam drie jaar.")[Matter.FIGURE] is True


@pytest.mark.parametrize(
    ("claim", "said", "another"),
    [
        ("Vijf organisaties bouwden de brug.", "Vijf partijen bouwden de brug.", False),
        ("Vijf inwoners bouwden de brug.", "Vijf bedrijven bouwden de brug.", True),
        ("Vijf gemeenten bouwden de brug.", "Vijf scholen bouwden de brug.", True),
    ],
)
def test_the_same_number_of_another_sort_of_thing_is_another_unit(
    claim: str, said: str, another: bool
) -> None:
    assert (matters(claim, said).get(Matter.UNIT) is False) is another


def test_the_part_of_a_whole_is_held_against_the_part() -> None:
    source = Proposition("It reached 2,350 firms, of which 400 took a step.", "en")
    wrong = Proposition("Het bereikte 2.350 bedrijven, waarvan er 900 een stap zetten.", "nl")
    right = Proposition("Het bereikte 2.350 bedrijven, waarvan er 400 een stap zetten.", "nl")
    for claim, agrees in ((wrong, [True, False]), (right, [True, True])):
        found = points_of(claim, source, align(claim, source))
        assert [p.agrees for p in found if p.matter is Matter.FIGURE] == agrees


def test_a_compound_is_of_the_sort_of_its_last_part() -> None:
    assert sort_of(frozenset({"bouwbedrijf"})) == sort_of(frozenset({"compani"}))
    assert sort_of(frozenset({"onzin"})) is None


@pytest.mark.parametrize(
    ("claim", "said", "language", "another"),
    [
        (
            "Het havenplan kost 3 miljoen.",
            "Het wegenplan kost 5 miljoen.",
            "nl",
            False,
        ),  # "plan" is short
        ("De havenagenda kost 3 miljoen.", "De wegenagenda kost 5 miljoen.", "nl", True),
        ("De havenagenda kost 3 miljoen.", "De agenda kost 5 miljoen.", "nl", False),
        ("The harbour agenda costs 3 million.", "The road agenda costs 5 million.", "en", True),
        ("The harbour agenda costs 3 million.", "The harbour agenda costs 5 million.", "en", False),
    ],
)
def test_another_of_its_kind(claim: str, said: str, language: Language, another: bool) -> None:
    assert is_another(Proposition(claim, language), Proposition(said, language)) is another


def test_a_period_with_both_ends_named_is_one_period() -> None:
    (moment,) = moments_in("It runs from 2022 up to and including 2025.")
    assert moment.years == (2022, 2025)
    assert not moment.open_end


def test_a_written_sentence_is_not_held_to_the_wider_list() -> None:
    text, charge = Vocabulary.of("De aanklacht volgde later.", "nl"), stem("dagvaarden", "nl")
    assert says(text, charge, "nl", wide=True)
    assert not says(text, charge, "nl")


def test_a_report_that_gives_two_periods_for_the_same_is_shown_to(
    make_library: MakeLibrary,
) -> None:
    report = (
        "# Monitor havens\n\nIn de havens is in de periode 2015–2019 samen € 88 miljoen geïnvesteerd.\n\n"
        "## Werkwijze\n\nDe investeringen zijn geteld over de periode 2015–2020.\n"
    )
    other = "# Bruggen\n\nDe bruggen zijn in de periode 2015–2020 geschilderd.\n"
    library = make_library({"havens.md": report, "bruggen.md": other})
    library.refresh()
    claim = "In de periode 2015-2019 is 88 miljoen euro in de havens geïnvesteerd."
    (verdict,) = check_text(library, claim).verdicts
    assert verdict.ruling is Ruling.DISPUTED
    against = [f for f in verdict.findings if f.stance is Stance.AGAINST]
    assert [f.statement.text for f in against] == [
        "De investeringen zijn geteld over de periode 2015–2020."
    ]
    assert "2015–2020" in against[0].why
    (alone,) = check_text(library, "De bruggen zijn in de periode 2015-2020 geschilderd.").verdicts
    assert alone.ruling is Ruling.SUPPORTED


@pytest.mark.parametrize(
    "question",
    [
        "Uit hoeveel onderdelen bestaat het havenakkoord?",
        "How many parts does the harbour accord have?",
    ],
)
def test_parts_are_found_by_whatever_name_they_go(make_library: MakeLibrary, question: str) -> None:
    text = "# Havenakkoord\n\nHet havenakkoord (harbour accord) kent vier pijlers. De kades zijn van steen.\n"
    library = make_library({"akkoord.md": text})
    library.refresh()
    answer = answer_question(library, Question(question))
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED)
    assert "vier pijlers" in answer.statements[0].text


def test_one_of_two_years_of_a_claim_is_not_contradicted_by_what_is_said_of_the_other() -> None:
    claim = Proposition("The share of partners was the same in 2020 as in 2012.", "en")
    said = Proposition(
        "The share of enemies has increased since the question was asked in 2012.", "en"
    )
    assert [point.agrees for point in date_points(claim, said)] == [None, True]
    of_neither = Proposition("The share of enemies was measured in 2009.", "en")
    assert [point.agrees for point in date_points(claim, of_neither)] == [False, False]
