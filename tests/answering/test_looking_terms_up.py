"""A question after what a term means is answered by what defines it, in whatever form reports do that."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary
from small_passage import ITEM, PLAIN

from assistant.answering import answer_question
from assistant.answering.defined_terms import how_defined, term_asked
from assistant.records import BlockKind, Outcome, Question, Sentence

REPORT = """# Verslag warmte

Buurtwarmte groeit. In 2022 begonnen drie gemeenten met buurtwarmte, en buurtwarmte is daar geliefd.

## Aanpak

Onder buurtwarmte verstaan wij een warmtenet dat bewoners zelf beheren. Een loket helpt daarbij.

## Begrippen

- Aquathermie warmte uit water.
- WKO opslag van warmte en kou in de bodem.
- Ketenregie afspraken over wie waarvoor zorgt.
"""


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Wat is buurtwarmte?", "buurtwarmte"),
        ("wat betekent 'gereserveerd' in de brief", "gereserveerd"),
        ("What exactly is a data value centre mentioned in the plan?", "data value centre"),
        ("waar staat WKO voor?", "WKO"),
        ("outputdoel, wat bedoelt het bureau daarmee", "outputdoel"),
        ("Wat is e-health?", "e-health"),
        ("Wat is de definitie van mkb'ers?", "mkb'ers"),
        ("What is AI used for?", "AI used for"),
        ("What does AI mean for jobs?", ""),
        ("Wat is een fieldlab en hoeveel zijn er?", ""),
        ("Wat is nodig voor scholen?", ""),
        ("Wat is toegezegd door de minister?", ""),
        ("Wat is er gebeurd?", ""),
        ("What is meant by random sampling of recipients?", "random sampling"),
        (
            "Wat verstaat de rekenkamer in Deventer onder een impactvol algoritme?",
            "impactvol algoritme",
        ),
        ("Wat is het doel van de regeling?", ""),
        ("Wat zijn de kosten?", ""),
        ("Valt dit onder de regeling?", ""),
        ("What is the difference between a hub and a lab?", ""),
    ],
)
def test_the_term_that_is_asked_after(question: str, term: str) -> None:
    assert term_asked(question) == term


@pytest.mark.parametrize(
    ("text", "kind", "section", "defines"),
    [
        ("Onder een hub verstaan wij een loket in de regio.", PLAIN, "", True),
        ("Met hubs worden hier loketten bedoeld.", PLAIN, "", True),
        ("Een hub is een loket.", PLAIN, "", True),
        ("Hubs zijn loketten die bedrijven helpen.", PLAIN, "", True),
        ("Hub: een loket voor bedrijven", PLAIN, "", True),
        ("Definitie ‘hub’ – “Een loket voor bedrijven”.", PLAIN, "", True),
        ("Definition of a hub: a desk for firms.", PLAIN, "", True),
        ("Definitie van hub in de wet ontbreekt.", PLAIN, "", False),
        ("Definitie ‘hubstoel’ – een stoel.", PLAIN, "", False),
        ("Zo'n loket heet een hub.", PLAIN, "", True),
        ("Hub loket voor bedrijven.", ITEM, "Begrippen en afkortingen", True),
        ("Hub\tloket voor bedrijven", BlockKind.TABLE_ROW, "Glossary", True),
        ("Hub loket voor bedrijven.", ITEM, "Resultaten", False),
        ("Hubs zijn in 2020 begonnen.", PLAIN, "Begrippen", False),
        ("De hub is een begrip geworden.", PLAIN, "", False),
        ("Een hub-bezoek is een dag op pad.", PLAIN, "", False),
        ("Wij zien dat een hub een loket is.", PLAIN, "", False),
        ("De hub is geen loket dat wacht.", PLAIN, "", False),
        ("De hub is van oordeel dat het kan.", PLAIN, "", False),
        ("De hub staat voor grote uitdagingen.", PLAIN, "", False),
        ("De hub betekent veel voor de regio.", PLAIN, "", False),
        ("De hub is een jaar geleden begonnen.", PLAIN, "", False),
        ("De hub is een groot succes.", PLAIN, "", False),
        ("De hub is een van de eisen.", PLAIN, "", False),
        ("Hubs zijn bezorgd dat het stopt.", PLAIN, "", False),
        ("Hub – Verslag over het jaar 2020.", PLAIN, "", False),
        ("Hub\tDelft en Den Haag", BlockKind.TABLE_ROW, "", False),
        ("Als knelpunten worden genoemd: hub, geld en tijd.", PLAIN, "", False),
        ("Hub voert de evaluatie uit.", ITEM, "Definitief rapport › Begrip voor elkaar", False),
        ("Hub\tgoed voor bedrijven\tniet voor winkels", BlockKind.TABLE_ROW, "", False),
        ("Hub\t35 in 2019, 4 erbij", BlockKind.TABLE_ROW, "", False),
    ],
)
def test_the_forms_of_a_definition(text: str, kind: BlockKind, section: str, defines: bool) -> None:
    sentence = Sentence(text, (), kind)
    assert (how_defined(sentence, section, "hub", "nl") >= 0.75) is defines


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("E-health is een vorm van zorg.", "e-health"),
        ("5G is een netwerk.", "5G"),
        ("WKO staat voor opslag in de bodem.", "WKO"),
        ("RPI\tRolling Proximity Indicator", "RPI"),
    ],
)
def test_terms_with_signs_and_of_letters(text: str, term: str) -> None:
    assert how_defined(Sentence(text, (), PLAIN), "", term, "nl") >= 0.75


def test_letters_are_explained_where_that_is_asked() -> None:
    sentence = Sentence("Er is warmte-koudeopslag in de bodem (WKO).", (), PLAIN)
    assert how_defined(sentence, "", "WKO", "nl", spelt_out=True) >= how_defined(
        sentence, "", "WKO", "nl"
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Wat is buurtwarmte?", "Onder buurtwarmte verstaan wij een warmtenet"),
        ("ketenregie betekenis", "Ketenregie afspraken over wie waarvoor zorgt."),
        ("What is WKO?", "WKO opslag van warmte en kou in de bodem."),
    ],
)
def test_what_defines_it_comes_first_without_a_doubt(
    make_library: MakeLibrary, question: str, answer: str
) -> None:
    given = answer_question(make_library({"verslag.md": REPORT}), Question(question))
    assert given.outcome is Outcome.ANSWERED
    assert given.statements[0].text.startswith(answer)


@pytest.mark.parametrize(
    "question", ["Wat is '!!'?", "wat betekent ??", "what is \u200b\u200b\u200b?"]
)
def test_a_term_of_marks_alone_is_none(make_library: MakeLibrary, question: str) -> None:
    given = answer_question(make_library({"verslag.md": REPORT}), Question(question))
    assert given.outcome is not Outcome.ANSWERED


def test_what_nothing_defines_is_searched_for_as_ever(make_library: MakeLibrary) -> None:
    library = make_library({"verslag.md": REPORT})
    given = answer_question(library, Question("Wat is een loket?"))
    assert all("Onder buurtwarmte" not in s.text or "loket" in s.text for s in given.statements)
    left_out = frozenset(
        p.id for v in library.versions.current() for p in library.passages.of(v.id)
    )
    without = answer_question(library, Question("Wat is buurtwarmte?"), leave_out=left_out)
    assert without.outcome is Outcome.NOT_IN_DOCUMENTS


def test_both_sides_of_a_difference_are_defined(make_library: MakeLibrary) -> None:
    given = answer_question(
        make_library({"verslag.md": REPORT}),
        Question("Wat is het verschil tussen WKO en aquathermie?"),
    )
    assert [s.text.split()[0] for s in given.statements[:2]] == ["WKO", "Aquathermie"]


def test_a_document_that_is_called_by_the_term_does_not_define_it_better(
    make_library: MakeLibrary,
) -> None:
    library = make_library(
        {
            "buurtwarmte.md": "# Buurtwarmte in cijfers\n\nBuurtwarmte is een onderwerp dat groeit.\n",
            "verslag.md": REPORT,
        }
    )
    given = answer_question(library, Question("Wat is buurtwarmte?"))
    assert given.statements[0].text.startswith("Onder buurtwarmte verstaan wij")
