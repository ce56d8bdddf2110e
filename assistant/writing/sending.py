"""What may go to a model that is not on this machine: nothing, unless the owner said so."""

from __future__ import annotations

from assistant.records import Version
from assistant.settings import Settings
from assistant.writing.connection import address_of

EVERYTHING = "all"


def may_be_sent(version: Version, settings: Settings) -> bool:
    """Whether passages of a document may be sent to the model: by its kind, its id, or all."""
    if address_of(settings).local:
        return True
    document = version.document
    return bool({EVERYTHING, document.kind, document.id} & set(settings.model_send) - {""})
