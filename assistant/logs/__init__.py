"""The program's own log: one set-up, and a line for each question, each ingest run and each fault.

What people ask may be confidential: no line holds the text of a question unless the setting
``log_questions`` says so.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator

from assistant.records import Answer, Statement
from assistant.records.runs import IngestReport
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)


def set_up_logging(settings: Settings) -> None:
    """Log on standard error, from the level that the settings name.

    Libraries tell no more than warnings: at a lower level some would write what people ask.
    """
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.basicConfig(
        level=max(level, logging.WARNING), format="%(levelname)s: %(message)s", force=False
    )
    own = level if level < logging.WARNING else logging.NOTSET
    logging.getLogger("assistant").setLevel(own)


def logged(items: Iterable[Statement | Answer], settings: Settings) -> Iterator[Statement | Answer]:
    """What an answerer makes, unchanged; its answer, or that it failed, is logged in passing."""
    began = time.perf_counter()
    try:
        for item in items:
            if isinstance(item, Answer):
                log_answer(item, time.perf_counter() - began, settings)
            yield item
    except Exception as error:
        log_fault("question", error)
        raise


def log_answer(answer: Answer, seconds: float, settings: Settings) -> None:
    """One line for a question that was answered, whatever its outcome; ``seconds`` is what it took."""
    citations = {c.key for statement in answer.statements for c in statement.citations}
    fault = answer.writing.fault if answer.writing else None
    _LOG.info(
        "question: %s, %.2f s, %d statements, %d quotes, language %s, model fault %s%s",
        answer.outcome.value,
        seconds,
        len(answer.statements),
        len(citations),
        answer.language,
        fault.value if fault else "none",
        f": {answer.question!r}" if settings.log_questions else "",
    )


def log_ingest(report: IngestReport) -> None:
    """One line for an ingest run."""
    _LOG.info(
        "ingest: %d added, %d changed, %d read again, %d unchanged, %d gone, %d failed, "
        "%d pages, %d passages, %.1f s",
        *(len(report.added), len(report.changed), len(report.reread), len(report.unchanged)),
        *(len(report.removed), len(report.failed), report.pages, report.passages, report.seconds),
    )


def log_fault(doing: str, error: Exception) -> None:
    """One line for what failed: only the kind of the error, since its message may quote a text."""
    _LOG.info("fault: %s: %s", doing, type(error).__name__)
