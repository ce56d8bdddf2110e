"""A document's table of contents, and the words in it, each opened where they stand."""

from __future__ import annotations

import re
from html import unescape

import pytest
from conftest import MakeLibrary
from fastapi.testclient import TestClient

from assistant.library import Library
from assistant.viewing import contents, find_words
from assistant.web.app import create_app

PLAN = (
    "# Plan voor warmte\n\nBewoners kiezen.\n\n## Wat het kost\n\nDe kosten  zijn\n30 miljoen euro.\n\n"
    "## Wie <b>betaalt</b>\n\nDe kosten zijn voor het Rijk.\n"
)


@pytest.fixture(scope="module")
def library(read_library: MakeLibrary) -> Library:
    return read_library({"plan.md": PLAN})


def test_headings_and_words_are_cited_where_they_stand(library: Library) -> None:
    (version,) = library.versions.current()
    entries = contents(library, version)
    assert [entry.text for entry in entries][:2] == ["Plan voor warmte", "Wat het kost"]
    assert [entry.citation.quote for entry in entries] == [entry.text for entry in entries]
    places = find_words(library, version, "KOSTEN zijn", 10)
    assert [" ".join(place.citation.quote.split()) for place in places] == ["kosten zijn"] * 2
    for place in places:
        text = library.pages.get(version.id, place.citation.page).text
        assert place.before + place.citation.quote + place.after in text
    assert len(find_words(library, version, "kosten", 1)) == 1
    assert find_words(library, version, " ", 10) == ()
    assert find_words(library, version, "30 (miljoen", 10) == ()


def test_what_stands_beside_words_is_cut_between_words(make_library: MakeLibrary) -> None:
    text = "Aan het begin staat warmte. " + "woord " * 30 + "kou tot het allerlaatste woord."
    library = make_library({"lang.md": f"# Lang\n\n{text}\n"})
    (version,) = library.versions.current()
    (first,) = find_words(library, version, "warmte", 10)
    (last,) = find_words(library, version, "kou", 10)
    assert first.before.endswith("Aan het begin staat ")
    assert first.after.startswith(". woord")
    assert first.after.endswith(" woord")
    assert last.before.startswith("woord woord")
    assert last.after == " tot het allerlaatste woord."


def test_the_page_leads_to_each_of_them(library: Library) -> None:
    (version,) = library.versions.current()
    address = f"/document/{version.id[:16]}"
    with TestClient(create_app(library), "http://localhost") as client:
        dutch = {"Accept-Language": "nl"}
        assert f'href="{address}/contents"' in client.get(f"{address}/page/1").text
        shown = client.get(f"{address}/contents", params={"q": "kosten"}, headers=dutch)
        assert shown.status_code == 200
        # The box to search in may send its words, in a browser that obeys the page's policy.
        assert "form-action 'self'" in shown.headers["content-security-policy"]
        assert "2 keer" in shown.text
        assert "<b>" not in shown.text
        links = re.findall(r'href="(/viewer/[^"]+)"', shown.text)
        assert len(links) == 2 + len(contents(library, version))
        for link in links:
            assert client.get(unescape(link)).status_code == 200
        nothing = client.get(f"{address}/contents", params={"q": "fiets"}, headers=dutch).text
        assert "niet zo in dit document" in nothing
        assert client.get(f"{address}/contents", params={"q": "x" * 300}).status_code == 200
        assert client.get("/document/0000000000000000/contents").status_code == 404


def test_the_first_places_are_shown_of_many(make_library: MakeLibrary) -> None:
    library = make_library({"veel.md": "# Veel\n\n" + "warmte en kou. " * 150})
    (version,) = library.versions.current()
    with TestClient(create_app(library), "http://localhost") as client:
        page = client.get(
            f"/document/{version.id[:16]}/contents",
            params={"q": "warmte"},
            headers={"Accept-Language": "en"},
        ).text
    assert "The first 100 places" in page
    assert page.count("<li><a") == 100
