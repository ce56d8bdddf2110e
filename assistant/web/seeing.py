"""The library as whoever sends a request sees it: what every route answers from.

No route has another way to it. ``whole`` is for what shows nobody anything: following the ledger, taking in,
counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from assistant.records.viewers import NOBODY
from assistant.web.admission import user_of

if TYPE_CHECKING:
    from assistant.library import Library


class Libraries:
    """One library, as each person sees it. Where nobody signs in, everybody is one person who sees all."""

    def __init__(self, library: Library) -> None:
        self.whole = library
        self.settings = library.settings

    def of(self, request: Request) -> Library:
        """As whoever sent this sees it now."""
        if self.settings.sign_in == "off":
            return self.whole
        user = user_of(request)
        return self.whole.visible_to(user.viewer if user else NOBODY)
