"""No pattern makes a text of six hundred characters cost half a second."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from patterns import patterns, texts

LENGTH = 600
MOST = 0.5  # seconds of CPU; a pattern that grows with its text needs a thousandth, a careless one centuries


class TooSlow(Exception):
    pass


@contextmanager
def budget() -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def is_slow(pattern: re.Pattern[str], text: str) -> bool:
    try:
        with budget():
            for _ in pattern.finditer(text):
                pass
            pattern.fullmatch(text)
    except TooSlow:
        return True
    return False


def test_no_pattern_takes_for_ever() -> None:
    every = patterns()
    assert len(every) > 250
    slow = {
        name: text[:20]
        for name, pattern in every.items()
        for text in texts(LENGTH)
        if is_slow(pattern, text)
    }
    assert not slow


def test_a_careless_pattern_is_found() -> None:
    assert is_slow(re.compile(r"(?:a|a)*b"), "a" * LENGTH)
