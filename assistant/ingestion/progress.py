"""Where a run is, for whoever watches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is: shown while it goes on. ``seconds_left`` is None while nobody can say."""

    file: str
    step: str
    files_done: int
    files: int
    pages: int
    passages: int
    seconds_left: float | None = None


Watcher = Callable[[Progress], None]
