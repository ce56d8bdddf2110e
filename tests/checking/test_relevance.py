"""Which sentences are shown where nothing decides: those that the reader has speak of the claim come first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import MakeLibrary
from single_claim import claim_of

from assistant.checking import check_text, relevance
from assistant.checking.gather import gather
from assistant.checking.reader import to_be_read
from assistant.library import Library
from assistant.reader import PairReading, Readable, Skill
from assistant.records import Filters, Ruling, Stance

REPORT = (
    "# Verslag van het wijkfonds\n\nDe gemeente sprak met bewoners over de plannen voor de wijk. "
    "Bewoners vinden de weg naar het fonds nog niet. De gemeente maakt elk jaar een verslag voor de raad."
)
CLAIM = "Volgens de gemeente weten mensen in de wijk niet dat er geld te krijgen is."


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"verslag.md": REPORT})


def reading(asked: str, passages: list[Readable], skill: Skill) -> list[PairReading]:
    """A reader that knows which sentence it is."""
    assert skill is Skill.QUESTIONS
    return [
        PairReading(
            np.array([9.0 if "vinden de weg" in p.sentences[0] else -9.0], np.float32),
            0.0,
            np.zeros((1, 3), np.float32),
        )
        for p in passages
    ]


def test_the_reader_says_what_is_shown_first_and_gives_no_verdict(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relevance, "judge", reading)
    on = library.settings.model_copy(update={"reader": True})
    monkeypatch.setattr(library, "settings", on)
    (verdict,) = check_text(library, CLAIM).verdicts
    assert verdict.ruling is Ruling.NOT_FOUND
    assert [finding.stance for finding in verdict.findings] == [Stance.NEAR] * len(verdict.findings)
    assert verdict.findings[0].statement.text.startswith("Bewoners vinden de weg")
    for finding in verdict.findings:
        (citation,) = finding.statement.citations
        assert citation.quote in REPORT


def test_without_the_reader_nothing_is_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(asked: str, passages: list[Readable], skill: Skill) -> list[PairReading]:
        raise AssertionError(asked)

    monkeypatch.setattr(relevance, "judge", never)
    off = library.settings.model_copy(update={"reader": False})
    monkeypatch.setattr(library, "settings", off)
    (verdict,) = check_text(library, CLAIM).verdicts
    assert verdict.ruling is Ruling.NOT_FOUND
    assert verdict.findings


def test_both_count(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of sentences that answer alike the one comes first that has more in common with the claim."""
    _, bearings = gather(library, claim_of(CLAIM), Filters())
    alike = [PairReading(np.zeros(1, np.float32), 0.0, np.zeros((1, 3), np.float32))]
    monkeypatch.setattr(relevance, "judge", lambda asked, passages, skill: alike * len(passages))
    made = relevance.most_relevant_first(claim_of(CLAIM), bearings)
    strengths = [bearing.relation.strength for bearing in made]
    assert len(made) == len(to_be_read(bearings)) > 1
    assert strengths == sorted(strengths, reverse=True)
    assert relevance.relevance(0.2, 1.0) > relevance.relevance(0.2, 0.0)
    assert relevance.relevance(0.3, 0.0) > relevance.relevance(0.2, 0.0)
    assert np.isfinite(relevance.relevance(0.0, 0.0))
    assert np.isfinite(relevance.relevance(1.0, 0.0))


def test_a_claim_that_leaves_no_room_for_a_sentence_is_no_error(library: Library) -> None:
    """With the network that ships: what it cannot see counts as neither yes nor no."""
    long = replace(claim_of(CLAIM), text="De gemeente heeft " + "heel erg " * 400 + "veel geld.")
    _, bearings = gather(library, claim_of(CLAIM), Filters())
    answers = relevance.answers_of(long, bearings[:2])
    assert len(answers) == len(bearings[:2])
    assert np.isfinite(answers).all()
