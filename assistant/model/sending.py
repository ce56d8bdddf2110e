"""Where what a model reads goes, and what of it may go there: nothing leaves this machine unless

the owner said so.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model.connection import address_of
from assistant.records import Version
from assistant.settings import Settings

EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class AtWork:
    """The model that is set, the host that it is on ("" for this machine), and what may go there."""

    model: str
    host: str
    sends: tuple[str, ...]

    @property
    def writes(self) -> bool:
        """Whether anything may be sent to it, so that it can write an answer at all."""
        return not self.host or bool(self.sends)

    @property
    def everything(self) -> bool:
        return not self.host or EVERYTHING in self.sends


def at_work(settings: Settings) -> AtWork | None:
    """None where answers are quotes and no model is set."""
    if not settings.model:
        return None
    address = address_of(settings)
    return AtWork(address.model, address.host, settings.model_send)


def may_be_sent(version: Version, settings: Settings) -> bool:
    """Whether passages of a document may be sent to the model: by its kind, its id, or all."""
    work = at_work(settings)
    if work is None or work.everything:
        return work is not None
    return bool({version.document.kind, version.document.id} & set(work.sends) - {""})
