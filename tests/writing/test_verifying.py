"""A model's sentence is shown only where a passage carries it, with what carries it."""

from __future__ import annotations

import importlib.util
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from conftest import Report

from assistant.checking.alignment import align
from assistant.checking.proposition import Proposition
from assistant.library import Library
from assistant.records import Filters, Question, Statement
from assistant.retrieval import Retrieved, expand_names, retrieve, understand
from assistant.writing import Verifier, Written
from assistant.writing.agreeing import disagreements


def _passages(library: Library, question: str) -> list[Retrieved]:
    return retrieve(library, expand_names(library, understand(Question(question))), Filters(), 8)


@pytest.fixture(scope="module")
def passages(sample_library: Library) -> list[Retrieved]:
    return _passages(sample_library, "Hoeveel fieldlabs waren er eind 2020?")


def test_a_copied_sentence_cites_the_sentence(
    sample_library: Library, passages: list[Retrieved]
) -> None:
    sentence = max(passages[0].passage.sentences, key=lambda s: len(s.text))
    statement = Verifier(sample_library, passages, "nl").verify(Written(sentence.text, (1,)))
    assert statement is not None
    assert (statement.kind, statement.support) == ("written", "word_for_word")
    assert statement.citations[0].quote in sentence.text


def test_a_sentence_that_no_passage_has_is_no_statement(
    sample_library: Library, passages: list[Retrieved]
) -> None:
    verifier = Verifier(sample_library, passages, "nl")
    assert verifier.verify(Written("De koning opende in 1987 een haven in Delfzijl.", (1,))) is None
    assert verifier.verify(Written("", ())) is None


MONITOR = "Hoeveel bedrijven namen deel aan de fieldlabs volgens de monitor 2020?"
LEAST_HONEST = 0.70  # of the kept half; docs/measurements.md has what was measured
LEAST_REFUSED = 0.97  # of sentences with another figure, unit, year or name


@pytest.fixture(scope="module")
def monitor(sample_library: Library) -> Verifier:
    return Verifier(sample_library, _passages(sample_library, MONITOR), "nl")


def _shown(verifier: Verifier, text: str, *cites: int) -> str:
    statement = verifier.verify(Written(text, cites))
    if statement is None:
        return ""
    assert statement.text == text
    assert statement.kind == "written"
    assert statement.citations
    return statement.support


@pytest.mark.parametrize(
    "text",
    [
        "Ongeveer 680 bedrijven hebben actief deelgenomen.",
        "About 680 companies took an active part.",
        "Er is in totaal € 367 miljoen publiek en privaat geld in de fieldlabs geïnvesteerd.",
    ],
)
def test_an_honest_sentence_is_shown_in_either_language(monitor: Verifier, text: str) -> None:
    assert _shown(monitor, text, 1, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Ongeveer 860 bedrijven hebben actief deelgenomen.",
        "Ongeveer 680 scholen hebben actief deelgenomen.",
        "Ongeveer 680 ton bedrijven hebben actief deelgenomen.",
        "Ongeveer 680 teams van bedrijven hebben actief deelgenomen.",
        "Ongeveer 680 bedrijven hebben niet actief deelgenomen.",
        "Volgens de Algemene Rekenkamer hebben ongeveer 680 bedrijven actief deelgenomen.",
        "Ongeveer 680 bedrijven zullen actief deelnemen.",
        "About 680 companies took an active part in Belgium.",
        "Er is in totaal € 367 miljard publiek en privaat geld in de fieldlabs geïnvesteerd.",
        "Er is in 2017 in totaal € 367 miljoen publiek en privaat geld in de fieldlabs geïnvesteerd.",
        "Ongeveer 680 bedrijven hebben actief deelgenomen, zie https://kwaad.example/?q=680.",
        "Hebben ongeveer 680 bedrijven actief deelgenomen?",
        "![680 bedrijven](https://kwaad.example/x.png) hebben actief deelgenomen.",
        "Ongeveer 680 bedrijven hebben actief deelgenomen. " * 40,
    ],
)
def test_what_no_passage_says_is_not_shown(monitor: Verifier, text: str) -> None:
    assert not _shown(monitor, text, 1, 2, 3)


