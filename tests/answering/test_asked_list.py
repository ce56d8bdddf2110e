"""Which questions want a list of things."""

from __future__ import annotations

import pytest

from assistant.answering.asked_list import asks_for_many


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("Welke aanbevelingen doet de evaluatie?", True),
        ("Welke drie risico's noemt het plan?", True),
        ("Which of the fourteen actions belong to the third line?", True),
        ("Which six field labs make up the network?", True),
        ("noem de vijf actielijnen", True),
        ("What are the main recommendations?", True),
        ("Met wat voor vragen komen bedrijven?", True),
        ("Which organisation leads the consortium?", False),
        ("Which university coordinates it?", False),
        ("Welke conclusie trekken de onderzoekers?", False),
        ("Welke gemeente moet kiezen?", False),
        ("Noem het budget voor 2022", False),
        ("Wat zijn de kosten van het programma?", False),
        ("Wat is de som van de subsidies op 1 januari?", False),
        ("Welke partij staat op de lijst?", False),
        ("In 2019 noemt het bureau er zes.", False),
    ],
)
def test_whether_many_are_wanted(question: str, many: bool) -> None:
    assert asks_for_many(question) is many
