"""A row that only a name of the question calls may answer, and is not sure to."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from small_candidate import candidate_of

from assistant.answering.candidates import Candidate
from assistant.answering.deciding import decide
from assistant.answering.looking_in_tables import FOREMOST, look_in_tables, row_of_name
from assistant.answering.pipeline import inquire
from assistant.library import Library
from assistant.records import BlockKind, NamedCell, Passage, Question, Row, Sentence, Span

ASKED = "Wanneer kan ik in Staphorst een aanvraag doen?"


def _candidate(text: str, row: Row | None, typed: float = 1.0, section: str = "") -> Candidate:
    kind = BlockKind.TABLE_ROW if row else BlockKind.PARAGRAPH
    sentence = Sentence(text, (Span(1, 0, len(text)),), kind, row=row)
    passage = Passage(text, "v", 0, section, "nl", (sentence,))
    return candidate_of(passage, typed=typed)


def _row(label: str, typed: float = 1.0) -> Candidate:
    text = f"{label}\t1 april 2025"
    return _candidate(text, Row(label, (NamedCell(len(label) + 1, len(text), "Tijdvak"),)), typed)


@pytest.mark.parametrize(
    ("row", "place", "found"),
    [
        (_row("Staphorst"), 1, True),
        (_row("Oost › Staphorst"), 0, True),
        (_row("Zwolle"), 0, False),
        (_row("Staphorst en Zwolle"), 0, False),
        (_row("Staphorst", typed=0.4), 0, False),  # it holds no date
        (_row("Staphorst"), FOREMOST, False),
    ],
)
def test_a_name_alone_calls_a_row(row: Candidate, place: int, found: bool) -> None:
    ranked = [_candidate(f"Iets anders {n}.", None) for n in range(FOREMOST)]
    ranked.insert(place, row)
    inquiry = replace(inquire(Question(ASKED)), ranked=tuple(ranked))
    assert (row_of_name(inquiry) is not None) is found
    if found:
        decided = decide(cast(Library, SimpleNamespace(revision=1)), inquiry)
        assert decided.ending is None
        assert decided.ranked[0].sentence == row.sentence
        assert len(decided.ranked) == len(ranked)


def test_a_row_that_a_year_calls_is_named_by_that_year(water_library: Library) -> None:
    question = "Hoeveel onderzoeken deed Windplan in Olst in 2021?"
    rows = []
    for year, section in (("2020", "Onderzoeken"), ("2021", "Onderzoeken"), ("2021", "Uitgaven")):
        text = f"{year}\t40"
        row = Row(
            year, (NamedCell(5, 7, "Aantal onderzoeken" if section == "Onderzoeken" else "Euro"),)
        )
        rows.append(_candidate(text, row, section=section))
    inquiry = replace(inquire(Question(question)), weighed=tuple(rows), ranked=tuple(rows))
    found = look_in_tables(water_library, inquiry).rows
    assert [each.candidate for each in found] == [rows[1]]
