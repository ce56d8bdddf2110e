"""What is said beside an answer: of the language model's part in it, and that something was left out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.records import Answer, Fault, Language, Outcome, Writing
from assistant.texts.catalogue import catalogue


def notes(answer: Answer) -> tuple[str, ...]:
    """The sentences to show with an answer, in its language."""
    writing = answer.writing
    texts = catalogue(answer.language)
    made: list[str] = [texts["answer_limited"]] if answer.limited else []
    if writing is None:
        return tuple(made)
    if writing.fault is not None:
        written = any(statement.kind == "written" for statement in answer.statements)
        shown = answer.outcome not in (Outcome.NOT_IN_DOCUMENTS, Outcome.CLOSEST)
        then = (texts["unfinished"] if written else texts["quoted"]) if shown else ""
        made.append(f"{texts[f'fault_{writing.fault.value}']} {then}".strip())
    if writing.left_out:
        made.append(" ".join(_left_out(writing, texts)))
    if any(not each.confirmed for each in answer.statements):
        made.append(texts["some_unconfirmed"])
    return tuple(made)


def _left_out(writing: Writing, texts: Mapping[str, str]) -> Iterator[str]:
    """How many sentences are not shown, and of how many of them it is known why."""
    one = writing.left_out == 1
    yield texts["left_out_one"] if one else texts["left_out"].format(count=writing.left_out)
    for why, count in (("contradicted", writing.contradicted), ("unfounded", writing.unfounded)):
        if count:
            yield texts[f"left_out_{why}"].format(count=count)


def note_beside_check(
    language: Language, fault: Fault | None, model: str = "", place: str = ""
) -> str:
    """Who read a claim that was checked, or why the program ruled alone."""
    texts = catalogue(language)
    if fault is not None:
        return f"{texts[f'fault_{fault.value}']} {texts['ruled_alone']}"
    return texts["read_there" if place else "read_here"].format(model=model, place=place)
