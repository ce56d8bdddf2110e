"""What travels between processes and into the ledger comes back as it went."""

from __future__ import annotations

import json

from few_of_each import SURE, answers, checks
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.library.answers import answer_from_json
from assistant.library.checks import check_from_json
from assistant.presenting.plain_text import answer_as_text
from assistant.reading.transport import reading_as_json, reading_from_json
from assistant.records import (
    Answer,
    Check,
    Outcome,
    Reading,
    ReadLine,
    Recognition,
    year_of,
)

st.register_type_strategy(
    Recognition, st.builds(Recognition, confidence=SURE, lines=st.from_type(tuple[ReadLine, ...]))
)


@settings(max_examples=25)
@given(st.builds(Reading))
def test_a_reading_survives_the_way_out_of_the_reader_process(reading: Reading) -> None:
    assert reading_from_json(json.loads(json.dumps(reading_as_json(reading)))) == reading


@given(answers)
def test_an_answer_survives_being_kept(answer: Answer) -> None:
    assert answer_from_json(json.loads(json.dumps(answer.as_json()))) == answer


@settings(max_examples=25)
@given(checks)
def test_a_check_survives_being_kept(check: Check) -> None:
    assert check_from_json(json.loads(json.dumps(check.as_json()))) == check


@given(answers)
def test_the_plain_text_of_an_answer_holds_every_quote_with_its_source(answer: Answer) -> None:
    text = answer_as_text(answer)
    for statement in (*answer.statements, *answer.nearest):
        assert statement.text.replace("\t", " | ") in text
        for citation in statement.citations:
            assert citation.title in text
    if answer.outcome is Outcome.NOT_IN_DOCUMENTS and not answer.reason:
        assert text.startswith(
            {"nl": "Dit staat niet in de documenten.", "en": "This is not in the documents."}[
                answer.language
            ]
        )


@given(st.text(max_size=12))
def test_the_year_of_any_date_is_a_sensible_year_or_none(published: str) -> None:
    year = year_of(published)
    assert year is None or 1800 <= year <= 9999
