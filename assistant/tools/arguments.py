"""What each tool takes: its arguments, their limits and what they mean. What is not named is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

LONGEST_QUERY = 500  # characters
LONGEST_TEXT = 4_000
MOST_PASSAGES = 10
MOST_FIGURES = 50

_A_DATE: dict[str, Any] = {
    "anyOf": [
        {"maxLength": 0},
        {"pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"},
        {"format": "date-time"},
    ]
}
SOMETHING: dict[str, Any] = {"pattern": r"\S"}
"""What a text must have that may not be empty, nor spaces alone."""

AsOf = Annotated[
    str,
    Field(
        description="ISO date: only what was current in the library then. Empty: now.",
        json_schema_extra=_A_DATE,
    ),
    StringConstraints(max_length=40),
]


class Strict(BaseModel):
    """What a program sends: nothing that is not named, and no text that a database cannot hold."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, given: Any) -> Any:
        if holds_nul(given):
            raise ValueError("a text in it holds the character NUL.")
        return given


def holds_nul(given: object) -> bool:
    """Whether a text within lists and mappings holds the character NUL, which PostgreSQL keeps in no text.

    >>> holds_nul({"documents": ["a", "b\\0"]}), holds_nul({"a": ["b", 5, None]})
    (True, False)
    """
    waiting = [given]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str) and "\0" in one:
            return True
        if isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple):
            waiting += one
    return False


class _Arguments(Strict):
    """Each has its short name as title, which a model reads in the schema."""

    model_config = ConfigDict(str_strip_whitespace=True)


class SearchArguments(_Arguments):
    """Arguments of ``search_documents``."""

    model_config = ConfigDict(title="Search")

    query: Annotated[
        str,
        Field(
            description="What to look for: a question or key words, in Dutch or English.",
            json_schema_extra=SOMETHING,
        ),
        StringConstraints(min_length=1, max_length=LONGEST_QUERY),
    ]
    passages: int = Field(5, ge=1, le=MOST_PASSAGES, description="Passages to return at most.")
    as_of: AsOf = ""


class FigureArguments(_Arguments):
    """Arguments of ``list_figures``."""

    model_config = ConfigDict(title="Figures")

    term: Annotated[
        str,
        Field(
            description="What is counted or measured, in Dutch or English: fieldlabs, companies.",
            json_schema_extra=SOMETHING,
        ),
        StringConstraints(min_length=1, max_length=100),
    ]
    unit: Literal["euro", "dollar", "pound", "percent", "percentage points", "count"] | None = (
        Field(None, description="Only figures of this unit.")
    )
    as_of: AsOf = ""


class CheckArguments(_Arguments):
    """Arguments of ``check_claims``."""

    model_config = ConfigDict(title="Checked")

    text: Annotated[
        str,
        Field(description="One sentence or a short text of which every claim is checked."),
        StringConstraints(min_length=1, max_length=LONGEST_TEXT),
    ]
    as_of: AsOf = ""
