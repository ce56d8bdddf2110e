"""Every pattern that the program's modules hold, and texts that make a careless one take for ever."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator

import assistant

_PIECES = (
    "1 ", "1", "1.", "1,", "1. ", "a", "a ", "Aa ", "A", "A. ", "-", " ", "\n", "\t", ". ", ".", '"', "“a” ", "((",
    "<a ", "€ 1 ", "1 miljoen ", "1 januari ", "2019 ", "van de ", "en ", "niet ", "de Groot ", "A.B. ", "stel ",
    "http://", "a@b.", "|", "| a ", "1-1 ", "\u00a0", "a-", "een twee ", "1 tot 2 ", "a;", "a, b en ", "1/2 ",
)  # fmt: skip


def texts(length: int) -> Iterator[str]:
    """A piece again and again, and the same with an end that does not fit."""
    for piece in _PIECES:
        text = (piece * (length // len(piece) + 1))[:length]
        yield from (text, text[:-1] + "!")


def patterns() -> dict[str, re.Pattern[str]]:
    """name -> pattern, of the constants of all modules."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(assistant.__path__, "assistant."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _in(value):
                found.setdefault(f"{module.name}.{name}: {pattern.pattern[:60]}", pattern)
    return {name: pattern for name, pattern in found.items() if isinstance(pattern.pattern, str)}


def _in(value: object) -> Iterable[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        return [value]
    inside = value.values() if isinstance(value, dict) else value
    if not isinstance(inside, (list, tuple)) and not isinstance(value, dict):
        return []
    return [each for each in inside if isinstance(each, re.Pattern)]
