"""The program as a process of its own, for the benchmarks that ask it over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path


def served(library: Path) -> tuple[subprocess.Popen[bytes], str]:
    """`assistant serve` on a library, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "assistant",
        "--no-browser",
        "--library",
        str(library),
        "serve",
    ]
    # People of one machine are one to the limit on questions: it would stop them, as it should.
    quiet = os.environ | {"ASSISTANT_QUESTIONS_PER_MINUTE": "100000"}
    process = subprocess.Popen([*command, "--port", str(port)], env=quiet)
    for _ in range(240):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return process, f"http://127.0.0.1:{port}"
        time.sleep(0.5)
    raise SystemExit("The program did not start.")


def used_by(process: int) -> float:
    """MB of memory of a process."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
