"""What is said beside an answer of the language model's part in it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from assistant.records import Answer, Fault, Language, Outcome


def notes(answer: Answer) -> tuple[str, ...]:
    """The sentences to show with an answer, in its language; none where no model was asked."""
    writing = answer.writing
    if writing is None:
        return ()
    said = _texts(answer.language)
    made: list[str] = []
    if writing.fault is not None:
        written = any(statement.kind == "written" for statement in answer.statements)
        shown = answer.outcome is not Outcome.NOT_IN_DOCUMENTS
        then = (said["unfinished"] if written else said["quoted"]) if shown else ""
        made.append(f"{said[writing.fault.value]} {then}".strip())
    if writing.left_out == 1:
        made.append(said["left_out_one"])
    elif writing.left_out:
        made.append(said["left_out"].format(count=writing.left_out))
    return tuple(made)


def said_beside_a_check(
    language: Language, fault: Fault | None, model: str = "", place: str = ""
) -> str:
    """Who read a claim that was checked, or why the program ruled alone."""
    said = _texts(language)
    if fault is not None:
        return f"{said[fault.value]} {said['ruled_alone']}"
    return said["read_there" if place else "read_here"].format(model=model, place=place)


@cache
def _texts(language: Language) -> dict[str, str]:
    source = files("assistant.writing").joinpath("notes.toml").read_text(encoding="utf-8")
    return {key: entry[language] for key, entry in tomllib.loads(source).items()}
