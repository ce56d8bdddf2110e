"""Answers as they are kept: JSON back to records."""

from __future__ import annotations

from typing import Any

from assistant.records import (
    Answer,
    Citation,
    Disagreement,
    Fault,
    Outcome,
    Point,
    Series,
    Side,
    Statement,
    Writing,
)


def answer_from_json(data: dict[str, Any]) -> Answer:
    """The reverse of ``Answer.as_json``."""
    return Answer(
        **{
            **data,
            "outcome": Outcome(data["outcome"]),
            "statements": tuple(statement_from_json(s) for s in data["statements"]),
            "nearest": tuple(statement_from_json(s) for s in data["nearest"]),
            "disagreements": tuple(
                Disagreement(
                    d["subject"],
                    tuple(
                        Side(s["value"], statement_from_json(s["statement"]), s.get("when", ""))
                        for s in d["sides"]
                    ),
                )
                for d in data["disagreements"]
            ),
            # Answers that were kept before figures were looked up have no series.
            "series": tuple(
                Series(
                    s["subject"],
                    s["unit"],
                    tuple(
                        Point(**{**p, "statement": statement_from_json(p["statement"])})
                        for p in s["points"]
                    ),
                )
                for s in data.get("series", ())
            ),
            # Answers that were kept before a model could write them have no "writing".
            "writing": writing_from_json(data.get("writing")),
        }
    )


def statement_from_json(data: dict[str, Any]) -> Statement:
    """A statement of an answer or a check."""
    citations = tuple(Citation(**c) for c in data["citations"])
    # Answers that were kept before other documents were named have no "also".
    also = tuple(Citation(**c) for c in data.get("also", ()))
    return Statement(data["text"], citations, data["kind"], data["support"], also)


def writing_from_json(data: dict[str, Any] | None) -> Writing | None:
    """What a language model had to do with an answer; None where it had nothing."""
    if data is None:
        return None
    return Writing(**{**data, "fault": Fault(data["fault"]) if data["fault"] else None})
