"""A quoted row of a table is shown with the names of its columns, the cell asked for marked."""

from __future__ import annotations

from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.presenting.plain_text import answer_as_text
from assistant.presenting.quoted_rows import row_view
from assistant.records import Answer, NamedCell, Question, Row, Statement

TABLE = (
    "# Overzicht van proeftuinen\n\nTabel 1: Aantal proeftuinen per provincie\n\n"
    "| Provincie | 2018 | 2019 |\n|---|---|---|\n| Limburg | 7 | 9 |\n| Zeeland | 3 | 4 |\n"
)


def answered(make_library: MakeLibrary) -> Answer:
    library = make_library({"overzicht.md": TABLE})
    return answer_question(library, Question("Hoeveel proeftuinen had Limburg in 2019?"))


def test_the_row_that_a_question_names_answers_with_its_cell(make_library: MakeLibrary) -> None:
    answer = answered(make_library)
    statement = answer.statements[0]
    assert statement.text == "Limburg\t7\t9"
    view = row_view(statement)
    assert view is not None
    assert [(c.head, c.text, c.asked) for c in view.cells] == [
        ("2018", "7", False),
        ("2019", "9", True),
    ]


def test_a_row_of_another_year_does_not_answer(make_library: MakeLibrary) -> None:
    library = make_library({"overzicht.md": TABLE})
    answer = answer_question(library, Question("Hoeveel proeftuinen had Limburg in 2012?"))
    assert not any(s.asked for s in answer.statements)


def test_on_a_terminal_the_cell_stands_above_the_quote_in_words(make_library: MakeLibrary) -> None:
    assert "Limburg, 2019: 9]\n“Limburg | 7 | 9”" in answer_as_text(answered(make_library))


def test_a_sentence_is_no_row() -> None:
    assert row_view(Statement("Er zijn er negen.", ())) is None
    assert row_view(Statement("Provincie\t2019", (), row=Row("", ()))) is None
    assert row_view(Statement("a\t9", (), row=Row("a", (NamedCell(2, 3, "2019"),)))) is not None
