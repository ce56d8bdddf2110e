"""What docs/deploy/ starts, as processes here: units of systemd, services of the compose file, nginx."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
PATIENCE = 400.0  # seconds: an ingest gives way to whatever else runs

Command = tuple[list[str], dict[str, str]]
"""The words of a command, this Python's program in the place of ``assistant``, and its environment."""


def unit(name: str) -> Command:
    """Of a systemd unit."""
    lines = (DEPLOY / name).read_text("utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    (command,) = (shlex.split(value) for key, value in pairs if key == "ExecStart")
    return _ours(command), dict(value.split("=", 1) for key, value in pairs if key == "Environment")


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8")))


def service(name: str) -> Command:
    """Of a service of the compose file."""
    found = compose()["services"][name]
    return _ours(found["command"]), found["environment"]


def _ours(command: list[str]) -> list[str]:
    assert Path(command[0]).name == "assistant"
    return [sys.executable, "-m", "assistant", *command[1:]]


def started(
    what: Command, folder: Path, settings: Mapping[str, str], put: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Its process, with a test's settings and words in the place of its own."""
    command, environment = what
    assert settings.keys() <= environment.keys()
    assert put.keys() <= set(command)
    return subprocess.Popen(
        [put.get(word, word) for word in command],
        cwd=folder,
        env=os.environ | environment | settings | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def ended(process: subprocess.Popen[bytes]) -> None:
    """Killed with all that it started, as when a machine goes down."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def ask(client: httpx.Client, question: str) -> str:
    """The first sentence of the answer, or the status where there is none."""
    try:
        got = client.post("/api/v1/ask", json={"question": question})
    except httpx.TransportError as error:
        return type(error).__name__
    if got.status_code != 200:
        return str(got.status_code)
    statements = got.json()["statements"]
    return str(statements[0]["text"]) if statements else str(got.json()["outcome"])


def wait_until(true: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.2)


class Web:
    """A process that serves the library, as a machine of its own would."""

    def __init__(self, what: Command, folder: Path, settings: dict[str, str]) -> None:
        port = free_port()
        self.place = f"127.0.0.1:{port}"
        settings = settings | {"ASSISTANT_SIGN_IN": "off", "ASSISTANT_HOST": "127.0.0.1"}
        self.process = started(what, folder, settings, {"7860": port})
        self.client = httpx.Client(base_url=f"http://{self.place}", timeout=60)

    def await_answer(self, question: str, holding: str) -> None:
        wait_until(lambda: holding in ask(self.client, question), f"no answer says {holding}")


class Nginx:
    """nginx as the docs configure it, without encryption, before two machines; it notes which served."""

    def __init__(self, folder: Path, machines: list[str]) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / "nginx-access.log"
        site = (DEPLOY / "nginx.conf").read_text("utf-8")
        for own, ours in {
            "10.0.0.11:7860": machines[0],
            "10.0.0.12:7860": machines[1],
            "listen 443 ssl;": f"listen 127.0.0.1:{port};",
            "ssl_certificate /etc/ssl/assistant.crt;": "",
            "ssl_certificate_key /etc/ssl/assistant.key;": "",
            "; Secure": "",
        }.items():
            assert site.count(own) == 1, own
            site = site.replace(own, ours)
        temporary = "".join(
            f"{kind}_temp_path {folder}/nginx-{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log;\n"
            "events {}\nhttp {\nlog_format served $upstream_addr;\n"
            f"access_log {self._log} served;\n{temporary}{site}}}\n"
        )
        program = nginx_program()
        assert program
        self._process = subprocess.Popen(
            [program, "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "nginx-error.log")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def client(self) -> httpx.Client:
        """A browser that has not been here before."""
        return httpx.Client(base_url=self.url, timeout=60)

    def served_by(self, client: httpx.Client) -> str:
        """The machine that a browser is sent to just now."""
        assert client.get("/healthz").status_code == 200
        return self._log.read_text().splitlines()[-1].split(", ")[-1]

    def close(self) -> None:
        ended(self._process)


def nginx_program() -> str | None:
    """Debian keeps it out of the path of who is not root."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
