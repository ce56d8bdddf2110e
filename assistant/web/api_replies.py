"""What the HTTP interface answers, for its description: every field, and every way to be refused.

The replies themselves are made of records; a test holds them to what stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, get_type_hints

from pydantic import BaseModel, Field, create_model

from assistant.records import Answer, Check

Responses = dict[int | str, dict[str, Any]]


class RefusedRequest(BaseModel):
    """Every refusal: one sentence for a person."""

    error: str


class CitedQuote(BaseModel):
    """A quote, and ``link``, the path of the page that shows it."""

    quote: str
    title: str
    publisher: str
    date: str
    page: str
    section: str
    key: str
    link: str


class FoundPassage(BaseModel):
    """A passage by the sentences in it that are nearest."""

    section: str
    citations: list[CitedQuote]


class SearchReply(BaseModel):
    """What POST search answers, the nearest first."""

    query: str
    passages: list[FoundPassage]


class FigureReply(BaseModel):
    """A figure as printed and as a number between ``low`` and ``high``, null where it has no bound."""

    printed: str
    value: float
    low: float | None
    high: float | None
    unit: str
    counts: str
    from_: str = Field(alias="from")
    until: str
    planned: bool
    citations: list[CitedQuote]


class FiguresReply(BaseModel):
    """What GET figures answers; ``left_out`` more are not shown."""

    term: str
    figures: list[FigureReply]
    left_out: int


class DocumentReply(BaseModel):
    """A document that questions are answered from."""

    id: str
    title: str
    publisher: str
    published: str
    language: str
    kind: str
    programme: str
    file: str
    pages: int
    link: str


class DocumentsReply(BaseModel):
    """What GET documents answers."""

    documents: list[DocumentReply]


def _with_fields_of(record: type, name: str, **more: Any) -> type[BaseModel]:
    """A reply that has the fields of a record beside its own."""
    hints = get_type_hints(record, include_extras=True)
    own: dict[str, Any] = {each.name: (hints[each.name], ...) for each in fields(record)}
    return create_model(name, **(more | own))


_LINKS = (dict[str, str], Field(description="The address of its page, and of its other forms."))
AskReply = _with_fields_of(
    Answer,
    "AskReply",
    id=(str, ...),
    links=_LINKS,
    viewer=(str, Field(description="The address of a citation's page, with {key} in it.")),
)
"""What POST ask answers: an answer with its name and addresses."""
CheckReply = _with_fields_of(
    Check,
    "CheckReply",
    id=(str, ...),
    links=_LINKS,
    sources=(dict[str, str], Field(description="The address of each citation's page, by key.")),
)
"""What POST check answers: a check with its name and addresses."""

_WHY = {
    400: "It is no JSON.",
    401: "Sign in first: no token, or one that is not known.",
    403: "It was sent from another site, or who asks may not.",
    404: "There is nothing at this address.",
    405: "This address takes another method.",
    413: "It is too large.",
    415: "It does not say that it is JSON.",
    421: "The program does not know itself under this name.",
    422: "A field is missing, unknown or out of its limits.",
    429: "Too many questions in a minute; Retry-After says for how long to wait.",
    500: "A fault of the program.",
    503: "Too much is under way, or the library cannot be read now.",
}
REFUSALS: Responses = {
    status: {"model": RefusedRequest, "description": why} for status, why in _WHY.items()
}
"""What every address may answer instead."""


def described(reply: type[BaseModel], *media: str) -> Responses:
    """The description of a reply, which may come in other media, too: as a stream of events."""
    streams = {each: {"schema": {"type": "string"}} for each in media}
    return {200: {"model": reply, "content": streams} if streams else {"model": reply}}


def what_is_wrong(place: Sequence[int | str], message: str) -> str:
    """One sentence about a field that is not as it must be.

    >>> what_is_wrong(("year_from",), "Value error, no year"), what_is_wrong((), "Field required")
    ('year_from: no year', 'Field required')
    """
    told = message.removeprefix("Value error, ")  # pydantic's, and no word for people
    field = ".".join(map(str, place))
    return f"{field}: {told}" if field else told
