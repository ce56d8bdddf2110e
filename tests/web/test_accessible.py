"""Every screen meets WCAG 2.2 AA as far as a program can tell (axe-core), light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from web.conftest import HOSTILE, REPORT, Shelf, Visit, Visitor, running

from assistant.access import Accounts, Role
from assistant.access.database import open_access
from assistant.answering import answer_question
from assistant.checking import check_text
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records import Question
from assistant.records.feedback import Opinion
from assistant.settings import Settings

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOOKS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light", "locale": "nl-NL"},
    {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark", "locale": "en-GB"},
)
NAMES = ("light", "dark phone")
QUESTION = "Hoeveel fieldlabs zijn er?"
PASSWORD = "een lang wachtwoord"


def violations(visit: Visit) -> list[str]:
    """What axe-core finds wrong, a line each with where."""
    found = Axe().run(visit.page, options={"runOnly": {"type": "tag", "values": list(RULES)}})
    return [
        f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']][:3]}"
        for each in found.response["violations"]
    ]


@pytest.fixture(scope="module")
def screens(shelf: Shelf) -> dict[str, str]:
    """Name -> address of every kind of page of our own."""
    library = shelf.library
    answer = answer_question(library, Question(QUESTION))
    name = library.answers.save(answer)
    library.history.put("", "answer", name, QUESTION)
    library.feedback.put(name, Opinion.WRONG, "Dit klopt niet.")
    check = library.checks.save(check_text(library, "Eind 2018 waren er 35 fieldlabs actief."))
    pdf, words = shelf.version(REPORT), shelf.version(HOSTILE)
    (statement,) = shelf.statements(REPORT, 1)
    return {
        "answer": f"/answer/{name}",
        "then and now": f"/answer/{name}/beside/{name}",
        "quote on its page": f"/viewer/{statement.citations[0].key}",
        "page": f"/document/{pdf.id[:16]}/page/1",
        "page without pictures": f"/document/{words.id[:16]}/page/1",
        "contents": f"/document/{pdf.id[:16]}/contents?q=fieldlabs",
        "documents": "/documents",
        "document": f"/documents/{pdf.document.id}",
        "runs": "/documents/runs",
        "run": "/documents/runs/1",
        "history": "/history",
        "facts": "/facts",
        "check": f"/check/{check}",
        "nothing there": "/viewer/0-1-0-1",
    }


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
def test_every_page_of_our_own(
    app_url: str, screens: dict[str, str], visitor: Visitor, look: dict[str, Any]
) -> None:
    visit = visitor(**look)
    wrong = {}
    for name, address in screens.items():
        visit.page.goto(app_url + address)
        if found := violations(visit):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
def test_the_chat_before_and_after_an_answer(
    app_url: str, visitor: Visitor, look: dict[str, Any]
) -> None:
    visit = visitor(**look)
    visit.open(app_url)
    assert violations(visit) == []
    visit.ask(QUESTION)
    assert violations(visit) == []


@pytest.fixture(scope="module")
def shared_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application where people sign in."""
    folder: Path = tmp_path_factory.mktemp("signing-in")
    (folder / "a.md").write_text("# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd.\n")
    with Library.open(folder / "library", Settings(sign_in="local")) as library:
        ingest(library, [folder / "a.md"])
        Accounts(open_access(library.folder)).add("anna@example.org", Role.KEEPER, PASSWORD)
        answer = library.answers.save(
            answer_question(library, Question("Hoeveel bruggen zijn er?"))
        )
        library.feedback.put(answer, Opinion.WRONG, "Dit klopt niet.", "anna@example.org")
        for server in running(library):
            yield server.url


@pytest.mark.parametrize("look", LOOKS, ids=NAMES)
def test_the_pages_of_who_signs_in(shared_url: str, visitor: Visitor, look: dict[str, Any]) -> None:
    visit = visitor(**look)
    wrong = {}

    def seen(name: str) -> None:
        if found := violations(visit):
            wrong[name] = found

    visit.page.goto(f"{shared_url}/sign-in")
    seen("sign in")
    visit.page.fill("#name", "anna@example.org")
    visit.page.fill("#password", "een verkeerd wachtwoord")
    visit.page.click("button[type=submit]")
    seen("wrong password")
    visit.page.fill("#password", PASSWORD)
    visit.page.click("form.sign-in button")
    for address in ("/documents", "/documents/feedback", "/sign-out"):
        visit.page.goto(shared_url + address)
        seen(address)
    assert wrong == {}