def _points(written: str, source: str, around: str = "") -> list[tuple[str, bool | None]]:
    sentence = Proposition(written, "en")
    unit = Proposition(source, "en", around=around)
    found = disagreements(sentence, unit, align(sentence, unit))
    return [(point.matter.value, point.agrees) for point in found]


def test_a_date_stands_in_the_sentence_that_has_the_words_it_stands_with() -> None:
    source = (
        "The first regular train reached the town on October 14, 1879; a later line opened in 1984"
    )
    assert _points("The first regular train reached the town in October 1879.", source) == []
    assert ("date", False) in _points("The first regular train reached the town in 1984.", source)


def test_a_name_from_the_heading_does_not_take_the_place_of_the_one_that_acts() -> None:
    source = "In mid-2016 Novar was asked to look at alternatives"
    assert _points("In mid-2016 Novar was asked to look at alternatives.", source, "Brisk") == []
    swapped = _points("In mid-2016 Brisk was asked to look at alternatives.", source, "Brisk")
    assert ("name", False) in swapped


def test_the_wrong_passage_number_gets_the_right_citation(
    sample_library: Library, passages: list[Retrieved]
) -> None:
    verifier = Verifier(sample_library, passages, "nl")
    right = next(
        n for n, p in enumerate(passages, start=1) if "47 fieldlabs gestart" in p.passage.text
    )
    wrong = 1 if right != 1 else 2
    text = "Sinds het begin zijn er 47 fieldlabs van start gegaan."
    for cites in ((wrong,), (), (99, -1, 0), (wrong, wrong)):
        statement = verifier.verify(Written(text, cites))
        assert statement is not None
        assert any("47 fieldlabs" in citation.quote for citation in statement.citations)


def test_a_quote_within_a_sentence_must_stand_there_word_for_word(monitor: Verifier) -> None:
    honest = "De monitor meldt dat “circa 680 bedrijven […] actief aan deelgenomen” hebben."
    assert not _shown(monitor, honest.replace("circa 680", "ruim 680"), 1, 2, 3)
    assert not _shown(
        monitor, "“Circa 680 bedrijven hebben er met succes aan deelgenomen.”", 1, 2, 3
    )
    whole = "“Circa 680 bedrijven hebben er actief aan deelgenomen.”"
    assert _shown(monitor, whole, 1, 2, 3) == "word_for_word"


def test_every_citation_is_on_its_page(sample_library: Library, monitor: Verifier) -> None:
    statement = monitor.verify(Written("Ongeveer 680 bedrijven hebben actief deelgenomen."))
    assert statement is not None
    for citation in statement.citations:
        page = sample_library.pages.get(citation.version, citation.page)
        assert citation.quote == page.text[citation.start : citation.end]


@pytest.fixture(scope="module")
def benchmark() -> Iterator[ModuleType]:
    """benchmarks/verify_written.py, which measures the same and prints a table of it."""
    path = Path(__file__).parents[2] / "benchmarks" / "verify_written.py"
    spec = importlib.util.spec_from_file_location("verify_written", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_sentences_that_were_kept_apart_are_told_from_changed_ones(
    sample_library: Library, benchmark: ModuleType, report: Report
) -> None:
    shown: dict[str, list[bool]] = defaultdict(list)
    unconfirmed: dict[str, list[str]] = defaultdict(list)
    sample_library.refresh()
    for case in benchmark.cases(sample_library, "kept"):
        verifier = Verifier(sample_library, case.passages, case.language)
        held = verifier.hold(Written(case.text, tuple(range(1, case.cited + 1))))
        passed = isinstance(held, Statement)
        shown[case.kind].append(passed and held.confirmed)
        unconfirmed[case.kind] += [case.text] if passed and not held.confirmed else []
    for kind, endings in sorted(shown.items()):
        dimmed = len(unconfirmed[kind])
        report(f"written, {kind}: {sum(endings)} of {len(endings)} let through, {dimmed} dimmed")
    honest = shown["honest"]
    exact = ("figure", "unit", "year", "name")
    hard = [s for kind in exact for s in shown[kind]]
    assert [text for kind in exact for text in unconfirmed[kind]] == []
    assert len(unconfirmed["honest"]) >= 3
    assert sum(honest) / len(honest) >= LEAST_HONEST
    assert 1 - sum(hard) / len(hard) >= LEAST_REFUSED
