"""A connected language model: reach it, stream its reply, name what fails, say what may be sent."""

from assistant.model.sending import AtWork, at_work
from assistant.model.trying import Trial, try_model

__all__ = ["AtWork", "Trial", "at_work", "try_model"]
