"""What a citation names, and who may tell it: a person, a file beside the report, the report itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from assistant.errors import AssistantError
from assistant.language.languages import LANGUAGES
from assistant.records import Metadata

FIELDS = ("title", "publisher", "published", "kind", "programme", "language")
LONGEST = 300
_PUBLISHED = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_NAMES = {"date": "published"}  # how people call a field


class WrongMetadata(AssistantError):
    """A field that is not known, or a value that it can't have."""


def checked(name: str, value: object) -> tuple[str, str]:
    """(field, value) as they are kept. Raises WrongMetadata with a sentence for a person.

    >>> checked("date", "2021-03")
    ('published', '2021-03')
    """
    name = _NAMES.get(name, name)
    if name not in FIELDS:
        raise WrongMetadata(f"{name!r} is not a field; known are {', '.join(FIELDS)} and date.")
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, int) and name == "published":
        value = str(value)
    if not isinstance(value, str):
        raise WrongMetadata(f"The {name} must be text in quotes.")
    text = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in value)).strip()
    if len(text) > LONGEST:
        raise WrongMetadata(f"The {name} is longer than {LONGEST} characters.")
    if name == "title" and not text:
        raise WrongMetadata("The title is empty.")
    if name == "published" and text and not _PUBLISHED.fullmatch(text):
        raise WrongMetadata(f"The date {text!r} is not like 2021-03-30, 2021-03 or 2021.")
    if name == "language" and text not in LANGUAGES:
        raise WrongMetadata(f"The language {text!r} is not nl or en.")
    if name == "kind" and len(text) > 40:
        raise WrongMetadata("The kind is longer than 40 characters.")
    return name, text


def effective(found: Mapping[str, Any], *stronger: Mapping[str, Any]) -> Metadata:
    """What holds: each later one goes before those before it.

    >>> effective({"title": "scan-3", "kind": "report"}, {"title": "Plan"}, {"kind": "vision"})
    Metadata(title='Plan', publisher='', published='', kind='vision', language='nl', programme='', author='')
    """
    known = {**asdict(Metadata("")), **found}
    for overrides in stronger:
        known |= overrides
    return Metadata(**{name: known[name] for name in (*FIELDS, "author")})
