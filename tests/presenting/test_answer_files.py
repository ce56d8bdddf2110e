"""An answer as a file says what its page says, word for word, and text of a document stays text."""

from __future__ import annotations

import csv
import io

import docx
from conftest import MakeLibrary
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from pypdf import PdfReader

from assistant.answering import answer_question
from assistant.library import Library
from assistant.presenting.answer_csv import citations_as_csv, figures_as_csv
from assistant.presenting.answer_files import ANSWER_FORMATS, ROWS_FORMATS
from assistant.presenting.answer_report import AnswerReport, KeptAnswer, report_of_answers
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
    report = reported(library, [answer])
    made = {kind: found.made(report) for kind, found in ANSWER_FORMATS.items()}
    markdown = made["md"].decode()
    rendered = lxml_html.fromstring(MarkdownIt().render(markdown)).text_content()
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(made["docx"])).paragraphs)
    page = " ".join(lxml_html.fromstring(made["html"]).text_content().split())
    pdf = text_of_pdf(made["pdf"])
    quoted = list(csv.DictReader(io.StringIO(citations_as_csv(answer))))
    for statement in answer.every_statement:
        shown = " ".join(statement.text.split())
        assert shown in word
        assert shown in rendered
        assert shown in page
        assert shown in pdf
        assert shown in {" ".join(row["quote"].split()) for row in quoted}
    assert [int(n) for n in _numbers(markdown)] == [m.number for m in report.markers]
    for marker in report.markers:
        assert marker.source in word
        assert marker.source in page
        assert f"{marker.number}. {marker.source}. {SITE}viewer/{marker.key}" in pdf
    assert all(f"{SITE}answer/{'a' * 12}" in text for text in (markdown, word, page, pdf))
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
    made = {kind: f.made(reported(library, [answer], "")) for kind, f in ANSWER_FORMATS.items()}
    assert all(made.values())
    assert all(found.made(answer) for found in ROWS_FORMATS.values())
    html = MarkdownIt().render(made["md"].decode())
    assert "<a " not in html
    assert "<script" not in html
    assert html.count("<h1>") == 1
    tree = lxml_html.fromstring(made["html"])
    assert not tree.xpath("//script | //h1[2] | //a[not(starts-with(@href, '#'))]")
    assert "<script>1</script>" in text_of_pdf(made["pdf"])
    assert made["pdf"].count(b"/URI") == 0


def test_the_words_that_answer_are_bold_in_every_file_and_no_others(
    make_library: MakeLibrary,
) -> None:
    text, bold = "Er waren in 2019\nnog 14 *nieuwe* bruggen.", ((16, 23), (24, 32))
    cited = Citation("d", "a.md", "ab" * 32, "Monitor", "", "2021", 1, "", "", 0, 41, text)
    answer = Answer("Hoeveel?", "", Outcome.ANSWERED, "nl", (Statement(text, (cited,), bold=bold),))
    report = reported(make_library({"anders.md": "Een ander stuk."}), [answer])
    made = {kind: found.made(report) for kind, found in ANSWER_FORMATS.items()}
    strong = ["nog 14", "*nieuwe*"]
    rendered = lxml_html.fromstring(MarkdownIt().render(made["md"].decode()))
    assert [e.text for e in rendered.iter("strong")] == strong
    shown = " ".join(rendered.find(".//blockquote").text_content().split())
    assert shown.startswith(f"“{' '.join(text.split())}”")
    tree = lxml_html.fromstring(made["html"])
    assert [e.text.strip() for e in tree.iter("strong")] == strong
    quote = docx.Document(io.BytesIO(made["docx"])).paragraphs[2]
    assert [run.text.strip() for run in quote.runs if run.bold] == strong
    assert quote.text.startswith(f"“{' '.join(text.split())}”")
    faces: dict[str, str] = {}

    def note(
        said: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: float
    ) -> None:
        face = "bold" if font and font["/BaseFont"].endswith("Bold") else "plain"
        faces[face] = faces.get(face, "") + said

    PdfReader(io.BytesIO(made["pdf"])).pages[0].extract_text(visitor_text=note)
    assert "nog 14" in faces["bold"]
    assert "*nieuwe*" in faces["bold"]
    assert "bruggen" in faces["plain"]
    assert "bruggen" not in faces["bold"]


def test_a_conversation_is_one_file_in_which_a_quote_has_one_number(
    water_library: Library,
) -> None:
    questions = ("Hoeveel proeftuinen telde Waterkracht?", "How many test sites were counted?")
    answers = [answer_question(water_library, Question(q)) for q in (*questions, questions[0])]
    report = reported(water_library, answers)
    assert report.title == "Gesprek van 1 december 2026"
    assert len({m.key for m in report.markers}) == len(report.markers)
    assert [m.number for m in report.markers] == list(range(1, len(report.markers) + 1))
    first, _, again = report.answers
    assert first.parts == again.parts
    for kind in ("md", "html", "pdf", "docx"):
        made = ANSWER_FORMATS[kind].made(report)
        assert made
        if kind == "docx":
            text = "\n".join(p.text for p in docx.Document(io.BytesIO(made)).paragraphs)
        else:
            text = text_of_pdf(made) if kind == "pdf" else made.decode()
        assert text.index(questions[0]) < text.index(questions[1])


SITE = "https://assistent.example/"


def reported(library: Library, answers: list[Answer], site: str = SITE) -> AnswerReport:
    texts = Texts(answers[0].language)
    kept = [KeptAnswer(answer, "a" * 12, "2026-12-01T10:11:12+00:00") for answer in answers]
    return report_of_answers(Presenter(library, texts), kept, texts, site)


def text_of_pdf(data: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split()
    )


def _numbers(markdown: str) -> list[str]:
    return [
        line.split("]")[0].removeprefix("[^")
        for line in markdown.splitlines()
        if line.startswith("[^")
    ]
