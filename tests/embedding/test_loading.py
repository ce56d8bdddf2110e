"""Weights are loaded once, also where many ask for them first at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from assistant.embedding.loading import loaded_once


def test_many_who_ask_first_at_the_same_moment_get_the_same() -> None:
    together, made = threading.Barrier(8, timeout=60), []

    @loaded_once
    def load(name: str) -> object:
        threading.Event().wait(0.05)  # long enough for the others to come
        made.append(name)
        return object()

    def ask(_: int) -> object:
        together.wait()
        return load("weights")

    with ThreadPoolExecutor(8) as pool:
        given = set(pool.map(ask, range(8)))
    assert len(given) == 1
    assert made == ["weights"]
    assert load("others") not in given
