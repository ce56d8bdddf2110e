"""The trained network as a second voice beside the points of a comparison."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import MakeLibrary
from single_claim import claim_of

from assistant.checking import check_text, voice
from assistant.checking.gather import Bearing, gather
from assistant.library import Library
from assistant.reader import PairReading, Readable, Skill
from assistant.records import Filters, Ruling, Stance

REPORT = (
    "# Verslag\n\nDe doelstelling is in alle wijken buiten bereik gebleven. De wethouder sprak van een "
    "leerzaam jaar. Het aantal bomen steeg van 120 naar 140."
)
CLAIM = "De gemeente heeft haar doelen niet gehaald."


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"verslag.md": REPORT})


def of_sentence(bearings: list[Bearing], begins: str) -> int:
    return next(n for n, b in enumerate(bearings) if b.sentence.text.startswith(begins))


def heard_as(
    library: Library,
    text: str,
    begins: str,
    odds: tuple[float, float, float],
    stance: Stance | None,
) -> Bearing:
    """The sentence that begins so, which the points gave that stance, with what the voice says of it."""
    _, bearings = gather(library, claim_of(text), Filters())
    at = of_sentence(bearings, begins)
    bearing = bearings[at]
    bearings[at] = replace(bearing, relation=replace(bearing.relation, stance=stance))
    said = np.tile([0.0, 0.0, 1.0], (len(bearings), 1))
    said[at] = odds
    made = voice.heard(bearings, bearings, said)
    return made[of_sentence(made, begins)]


@pytest.mark.parametrize(
    ("odds", "before", "after"),
    [
        ((0.9, 0.05, 0.05), None, Stance.FOR),
        ((0.05, 0.9, 0.05), None, Stance.AGAINST),
        ((0.5, 0.1, 0.4), None, None),  # not sure enough
        ((0.9, 0.05, 0.05), Stance.PARTLY, Stance.FOR),
        ((0.05, 0.9, 0.05), Stance.FOR, None),  # an objection is no verdict
        ((0.9, 0.05, 0.05), Stance.AGAINST, Stance.AGAINST),
        ((0.1, 0.5, 0.4), Stance.FOR, Stance.FOR),
    ],
)
def test_it_speaks_where_the_points_are_silent_and_objects_to_words(
    library: Library,
    odds: tuple[float, float, float],
    before: Stance | None,
    after: Stance | None,
) -> None:
    made = heard_as(library, CLAIM, "De doelstelling", odds, before)
    assert made.relation.stance is after
    assert made.voiced is (after is not None and after is not before)


def test_it_is_not_asked_about_figures(library: Library) -> None:
    text = "Het aantal bomen steeg van 120 naar 150."
    made = heard_as(library, text, "Het aantal bomen", (1.0, 0.0, 0.0), Stance.AGAINST)
    assert made.relation.stance is Stance.AGAINST
    assert not made.voiced


def test_a_check_says_that_it_was_read_and_by_whom(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judged(text: str, passages: list[Readable], skill: Skill) -> list[PairReading]:
        assert skill is Skill.CLAIMS
        assert text == CLAIM
        return [
            PairReading(
                np.zeros(1, np.float32),
                0.0,
                np.array(
                    [[9.0 if "buiten bereik" in p.sentences[0] else -9.0, 0.0, 0.0]], np.float32
                ),
            )
            for p in passages
        ]

    monkeypatch.setattr(voice, "judge", judged)
    monkeypatch.setattr(voice, "is_there", lambda skill: skill is Skill.CLAIMS)
    reading = library.settings.model_copy(update={"reader": True})
    monkeypatch.setattr(library, "settings", reading)
    (verdict,) = check_text(library, CLAIM).verdicts
    assert verdict.ruling is Ruling.SUPPORTED
    assert verdict.findings[0].statement.text.startswith("De doelstelling")
    assert verdict.findings[0].why.startswith("Zo leest dit programma ")
    monkeypatch.setattr(library, "settings", reading.model_copy(update={"reader": False}))
    (silent,) = check_text(library, CLAIM).verdicts
    assert silent.ruling is not Ruling.SUPPORTED
    assert not any("leest dit programma" in finding.why for finding in silent.findings)
