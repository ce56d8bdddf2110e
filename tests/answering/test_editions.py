"""Editions of one document are told apart by their years, and only where one document has both."""

from __future__ import annotations

import pytest
from bare_versions import a_version

from assistant.answering.editions import editions

OLD = a_version("Waterplan 2020", "Gemeente Olst", "2020-03")
NEW = a_version("Waterplan 2024", "Gemeente Olst", "2024-05")
OTHER = a_version("Verslag van de kermis", "Gemeente Olst", "2020")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("de versie van 2020", "die van 2024"),
        ("the 2020 version", "the 2024 one"),
        ("de versie van 2020", "2024"),
    ],
)
def test_both_are_editions_of_one_document(first: str, second: str) -> None:
    assert editions([OTHER, NEW, OLD], first, second) == (OLD, NEW)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2020", "2024"),  # years of anything
        ("de versie van 2020", "die van 2022"),
        ("de versie van de gemeente", "die van 2024"),
    ],
)
def test_anything_else_names_none(first: str, second: str) -> None:
    assert editions([OTHER, NEW, OLD], first, second) is None


def test_two_documents_with_editions_of_both_years_leave_open_which_is_meant() -> None:
    more = [a_version("Verslag van de kermis", "Gemeente Olst", "2024")]
    assert editions([OTHER, NEW, OLD, *more], "de versie van 2020", "die van 2024") is None
