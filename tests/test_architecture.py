"""The shape of the code: imports run one way, every tool sees every module, things fit in a head."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "assistant").rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LONGEST_MODULE, LONGEST_FUNCTION = 300, 50  # lines
# A class name that two modules may have, with the reason.
SHARED_NAMES: dict[str, str] = {}


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_run_one_way() -> None:
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--config", ROOT / "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kept" in done.stdout


def test_every_module_is_seen_by_the_linter() -> None:
    pytest.importorskip("ruff", reason="ruff is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files", "assistant"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    seen = {Path(line) for line in done.stdout.splitlines()}
    assert named([path for path in MODULES if path not in seen]) == []


def test_every_module_is_seen_by_the_type_checker() -> None:
    checked = CONFIGURATION["tool"]["mypy"]
    assert "assistant" in checked["files"]
    assert checked["strict"] is True
    assert "exclude" not in checked
    for override in checked["overrides"]:
        let_off = {"ignore_errors", "follow_imports", "ignore_missing_imports"} & override.keys()
        own = [name for name in override["module"] if name.split(".")[0] == "assistant"]
        assert not (let_off and own), own


def test_every_package_stands_in_the_import_contract() -> None:
    contract = CONFIGURATION["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"] is True
    layered = {name.strip() for layer in contract["layers"] for name in layer.split(":")}
    there = {path.relative_to(ROOT / "assistant").parts[0] for path in MODULES}
    assert layered == {name.removesuffix(".py") for name in there} - {"__init__"}


def test_nothing_lies_loose_at_the_top() -> None:
    loose = {path.stem for path in (ROOT / "assistant").glob("*.py")}
    assert loose == {"__init__", "__main__", "errors", "settings"}


def test_no_module_prints_by_the_way() -> None:
    printing = [
        path
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "breakpoint")
    ]
    assert named(printing) == []


def test_every_module_says_what_it_is_for() -> None:
    assert named([path for path, tree in TREES.items() if not ast.get_docstring(tree)]) == []


def test_every_module_fits_in_a_head() -> None:
    long = [p for p in MODULES if len(p.read_text("utf-8").splitlines()) > LONGEST_MODULE]
    assert named(long) == []


def test_every_function_fits_on_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, tree in TREES.items()
        for node in functions(tree)
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_a_class_name_means_one_thing() -> None:
    counted = Counter(
        node.name
        for tree in TREES.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, count in counted.items() if count > 1} == set(SHARED_NAMES)


@pytest.mark.parametrize("package", ["reading", "chunking", "retrieval", "answering"])
def test_what_a_report_or_question_passes_through_knows_no_web(package: str) -> None:
    program = (
        f"import sys, assistant.{package}\n"
        "sys.stdout.write(' '.join(sorted({'gradio', 'fastapi'} & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == ""
