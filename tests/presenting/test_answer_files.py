"""An answer as a file says what its page says, word for word, and text of a document stays text."""

from __future__ import annotations

import csv
import io

import docx
from conftest import MakeLibrary
from markdown_it import MarkdownIt

from assistant.answering import answer_question
from assistant.presenting.answer_files import (
    ANSWER_FORMATS,
    as_docx,
    as_markdown,
    citations_as_csv,
    figures_as_csv,
    report_of_answer,
)
from assistant.presenting.answer_view import Presenter
from assistant.records import Answer, Citation, Outcome, Question, Statement
from assistant.texts import Texts

SAID = (
    "In 2019 telde het programma Bruggen 14 nieuwe bruggen in Zwolle.",
    "In 2021 telde het programma Bruggen 21 nieuwe bruggen in Zwolle.",
)


def test_every_format_says_what_the_page_says(make_library: MakeLibrary) -> None:
    library = make_library({f"b{n}.md": f"# Monitor {n}\n\n{s}\n" for n, s in enumerate(SAID)})
    answer = answer_question(
        library, Question("Hoeveel nieuwe bruggen telde het programma Bruggen?")
    )
    assert answer.outcome is not Outcome.NOT_IN_DOCUMENTS
    texts = Texts(answer.language)
    view = Presenter(library, texts).answer(answer, "a" * 12)
    report = report_of_answer(answer.question, view, texts)
    markdown = as_markdown(report)
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(as_docx(report))).paragraphs)
    quoted = list(csv.DictReader(io.StringIO(citations_as_csv(answer))))
    for statement in answer.every_statement:
        shown = " ".join(statement.text.split())
        assert shown in word
        assert shown in markdown
        assert shown in {" ".join(row["quote"].split()) for row in quoted}
    assert [int(n) for n in _numbers(markdown)] == [m.number for m in report.markers]
    assert all(marker.source in word for marker in report.markers)
    figures = list(csv.DictReader(io.StringIO(figures_as_csv(answer))))
    assert len(figures) == sum(len(s.points) for s in answer.series) + sum(
        len(d.sides) for d in answer.disagreements
    )


def test_text_of_a_document_is_no_formula_no_link_and_no_heading(
    make_library: MakeLibrary,
) -> None:
    hostile = '=HYPERLINK("http://x") [klik](javascript:1) <script>1</script>\n# kop\x07'
    cited = Citation("d", "a.md", "ab" * 32, hostile, "@SUM(1)", "2021", 1, "", "", 0, 9, hostile)
    answer = Answer(hostile, "", Outcome.ANSWERED, "en", (Statement(hostile, (cited,)),))
    rows = list(csv.reader(io.StringIO(citations_as_csv(answer))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    # The version that it cites is in no library: what the citation says itself is all there is.
    library = make_library({"anders.md": "Een ander stuk."})
    texts = Texts("en")
    report = report_of_answer(hostile, Presenter(library, texts).answer(answer), texts)
    made = {kind: found.made(report, answer) for kind, found in ANSWER_FORMATS.items()}
    assert all(made.values())
    html = MarkdownIt().render(made["md"].decode())
    assert "<a " not in html
    assert "<script" not in html
    assert html.count("<h1>") == 1


def _numbers(markdown: str) -> list[str]:
    return [
        line.split("]")[0].removeprefix("[^")
        for line in markdown.splitlines()
        if line.startswith("[^")
    ]
