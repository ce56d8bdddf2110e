"""A language model that says what a test tells it: a real HTTP server on this machine, with real

server-sent events in the form of OpenAI's chat completions. It plays good, bad and hostile models.
"""

from __future__ import annotations

import json
import re
import select
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PASSAGE = re.compile(r"<passage (\d+)>\n(.*?)\n</passage \1>", re.DOTALL)
_QUESTION = re.compile(r"<question>\n(.*?)\n</question>", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """What the model was sent."""

    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def passages(self) -> list[str]:
        return [text for _, text in _PASSAGE.findall(self.user)]

    @property
    def question(self) -> str:
        found = _QUESTION.search(self.user)
        return found[1] if found else ""


@dataclass(frozen=True)
class Reply:
    """How the model answers one request.

    ``before`` and ``between`` are events that must be set before the first piece and between
    pieces. ``drop`` breaks the connection off behind the last piece.
    """

    pieces: Sequence[str] = ()
    finish: str | None = "stop"
    status: int = 200
    error: str = "scripted error"
    headers: dict[str, str] = field(default_factory=dict)
    before: threading.Event | None = None
    between: threading.Event | None = None
    drop: bool = False
    refusal: str = ""
    raw: str = ""  # sent as a web page: something else answers at the address


Script = Callable[[Asked], Reply]


def says(text: str, finish: str | None = "stop", drop: bool = False) -> Script:
    """A model that says the same whatever it is asked, a few characters at a time."""
    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
    return lambda _asked: Reply(pieces, finish=finish, drop=drop)


def in_turn(*scripts: Script) -> Script:
    """One script a request; the last one goes on."""
    left = list(scripts)
    return lambda asked: (left.pop(0) if len(left) > 1 else left[0])(asked)


@dataclass
class ScriptedModel:
    """A running server. ``script`` may be changed between requests."""

    url: str
    script: Script
    asked: list[Asked] = field(default_factory=list)
    broken_off: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)


@contextmanager
def scripted_model(script: Script) -> Iterator[ScriptedModel]:
    """The server, for as long as the block lasts."""
    server = _Server(("127.0.0.1", 0), _Handler)
    model = ScriptedModel(f"http://127.0.0.1:{server.server_port}/v1", script)
    server.model = model  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        model: ScriptedModel = self.server.model  # type: ignore[attr-defined]
        length = int(self.headers.get("content-length", 0))
        asked = Asked(json.loads(self.rfile.read(length)), dict(self.headers))
        model.asked.append(asked)
        reply = model.script(asked)
        try:
            self._play(model, asked, reply)
        except (BrokenPipeError, ConnectionResetError):
            model.broken_off.set()
            self.close_connection = True

    def _play(self, model: ScriptedModel, asked: Asked, reply: Reply) -> None:
        if reply.status != 200:
            self._refuse(reply)
            return
        self._wait(model, reply.before)
        if reply.raw:
            self._page(reply.raw)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._send(_event({"role": "assistant", "content": ""}))
        if reply.refusal:
            self._send(_event({"refusal": reply.refusal}))
        for piece in reply.pieces:
            self._send(_event({"content": piece}))
            self._wait(model, reply.between)
        if reply.drop:
            # A reset, as when the process behind a port dies.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        if reply.finish is not None:
            self._send(_event({}, reply.finish))
            if asked.body.get("stream_options", {}).get("include_usage"):
                self._send(_usage(asked, reply))
            self._send("data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _page(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def _refuse(self, reply: Reply) -> None:
        body = json.dumps({"error": {"message": reply.error, "type": "scripted", "code": None}})
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def _wait(self, model: ScriptedModel, event: threading.Event | None) -> None:
        """Until the event is set, the client goes away, or the test is over."""
        while event is not None and not event.wait(0.05) and not model.stopping.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                raise BrokenPipeError

    def _send(self, event: str) -> None:
        data = event.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on standard error."""


def _event(delta: dict[str, Any], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _data({"choices": [choice]})


def _usage(asked: Asked, reply: Reply) -> str:
    tokens_in = sum(len(m["content"]) for m in asked.body["messages"]) // 4
    tokens_out = sum(map(len, reply.pieces)) // 4
    usage = {
        "prompt_tokens": tokens_in,
        "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
    }
    return _data({"choices": [], "usage": usage})


def _data(content: dict[str, Any]) -> str:
    head = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
    return f"data: {json.dumps({**head, **content})}\n\n"
