"""What is measured of a model's sentences is what can be counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from model_answers import ALSO_TRUE, FALSE, HOW_MANY, TRUE, settings_for
from scripted_model import says, scripted_model
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.evaluation.questions import Expected
from assistant.evaluation.writing import WritingEvaluation, write_all
from assistant.library import Library

THANKS = "Dank je wel!"


def expected(*questions: str) -> list[Expected]:
    return [
        Expected.model_validate(
            {"id": f"q{n}", "question": text, "language": "nl", "answerable": False}
        )
        for n, text in enumerate(questions)
    ]


def measured(library: Library, text: str, *questions: str) -> WritingEvaluation:
    library.refresh()
    with scripted_model(says(text)) as model:
        return write_all(library, settings_for(model.url), expected(*questions or (HOW_MANY,)))


def test_precision_and_recall_are_counted_sentence_by_sentence(water_library: Library) -> None:
    """One sentence well cited, one with a citation too many, one that nothing carries, one uncited."""
    too_many = ALSO_TRUE.replace("[1]", "[1][2]")
    uncited = "De proeftuin in Breskens onderzoekt hoe dijken met riet sterker worden.\n"
    evaluation = measured(water_library, TRUE + too_many + FALSE + uncited)
    (row,) = evaluation.rows
    assert (row.written, row.carried) == (4, 2), "an uncited sentence has no recall"
    assert (row.cites, row.needed) == (4, 2)
    assert (row.shown, row.left_out) == (3, 1), "an uncited true sentence gets its citation"
    values = {name: e.value for name, e in evaluation.estimates().items()}
    assert values["citation_recall"] == 0.5
    assert values["citation_precision"] == 0.5
    assert values["verified_share"] == 0.75
    assert values["written_answers"] == 1.0


def test_a_wrong_number_costs_recall_though_the_reader_gets_the_right_one(
    water_library: Library,
) -> None:
    (row,) = measured(water_library, TRUE.replace("[1]", "[2]")).rows
    assert (row.carried, row.needed, row.shown) == (0, 0, 1)


def test_what_the_model_is_not_asked_is_not_counted(water_library: Library) -> None:
    evaluation = measured(water_library, TRUE, HOW_MANY, THANKS)
    assert [row.asked for row in evaluation.rows] == [True, False]
    assert evaluation.estimates()["citation_recall"].n == 1


def test_faults_are_counted_by_name(water_library: Library) -> None:
    evaluation = measured(water_library, FALSE)
    assert evaluation.faults() == {"unsupported": 1}
    assert evaluation.estimates()["written_answers"].value == 0.0


def test_the_command_measures_the_model_that_is_set(
    water_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = tmp_path / "questions.jsonl"
    row = {"id": "a", "question": HOW_MANY, "language": "nl", "answerable": False}
    questions.write_text(json.dumps(row) + "\n", "utf-8")
    arguments = ["evaluate", str(questions), "--answerer", "writing", "--json"]
    arguments += ["--library", str(water_library.folder)]
    assert CliRunner().invoke(app, arguments).exit_code == 2
    with scripted_model(says(TRUE)) as model:
        monkeypatch.setenv("ASSISTANT_MODEL", "openai:scripted")
        monkeypatch.setenv("ASSISTANT_MODEL_URL", model.url)
        done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["measures"]["citation_recall"]["value"] == 1.0
