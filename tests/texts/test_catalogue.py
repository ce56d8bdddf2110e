"""Every text that people see: there in both languages, plain, and found under the name that asks for it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from string import Formatter

import pytest

from assistant.checking.point import Matter
from assistant.checking.wording import Certainty
from assistant.figures import Agreement
from assistant.records import Fault, Ruling, Stance
from assistant.texts import Texts, catalogue, preferred_language
from assistant.texts.catalogue import SUBJECTS

SUBJECT_FILES = {
    subject: tomllib.loads(files("assistant.texts").joinpath(f"{subject}.toml").read_text("utf-8"))
    for subject in SUBJECTS
}
AGREEING = (Agreement.SAME, Agreement.WITHIN, Agreement.ROUNDED, Agreement.HEDGED)
TEXTS = [(subject, key) for subject, texts in SUBJECT_FILES.items() for key in texts]


@pytest.mark.parametrize(("subject", "key"), TEXTS)
def test_every_text_is_there_in_both_languages_with_the_same_blanks(subject: str, key: str) -> None:
    entry = SUBJECT_FILES[subject][key]
    assert set(entry) == {"nl", "en"}
    blanks = [{name for _, name, _, _ in Formatter().parse(entry[lang])} for lang in ("nl", "en")]
    assert blanks[0] == blanks[1]
    assert all(entry.values())


def test_every_file_of_texts_is_read() -> None:
    names = {file.name for file in files("assistant.texts").iterdir() if file.name.endswith("toml")}
    assert names == {f"{subject}.toml" for subject in SUBJECTS}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_texts_are_plain(language: str) -> None:
    texts = catalogue(language)  # type: ignore[arg-type]
    assert not [key for key, text in texts.items() if set(text) & set("<>*_`")]


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("ruling_", Ruling),
        ("meaning_", Ruling),
        ("stance_", Stance),
        ("fault_", Fault),
        ("why_read_", set(Stance) - {Stance.NEAR}),
        ("why_figure_", AGREEING),
        # A reason is given or not, and never another one.
        ("why_", set(Matter) - {Matter.FIGURE, Matter.CAUSE}),
        ("certainty_", [certainty.name.lower() for certainty in Certainty]),
    ],
)
def test_whatever_can_come_out_has_a_text(prefix: str, names: Iterable[str]) -> None:
    assert {f"{prefix}{name}" for name in names} <= catalogue("nl").keys()


@pytest.mark.parametrize(
    ("header", "chosen", "language"),
    [
        ("nl-NL,nl;q=0.9,en;q=0.8", None, "nl"),
        ("en-GB,en;q=0.9,nl;q=0.8", None, "en"),
        ("de-DE,de;q=0.9", None, "en"),
        ("de,nl;q=0.5,en;q=0.4", None, "nl"),
        ("en;q=0,nl", None, "nl"),
        ("nl;q=x", None, "en"),
        (None, None, "en"),
        ("nl", "en", "en"),
        ("nl", "xx", "nl"),
    ],
)
def test_the_interface_language_is_the_readers(
    header: str | None, chosen: str | None, language: str
) -> None:
    assert preferred_language(header, chosen) == language


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2021-02-15", "15 februari 2021"),
        ("2021-02", "februari 2021"),
        ("2021", "2021"),
        ("", "zonder datum"),
        ("2021-13-01", "2021-13-01"),
        ("voorjaar", "voorjaar"),
        ("2026-11-23T21:29:19+00:00", "23 november 2026"),
    ],
)
def test_dates_are_written_out(published: str, shown: str) -> None:
    assert Texts("nl").date(published) == shown
