"""What costs a second and hundreds of megabytes is loaded once, whoever asks for it first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


def loaded_once(load: Callable[[K], T]) -> Callable[[K], T]:
    """What ``load`` makes of each name, made by the first who asks while all others wait for it.

    A cache alone lets each of them load: eight first questions at once left the chat with twice its memory."""
    made: dict[K, T] = {}
    lock = threading.RLock()

    @wraps(load)
    def given(name: K) -> T:
        if name not in made:
            with lock:
                if name not in made:
                    made[name] = load(name)
        return made[name]

    return given
