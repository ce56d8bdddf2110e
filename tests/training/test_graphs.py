"""The graphs that ship are those that their script makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import onnx
import pytest
from conftest import ROOT

from assistant.embedding import transformer


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graphs")
    script = ROOT / "training" / "graphs.py"
    subprocess.run([sys.executable, script, "--out", folder], check=True, timeout=300)
    return folder


@pytest.mark.parametrize("name", ["layer.onnx", "layers.onnx", "widest.onnx"])
def test_they_are_what_the_script_makes(made: Path, name: str) -> None:
    shipped = Path(transformer.__file__).parent / name
    assert onnx.load(shipped, load_external_data=False) == onnx.load(
        made / name, load_external_data=False
    )
