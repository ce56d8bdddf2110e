"""A check as Markdown, HTML, Word and plain text: an editor can follow it, and text stays text."""

from __future__ import annotations

import io
import re

import docx
import pytest
from check_maker import check_of
from conftest import MakeLibrary
from few_of_each import checks
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from pypdf import PdfReader

from assistant.presenting import FORMATS, check_as_text, write_check
from assistant.presenting.check_report import paragraphs_of, report_of
from assistant.reading.running_text import writable
from assistant.records import Check, Citation, Ruling, Statement
from assistant.texts import catalogue

SENTENCES = (
    "In Zwolle zijn dit jaar veertien bruggen vernieuwd.",
    "De gemeente betaalde de helft van het werk.",
)
HOSTILE = (
    "<script>alert(1)</script>",
    "[klik](javascript:alert(1)) ![x](http://buiten.example/a.png)",
    "# Kop\n\n- lijst\n1. punt\n> citaat\n```\ncode",
    "`code` **vet** __vet__ ~~weg~~ | a | b | $$x$$ <a@b.example> www.buiten.example",
    "&lt;b&gt; &#60; \x00\x07\x0b\ufffe \\[ \\* {{ 7*7 }} {% raw %}",
    "=====",
    "-----",
    "]]></w:t><w:br/>",
)
hostile_texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=6, max_size=6)


@pytest.fixture(scope="module")
def made(read_library: MakeLibrary) -> Check:
    """A check with every ruling, whose quotes stand in a real library."""
    library = read_library({"bruggen.md": f"# Bruggenmonitor\n\n{' '.join(SENTENCES)}\n"})
    version = library.versions.current()[0]
    page = library.pages.get(version.id, 1)
    statements = []
    for sentence in SENTENCES:
        start = page.text.index(sentence)
        key = f"{version.id[:16]}-1-{start}-{start + len(sentence)}"
        statements.append(Statement(sentence, (library.citations.by_key(key),)))
    return check_of(statements, name="toespraak.docx")


def quote(text: str) -> Statement:
    citation = Citation("d", text, "ab" * 32, text, text, text, 3, text, text, 0, 9, text)
    return Statement(text, (citation,))


def squeezed(text: str) -> str:
    return " ".join(writable(text).replace("\t", " | ").split())


