"""What went wrong at the model's end, by name, whatever provider's client says it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from assistant.records import Fault

_TOO_LONG = (
    "context length",
    "context_length",
    "context size",
    "maximum context",
    "too many tokens",
)
_SLOW_STATUS = {408, 504}


class ModelFault(Exception):
    """The model did not answer as it should. ``retry_after`` is in seconds, None where not said.

    ``detail`` is what the client said: for the log and the doctor, never for an answer."""

    def __init__(self, fault: Fault, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{fault.value}: {detail}" if detail else fault.value)
        self.fault = fault
        self.detail = " ".join(detail.split())[:300]
        self.retry_after = retry_after


def fault_of(error: Exception) -> ModelFault:
    """The named fault for an exception of LangChain or of a provider's client."""
    if isinstance(error, ModelFault):
        return error
    detail = str(error)
    status = _status(error)
    if status is not None:
        return _by_status(status, error, detail)
    if "No generation chunks" in detail:  # how LangChain says that nothing came
        return ModelFault(Fault.EMPTY, detail)
    names = {cause.__name__ for link in _chain(error) for cause in type(link).__mro__}
    if any("Timeout" in name for name in names):
        return ModelFault(Fault.SLOW, detail)
    if names & {"RemoteProtocolError", "ReadError", "IncompleteRead"}:
        return ModelFault(Fault.CUT_OFF, detail)
    if names & {"ConnectError", "APIConnectionError", "ConnectionError", "OSError"}:
        return ModelFault(Fault.DOWN, detail)
    return ModelFault(Fault.BROKEN, detail)


def _by_status(status: int, error: Exception, detail: str) -> ModelFault:
    if status == 429:
        return ModelFault(Fault.RATE_LIMITED, detail, retry_after(error))
    if status in _SLOW_STATUS:
        return ModelFault(Fault.SLOW, detail)
    if status >= 500:
        return ModelFault(Fault.BROKEN, detail, retry_after(error))
    if status == 413 or (status == 400 and any(words in detail.lower() for words in _TOO_LONG)):
        return ModelFault(Fault.TOO_LONG, detail)
    return ModelFault(Fault.REJECTED, detail)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and those that it came from."""
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def _status(error: Exception) -> int | None:
    for link in _chain(error):
        for holder in (link, getattr(link, "response", None)):
            status = getattr(holder, "status_code", None)
            if isinstance(status, int) and status >= 400:
                return status
    return None


def retry_after(error: Exception) -> float | None:
    """Seconds that a server asks to wait: RFC 9110, section 10.2.3, in seconds or as a date."""
    for link in _chain(error):
        headers: Any = getattr(getattr(link, "response", None), "headers", None)
        wanted = headers.get("retry-after") if headers is not None else None
        if wanted:
            return _seconds(wanted)
    return None


def _seconds(wanted: str) -> float | None:
    """
    >>> _seconds("2"), _seconds("-3"), _seconds("soon"), _seconds("Wed, 21 Oct 2015 07:28:00 GMT")
    (2.0, 0.0, None, 0.0)
    """
    try:
        seconds = float(wanted)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(wanted).timestamp() - time.time()
        except (TypeError, ValueError, OverflowError):
            return None
    return max(0.0, seconds) if seconds == seconds else None
