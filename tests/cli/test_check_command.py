"""assistant check: what it takes, what it prints, how it ends. It holds whatever the verdicts are."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from commands import Commands
from pdf_writer import simple_pdf

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.texts import catalogue

ROOT = Path(__file__).parents[2]
TEXT = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde alles."
RULINGS = {"supported", "contradicted", "disputed", "partly", "not_found", "not_checked"}

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Run:
    """Runs ``assistant check`` beside a library of one document."""
    here = tmp_path_factory.mktemp("here")
    (here / "bruggen.txt").write_text("In Zwolle zijn dit jaar veertien bruggen vernieuwd.")
    with Library.open(here / ".library") as library:
        ingest(library, [here / "bruggen.txt"])

    def started(*arguments: str, piped: bytes = b"") -> Done:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ASSISTANT_")}
        environment |= {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "NO_COLOR": "1"}
        return commands.run(("check", *arguments), here, environment, piped)

    return started


def one_line(done: Done) -> str:
    """Nothing could be done: one clear line on standard error, nothing on standard output."""
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.strip().splitlines()
    return line


def test_a_check_is_json_of_one_shape_whose_claims_stand_in_the_text(run: Run) -> None:
    done = run(TEXT, "--json", "--as-of", "2100-01-01")
    assert done.returncode == 0
    check = json.loads(done.stdout)
    assert (check["text"], check["language"], check["filters"]["as_of"]) == (
        TEXT,
        "nl",
        "2100-01-01",
    )
    assert check["verdicts"]
    for verdict in check["verdicts"]:
        assert TEXT[verdict["start"] : verdict["end"]] == verdict["claim"]
        assert verdict["ruling"] in RULINGS


def test_the_text_may_be_piped_in(run: Run) -> None:
    for arguments in ((), ("-",)):
        done = run(*arguments, piped=f"\ufeff{TEXT}\r\n".encode())
        assert done.returncode == 0
        assert "veertien bruggen" in done.stdout
        assert catalogue("nl")["check_title"] in done.stdout


def test_a_file_of_any_kind_that_is_read_is_checked_and_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    (tmp_path / "c.pdf").write_bytes(simple_pdf([[TEXT]]))
    written = docx.Document()
    written.add_paragraph(TEXT)
    written.save(str(tmp_path / "d.docx"))
    for name in ("a.txt", "b.html", "c.pdf", "d.docx"):
        done = run("--file", str(tmp_path / name), "--json")
        assert done.returncode == 0, done.stderr
        check = json.loads(done.stdout)
        assert check["name"] == name
        assert "veertien bruggen" in check["text"]


def test_a_report_is_written_beside_what_is_printed(run: Run, tmp_path: Path) -> None:
    for kind in ("md", "html", "docx", "pdf"):
        out = tmp_path / f"verslag.{kind}"
        assert run(TEXT, "--report", str(out)).returncode == 0
        assert out.stat().st_size > 500
    assert catalogue("nl")["meanings_title"] in (tmp_path / "verslag.md").read_text()


def test_what_cannot_be_checked_ends_in_one_clear_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kapot.pdf").write_bytes(b"%PDF-1.7 dit is geen PDF")
    assert "kapot.pdf cannot be checked." in one_line(run("--file", str(tmp_path / "kapot.pdf")))
    (tmp_path / "leeg.docx").write_bytes(b"")
    assert "leeg.docx cannot be checked." in one_line(run("--file", str(tmp_path / "leeg.docx")))
    assert "no text" in one_line(run(piped=b"\n \n"))
    assert "not text in UTF-8" in one_line(run(piped=b"\xff\xfe\x00\xd8"))
    assert "at most 100,000" in one_line(run(piped=b"bruggen " * 20_000))
    assert "not a date" in one_line(run(TEXT, "--as-of", "gisteren"))
    assert "cannot be written" in one_line(run(TEXT, "--report", str(tmp_path / "weg" / "a.md")))


def test_wrong_use_is_told_before_any_work(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for arguments in (
        (TEXT, "--file", str(tmp_path / "a.txt")),
        (TEXT, "--report", "verslag.exe"),
        ("--file", str(tmp_path / "nergens.txt")),
        ("--file", str(tmp_path)),
    ):
        assert run(*arguments).returncode == 2
