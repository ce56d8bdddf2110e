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
from assistant.records.viewers import as_limit, is_group

FIELDS = ("title", "publisher", "published", "kind", "programme", "language", "groups")
LONGEST = 300
LONGEST_LIMIT = 1_000
_PUBLISHED = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
LIMITS = ("groups", "group")  # how people call the groups that see a document
_NAMES = {"date": "published", "group": "groups"}  # how people call a field


class WrongMetadata(AssistantError):
    """A field that is not known, or a value that it can't have."""


def checked(name: str, value: object) -> tuple[str, str]:
    """(field, value) as they are kept. Raises WrongMetadata with a sentence for a person.

    >>> checked("date", "2021-03")
    ('published', '2021-03')
    """
    name = _NAMES.get(name, name)
    if name == "groups":
        return name, limit_of(value)
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


def limit_of(value: object) -> str:
    """The groups that a document is limited to, of a text or a list, as they are kept. Raises WrongMetadata.

    >>> limit_of("redactie, beleid"), limit_of(["redactie"]), limit_of("")
    ('beleid, redactie', 'redactie', '')
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise WrongMetadata('The groups must be text in quotes: groups = ["redactie", "beleid"].')
    names = [part.strip() for part in parts if part.strip()]
    if wrong := next((name for name in names if not is_group(name)), ""):
        raise WrongMetadata(f"A group cannot be named {wrong[:40]!r}.")
    limit = as_limit(set(names))
    if len(limit) > LONGEST_LIMIT:
        raise WrongMetadata(f"The groups are longer than {LONGEST_LIMIT} characters.")
    return limit


def effective(found: Mapping[str, Any], *stronger: Mapping[str, Any]) -> Metadata:
    """What holds: each later one goes before those before it.

    >>> meta = effective({"title": "scan-3", "kind": "report"}, {"title": "Plan"}, {"kind": "vision"})
    >>> meta.title, meta.kind, meta.language, meta.groups
    ('Plan', 'vision', 'nl', '')
    """
    known = {**asdict(Metadata("")), **found, "groups": ""}  # no file says who may see it
    for overrides in stronger:
        known |= overrides
    return Metadata(**{name: known[name] for name in (*FIELDS, "author")})
