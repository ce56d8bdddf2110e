"""Which answerer is at work, and where what it reads goes."""

from __future__ import annotations

from assistant.answering import Answerer, Quoting
from assistant.settings import Settings
from assistant.writing.writer import Writer


def answerer_for(settings: Settings) -> Answerer:
    """The writing answerer where a model is set, else the quoting one. Nothing is connected yet."""
    return Writer(settings) if settings.model else Quoting()
