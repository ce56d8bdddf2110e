"""Words that say when something is so, and not that it begins or ends: "eind 2020", "sinds het begin". Pure."""

from __future__ import annotations

import re

_WHEN = re.compile(
    r"\b(?:eind|begin|end of|start of|early|late)(?=\s(?:\w+\s)?\d{4}\b)|"
    r"\b(?:sinds|vanaf|in|aan|bij|since|from|at) (?:het|de|the) (?:begin|start|beginning|eind|einde|end)\b",
    re.IGNORECASE,
)


def without_times(text: str) -> str:
    """A text without them.

    >>> without_times("Eind 2020 begon het"), without_times("Sinds het begin zijn er 47 gestart")
    ('  2020 begon het', '  zijn er 47 gestart')
    """
    return _WHEN.sub(" ", text)
