"""A question that names a document is answered from it first; one that does not is left alone."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.library import Library
from assistant.records import Filters, Question
from assistant.retrieval import retrieve, understand
from assistant.retrieval.named_document import how_named, named_document
from assistant.retrieval.search import OF_NAMED
from assistant.retrieval.trace import Trace

SAID = "De gemeente telde dit jaar veertig bruggen en drie wegen."
FILES = {
    "monitor-bruggen-2019.md": f"# Monitor bruggen 2019\n\n{SAID}\n",
    "monitor-bruggen-2021.md": f"# Monitor bruggen 2021\n\n{SAID} Dat is meer.\n",
    "brief.md": f"# Brief over de bruggen\n\n{SAID} Dit schrijft de wethouder.\n",
    "evaluatie.md": "# Evaluatie bruggen\n\n" + f"{SAID} Zo zegt de evaluatie. " * 60,
    "evaluatie-aanbieding.md": f"# Aanbieding evaluatie bruggen\n\n{SAID} Hierbij de evaluatie.\n",
}


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    library = read_library(dict(FILES))
    library.refresh()
    return library


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("Hoeveel bruggen telt de monitor van 2019?", "monitor-bruggen-2019.md"),
        ("How many bridges does the 2021 monitor count?", "monitor-bruggen-2021.md"),
        ("Wat staat er in de brief?", "brief.md"),
        ("Wat zegt de evaluatie?", "evaluatie.md"),  # the report, not the letter that came with it
        ("Hoeveel bruggen zijn er?", None),  # what all of them are about
        ("Wat zegt de monitor?", None),  # which of the two?
        ("Hoe gaat het?", None),
    ],
)
def test_the_one_that_is_clearly_named(library: Library, question: str, file: str | None) -> None:
    found = named_document(library.versions.current(), understand(Question(question)))
    assert (found.file if found else None) == file


def test_the_evaluation_of_an_agenda_is_no_agenda(read_library: MakeLibrary) -> None:
    library = read_library(
        {
            "actieagenda.md": f"# Actieagenda: start van de uitvoering\n\n{SAID} Zo begint de agenda.\n",
            "evaluatie.md": f"# Evaluatie bruggen\n\n{SAID} Zo zegt de evaluatie.\n",
        }
    )
    current = library.versions.current()
    asked = understand(Question("Summarise the evaluation of the implementation of the agenda"))
    found = named_document(current, asked)
    assert found is None or found.file == "evaluatie.md"
    agenda = named_document(current, understand(Question("Vat de agenda over de uitvoering samen")))
    assert agenda is not None
    assert agenda.file == "actieagenda.md"


def test_its_passages_come_before_others_that_say_the_same(library: Library) -> None:
    trace = Trace(whole_ranking=True)
    asked = understand(Question("Hoeveel bruggen telt de monitor van 2019?"))
    first, *others = retrieve(library, asked, Filters(), 5, trace=trace)
    assert first.version.file == "monitor-bruggen-2019.md"
    assert all(first.parts[OF_NAMED] > found.parts[OF_NAMED] for found in others)


def test_a_word_counts_by_how_few_documents_go_by_it(library: Library) -> None:
    current = library.versions.current()
    said = how_named(current, understand(Question("Waarom zijn er in 2019 minder bruggen?")))
    shares = {version.file: said[version.id] for version in current}
    year = shares.pop("monitor-bruggen-2019.md")
    assert year > 2 * max(shares.values()) > 0  # the others share the bridges
    assert set(how_named(current, understand(Question("Hoe gaat het?"))).values()) == {0.0}


def test_what_is_filtered_for_gets_nothing_on_top(library: Library) -> None:
    (document,) = [v.document.id for v in library.versions.current() if v.file == "brief.md"]
    asked = understand(Question("Hoeveel bruggen telt de brief?"))
    (found,) = retrieve(library, asked, Filters(documents=(document,)), 5)
    assert OF_NAMED not in found.parts
