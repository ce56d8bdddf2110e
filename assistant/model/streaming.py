"""A model's reply as it comes in, read in a thread of its own so that no wait is without end."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

from assistant.model.breaker import Breaker
from assistant.model.faults import ModelFault, fault_of
from assistant.records import Fault

if TYPE_CHECKING:
    from collections.abc import Generator

    from langchain_core.runnables import Runnable

AHEAD = 1_000  # pieces that may wait to be read; a server that floods is slowed down
LOOK = 0.25  # seconds between looks whether anybody still wants the answer
_CUT_OFF = {"length", "max_tokens", "model_length"}
_REFUSED = {"content_filter", "refusal", "safety"}


class Reply:
    """One request. ``finish`` is the model's own word for how it ended, "" where it did not say."""

    def __init__(self, model: Runnable[Any, Any], messages: Sequence[tuple[str, str]]) -> None:
        self._model = model
        self._messages = list(messages)
        self._queue: queue.Queue[Any] = queue.Queue(AHEAD)
        self._stopped = threading.Event()
        self.finish = ""
        self.tokens_in = 0
        self.tokens_out = 0

    def pieces(
        self, deadline: Callable[[], float], stopped: threading.Event | None = None
    ) -> Iterator[str]:
        """The text as it comes in. ``deadline`` gives a moment of ``time.monotonic``.

        Raises ModelFault. However it ends, also because ``stopped`` is set, the connection is closed.
        """
        threading.Thread(target=self._read, name="model reply", daemon=True).start()
        try:
            while stopped is None or not stopped.is_set():
                left = deadline() - time.monotonic()
                if left <= 0:
                    raise ModelFault(Fault.SLOW)
                try:
                    item = self._queue.get(timeout=min(left, LOOK))
                except queue.Empty:
                    continue
                if item is None:
                    break
                if isinstance(item, Exception):
                    raise fault_of(item) from item
                yield from self._taken(item)
        finally:
            self._stopped.set()
        if stopped is not None and stopped.is_set():
            return
        if self.finish in _REFUSED:
            raise ModelFault(Fault.REFUSED, self.finish)
        if self.finish in _CUT_OFF or not self.finish:
            raise ModelFault(Fault.CUT_OFF, self.finish)

    def whole(self, breaker: Breaker, seconds: float) -> str:
        """All of the text, within some seconds from now. Raises ModelFault; to count it is the caller's part."""
        deadline = time.monotonic() + seconds
        breaker.check(seconds)
        text = "".join(self.pieces(lambda: deadline))
        breaker.answered()
        return text

    def _taken(self, chunk: Any) -> Iterator[str]:
        usage = chunk.usage_metadata or {}
        # Providers count up or give one total at the end: the largest is the total of both.
        self.tokens_in = max(self.tokens_in, usage.get("input_tokens", 0))
        self.tokens_out = max(self.tokens_out, usage.get("output_tokens", 0))
        metadata = chunk.response_metadata
        reasons = (metadata.get(name) for name in ("finish_reason", "stop_reason", "done_reason"))
        self.finish = next((str(r).lower() for r in reasons if r), self.finish)
        text = str(chunk.text)
        if text:
            yield text

    def _read(self) -> None:
        from langsmith import tracing_context

        try:
            # Tracing switched on in the environment would send passages to yet another party.
            with tracing_context(enabled=False):
                stream = cast("Generator[Any]", self._model.stream(self._messages))
                with closing(stream):
                    for chunk in stream:
                        if not self._put(chunk):
                            return
            self._put(None)
        except Exception as error:  # every provider has its own; fault_of names it
            self._put(error)

    def _put(self, item: Any) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False
