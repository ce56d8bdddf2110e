"""The reader process: takes requests on standard input and forks a limited child for each.

Protocol, both ways length-prefixed: a JSON request in; out one letter and bytes: ``O`` the result,
``R`` a refusal (a sentence for a person), ``F`` a failure ("memory", "time" or "crash"; "ocr …"
where it came while a page was read by OCR).
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

# Imported before the fork, so that no child pays for it. pypdf's C-free crypto loads lazily.
import pypdf  # noqa: F401
import pypdfium2  # noqa: F401

import assistant.reading.web_page  # noqa: F401
from assistant.errors import UnreadableDocument
from assistant.reading import formats, pdf
from assistant.reading.budget import OcrBudget
from assistant.reading.containers import member, members
from assistant.reading.geometry import page_geometry, page_png
from assistant.reading.tracked_changes import has_tracked_changes
from assistant.reading.transport import reading_as_json

_HEADER = struct.Struct(">cQ")
_PR_SET_PDEATHSIG = 1
_OCR_BEGUN = b"P"  # stands before the answer's letter
_TIME_IS_UP = (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)


def perform(
    operation: str, arguments: dict[str, Any], limits: dict[str, Any], ocr: OcrBudget
) -> bytes:
    """Run one operation in this process."""
    path = Path(arguments.pop("path"))
    if operation == "read":
        reading = formats.read_file(path, arguments["file"], limits["pages"], ocr)
        return json.dumps(reading_as_json(reading)).encode()
    if operation == "geometry":
        return json.dumps(page_geometry(path, **arguments)).encode()
    if operation == "picture":
        return page_png(path, limits["pixels"], **arguments)
    if operation == "tracked":
        found = has_tracked_changes(path, arguments["kind"], formats.MAX_UNPACKED)
        return b"yes" if found else b""
    if operation == "members":
        return json.dumps(members(path, limits["file_bytes"], **arguments)).encode()
    if operation == "member":
        return member(path, arguments["name"], limits["file_bytes"])
    if operation == "seen":
        from assistant.reading.seen_page import page_as_seen  # only for who looks, page by page

        return json.dumps(page_as_seen(path, **arguments)).encode()
    if operation == "highlight":
        from assistant.reading.annotate import highlighted_pdf  # rare, and cheap to import

        return highlighted_pdf(path, **arguments)
    raise ValueError(operation)


def serve(requests: BinaryIO, answers: int) -> None:
    """Answer requests one after the other until standard input ends."""
    while True:
        header = requests.read(8)
        if len(header) < 8:
            return
        request = json.loads(requests.read(struct.unpack(">Q", header)[0]))
        _answer(request, answers)


def _answer(request: dict[str, Any], answers: int) -> None:
    if request["operation"] == "read":
        pdf.warm_up()  # here: a child could not, since it may write no file
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        _child(request, send)
    os.close(send)
    parts = bytearray()
    while chunk := os.read(receive, 1 << 20):
        parts += chunk
    os.close(receive)
    _, status = os.waitpid(child, 0)
    begun = parts.startswith(_OCR_BEGUN)
    while parts.startswith(_OCR_BEGUN):
        del parts[:1]
    if len(parts) >= 1 and os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        kind, payload = bytes(parts[:1]), bytes(parts[1:])
    elif os.WIFSIGNALED(status) and os.WTERMSIG(status) in _TIME_IS_UP:
        kind, payload = b"F", b"time"
    else:
        kind, payload = b"F", b"crash"
    if kind == b"F" and begun:
        payload = b"ocr " + payload
    view = memoryview(_HEADER.pack(kind, len(payload)) + payload)
    while view:
        view = view[os.write(answers, view) :]


def _child(request: dict[str, Any], send: int) -> None:
    """Never returns. The exit code says whether the whole answer was written."""
    limits = request["limits"]
    _limit(limits)
    ocr = OcrBudget(limits["ocr_pages"], limits["ocr_seconds"], _Extension(limits, send))
    try:
        result = b"O" + perform(request["operation"], request["arguments"], limits, ocr)
    except UnreadableDocument as refusal:
        result = b"R" + str(refusal).encode()
    except MemoryError:
        result = b"Fmemory"
    except RecursionError:
        result = b"Fcrash"
    except OSError as error:
        result = b"R" + f"The file cannot be opened: {error.strerror}.".encode()
    except Exception as error:
        # Whatever a hostile file makes a parser raise, it ends here: one line, no traceback.
        sys.stderr.write(f"reader: {type(error).__name__}: {str(error)[:200]}\n")
        result = b"Fcrash"
    try:
        view = memoryview(result)
        while view:
            view = view[os.write(send, view) :]
    except OSError:
        os._exit(1)
    os._exit(0)


class _Extension:
    """Gives this process more time for a page that is read by OCR, and tells the server."""

    def __init__(self, limits: dict[str, Any], send: int) -> None:
        self._send = send
        self._cpu = int(limits["cpu_seconds"])
        self._begun = False

    def __call__(self, seconds: float) -> None:
        if not self._begun:
            self._begun = True
            os.write(self._send, _OCR_BEGUN)
        self._cpu += int(seconds)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (min(self._cpu, hard), hard))
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        signal.setitimer(signal.ITIMER_REAL, left + seconds)


def _limit(limits: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    seconds = int(limits["cpu_seconds"])
    most = seconds + 2 + int(limits["ocr_pages"] * limits["ocr_seconds"])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))
    # Ends this process unless it is done; no handler, so that it also ends inside C code.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits["wall_seconds"])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        # The child ends with its server, however that ends.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (AttributeError, OSError):
        return  # not Linux: the session's kill ends the child


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that asked
    serve(sys.stdin.buffer, sys.stdout.fileno())


if __name__ == "__main__":
    main()
