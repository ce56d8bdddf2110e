"""A claim is held against each cell of a row by itself: a figure of another column proves nothing."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.checking import check_text
from assistant.records import Ruling

TABLE = (
    "# Subsidies voor proeftuinen\n\nTabel 1: Subsidie per proeftuin (x € 1.000)\n\n"
    "| Proeftuin | 2018 | 2019 |\n|---|---|---|\n| Printlab Venlo | 354 | 482 |\n| Fotonlab Assen | 255 | 365 |\n"
)


@pytest.mark.parametrize(
    ("claim", "ruling"),
    [
        ("In 2019 kreeg Printlab Venlo 482.000 euro subsidie.", Ruling.SUPPORTED),
        ("In 2018 kreeg Printlab Venlo 354.000 euro subsidie.", Ruling.SUPPORTED),
        ("In 2019 kreeg Printlab Venlo 354.000 euro subsidie.", Ruling.CONTRADICTED),
    ],
)
def test_a_claim_is_held_against_the_cell_of_its_row_and_year(
    claim: str, ruling: Ruling, make_library: MakeLibrary
) -> None:
    library = make_library({"subsidies.md": TABLE})
    [verdict] = check_text(library, claim).verdicts
    assert verdict.ruling is ruling
    assert verdict.findings[0].statement.text == "Printlab Venlo\t354\t482"


def test_a_figure_of_another_row_supports_nothing(make_library: MakeLibrary) -> None:
    library = make_library({"subsidies.md": TABLE})
    [verdict] = check_text(library, "In 2019 kreeg Fotonlab Assen 482.000 euro subsidie.").verdicts
    assert verdict.ruling is not Ruling.SUPPORTED
