"""The log: a line for each question, ingest run and fault, and nothing of what people ask."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from assistant import api
from assistant.library import Library
from assistant.logs import log_ingest, logged, set_up_logging
from assistant.records import Answer, Outcome, Statement
from assistant.records.runs import Failure, IngestReport
from assistant.settings import Settings

QUESTION = "Hoeveel proeftuinen telde Waterkracht eind 2019?"


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, logger="assistant")
    return caplog


def failing() -> Iterator[Statement | Answer]:
    yield from ()
    raise ValueError(QUESTION)


def test_a_question_and_a_check_leave_none_of_their_words_in_the_log(
    water_library: Library, everything: pytest.LogCaptureFixture
) -> None:
    api.ask(water_library, QUESTION)
    api.check(water_library, "Waterkracht telde eind 2019 in totaal veertig proeftuinen.")
    assert [r.message for r in everything.records if r.message.startswith("question: answered, ")]
    assert "proeftuinen" not in everything.text
    assert "Waterkracht" not in everything.text


def test_an_answer_passes_unchanged_with_its_outcome_time_and_language_logged(
    everything: pytest.LogCaptureFixture,
) -> None:
    answer = Answer(QUESTION, QUESTION, Outcome.NOT_IN_DOCUMENTS, "nl")
    assert list(logged([answer], Settings())) == [answer]
    (line,) = everything.messages
    assert line.startswith("question: not_in_documents, 0.0")
    assert line.endswith("0 statements, 0 quotes, language nl, model fault none")


def test_the_text_of_a_question_is_logged_only_where_the_setting_says_so(
    everything: pytest.LogCaptureFixture,
) -> None:
    answer = Answer(QUESTION, QUESTION, Outcome.ANSWERED, "nl")
    list(logged([answer], Settings(log_questions=True)))
    assert QUESTION in everything.text


def test_a_fault_is_logged_by_its_kind_alone_and_goes_on(
    everything: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(ValueError, match="Waterkracht"):
        list(logged(failing(), Settings()))
    assert everything.messages == ["fault: question: ValueError"]


def test_an_ingest_run_is_one_line_of_counts(everything: pytest.LogCaptureFixture) -> None:
    report = IngestReport(added=("a.md", "b.md"), failed=(Failure("c.pdf", "kapot"),), seconds=1.25)
    log_ingest(report)
    (line,) = everything.messages
    assert line.startswith("ingest: 2 added, ")
    assert "1 failed" in line
    assert "c.pdf" not in line


@pytest.mark.parametrize(
    ("level", "own"),
    [("INFO", logging.INFO), ("warning", logging.NOTSET), ("error", logging.NOTSET)],
)
def test_a_low_level_is_for_our_own_lines_only(level: str, own: int) -> None:
    logger = logging.getLogger("assistant")
    before = logger.level
    try:
        set_up_logging(Settings(log_level=level))  # type: ignore[arg-type]
        assert logger.level == own
        assert logging.getLogger().level >= logging.WARNING
    finally:
        logger.setLevel(before)


def test_the_default_is_warnings_without_questions() -> None:
    settings = Settings()
    assert (settings.log_level, settings.log_questions) == ("warning", False)
