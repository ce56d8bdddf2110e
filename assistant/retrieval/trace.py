"""What a run compared and what it cost, for the person who keeps the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, process_time

from assistant.retrieval.hits import Retrieved


class Trace:
    """Stages in the order in which they ended: name -> (CPU milliseconds, wall milliseconds).

    CPU is that of the whole process, so other threads of a running chat count along. Where
    ``whole_ranking`` is asked for, ``ranking`` has every passage that was compared, best first, and not
    just the best of them.
    """

    def __init__(self, *, whole_ranking: bool = False) -> None:
        self.stages: dict[str, tuple[float, float]] = {}
        self.whole_ranking = whole_ranking
        self.ranking: tuple[Retrieved, ...] = ()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what is done inside; a stage that comes twice is added up."""
        cpu, wall = process_time(), perf_counter()
        try:
            yield
        finally:
            before = self.stages.get(name, (0.0, 0.0))
            self.stages[name] = (
                before[0] + 1000 * (process_time() - cpu),
                before[1] + 1000 * (perf_counter() - wall),
            )
