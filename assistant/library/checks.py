"""Checks as they are kept: JSON back to records."""

from __future__ import annotations

from typing import Any

from assistant.library.answers import statement_from_json
from assistant.records import Check, Filters, Finding, Ruling, Stance, Verdict


def check_from_json(data: dict[str, Any]) -> Check:
    """The reverse of ``Check.as_json``."""
    filters = data["filters"]
    return Check(
        **{
            **data,
            "verdicts": tuple(_verdict(verdict) for verdict in data["verdicts"]),
            "filters": Filters(**{**filters, "documents": tuple(filters["documents"])}),
        }
    )


def _verdict(data: dict[str, Any]) -> Verdict:
    return Verdict(
        **{
            **data,
            "ruling": Ruling(data["ruling"]),
            "context": tuple(data["context"]),
            "findings": tuple(
                Finding(Stance(f["stance"]), statement_from_json(f["statement"]), f["why"])
                for f in data["findings"]
            ),
        }
    )
