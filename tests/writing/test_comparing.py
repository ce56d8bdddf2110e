"""A sentence that says it the other way round in the same words is not carried."""

from __future__ import annotations

import pytest

from assistant.checking.alignment import align
from assistant.checking.proposition import Proposition
from assistant.records import Language
from assistant.writing.agreeing import disagreements
from assistant.writing.comparing import compared_the_other_way

SOURCE = "Farmers are more likely than teachers to say that the plan works."
PAID = "Het geld is via acht gemeenten uitgekeerd aan 28 aanbieders."


@pytest.mark.parametrize(
    ("written", "source", "language", "turned"),
    [
        ("Teachers are more likely than farmers to think it works.", SOURCE, "en", True),
        ("Farmers are more likely than teachers to think it works.", SOURCE, "en", False),
        ("Scholen doen vaker mee dan bedrijven.", "Bedrijven doen vaker mee dan scholen.", "nl", True),
        ("Bedrijven doen vaker mee dan scholen.", "Bedrijven doen vaker mee dan scholen.", "nl", False),
        ("Acht aanbieders betaalden 28 gemeenten.", PAID, "nl", True),
        ("Acht gemeenten betaalden 28 aanbieders.", PAID, "nl", False),
    ],
)  # fmt: skip
def test_a_comparison_or_a_count_that_is_turned_round_is_seen(
    written: str, source: str, language: Language, turned: bool
) -> None:
    found = compared_the_other_way(Proposition(written, language), Proposition(source, language))
    assert bool(found) is turned


@pytest.mark.parametrize(
    ("written", "source", "languages"),
    [
        ("In driekwart van de gevallen was het werk onvoldoende.",
         "Dat het werk in 75 procent van de gevallen als onvoldoende moest worden beoordeeld.", ("nl", "nl")),
        ("Medicijnen werden niet veilig beheerd.", "Medicines were not managed safely.", ("nl", "en")),
        ("Vier op de tien Amerikanen vertrouwen Peking.", "40% of Americans trust Beijing.", ("nl", "en")),
        ("The agency starts a study, which is expected to end in June.",
         "The agency starts a study and expects it to end in June.", ("en", "en")),
        ("They asked 900 adults in May 2020.", "We asked 900 adults from April 29 to May 5, 2020.", ("en", "en")),
    ],
)  # fmt: skip
def test_nothing_exact_speaks_against_an_honest_sentence(
    written: str, source: str, languages: tuple[Language, Language]
) -> None:
    one, other = (
        Proposition(t, lang) for t, lang in zip((written, source), languages, strict=True)
    )
    found = disagreements(one, other, align(one, other))
    assert [p for p in found if p.matter.value in ("certainty", "name", "date")] == []
