"""What a question takes for a fact: words that suppose it, and words that say it."""

from __future__ import annotations

import pytest

from assistant.language.premises import premise_of_when, premise_of_who, premise_of_why


@pytest.mark.parametrize(
    "text",
    [
        "When does the grant scheme close?",
        "When is the closing date?",
        "When do the polls close?",
        "Wat gebeurt er wanneer een subsidie wordt ingetrokken?",
        "Wanneer is roken verboden?",
    ],
)
def test_asking_when_something_is_to_be_supposes_nothing(text: str) -> None:
    assert premise_of_when(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Wie beslist over het bezwaar als een aanvraag is afgewezen?",
        "Who can appeal when a permit is refused?",
        "Who works close to the border?",
        "Wie heeft recht op een uitkering bij ontslag?",
        "Wie is de afgewezen kandidaat?",
    ],
)
def test_asking_who_supposes_nothing_that_is_not_its_verb(text: str) -> None:
    assert premise_of_who(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Wie stopte het programma?",
        "Wie heeft het programma stopgezet?",
        "Who abolished the fund?",
        "Who was dismissed in 2019?",
    ],
)
def test_asking_who_did_it_supposes_that_it_was_done(text: str) -> None:
    assert premise_of_who(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Waarom zijn de stranden vol?",
        "Waarom is blockchain nuttig?",
        "Waarom zijn er haltes bij?",
        "Waarom was er ophef over het plan?",
        "Waarom is het akkoord gesloten?",
        "Why has the pilot succeeded?",
        "Why does it take long if a permit is refused?",
        "Waarom duurt het lang bij een afgewezen aanvraag?",
    ],
)
def test_words_with_another_meaning_suppose_nothing(text: str) -> None:
    assert premise_of_why(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Waarom is de aanvraag afgewezen?", "De aanvraag is niet gehonoreerd."),
        ("Waarom is de aanvraag geweigerd?", "De subsidie werd niet toegekend."),
        ("Why was fishing banned?", "Fishing is no longer allowed."),
        ("Waarom werd vissen verboden?", "Vissen is niet meer toegestaan."),
        ("Waarom is de proef mislukt?", "De proef haalde zijn doelen niet."),
        ("Why was the pilot cancelled?", "The pilot was not continued."),
    ],
)
def test_the_same_is_told_in_other_words(text: str, told: str) -> None:
    premise = premise_of_why(text)
    assert premise
    assert premise.told.search(told)
    assert not premise.told.search("Het begon in 2019, and it went well.")


@pytest.mark.parametrize("told", ["Het liep tot en met 2018.", "The scheme ran until 2018."])
def test_until_when_it_lasted_tells_when_it_ended(told: str) -> None:
    premise = premise_of_when("Wanneer is het programma beëindigd?")
    assert premise
    assert premise.told.search(told)
