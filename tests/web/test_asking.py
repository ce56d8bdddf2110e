"""A reader asks, sees quotes with citations, and opens the pages behind them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from web.conftest import HOSTILE, LETTER, MEMO, REPORT, Shelf, Visitor

from assistant.answering import Quoting
from assistant.errors import LibraryError
from assistant.records import (
    Answer,
    Disagreement,
    Outcome,
    Question,
    Side,
    Statement,
)

Items = Sequence[Statement | Answer]


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Question]]:
    """Makes the next questions end as the test says, and keeps what was asked."""

    def use(
        *statements: Statement, outcome: Outcome = Outcome.ANSWERED, **rest: object
    ) -> list[Question]:
        asked: list[Question] = []

        def ask(
            _self: object, _library: object, question: Question, **_rest: object
        ) -> Iterator[Statement | Answer]:
            asked.append(question)
            yield from statements
            yield Answer(
                question.text,
                question.text,
                outcome,
                "nl",
                statements=statements,
                **rest,  # type: ignore[arg-type]
            )

        monkeypatch.setattr(Quoting, "answer", ask)
        return asked

    return use


def test_a_question_is_answered_with_quotes_and_their_sources(
    app_url: str, visitor: Visitor
) -> None:
    """The one test here that asks the real library with nothing put in its place."""
    visit = visitor()
    visit.open(app_url)
    visit.ask("Hoeveel fieldlabs zijn er?")
    assert visit.page.locator("#chat .quote a.marker").count() >= 1
    assert "fieldlabs" in visit.page.locator("#chat .answer").inner_text().lower()
    assert visit.page.locator("#chat .source-line cite").count() >= 1


def test_a_click_on_a_marker_shows_the_words_marked_on_the_page(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    first, second = shelf.statements(REPORT)
    answering(first, second)
    visit = visitor()
    visit.open(app_url)
    visit.ask("Wat leverden de fieldlabs op?")
    visit.page.locator("#chat a.marker", has_text="2").click()
    mark = visit.source.locator("rect.mark").first
    mark.wait_for()
    assert visit.page.url.endswith(f"#cite-{second.citations[0].key}")
    box, frame = mark.bounding_box(), visit.page.locator("#source-frame").bounding_box()
    assert frame["y"] <= box["y"] <= frame["y"] + frame["height"], "the mark is out of sight"
    assert visit.source.locator("mark").inner_text() == second.text
    picture = visit.source.locator("svg image")
    assert visit.page.request.get(app_url + picture.get_attribute("href")).status == 200
    assert "active" in visit.page.locator("#chat a.marker").nth(1).get_attribute("class")
    assert "active" not in visit.page.locator("#chat a.marker").nth(0).get_attribute("class")


def test_statements_come_one_by_one_and_can_be_opened_before_the_answer_is_whole(
    app_url: str, visitor: Visitor, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = shelf.statements(REPORT)
    more = threading.Event()

    def ask(
        _self: object, _library: object, question: Question, **_rest: object
    ) -> Iterator[Statement | Answer]:
        yield first
        assert more.wait(30)
        yield second
        yield Answer(question.text, question.text, Outcome.ANSWERED, "nl", (first, second))

    monkeypatch.setattr(Quoting, "answer", ask)
    visit = visitor()
    visit.open(app_url)
    visit.page.locator("#question textarea").fill("Wat leverden de fieldlabs op?")
    visit.page.keyboard.press("Enter")
    marker = visit.page.locator("#chat a.marker")
    marker.first.wait_for()
    assert marker.count() == 1
    assert visit.page.locator("#stop").is_visible()
    marker.first.click()
    visit.source.locator("rect.mark").first.wait_for()
    more.set()
    visit.finished()
    assert marker.count() == 2
    assert "active" in marker.first.get_attribute("class"), "the open source lost its sign"


def test_an_answer_can_be_stopped_and_what_had_come_in_stays(
    app_url: str, visitor: Visitor, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = shelf.statements(REPORT, 1)
    more = threading.Event()

    def ask(
        _self: object, _library: object, question: Question, **_rest: object
    ) -> Iterator[Statement | Answer]:
        yield first
        more.wait(30)
        yield Answer(question.text, question.text, Outcome.NOT_IN_DOCUMENTS, "nl")

    monkeypatch.setattr(Quoting, "answer", ask)
    visit = visitor()
    visit.open(app_url)
    visit.page.locator("#question textarea").fill("Wat leverden de fieldlabs op?")
    visit.page.keyboard.press("Enter")
    visit.page.locator("#chat a.marker").wait_for()
    visit.page.locator("#stop").click()
    visit.page.get_by_text("Gestopt op uw verzoek").wait_for()
    more.set()
    visit.finished()
    assert visit.page.locator("#chat a.marker").count() == 1


def test_a_link_to_a_citation_opens_it_after_a_reload_and_in_another_browser(
    app_url: str, visitor: Visitor, shelf: Shelf
) -> None:
    (statement,) = shelf.statements(REPORT, 1)
    link = f"{app_url}/#cite-{statement.citations[0].key}"
    visit = visitor()
    visit.page.goto(link)
    visit.source.locator("rect.mark").first.wait_for()
    visit.page.reload()
    visit.source.locator("rect.mark").first.wait_for()
    assert visit.page.url == link


def test_the_conversation_is_still_there_after_a_look_at_the_documents(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    answering(*shelf.statements(REPORT))
    visit = visitor()
    visit.open(app_url)
    visit.ask("Wat leverden de fieldlabs op?")
    visit.page.get_by_role("link", name="Documenten").click()
    visit.page.get_by_role("heading", name="Documenten in de bibliotheek").wait_for()
    visit.page.get_by_role("link", name="Vragen").click()
    visit.page.locator("#chat a.marker").first.wait_for()
    assert visit.page.locator("#chat a.marker").count() == 2
    visit.page.locator("#new").click()
    visit.page.locator("#welcome").wait_for()
    visit.page.reload()
    visit.page.locator("#welcome").wait_for()
    assert visit.page.locator("#chat a.marker").count() == 0


def test_a_follow_up_question_is_asked_with_what_went_before(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    statements = shelf.statements(REPORT)
    asked = answering(*statements)
    visit = visitor()
    visit.open(app_url)
    visit.ask("Wat leverden de fieldlabs op?")
    visit.ask("En in 2019?")
    assert [question.text for question in asked] == ["Wat leverden de fieldlabs op?", "En in 2019?"]
    (turn,) = asked[1].history
    assert turn.question == "Wat leverden de fieldlabs op?"
    assert turn.quotes == tuple(statement.text for statement in statements)
    assert turn.documents == (shelf.version(REPORT).document.title,)


def test_filters_go_with_the_question(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    asked = answering(*shelf.statements(REPORT))
    visit = visitor()
    visit.open(app_url)
    visit.page.get_by_role("button", name="Documenten kiezen").click()
    visit.page.get_by_label("Alleen deze documenten").click()
    title = shelf.version(REPORT).document.title
    visit.page.get_by_role("option", name=re.compile(re.escape(title))).click()
    visit.page.keyboard.press("Escape")
    visit.page.get_by_label("Vanaf jaar").click()
    visit.page.get_by_role("option", name="2019", exact=True).click()
    visit.page.get_by_label("English").uncheck()
    visit.ask("Wat leverden de fieldlabs op?")
    (question,) = asked
    assert question.filters.documents == (shelf.version(REPORT).document.id,)
    assert (question.filters.year_from, question.filters.year_to) == (2019, None)
    assert question.filters.language == "nl"


def test_what_is_not_in_the_documents_is_said_plainly_with_the_nearest_set_apart(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    nearest = shelf.statements(LETTER, 1)
    answering(outcome=Outcome.NOT_IN_DOCUMENTS, nearest=nearest)
    visit = visitor()
    visit.open(app_url)
    visit.ask("Wie won de Elfstedentocht?")
    assert visit.page.get_by_text("Dit staat niet in de documenten.").is_visible()
    block = visit.page.locator("#chat .nearest")
    assert "geen antwoord" in block.inner_text()
    assert nearest[0].text[:40] in block.inner_text()


def test_what_may_be_an_answer_is_shown_as_what_comes_closest(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    answering(outcome=Outcome.CLOSEST, nearest=shelf.statements(LETTER, 1))
    visit = visitor()
    visit.open(app_url)
    visit.ask("Wie won de Elfstedentocht?")
    assert visit.page.get_by_text("oordeel zelf").is_visible()
    block = visit.page.locator("#chat .nearest").inner_text()
    assert "geen antwoord" not in block
    assert shelf.statements(LETTER, 1)[0].text[:40] in block


def test_a_quote_is_read_with_what_stands_beside_it(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    (said,) = shelf.statements(LETTER, 1)
    answering(replace(said, before="Ervoor <b>staat</b> dit. ", after=" Erna dat."))
    visit = visitor()
    visit.open(app_url)
    visit.ask("Wat schrijft de minister?")
    quote = visit.page.locator("#chat blockquote.quote").first
    assert quote.locator(".said").inner_text() == " ".join(said.text.split())
    assert quote.locator(".beside").all_inner_texts() == ["Ervoor <b>staat</b> dit.", "Erna dat."]


def test_sources_that_disagree_stand_side_by_side(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    newer, older = shelf.statements(LETTER, 1)[0], shelf.statements(REPORT, 1)[0]
    sides = (Side("45", newer), Side("32", older))
    answering(
        newer,
        older,
        outcome=Outcome.SOURCES_DISAGREE,
        disagreements=(Disagreement("aantal fieldlabs", sides),),
    )
    visit = visitor()
    visit.open(app_url)
    visit.ask("Hoeveel fieldlabs zijn er?")
    table = visit.page.locator("#chat table.sides")
    assert "De bronnen verschillen" in visit.page.locator("#chat .disagreement").inner_text()
    assert table.locator(".value").all_inner_texts() == ["45", "32"]
    assert table.locator("a.marker").all_inner_texts() == ["1", "2"]
    assert "TNO" in table.locator("tr").nth(2).inner_text()
    assert visit.page.locator("#chat .group").count() == 0, "a quote is shown twice"


@pytest.mark.parametrize("broken", [LibraryError("weg"), RuntimeError("boem")])
def test_an_error_is_told_and_the_next_question_works(
    app_url: str,
    visitor: Visitor,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    broken: Exception,
) -> None:
    statements = shelf.statements(REPORT, 1)

    def ask(
        _self: object, _library: object, question: Question, **_rest: object
    ) -> Iterator[Statement | Answer]:
        if question.text == "Breek":
            raise broken
        yield Answer(question.text, question.text, Outcome.ANSWERED, "nl", statements)

    monkeypatch.setattr(Quoting, "answer", ask)
    visit = visitor()
    visit.open(app_url)
    visit.ask("Breek")
    assert "kon niet worden beantwoord" in visit.page.locator("#chat .answer").inner_text()
    visit.ask("Wat leverden de fieldlabs op?")
    assert visit.page.locator("#chat a.marker").count() == 1


def test_hostile_text_is_shown_as_text_and_never_run(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    statements = shelf.statements(HOSTILE, 1)
    answering(*statements)
    visit = visitor()
    visit.open(app_url)
    question = "<img src=x onerror=window.pwned=1> **vet** [l](http://evil.example) $$x$$ `c`"
    visit.ask(question)
    assert visit.page.locator("#chat .question").inner_text() == question
    shown = visit.page.locator("#chat .quote").inner_text()
    assert statements[0].text in shown.replace("\n", " ")
    assert visit.page.locator("#chat .answer img, #chat .answer script, #chat .katex").count() == 0
    assert "<img src=x" in visit.page.locator("#chat .source-line").inner_text()
    visit.page.locator("#chat a.marker").click()
    visit.source.locator("article mark").first.wait_for()
    assert visit.source.locator("main img, main script").count() == 0


def test_everything_can_be_done_with_the_keyboard_alone(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    answering(*shelf.statements(REPORT))
    visit = visitor()
    visit.open(app_url)
    page = visit.page
    page.locator("#question textarea").focus()
    page.keyboard.type("Wat leverden de fieldlabs op?")
    page.keyboard.press("Enter")
    visit.finished()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.className").startswith("marker"):
            break
    page.keyboard.press("Enter")
    visit.source.locator("rect.mark").first.wait_for()
    visit.focus_on("source-frame")
    page.keyboard.press("Escape")
    visit.focus_on("marker")


def test_on_a_phone_a_tap_brings_the_source_and_a_button_brings_the_answer_back(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    answering(*shelf.statements(REPORT))
    visit = visitor(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    visit.open(app_url)
    visit.ask("Wat leverden de fieldlabs op?")
    page = visit.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "scrolls sideways"
    page.locator("#chat a.marker").first.tap()
    visit.source.locator("rect.mark").first.wait_for()
    back = page.get_by_role("button", name="Terug naar het antwoord")
    assert 0 <= back.bounding_box()["y"] < 60, "the source did not come into view"
    back.tap()
    visit.focus_on("marker")
    assert 0 <= page.locator("#chat .question").bounding_box()["y"] < 400


def test_an_answer_is_copied_with_its_references_and_keeps_its_own_page(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    (statement,) = shelf.statements(REPORT, 1)
    answering(replace(statement, bold=((0, 6),)))
    visit = visitor(permissions=["clipboard-read", "clipboard-write"])
    visit.open(app_url)
    visit.ask("Wat leverden de fieldlabs op?")
    visit.page.get_by_role("button", name="Kopieer antwoord").click()
    visit.page.get_by_role("button", name="Gekopieerd").wait_for()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert statement.text in copied
    assert f"— {statement.citations[0].title}, TNO, 18 maart 2019, p. " in copied
    link = visit.page.get_by_role("link", name="Vaste link").get_attribute("href")
    assert app_url + link in copied
    rich = visit.page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((b) => b.text())"
    )
    assert f"<strong>{statement.text[:6]}</strong>{statement.text[6:12]}" in rich
    saving = visit.page.get_by_role("link", name="Dit gesprek bewaren")
    assert saving.get_attribute("href") == link.replace("/answer/", "/conversation/")

    later = visitor()
    later.page.goto(app_url + link)
    assert later.page.locator("h1").inner_text() == "Wat leverden de fieldlabs op?"
    later.page.locator("a.marker").click()
    later.page.locator("rect.mark").first.wait_for()


def test_documents_without_pages_open_as_text_with_the_words_marked(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    statements = shelf.statements(MEMO, 1)
    answering(*statements)
    visit = visitor()
    visit.open(app_url)
    visit.ask("Wat is het Groeifonds?")
    assert "alinea" in visit.page.locator("#chat .source-line").inner_text()
    visit.page.locator("#chat a.marker").click()
    marked = visit.source.locator("article mark")
    marked.first.wait_for()
    assert "".join(marked.all_inner_texts()) == statements[0].text


@pytest.mark.parametrize(
    ("locale", "button", "documents"),
    [
        ("nl-NL", "Vraag", "Documenten"),
        ("en-GB", "Ask", "Documents"),
        ("de-DE", "Ask", "Documents"),
    ],
)
def test_the_interface_speaks_the_language_of_the_browser(
    app_url: str, visitor: Visitor, locale: str, button: str, documents: str
) -> None:
    visit = visitor(locale)
    visit.open(app_url)
    assert visit.page.locator("#ask").inner_text().strip() == button
    assert visit.page.get_by_role("link", name=documents).is_visible()


def test_the_other_language_can_be_chosen(app_url: str, visitor: Visitor) -> None:
    visit = visitor("nl-NL")
    visit.open(app_url)
    visit.page.get_by_role("link", name="English").click()
    visit.page.locator("#ask", has_text="Ask").wait_for()
    visit.page.get_by_role("link", name="Documents").click()
    visit.page.get_by_role("heading", name="Documents in the library").wait_for()


def test_an_empty_library_says_how_to_fill_it(empty_url: str, visitor: Visitor) -> None:
    visit = visitor()
    visit.open(empty_url)
    visit.page.get_by_text("De bibliotheek is nog leeg").wait_for()
    assert visit.page.get_by_text("python ingest.py").is_visible()
    assert not visit.page.locator("#welcome").is_visible()
    assert visit.page.locator("#ask").is_disabled()


def test_example_questions_are_asked_with_one_click(
    app_url: str, visitor: Visitor, shelf: Shelf, answering: Callable[..., list[Question]]
) -> None:
    asked = answering(*shelf.statements(REPORT))
    visit = visitor("en-GB")
    visit.open(app_url)
    example = visit.page.locator("#welcome .example").first
    text = example.inner_text().strip()
    example.click()
    visit.finished()
    assert [question.text for question in asked] == [text]


def test_what_is_offered_to_go_on_with_is_asked_by_a_click(app_url: str, visitor: Visitor) -> None:
    visit = visitor()
    page = visit.page
    visit.open(app_url)
    visit.ask("Hoeveel bedrijven deden mee aan de fieldlabs?")
    offered = page.locator(".offered:visible")
    offered.first.wait_for()
    text = offered.first.inner_text()
    offered.first.click()
    answer = page.locator("#chat .answer").nth(1)
    answer.locator("a.marker").first.wait_for()
    assert page.locator("#chat .question").nth(1).inner_text() == text
    answer.get_by_text("in de woorden van het document").wait_for()


def test_a_conversation_that_begins_anew_has_no_source(app_url: str, visitor: Visitor) -> None:
    visit = visitor()
    page = visit.page
    visit.open(app_url)
    visit.ask("Hoeveel bedrijven deden mee aan de fieldlabs?")
    page.locator("#chat a.marker:visible").first.click()
    page.locator("#source-frame").wait_for()
    page.locator("#new").click()
    page.locator("#source-frame").wait_for(state="detached")
    assert "#cite-" not in page.url
    assert not page.locator(".offered:visible").count()


def test_what_is_filtered_for_stays_in_sight_and_is_taken_away_by_a_click(
    app_url: str, visitor: Visitor
) -> None:
    visit = visitor()
    page = visit.page
    visit.open(app_url)
    chip = page.locator("#filters-on")
    assert not chip.is_visible()
    page.get_by_text("Documenten kiezen").click()
    page.get_by_label("English").uncheck()
    chip.wait_for(state="visible")
    assert "Nederlands" in chip.inner_text()
    page.get_by_text("Documenten kiezen").click()
    visit.ask("Hoeveel bedrijven deden mee aan de fieldlabs?")
    assert "Gezocht in een deel van de bibliotheek (taal: Nederlands)." in (
        page.locator("#chat .answer").inner_text()
    )
    assert chip.is_visible()
    chip.click()
    chip.wait_for(state="hidden")
    visit.ask("Hoeveel bedrijven deden mee aan de fieldlabs?")
    assert "Gezocht in een deel" not in page.locator("#chat .answer").last.inner_text()
