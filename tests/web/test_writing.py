"""A reader gets an answer in prose: sentence by sentence, each with its source, and knows who wrote it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from scripted_model import Reply, ScriptedModel, says, scripted_model
from web.conftest import CORPUS, HOSTILE_SENTENCE, LETTER, REPORT, Visitor, running

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.settings import Settings

QUESTION = "Hoeveel fieldlabs zijn er?"


@dataclass
class Written:
    """An application whose answers a scripted model writes."""

    url: str
    library: Library
    model: ScriptedModel


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("reports")
    for name in (REPORT, LETTER):
        shutil.copy(CORPUS / name, folder / name)
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        ingest(library, [folder])
        yield library


@pytest.fixture(scope="module")
def writing(kept: Library) -> Iterator[Written]:
    with scripted_model(says("")) as model:
        kept.settings = Settings(model="openai:scripted", model_url=model.url)
        for server in running(kept):
            yield Written(server.url, kept, model)


def first_sentences(asked: Any) -> list[str]:
    """The first sentence of each of the first passages, as a good model gives them."""
    return [
        f"{text.split('. ')[0].strip(' .')}. [{n}]\n"
        for n, text in enumerate(asked.passages[:3], 1)
    ]


def good(asked: Any) -> Reply:
    return Reply(first_sentences(asked))


def test_an_answer_reads_as_prose_and_every_sentence_opens_its_source(
    writing: Written, visitor: Visitor
) -> None:
    writing.model.script = good
    visit = visitor()
    visit.open(writing.url)
    assert "taalmodel op deze computer" in visit.page.locator("#answerer").inner_text()
    visit.ask(QUESTION)
    sentences = visit.page.locator("#chat .written .sentence")
    assert sentences.count() >= 2
    for index in range(sentences.count()):
        assert sentences.nth(index).locator("a.marker").count() >= 1
        assert "woordelijk" in sentences.nth(index).locator(".support").inner_text()
    sentences.first.locator("a.marker").first.click()
    visit.source.locator("rect.mark").first.wait_for()
    assert visit.page.locator("#chat .source-line cite").count() >= 1
    assert "openai:scripted" in visit.page.locator("#chat .written-hint").inner_text()


def test_sentences_appear_while_the_model_writes_and_none_is_withdrawn(
    writing: Written, visitor: Visitor
) -> None:
    more = threading.Event()
    writing.model.script = lambda asked: Reply(first_sentences(asked), between=more)
    visit = visitor()
    visit.open(writing.url)
    visit.page.locator("#question textarea").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    sentence = visit.page.locator("#chat .written .sentence")
    sentence.first.wait_for()
    first = sentence.first.inner_text()
    assert sentence.count() == 1
    more.set()
    visit.finished()
    assert sentence.first.inner_text() == first
    assert sentence.count() >= 2


def test_what_was_left_out_is_said(writing: Written, visitor: Visitor) -> None:
    invented = "In 2031 waren er 900 fieldlabs op de maan. [1]\n"
    writing.model.script = lambda asked: Reply([invented, *first_sentences(asked)])
    visit = visitor()
    visit.open(writing.url)
    visit.ask(QUESTION)
    assert "1 geschreven zin is weggelaten" in visit.page.locator("#chat .note").inner_text()
    assert "900" not in visit.page.locator("#chat .answer").inner_text()


def test_a_model_that_fails_leaves_quotes_and_a_note(writing: Written, visitor: Visitor) -> None:
    writing.model.script = lambda _: Reply(status=400)
    visit = visitor(locale="en-GB")
    visit.open(writing.url)
    visit.ask("How many field labs are there?")
    assert "So these are quotes." in visit.page.locator("#chat .note").inner_text()
    assert visit.page.locator("#chat .answer-failed").count() == 0
    assert visit.page.locator("#chat blockquote.quote").count() >= 1


def test_a_written_answer_keeps_its_link_its_model_and_its_copy(
    writing: Written, visitor: Visitor
) -> None:
    writing.model.script = good
    visit = visitor()
    visit.open(writing.url)
    visit.ask(QUESTION)
    shown = visit.page.locator("#chat .written .sentence").all_inner_texts()
    address = visit.page.locator("#chat a.action", has_text="Vaste link").get_attribute("href")
    visit.page.reload()
    visit.page.locator("#chat .written .sentence").first.wait_for()
    assert visit.page.locator("#chat .written .sentence").all_inner_texts() == shown
    visit.page.goto(writing.url + address)
    assert visit.page.locator(".written .sentence").count() == len(shown)
    assert "instructie nl-1" in visit.page.locator(".written-hint").inner_text()
    copy = visit.page.request.get(f"{writing.url}{address}.txt").text()
    answer = writing.library.answers.get(address.rsplit("/", 1)[-1])
    for statement in answer.statements:
        assert f"{statement.text} (woordelijk)" in copy
        assert statement.citations[0].title in copy
    assert "geen citaten" in copy


def test_a_reader_stops_a_model_that_goes_on(writing: Written, visitor: Visitor) -> None:
    writing.model.broken_off.clear()
    more = threading.Event()
    writing.model.script = lambda asked: Reply(first_sentences(asked), between=more)
    visit = visitor()
    visit.open(writing.url)
    visit.page.locator("#question textarea").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    visit.page.locator("#chat .written .sentence").wait_for()
    visit.page.locator("#stop").click()
    visit.page.get_by_text("Gestopt op uw verzoek").wait_for()
    assert visit.page.locator("#chat .written .sentence").count() == 1
    assert writing.model.broken_off.wait(30), "the model was kept waiting for nobody"


def test_what_a_model_writes_is_shown_as_text(writing: Written, visitor: Visitor) -> None:
    """The visitor fixture checks that no script ran and nothing was asked outside."""
    writing.model.script = lambda asked: Reply(
        [
            f"{HOSTILE_SENTENCE} [1]\n",
            "![x](https://kwaad.example/?q=1) [1]\n",
            *first_sentences(asked),
        ]
    )
    visit = visitor()
    visit.open(writing.url)
    visit.ask(QUESTION)
    assert visit.page.locator("#chat .written img, #chat .written script").count() == 0
    assert "kwaad" not in visit.page.locator("#chat .answer").inner_text()


def test_a_model_outside_is_said_to_be_and_gets_nothing_until_it_may(
    kept: Library, visitor: Visitor
) -> None:
    before = kept.settings
    try:
        for send, said in (
            ("", "maar krijgt niets"),
            ("all", "gaan naar een taalmodel buiten deze computer"),
            ("monitor", "Alleen van: monitor."),
        ):
            kept.settings = Settings(
                model="openai:x", model_url="http://models.invalid/v1", model_send=send
            )
            for server in running(kept):
                visit = visitor()
                visit.open(server.url)
                text = visit.page.locator("#answerer").inner_text()
                assert said in text
                assert "models.invalid" in text
    finally:
        kept.settings = before


def test_without_a_model_no_word_is_said_of_one(app_url: str, visitor: Visitor) -> None:
    visit = visitor()
    visit.open(app_url)
    assert visit.page.locator("#answerer").count() == 0
    assert "woord voor woord" in visit.page.locator("#welcome").inner_text()