def word_text(data: bytes) -> list[str]:
    return [squeezed(paragraph.text) for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def html_of_markdown(data: bytes) -> html.HtmlElement:
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(data.decode())
    return html.fromstring(f"<div>{shown}</div>")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_report_says_when_of_what_and_how_and_quotes_with_their_sources(
    made: Check, kind: str
) -> None:
    data = write_check(made, kind, near=True)
    if kind == "pdf":
        pages = PdfReader(io.BytesIO(data)).pages
        text = squeezed(" ".join(page.extract_text() for page in pages))
    elif kind == "docx":
        text = "\n".join(word_text(data))
    else:
        tree = html_of_markdown(data) if kind == "md" else html.fromstring(data)
        text = squeezed(tree.text_content())
    for said in ("toespraak.docx", "2026-01-02 03:04:05 UTC", "documenten vanaf 2018", "7"):
        assert said in text
    for verdict in made.verdicts:
        assert verdict.claim in text
        assert f"Uitleg {made.verdicts.index(verdict)}." in text
        assert catalogue("nl")[f"ruling_{verdict.ruling.value}"] in text
        assert catalogue("nl")[f"meaning_{verdict.ruling.value}"] in text
        for finding in verdict.findings:
            (citation,) = finding.statement.citations
            assert f"“{citation.quote}”" in text
            assert citation.key in text
            assert f"versie {citation.version[:16]}" in text
            assert "Bruggenmonitor" in text


def test_what_only_comes_near_is_left_out_unless_it_is_wanted(made: Check) -> None:
    short, long = report_of(made), report_of(made, near=True)
    (near,) = [claim for claim in long.claims if claim.sign.name == "not_found"]
    (without,) = [claim for claim in short.claims if claim.sign.name == "not_found"]
    assert near.quotes
    assert not without.quotes
    assert ("Weggelaten", "één zin die alleen in de buurt komt en niets beslist") in short.facts
    assert "Weggelaten" not in dict(long.facts)
    assert len(short.claims) == len(long.claims)


def test_the_same_quote_under_two_claims_is_one_note(made: Check) -> None:
    notes = report_of(made).notes
    assert [note.number for note in notes] == [1, 2]
    assert {note.quote for note in notes} == set(SENTENCES)


def test_the_html_loads_nothing_and_every_link_in_it_leads_to_itself(made: Check) -> None:
    tree = html.fromstring(write_check(made, "html"))
    assert not tree.xpath("//script | //img | //iframe | //link | //*[@src]")
    targets = tree.xpath("//a/@href")
    assert targets
    for target in targets:
        assert target.startswith("#")
        assert len(tree.xpath(f"//*[@id='{target[1:]}']")) == 1
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_links_of_the_word_file_lead_to_places_in_it(made: Check) -> None:
    body = docx.Document(io.BytesIO(write_check(made, "docx"))).element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    places = [mark.get(f"{name}name") for mark in body.iter(f"{name}bookmarkStart")]
    ids = [mark.get(f"{name}id") for mark in body.iter(f"{name}bookmarkStart")]
    links = {link.get(f"{name}anchor") for link in body.iter(f"{name}hyperlink")}
    assert len(set(places)) == len(places) == len(set(ids))
    assert links
    assert links <= set(places)


@given(hostile_texts)
@settings(max_examples=40)
def test_hostile_text_stays_text_in_markdown(texts: list[str]) -> None:
    check = check_of([quote(text) for text in texts], texts)
    tree = html_of_markdown(write_check(check, "md"))
    allowed = {"div", "h1", "h2", "h3", "p", "ul", "li", "strong", "blockquote"}
    assert {element.tag for element in tree.iter()} <= allowed
    shown = squeezed(tree.text_content())
    for text in texts:
        assert squeezed(text) in shown
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//h3")) == 5, "one heading a checked claim and none of the text's own"


@given(hostile_texts)
@settings(max_examples=40)
def test_hostile_text_stays_text_in_html(texts: list[str]) -> None:
    check = check_of([quote(text) for text in texts], texts, name=texts[0])
    tree = html.fromstring(write_check(check, "html"))
    assert not tree.xpath("//script | //img | //b | //*[starts-with(name(), 'w:')]")
    assert all(target.startswith("#") for target in tree.xpath("//a/@href"))
    shown = squeezed(tree.text_content())
    for text in texts:
        assert squeezed(text) in shown


@given(hostile_texts)
@settings(max_examples=20)
def test_hostile_text_stays_text_in_word(texts: list[str]) -> None:
    check = check_of([quote(text) for text in texts], texts, name=texts[0])
    shown = word_text(write_check(check, "docx"))
    for text in texts:
        assert any(squeezed(text) in line for line in shown)


@given(checks)
@settings(max_examples=50)
def test_no_character_of_a_checked_text_is_lost_or_shown_twice(check: Check) -> None:
    """Whatever the places that verdicts name."""
    shown = "".join(piece.text for pieces in paragraphs_of(check) for piece in pieces)
    assert "".join(shown.split()) == "".join(writable(check.text).split())
    ends = [piece for pieces in paragraphs_of(check) for piece in pieces if piece.last]
    assert len(ends) == len(check.verdicts)


@given(checks)
@settings(max_examples=25)
def test_any_check_can_be_written(check: Check) -> None:
    for kind in FORMATS:
        assert write_check(check, kind)
    text = check_as_text(check)
    for verdict in check.verdicts:
        assert squeezed(verdict.claim) in text
        for finding in verdict.findings:
            if verdict.ruling is not Ruling.NOT_CHECKED:
                assert squeezed(finding.statement.text) in text


def test_the_plain_text_is_in_the_language_of_the_text(made: Check) -> None:
    text = check_as_text(made)
    assert "✗ TEGENGESPROKEN" in text
    assert "Niet gecheckt:\n  Wat is dat mooi!" in text
    assert re.search(r"“In Zwolle .*”\n     Waarom 0\.\n     — Bruggenmonitor", text)
