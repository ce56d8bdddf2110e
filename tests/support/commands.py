"""The program's commands, each in a process of its own that is a fork of one that has loaded it.

Loading costs seconds, the command itself a fraction of one. A fork differs from a fresh start in
nothing that a command can see but that; that a fresh start works and loads little is tested apart.

    python commands.py      takes a JSON request a line, answers with the exit code a line
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Commands:
    """Runs ``assistant`` with arguments; ``close`` ends the process that is forked."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def run(
        self, arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], piped: bytes
    ) -> subprocess.CompletedProcess[str]:
        """The command's end and what it printed, as ``subprocess.run`` gives them."""
        streams = {name: folder / f".{name}" for name in ("stdin", "stdout", "stderr")}
        streams["stdin"].write_bytes(piped)
        request = {
            "arguments": arguments,
            "folder": str(folder),
            "environment": dict(environment),
            "streams": {name: str(path) for name, path in streams.items()},
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        printed = {name: streams[name].read_bytes().decode() for name in ("stdout", "stderr")}
        for path in streams.values():
            path.unlink()
        return subprocess.CompletedProcess(
            ["assistant", *arguments], code, printed["stdout"], printed["stderr"]
        )

    def close(self) -> None:
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(timeout=60)


def _serve() -> None:
    from reader_processes import Forked

    from assistant.cli import main

    _load()
    for line in sys.stdin:
        learnt, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(learnt)
            _read_with(Forked())  # before there are threads
            _perform(main, json.loads(line), told)
        os.close(told)
        with os.fdopen(learnt) as names:
            loaded = names.read().split()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
        _load_as_well(loaded)


def _load() -> None:
    """What most commands would load or reckon first: modules, weights, means, and the lists of words."""
    import chromadb  # noqa: F401
    import tantivy  # noqa: F401

    import assistant.checking
    import assistant.evaluation
    import assistant.ingestion
    import assistant.writing  # noqa: F401
    from assistant.checking.pair import hold_pair
    from assistant.checking.proposition import Proposition
    from assistant.embedding import embedder
    from assistant.embedding.language_means import background_means, passage_mean, question_mean

    background_means(embedder())
    for language in ("nl", "en"):
        passage_mean(language)
        question_mean(language)
    three = Proposition("In 2019 waren er drie bruggen open.", "nl")
    hold_pair(embedder(), three, Proposition("In 2019 waren er vier bruggen open.", "nl"))


def _load_as_well(names: list[str]) -> None:
    """What a command loaded is there for the next."""
    for name in names:
        if name not in sys.modules and not name.startswith("_"):
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def _read_with(reader: Any) -> None:
    """Whatever reads in this process does so in one reader process that is there already."""
    from assistant.reading import Isolation

    Isolation._running = lambda _: reader  # type: ignore[method-assign, assignment]


def _perform(main: Any, request: dict[str, Any], told: int) -> None:
    """The command, with streams, folder and environment as if it had been started so."""
    modes = {"stdin": os.O_RDONLY, "stdout": os.O_WRONLY, "stderr": os.O_WRONLY}
    for descriptor, (name, mode) in enumerate(modes.items()):
        opened = os.open(request["streams"][name], mode | os.O_CREAT | os.O_TRUNC * (mode > 0))
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    code = 1
    try:
        main(request["arguments"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # as the interpreter ends a program: the trace, and 1
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(told, "\n".join(list(sys.modules)).encode())
        os._exit(code)


if __name__ == "__main__":
    _serve()
