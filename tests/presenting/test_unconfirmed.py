"""Wherever a sentence that nothing confirms is shown, it is said in words, with what comes closest."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import docx
import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from pypdf import PdfReader

from assistant.answering import answer_question
from assistant.library import Library
from assistant.presenting.answer_csv import citations_as_csv
from assistant.presenting.answer_files import ANSWER_FORMATS
from assistant.presenting.answer_report import KeptAnswer, report_of_answers
from assistant.presenting.answer_view import Presenter
from assistant.presenting.plain_text import answer_as_text, view_as_text
from assistant.presenting.then_and_now import changes
from assistant.records import Answer, Question, Statement
from assistant.texts import Texts
from assistant.web.api_replies import AskReply
from assistant.web.gradio.conversation import answer_html

HOSTILE = "<img src=x onerror=alert(1)> [klik](javascript:1) =1+1"
SAID = {"nl": "niet bevestigd door de bronnen", "en": "not confirmed by the sources"}


@pytest.fixture(scope="module", params=["nl", "en"])
def answer(water_library: Library, request: pytest.FixtureRequest) -> Answer:
    """A confirmed sentence, and one that is not; what comes closest to it is hostile, too."""
    water_library.refresh()
    quoted = answer_question(water_library, Question("Hoeveel proeftuinen telde Waterkracht?"))
    (cited, *_) = quoted.statements[0].citations
    closest = replace(cited, quote=f"Dicht {HOSTILE}", start=0, end=5)
    written = (
        Statement("Er waren 32 proeftuinen.", (cited,), "written", "supported"),
        Statement(f"Zin {HOSTILE}", (closest,), "written", "unconfirmed"),
    )
    return replace(quoted, language=request.param, statements=written, disagreements=(), series=())


def told(text: str, answer: Answer) -> bool:
    """Whether a text has the sentence, the words and the excerpt, the words once and after the sentence."""
    plain = " ".join(text.split())
    said = SAID[answer.language]
    places = [plain.find(part) for part in (f"Zin {HOSTILE}", said, f"“Dicht {HOSTILE}”")]
    return plain.count(said) == 1 and -1 not in places and places == sorted(places)


def test_every_file_and_copy_says_so(water_library: Library, answer: Answer) -> None:
    texts = Texts(answer.language)
    presenter = Presenter(water_library, texts)
    report = report_of_answers(presenter, [KeptAnswer(answer)], texts)
    made = {kind: found.made(report) for kind, found in ANSWER_FORMATS.items()}
    rendered = MarkdownIt().render(made["md"].decode())
    pages = PdfReader(io.BytesIO(made["pdf"])).pages
    shown = {
        "md": lxml_html.fromstring(rendered).text_content(),
        "html": lxml_html.fromstring(made["html"]).text_content(),
        "docx": "\n".join(p.text for p in docx.Document(io.BytesIO(made["docx"])).paragraphs),
        "pdf": " ".join(page.extract_text() for page in pages),
        "copy": view_as_text("?", presenter.answer(answer), texts),
        "terminal": answer_as_text(answer),
    }
    assert {kind for kind, text in shown.items() if not told(text, answer)} == set()
    assert set(ANSWER_FORMATS) <= set(shown)
    assert "<img" not in rendered
    assert b"<img" not in made["html"]
    rows = list(csv.DictReader(io.StringIO(citations_as_csv(answer))))
    assert [row["support"] for row in rows] == ["supported", "unconfirmed"]


def test_the_page_and_the_chat_say_so_while_it_is_made_and_after(
    water_library: Library, answer: Answer
) -> None:
    texts = Texts(answer.language)
    presenter = Presenter(water_library, texts)
    for view in (presenter.answer(answer), presenter.partial(answer.statements)):
        html = answer_html(view, texts)
        tree = lxml_html.fromstring(html)
        assert "<img" not in html
        first, second = tree.find_class("sentence")
        assert SAID[answer.language] not in first.text_content()
        assert "support-unconfirmed" in second.classes
        assert told(second.text_content(), answer)
        assert second.find_class("closest")[0].find_class("marker")


def test_an_interface_that_programs_use_describes_it() -> None:
    schema = AskReply.model_json_schema()["$defs"]["Statement"]
    assert "unconfirmed" in schema["properties"]["support"]["enum"]
    assert "comes closest" in " ".join(schema["description"].split())


def test_a_sentence_that_is_no_longer_confirmed_is_not_the_same_as_before(answer: Answer) -> None:
    first, second = answer.statements
    now = replace(answer, statements=(replace(first, support="unconfirmed"), second))
    found = changes(answer, now)
    assert (len(found.same), len(found.new), len(found.gone)) == (1 + len(answer.nearest), 1, 1)
