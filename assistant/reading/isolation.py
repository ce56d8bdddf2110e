"""Runs every look into a file in a process of its own, with limits.

PDFium aborts on some hostile files and pypdf can be made to use any amount of time and memory:
a bad file must cost seconds and one clear line, never the application. One small server process
(``python -m assistant.reading.worker``) forks a child for each request: 5 ms instead of the 70 ms
of a new interpreter, and no fork of this program, whose threads a fork would not survive.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import UnreadableDocument
from assistant.reading.transport import reading_from_json
from assistant.records import Reading

_HEADER = struct.Struct(">cQ")
_REASONS = {
    "memory": "The file needs more memory than a report should and is not read. It may be damaged.",
    "time": "Reading the file takes too long; it is not read. It may be damaged. Save it again as PDF.",
    "crash": "The file is damaged in a way that breaks the reader. Save it again as PDF.",
}
_OCR_BROKE = "Reading the pages without text by OCR broke off (too much time or memory, or a damaged picture)."
SLACK = 10.0  # seconds


class _OcrBroke(UnreadableDocument):
    """The reader came to its end while it read a page by OCR."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost (measured: the longest real report needs 3 s and 400 MB)."""

    memory: int = 1_500 * 1024 * 1024  # bytes of address space
    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    pages: int = 3_000
    file_bytes: int = 200 * 1024 * 1024
    pixels: int = 40_000_000
    ocr_pages: int = 300  # of one file; 0 reads no page by OCR
    ocr_seconds: float = 5.0  # that each of them adds to the time (a page of print needs 2)


class Isolation:
    """One reader process. Safe to share between threads; calls wait for each other."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, file: str) -> Reading:
        """Read a file. Raises UnreadableDocument with a sentence for a person."""
        size = path.stat().st_size
        if size == 0:
            raise UnreadableDocument("The file is empty (0 bytes). Get a new copy.")
        if size > self.limits.file_bytes:
            raise UnreadableDocument(
                f"The file is {size / 1e6:,.0f} MB; at most {self.limits.file_bytes / 1e6:,.0f} MB is read. "
                "Split it into parts."
            )
        arguments = {"path": str(path.resolve()), "file": file}
        try:
            return reading_from_json(json.loads(self._ask("read", arguments, self.limits)))
        except _OcrBroke:
            # A picture that breaks OCR must not cost the pages that have text.
            without = replace(self.limits, ocr_pages=0)
            reading = reading_from_json(json.loads(self._ask("read", arguments, without)))
            # OCR is there, and would break off again.
            return replace(reading, warnings=(_OCR_BROKE, *reading.warnings), unread=0)

    def call(self, operation: str, **arguments: Any) -> bytes:
        """Run one operation of the worker and return its bytes.

        Raises UnreadableDocument when the file is refused, crashes the reader or breaks a limit.
        """
        return self._ask(operation, arguments, self.limits)

    def _ask(self, operation: str, arguments: dict[str, Any], limits: Limits) -> bytes:
        request = json.dumps(
            {"operation": operation, "arguments": arguments, "limits": asdict(limits)}
        ).encode()
        with self._lock:
            server = self._running()
            try:
                assert server.stdin is not None
                server.stdin.write(struct.pack(">Q", len(request)) + request)
                server.stdin.flush()
                kind, payload = self._receive(server, limits)
            except TimeoutError as error:  # before OSError, of which it is a kind
                self._stop()
                raise UnreadableDocument(_REASONS["time"]) from error
            except (OSError, EOFError) as error:
                self._stop()
                raise UnreadableDocument(_REASONS["crash"]) from error
        if kind == b"R":
            raise UnreadableDocument(payload.decode("utf-8", "replace"))
        if kind == b"F":
            failure = payload.decode("ascii", "replace")
            reason = _REASONS.get(failure.removeprefix("ocr "), _REASONS["crash"])
            raise _OcrBroke(reason) if failure.startswith("ocr ") else UnreadableDocument(reason)
        return payload

    def start(self) -> None:
        """Start the reader process, so that the first file need not wait for it."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End the reader process, whatever it is at: who waits for it is told that it broke off."""
        server = self._server
        if server is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._server is None or self._server.poll() is not None:
            # With two threads Tesseract took 13 times as long on a busy machine (measured).
            environment = os.environ | {
                "OMP_NUM_THREADS": "1",
                "OMP_THREAD_LIMIT": "1",
                "PYTHONUTF8": "1",
            }
            # The package may be used from a checkout: the child must find the same one.
            root = str(Path(__file__).resolve().parents[2])
            environment["PYTHONPATH"] = os.pathsep.join(
                part for part in (root, os.environ.get("PYTHONPATH", "")) if part
            )
            self._server = subprocess.Popen(
                [sys.executable, "-m", "assistant.reading.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                start_new_session=True,
            )
        return self._server

    def _receive(self, server: subprocess.Popen[bytes], limits: Limits) -> tuple[bytes, bytes]:
        # The reader ends itself in time; this is for one that cannot, or was stopped.
        longest = limits.wall_seconds + limits.ocr_pages * limits.ocr_seconds
        deadline = time.monotonic() + longest + SLACK
        kind, length = _HEADER.unpack(self._exactly(server, _HEADER.size, deadline))
        return kind, self._exactly(server, length, deadline)

    @staticmethod
    def _exactly(server: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
        assert server.stdout is not None
        descriptor = server.stdout.fileno()
        parts = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while len(parts) < count:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError
                chunk = os.read(descriptor, min(count - len(parts), 1 << 20))
                if not chunk:
                    raise EOFError
                parts += chunk
        return bytes(parts)

    def _stop(self) -> None:
        if self._server is None:
            return
        with contextlib.suppress(ProcessLookupError):
            # The forked child is in the server's session: both end.
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()
        for pipe in (self._server.stdin, self._server.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # bytes that the dead server never took
                    pipe.close()
        self._server = None
