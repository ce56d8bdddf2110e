"""One request and its response on their way past the guard."""

from __future__ import annotations

import anyio
from starlette.types import Message, Receive, Send

STILL = 60.0  # seconds in which something more of a request must come


class Traffic:
    """Counts what comes in, and knows what went out. ``most`` is in bytes."""

    def __init__(self, receive: Receive, send: Send, most: int) -> None:
        self._receive, self._send, self._most = receive, send, most
        self._size = 0
        self._whole = False
        self.answered = self.too_large = self.too_slow = False

    @property
    def refused(self) -> bool:
        return self.too_large or self.too_slow

    async def receive(self) -> Message:
        """The next piece. Raises ValueError where it is too much or does not come: whoever stops sending holds
        nothing for long. A slow line that brings something now and then may take its time."""
        if self._whole:  # what comes then is that the other side has gone, whenever that is
            return await self._receive()
        try:
            with anyio.fail_after(STILL):
                message = await self._receive()
        except TimeoutError:
            self.too_slow = True
            raise ValueError("the request stands still") from None
        self._whole = not message.get("more_body", False)
        self._size += len(message.get("body", b""))
        if self._size > self._most:
            self.too_large = True
            raise ValueError("the request is too large")
        return message

    async def send(self, message: Message) -> None:
        if self.refused and not self.answered:
            return  # whatever the application makes of it: the sender is told why
        self.answered = True
        await self._send(message)
