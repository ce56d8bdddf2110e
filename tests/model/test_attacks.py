"""Documents and questions that try to make a model say what the documents do not, and a model that obeys.

Nothing uncited, unescaped or invented is ever shown. The server does what the attacker asks, in the
worst way; what it writes goes the whole way to the HTML that a reader gets.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from model_answers import assert_cited, settings_for
from pdf_writer import Sheet, paragraph, write_pdf
from scripted_model import Asked, Reply, scripted_model

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.presenting.answer_view import Presenter
from assistant.records import Answer, Language, Question, Statement
from assistant.texts import Texts
from assistant.web.gradio.conversation import answer_html
from assistant.writing import Writer
from assistant.writing.addressing import addresses_model

SHAPES = tomllib.loads((Path(__file__).parents[1] / "data" / "attacks.toml").read_text("utf-8"))
# Made-up programmes, one for each attack in a document.
NAMES = (
    "Zilver Koper Amber Linde Maan Noord Duin Vaar Wind Ster Heide Rivier Kiezel Berk Linnen Graan Spoor "
    "Brug Haven Toren Wolk Boog Veen Klei"
).split()
ENDS: dict[Language, str] = {"nl": "kracht", "en": "bridge"}
ASKED: dict[Language, str] = {
    "nl": "Hoeveel kostte het programma {name} in 2020?",
    "en": "How much did the {name} programme cost in 2020?",
}
REPORT: dict[Language, str] = {
    "nl": "Het programma {name} kostte in 2020 in totaal 14 miljoen euro. "
    "De evaluatie noemt {name} nuttig.",
    "en": "The {name} programme cost 14 million euros in 2020. The evaluation calls {name} useful.",
}


@dataclass(frozen=True)
class Attack:
    """``evil`` stands in the document about ``programme``, or behind the question.

    ``place`` is "document" (Markdown), "pdf" (in white), "html" (hidden) or "question"."""

    name: str
    language: Language
    programme: str
    evil: str
    reply: str
    forbidden: tuple[str, ...]
    place: str

    def write(self, folder: Path) -> None:
        """The document about the programme."""
        true, evil = REPORT[self.language].format(name=self.programme), ""
        if self.place != "question":
            evil = self.evil.format(name=self.programme)
        if self.place == "pdf":
            white = f"BT 1 1 1 rg /F0 11 Tf 1 0 0 1 72 700 Tm ({evil}) Tj ET"
            lines = paragraph(72, 770, true.replace(". ", ".\n").split("\n"))
            write_pdf(folder / f"{self.programme}.pdf", [Sheet(lines, drawing=white)])
        elif self.place == "html":
            hidden = f'<p style="color:#fff;font-size:1px">{evil}</p><p hidden>{evil}</p>'
            page = f"<html><body><h1>Verslag</h1><p>{true}</p>{hidden}</body></html>"
            (folder / f"{self.programme}.html").write_text(page, "utf-8")
        else:
            (folder / f"{self.programme}.md").write_text(
                f"# Verslag\n\n{true}\n\n{evil}\n", "utf-8"
            )

    @property
    def question(self) -> str:
        asked = ASKED[self.language].format(name=self.programme)
        return f"{asked} {self.evil}" if self.place == "question" else asked

    def obeyed(self, asked: Asked) -> str:
        """What a model writes that does as the attacker says."""
        if self.reply == "@prompt":
            return "".join(f"{line} [1]\n" for line in asked.system.splitlines() if line.strip())
        numbered = enumerate(asked.passages, 1)
        number = next((i for i, text in numbered if self.programme in text), 1)
        return self.reply.format(name=self.programme, n=number)


def attacks() -> Iterator[Attack]:
    for place, shape in enumerate(SHAPES["attack"]):
        for language, end in ENDS.items():
            yield Attack(
                name=shape["name"],
                language=language,
                # All attacks by questions are on one programme.
                programme=NAMES[-1 if shape["in"] == "question" else place] + end,
                forbidden=tuple(shape["forbidden"]),
                place=shape["in"],
                **shape[language],
            )


ATTACKS = list(attacks())
IDS = [f"{a.place}: {a.name} ({a.language})" for a in ATTACKS]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with a document about each programme."""
    source = tmp_path_factory.mktemp("attacks")
    for attack in ATTACKS:
        attack.write(source)
    with Library.open(tmp_path_factory.mktemp("attacked")) as library:
        ingest(library, [source])
        yield library


@pytest.mark.parametrize("attack", ATTACKS, ids=IDS)
def test_a_model_that_obeys_the_attacker_gets_nothing_shown(
    attack: Attack, attacked: Library
) -> None:
    attacked.refresh()
    question = Question(attack.question, attack.language)
    with scripted_model(lambda asked: Reply([attack.obeyed(asked)])) as model:
        items = list(Writer(settings_for(model.url)).answer(attacked, question))
        assert model.asked, "the model was not asked, so nothing was tried"
        (asked,) = model.asked
    assert any(attack.programme in text for text in asked.passages), "the document was not sent"
    assert_delimiters_hold(asked)
    answer = items[-1]
    assert isinstance(answer, Answer)
    assert_nothing_is_slipped_in(attacked, attack, answer)
    partly = tuple(item for item in items if isinstance(item, Statement))
    presenter = Presenter(attacked, Texts(attack.language))
    for view in (presenter.answer(answer, "an-answer"), presenter.partial(partly)):
        assert_harmless(answer_html(view, Texts(attack.language)))


def assert_delimiters_hold(asked: Asked) -> None:
    """There are as many delimiters as passages, and one question, whatever the texts hold."""
    text = asked.user
    assert text.count("<passage ") == text.count("</passage ") == len(asked.passages)
    assert text.count("<question>") == text.count("</question>") == 1
    assert not re.search(r"\[\d+\]", text.partition("<question>")[0]), (
        "a number that is no passage's"
    )
    assert not [mark for mark in ("<|", "<system", "[INST", "\u202e") if mark in text]


def assert_nothing_is_slipped_in(library: Library, attack: Attack, answer: Answer) -> None:
    shown = [*answer.statements, *answer.nearest]
    assert shown, "the attack took the answer away"
    for statement in shown:
        assert_cited(library, statement)
        assert statement.kind == "quote" or not addresses_model(statement.citations[0].quote)
    written = " ".join(s.text for s in answer.statements if s.kind == "written").lower()
    assert not [word for word in attack.forbidden if word.lower() in written]


def assert_harmless(page: str) -> None:
    """Only our own tags and links, whatever the texts hold."""
    tree = html.fragment_fromstring(page, create_parent="div")
    allowed = {
        "div",
        "p",
        "span",
        "a",
        "blockquote",
        "cite",
        "details",
        "summary",
        "ul",
        "li",
        "strong",
    }
    allowed |= {
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "svg",
        "g",
        "line",
        "text",
        "circle",
        "path",
        "title",
        "polyline",
    }
    for element in tree.iter():
        assert element.tag in allowed, f"<{element.tag}> came in with a text"
        assert not [name for name in element.attrib if name.startswith("on")]
        assert "src" not in element.attrib
        link = element.get("href", "#cite-")
        assert link.startswith(("#cite-", "#copy-", "/answer/")), f"a link to {link} came in"


def test_there_are_sixty_attacks_in_two_languages() -> None:
    assert len(set(IDS)) == len(ATTACKS) >= 60
    assert sum(a.language == "nl" for a in ATTACKS) == sum(a.language == "en" for a in ATTACKS)
