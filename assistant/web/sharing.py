"""Whose an answer or a check is, and whether others may open it: where people sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from assistant.errors import UnknownCitation
from assistant.web.admission import user_of

if TYPE_CHECKING:
    from assistant.library import Library


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the page of an answer or a check says of it: whether it is theirs, whether anybody shares it, and
    whether they do themselves: others may have asked the same."""

    own: bool
    shared: bool
    by_them: bool = False


def sharing_of(request: Request, library: Library, record: str) -> Sharing | None:
    """None where nobody signs in: then there are no others."""
    user = user_of(request)
    if user is None:
        return None
    askers = library.askers
    return Sharing(
        askers.asked(record, user.name),
        askers.is_shared(record),
        askers.is_shared(record, by=user.name),
    )


def share_own(request: Request, library: Library, record: str, shared: bool = True) -> None:
    """Let everybody who signs in open what somebody asked, or no more. Where nobody signs in everybody may anyhow.

    Raises UnknownCitation where it is not theirs."""
    user = user_of(request)
    if user is not None and not library.askers.share(record, user.name, shared):
        raise UnknownCitation("There is nothing of this name that is yours.")
