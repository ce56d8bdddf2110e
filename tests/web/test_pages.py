"""Our own pages without a browser: what they hold, refuse, and tell browsers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import MakeLibrary
from fastapi.testclient import TestClient
from pdf_writer import simple_pdf
from web.conftest import HOSTILE, MEMO, REPORT, Shelf

from assistant import web
from assistant.answering import answer_question
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.records import Answer, Citation, Filters, Outcome, Question
from assistant.web.app import create_app


@pytest.fixture(scope="module")
def client(shelf: Shelf) -> Iterator[TestClient]:
    from assistant.web.app import create_app

    with TestClient(create_app(shelf.library), "http://localhost") as opened:
        yield opened


def test_a_citation_page_shows_the_quote_its_source_and_its_marks(
    client: TestClient, shelf: Shelf
) -> None:
    (statement,) = shelf.statements(REPORT, 1)
    citation = statement.citations[0]
    page = client.get(f"/viewer/{citation.key}", headers={"Accept-Language": "nl"}).text
    assert f"p. {citation.page_label} (PDF-pagina {citation.page})" in page
    assert "TNO, 18 maart 2019" in page
    assert '<rect class="mark"' in page
    assert f"/document/{citation.key}.pdf#page={citation.page}" in page


def test_other_pages_can_be_leafed_through_without_the_mark_and_back(
    client: TestClient, shelf: Shelf
) -> None:
    (statement,) = shelf.statements(REPORT, 1)
    citation = statement.citations[0]
    other = 1 if citation.page != 1 else 2
    page = client.get(
        f"/viewer/{citation.key}?page={other}", headers={"Accept-Language": "nl"}
    ).text
    assert '<rect class="mark"' not in page
    assert "Terug naar het citaat" in page


def test_the_pdf_comes_with_the_words_highlighted_and_as_a_pdf(
    client: TestClient, shelf: Shelf
) -> None:
    (statement,) = shelf.statements(REPORT, 1)
    reply = client.get(f"/document/{statement.citations[0].key}.pdf")
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["content-disposition"].startswith("inline")
    assert reply.content.startswith(b"%PDF")
    assert b"Highlight" in reply.content


@pytest.mark.parametrize("file", [HOSTILE, MEMO])
def test_originals_that_are_not_pdf_are_only_ever_downloaded(
    client: TestClient, shelf: Shelf, file: str
) -> None:
    reply = client.get(f"/document/{shelf.version(file).id[:16]}/original")
    assert reply.headers["content-disposition"].startswith("attachment")
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/nergens",
        "/viewer/abc",
        "/viewer/0000000000000000-1-0-10",
        "/viewer/..%2f..%2fetc%2fpasswd",
        "/answer/unknown",
        "/answer/unknown.txt",
        "/document/0000000000000000/page/1",
        "/document/{report}/page/0",
        "/document/{report}/page/9999",
        "/document/{report}/page/een",
        "/document/0000000000000000/original",
        "/document/0000000000000000-1-0-10.pdf",
        "/page/{report}/9999.png",
        "/page/{memo}/1.png",
        "/language/xx",
    ],
)
def test_a_link_that_leads_nowhere_ends_on_a_page_that_says_so(
    client: TestClient, shelf: Shelf, path: str
) -> None:
    ids = {"report": shelf.version(REPORT).id[:16], "memo": shelf.version(MEMO).id[:16]}
    for language, title in (("nl", "Deze pagina bestaat niet"), ("en", "This page does not exist")):
        headers = {"Accept-Language": language, "Accept": "text/html"}
        reply = client.get(path.format(**ids), headers=headers)
        assert reply.status_code == 404
        assert title in reply.text


@pytest.mark.parametrize(
    "path",
    [
        "/documents",
        "/facts",
        "/check/abc",
        "/viewer/abc",
        "/document/{hostile}/page/1",
        "/page/{report}/1.png",
    ],
)
def test_our_own_pages_allow_no_inline_script_or_style(
    client: TestClient, shelf: Shelf, path: str
) -> None:
    ids = {"hostile": shelf.version(HOSTILE).id[:16], "report": shelf.version(REPORT).id[:16]}
    policy = client.get(path.format(**ids)).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy


def test_the_question_page_runs_no_inline_script_but_its_own(client: TestClient) -> None:
    reply = client.get("/")
    script = next(
        part
        for part in reply.headers["content-security-policy"].split("; ")
        if "script-src" in part
    )
    assert "'sha256-" in script
    assert "unsafe" not in script
    assert "gradio.app" not in reply.text.split("window.gradio_config")[0]


def test_the_documents_page_lists_everything_and_says_what_could_not_be_read(
    client: TestClient, shelf: Shelf
) -> None:
    page = client.get("/documents", headers={"Accept-Language": "nl"}).text
    for version in shelf.library.versions.current():
        assert f"/document/{version.id[:16]}/page/1" in page
    assert "Rapport &lt;img src=x" in page
    assert "<img" not in page
    assert "Niet ingelezen" in page
    assert "kapot.pdf" in page


def test_documents_are_searched_sorted_and_grouped(make_library: MakeLibrary) -> None:
    library = make_library(
        {
            "a.md": "# Zwolse bruggen\n\nDe brug in Zwolle blijft open.",
            "a.md.toml": 'programme = "Water"\npublished = "2019"',
            "b.md": "# Almelose bruggen\n\nDe brug in Almelo blijft dicht.",
            "b.md.toml": 'programme = "Water"\npublished = "2021"',
            "c.md": "# Een weg\n\nDe weg in Ommen is klaar.",
        }
    )
    with TestClient(create_app(library), "http://localhost") as client:

        def titles(**query: str) -> list[str]:
            page = client.get("/documents", params=query, headers={"Accept-Language": "nl"}).text
            return re.findall(
                r"<h2>Water|<h2>Zonder programma|Zwolse|Almelose|Een weg(?=</a>)", page
            )

        by_date = [t for t in titles(q="bruggen") if not t.startswith("<")]
        assert by_date[0] == "Almelose"
        assert "Zwolse" in by_date
        assert titles(q="zwolse 2019")[0] == "<h2>Water"
        assert "Almelose" not in titles(q="zwolse 2019")
        assert titles()[0] == "<h2>Zonder programma"
        assert titles(q="nergens", sort="wrong") == []
        assert (
            "Geen document heeft"
            in client.get("/documents?q=nergens", headers={"Accept-Language": "nl"}).text
        )


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.md": "Een brug."}, "1 document. Antw"),
        ({"a.md": "Een brug.", "b.txt": "Een weg."}, "2 documenten. Antw"),
        (
            {"a.pdf": simple_pdf([["Een brug."]]), "b.txt": "Een weg."},
            "2 documenten, 1 pagina. Antw",
        ),
    ],
)
def test_pages_are_counted_where_there_are_any(
    make_library: MakeLibrary, files: dict[str, str | bytes], said: str
) -> None:
    with TestClient(create_app(make_library(files)), "http://localhost") as client:
        assert said in client.get("/documents", headers={"Accept-Language": "nl"}).text


def test_a_hostile_document_is_shown_as_text(client: TestClient, shelf: Shelf) -> None:
    page = client.get(f"/document/{shelf.version(HOSTILE).id[:16]}/page/1").text
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in page
    assert "<script>window" not in page


def test_an_answer_keeps_its_page_in_the_language_of_the_answer(
    client: TestClient, shelf: Shelf
) -> None:
    statements = shelf.statements(REPORT)
    answer = Answer("Hoe gaat het?", "Hoe gaat het?", Outcome.PARTLY_ANSWERED, "nl", statements)
    name = shelf.library.answers.save(answer)
    page = client.get(f"/answer/{name}", headers={"Accept-Language": "en"}).text
    assert '<article class="answer-page" lang="nl">' in page
    assert "Dit kan het antwoord zijn, of een deel ervan; zeker is het niet." in page
    assert "Copy answer" in page
    for statement in statements:
        assert f'href="/viewer/{statement.citations[0].key}"' in page
    text = client.get(f"/answer/{name}.txt").text
    assert all(f"“{statement.text}”" in text for statement in statements)


def test_an_answer_is_saved_in_every_format_and_its_sources_for_reference_managers(
    client: TestClient, shelf: Shelf
) -> None:
    statements = shelf.statements(REPORT)
    name = shelf.library.answers.save(Answer("Hoe?", "Hoe?", Outcome.ANSWERED, "nl", statements))
    page = client.get(f"/answer/{name}").text
    links = re.findall(rf'href="(/answer/{name}/[^"]+)" download', page)
    assert len(links) == 8  # no figures: it has no series and no disagreement
    for link in links:
        reply = client.get(link)
        assert reply.status_code == 200, link
        assert reply.headers["content-disposition"].startswith("attachment"), link
    assert "TNO" in client.get(f"/answer/{name}/sources.ris").text
    for wrong in ("answer.exe", "sources.exe", "answer."):
        assert client.get(f"/answer/{name}/{wrong}").status_code == 404


def test_a_conversation_is_saved_whole_and_links_lead_here(
    client: TestClient, shelf: Shelf
) -> None:
    said = shelf.statements(REPORT, 2)
    names = [
        shelf.library.answers.save(Answer(q, "", Outcome.ANSWERED, "nl", (each,)))
        for q, each in zip(("Eén?", "Twee?"), said, strict=True)
    ]
    address = "/conversation/" + "-".join(names)
    page = client.get(address)
    assert page.text.index("Eén?") < page.text.index("Twee?")
    links = re.findall(rf'href="({address}/conversation[^"]+)"', page.text)
    assert [link.rsplit(".", 1)[1] for link in links] == ["md", "html", "docx", "pdf"]
    for link in links:
        reply = client.get(link)
        assert reply.headers["content-disposition"].startswith("attachment"), link
    site = str(client.base_url).rstrip("/")
    assert f"<{site}/answer/{names[1]}>" in client.get(links[0]).text
    behind = client.get(links[0], headers={"X-Forwarded-Proto": "https"}).text
    assert f"<{site.replace('http:', 'https:')}/answer/{names[1]}>" in behind
    assert client.get(links[3]).content.startswith(b"%PDF")
    many = "-".join(f"{n:012x}" for n in range(60))
    for wrong in (f"{address}-{'0' * 12}", f"{address}/conversation.exe", f"/conversation/{many}"):
        assert client.get(wrong).status_code == 404


def test_a_page_says_how_to_cite_it(client: TestClient, shelf: Shelf) -> None:
    (statement,) = shelf.statements(REPORT, 1)
    citation = statement.citations[0]
    page = client.get(f"/viewer/{citation.key}", headers={"Accept-Language": "en"}).text
    assert f"TNO. (2019, March 18). {citation.title} (p. {citation.page_label})." in page
    for kind in ("bib", "ris", "csl.json"):
        address = f"/documents/{citation.document}/reference.{kind}"
        assert f'href="{address}"' in page
        assert citation.title in client.get(address).text
    every = client.get("/documents/references.csl.json").json()
    assert len(every) == len({v.document.id for v in shelf.library.versions.current()})
    assert client.get("/documents/references.exe").status_code == 404


def test_the_language_link_only_leads_to_pages_of_ours(client: TestClient) -> None:
    for target in ("//evil.example", "https://evil.example", "/\\evil.example"):
        reply = client.get("/language/nl", params={"to": target}, follow_redirects=False)
        assert reply.headers["location"] == "/"
    reply = client.get("/language/en", params={"to": "/documents"}, follow_redirects=False)
    assert reply.headers["location"] == "/documents"
    client.cookies.clear()


def test_gradio_offers_no_api_page_monitoring_or_run_history(client: TestClient) -> None:
    for path in ("/monitoring", "/gradio_api/runs", "/docs", "/openapi.json", "/redoc"):
        assert client.get(path).status_code >= 400, path


# The same question again, later


def test_an_old_question_is_asked_again_and_what_changed_stands_beside_it(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.md": "# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd."})
    filters = Filters(language="nl")
    question = Question("Hoeveel bruggen zijn er vernieuwd?", filters=filters)
    then = library.answers.save(answer_question(library, question))
    here = {"Origin": "http://localhost", "Accept-Language": "en"}
    with TestClient(create_app(library), "http://localhost", headers=here) as client:
        assert "has not changed since" in client.get(f"/answer/{then}").text
        same = client.post("/again", data={"answer": then})
        assert "Beide antwoorden zeggen hetzelfde" in same.text
        newer = "# Meer bruggen\n\nIn 2022 zijn er zestien bruggen vernieuwd."
        ingest(library, [written(library, "b.md", newer)])
        assert "has changed since" in client.get(f"/answer/{then}").text
        reply = client.post("/again", data={"answer": then})
        assert reply.url.path.startswith(f"/answer/{then}/beside/")
        assert "Alleen in het nieuwe antwoord: 1. Alleen in het oude: 0." in reply.text
        assert "zestien bruggen" in reply.text
        # The page has an address of its own: a day later it shows the same.
        assert client.get(reply.url.path).text == reply.text
        now = library.answers.get(reply.url.path.rsplit("/", 1)[1])
        assert now.filters == filters
        assert client.post("/again", data={"answer": "unknown"}).status_code == 404
        assert client.get(f"/answer/{then}/beside/unknown").status_code == 404
        bare = TestClient(client.app, "http://localhost")
        assert bare.post("/again", data={"answer": then}).status_code == 403


def written(library: Library, name: str, text: str) -> Path:
    path = library.folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


# What readers say of answers


def test_readers_say_what_they_think_and_keepers_see_it(make_library: MakeLibrary) -> None:
    library = make_library({"a.md": "# Bruggen\n\nIn 2020 zijn er veertien bruggen vernieuwd."})
    library.settings.keeper = True
    name = library.answers.save(
        answer_question(library, Question("Hoeveel bruggen zijn er vernieuwd?"))
    )
    here = {"Origin": "http://localhost", "Accept-Language": "nl"}
    with TestClient(create_app(library), "http://localhost", headers=here) as keeper:
        form = {"opinion": "wrong_source", "note": "Dit staat <b>elders</b>."}
        reply = keeper.post(f"/answer/{name}/feedback", data=form)
        assert "Dank u" in reply.text
        assert reply.url.path == f"/answer/{name}"
        assert keeper.post("/answer/unknown/feedback", data=form).status_code == 404
        assert keeper.post(f"/answer/{name}/feedback", data={"opinion": "odd"}).status_code == 404
        page = keeper.get("/documents/feedback").text
        assert "Dit staat &lt;b&gt;elders&lt;/b&gt;." in page
        assert "verkeerde bron" in page
        (given,) = library.feedback.every(waiting=True)
        assert (given.answer, given.opinion.value) == (name, "wrong_source")
        assert "geen oordelen" in keeper.post(f"/documents/feedback/{given.id}/done").text
        library.settings.keeper = False
        assert keeper.get("/documents/feedback").status_code == 404
        assert keeper.post(f"/documents/feedback/{given.id}/done").status_code == 404
    assert library.feedback.every(waiting=True) == []


def test_the_chat_opens_every_kind_of_citation() -> None:
    """What a page said before it was read again is cited with the number of that reading."""
    script = Path(web.__file__).with_name("static") / "app.js"
    (pattern,) = re.findall(r"^const KEY = /(.+)/;", script.read_text("utf-8"), re.MULTILINE)
    once = Citation("d", "f.pdf", "ab" * 32, "T", "P", "2021", 21, "19", "", 130, 260, "…")
    for citation in (once, replace(once, reading=2)):
        assert re.fullmatch(pattern.strip("^$"), citation.key)
    assert not re.fullmatch(pattern.strip("^$"), once.key + "-2-3")
