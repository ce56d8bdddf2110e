"""What a report is called and when it came: its own word, that of files beside it, then a person's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from assistant.library import Library
from assistant.library.descriptions import effective
from assistant.records import Metadata, Reading


def describe(reading: Reading, beside: Mapping[str, str] | None) -> Metadata:
    """What holds of a report before its document is known: the files beside it go before itself."""
    return effective(asdict(reading.metadata), beside or {})


def context_title(
    library: Library, reading: Reading, beside: Mapping[str, str] | None, document: str | None
) -> str:
    """The title that a version is embedded with: what a person said of its document goes first."""
    overrides = library.documents.overrides(document) if document else {}
    return effective(asdict(reading.metadata), beside or {}, overrides).title
