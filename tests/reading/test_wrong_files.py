"""What a site sends instead of a document, and pages with nothing on them, are refused in one line."""

from __future__ import annotations

import pytest
from conftest import ReadBytes
from pdf_writer import Sheet, pdf_bytes, simple_pdf

from assistant.errors import UnreadableDocument

ROADS = (
    "<p>De provincie Drenthe vernieuwde in 2019 veertien wegen, en dat kostte 12 miljoen euro.</p>"
)


def page(title: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


ERRORS = {
    "server": page(
        "404 Not Found", "<h1>Not Found</h1><p>The requested URL was not found here.</p>"
    ),
    "forbidden": page("403", "<h1>Forbidden</h1>"),
    "firewall": page(
        "Request Rejected", "The requested URL was rejected. Your support ID is: 123."
    ),
    "site": page(
        "Pagina niet gevonden | Rijksoverheid.nl",
        "<main><h1>Pagina niet gevonden</h1><p>Controleer het adres.</p></main>"
        + "<p>Onderwerpen van ons beleid, van A tot Z.</p>" * 15,
    ),
    "gone": page("Documenten", "<p>Het document dat u zoekt bestaat niet meer op deze plek.</p>"),
    "login": page("Inloggen", "<form><input type=password></form><p>Vul uw naam in.</p>"),
    "browser": page("Just a moment...", "<p>Checking your browser before you go on.</p>"),
    "broken": page("Fout 500", "<p>Er is iets misgegaan. Probeer het later.</p>"),
}


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("file", ["rapport.pdf", "rapport.html"])
def test_a_page_that_a_site_sends_instead_of_a_document_is_refused(
    read_bytes: ReadBytes, name: str, file: str
) -> None:
    with pytest.raises(UnreadableDocument, match="a website refused") as refusal:
        read_bytes(ERRORS[name], file)
    assert "save it again" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_web_page_whose_name_says_pdf_is_read_with_a_warning(read_bytes: ReadBytes) -> None:
    reading = read_bytes(page("Evaluatie wegen", "<h1>Evaluatie wegen</h1>" + ROADS * 3))
    assert reading.metadata.title == "Evaluatie wegen"
    (warning,) = reading.warnings
    assert "web page although its name ends in .pdf" in warning
    assert read_bytes(page("Evaluatie", ROADS * 3), "evaluatie.html").warnings == ()


def test_a_web_page_with_next_to_no_text_is_no_pdf(read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"ends in \.pdf"):
        read_bytes(page("Downloads", "<p>Uw bestand wordt klaargezet.</p>"))
    assert read_bytes(page("Kort", "<p>Er kwamen 14 wegen bij.</p>"), "kort.html").pages


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Onderzoek naar toegang</h1><p>Van de mensen zonder paspoort kreeg 12% geen toegang.</p>"
        * 3,
        "<h1>Meldpunt 2020</h1>"
        + ROADS * 20
        + "<p>Bij 404 meldingen werd de pagina niet gevonden.</p>",
        "<h1>Inloggen bij de overheid: evaluatie</h1>" + ROADS * 3,
    ],
)
def test_a_report_about_such_pages_is_read(read_bytes: ReadBytes, body: str) -> None:
    assert read_bytes(page("Evaluatie", body), "evaluatie.html").pages[0].text


@pytest.mark.parametrize("count", [1, 3])
def test_a_pdf_on_whose_pages_nothing_is_says_so(read_bytes: ReadBytes, count: int) -> None:
    with pytest.raises(UnreadableDocument, match="no text and no picture") as refusal:
        read_bytes(pdf_bytes([Sheet()] * count))
    assert "new copy" in str(refusal.value)


@pytest.mark.parametrize(
    "lines",
    [
        ["404 - Pagina niet gevonden", "Ga terug naar de homepage."],
        [
            "Please wait...",
            "If this message is not eventually replaced with the proper contents of the document,",
            "your PDF viewer may not be able to display this type of document.",
        ],
    ],
)
def test_a_message_that_was_saved_as_pdf_is_no_document(
    lines: list[str], read_bytes: ReadBytes
) -> None:
    with pytest.raises(UnreadableDocument, match=r"no document|Adobe"):
        read_bytes(simple_pdf([lines]))
