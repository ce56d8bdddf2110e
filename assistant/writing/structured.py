"""The same sentences as one JSON object, for models that can be held to a schema.

    {"sentences": [{"text": "…", "passages": [1, 3]}, …]}      -- an empty list: the passages do not answer

Read exactly and as it comes in; what does not fit ends the reply, and nothing is mended.
"""

from __future__ import annotations

import json
import re
from typing import Any

from assistant.model.connection import address_of
from assistant.model.faults import ModelFault
from assistant.records import Fault
from assistant.settings import Settings
from assistant.writing.grammar import LONGEST, NO_ANSWER
from assistant.writing.verifying import Written

_HEAD = re.compile(r'\s*\{\s*"sentences"\s*:\s*\[')
_TAIL = re.compile(r"\s*\]\s*\}\s*")
_COMMA = re.compile(r"\s*,")
_PENDING = 10 * LONGEST  # characters of an object that is still coming in
_DECODER = json.JSONDecoder()
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "passages": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "passages"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


def schema_options(settings: Settings) -> dict[str, Any]:
    """How the model of the settings is held to the schema; empty where plain text is asked for."""
    if settings.model_format == "text":
        return {}
    provider = address_of(settings).provider
    if provider == "ollama":
        return {"format": SCHEMA}
    if provider in ("openai", "mistralai"):
        named = {"name": "sentences", "schema": SCHEMA, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    return {}  # plain text is understood from every model


class StructuredSentences:
    """Takes a reply in pieces and gives its sentences as soon as each is complete."""

    def __init__(self) -> None:
        self._rest = ""
        self._begun = self._done = self._any = False

    def feed(self, piece: str) -> list[Written]:
        """The sentences that this piece completes. Raises ModelFault where it keeps to no form."""
        self._rest += piece
        made: list[Written] = []
        while not self._done and (written := self._next()) is not None:
            made.append(written)
        if self._done and self._rest.strip():
            raise ModelFault(Fault.OFF_FORMAT, "more behind the object")
        if len(self._rest) > _PENDING:
            raise ModelFault(Fault.OFF_FORMAT, "no sentence in the object")
        return made

    def end(self, whole: bool = True) -> list[Written]:
        """An empty list of sentences is the agreed word for no answer; half an object is nothing."""
        if not whole or (not self._done and not self._rest.strip() and not self._begun):
            return []
        if not self._done:
            raise ModelFault(Fault.OFF_FORMAT, "not the object that was asked for")
        return [] if self._any else [Written(NO_ANSWER)]

    def _next(self) -> Written | None:
        if not self._begun:
            head = _HEAD.match(self._rest)
            if head is None:
                return None
            self._begun, self._rest = True, self._rest[head.end() :]
        tail = _TAIL.match(self._rest)
        if tail is not None:
            self._done, self._rest = True, self._rest[tail.end() :]
            return None
        comma = _COMMA.match(self._rest) if self._any else None
        start = self._rest[comma.end() if comma else 0 :].lstrip()
        if not start.startswith("{"):
            return None
        try:
            found, end = _DECODER.raw_decode(start)
        except (ValueError, RecursionError):
            return None  # it is still coming in
        self._rest, self._any = start[end:], True
        return _written(found)


def _written(found: Any) -> Written:
    if isinstance(found, dict) and set(found) == {"text", "passages"}:
        text, passages = found["text"], found["passages"]
        numbered = isinstance(passages, list) and all(type(n) is int for n in passages)
        if isinstance(text, str) and numbered:
            return Written(" ".join(text.split()), tuple(passages))
    raise ModelFault(Fault.OFF_FORMAT, "an object of another form")
