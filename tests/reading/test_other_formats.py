"""Word, web pages, Markdown and plain text: what is read, and what is left out."""

from __future__ import annotations

import io
from email.message import EmailMessage

import docx
import pytest
from conftest import ReadBytes
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableDocument
from assistant.reading.markdown import read_markdown
from assistant.reading.plain_text import decode, read_text
from assistant.reading.web_page import read_html
from assistant.records import BlockKind, Reading

SENTENCE = "Het programma heeft ruim 680 bedrijven bereikt."


def of_kind(reading: Reading, kind: BlockKind) -> list[str]:
    (page,) = reading.pages
    return [page.text[b.start : b.end] for b in page.blocks if b.kind is kind]


def text_of(reading: Reading) -> str:
    (page,) = reading.pages
    return page.text


# Word


def _word_file() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Notitie Groeifonds"
    document.core_properties.author = "Ministerie van Economische Zaken"
    document.add_heading("Digitalisering", 1)
    document.add_paragraph(SENTENCE)
    document.add_heading("Wat het kost", 2)
    document.add_paragraph("Meer geld", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for row, values in zip(
        table.rows, [("Jaar", "Bedrijven", "Euro"), ("2019", "430", "12")], strict=True
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("Figuur 1: bedrijven", style="Caption")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_gives_headings_paragraphs_lists_and_table_rows(read_bytes: ReadBytes) -> None:
    reading = read_bytes(_word_file(), "notitie.docx")
    assert not reading.paged
    assert of_kind(reading, BlockKind.HEADING) == ["Digitalisering", "Wat het kost"]
    assert [b.level for b in reading.pages[0].blocks if b.kind is BlockKind.HEADING] == [1, 2]
    assert of_kind(reading, BlockKind.PARAGRAPH) == [SENTENCE]
    assert of_kind(reading, BlockKind.LIST_ITEM) == ["Meer geld"]
    assert of_kind(reading, BlockKind.TABLE_ROW) == ["Jaar\tBedrijven\tEuro", "2019\t430\t12"]
    assert of_kind(reading, BlockKind.CAPTION) == ["Figuur 1: bedrijven"]


def test_a_word_file_says_its_own_title_and_author(read_bytes: ReadBytes) -> None:
    metadata = read_bytes(_word_file(), "x.docx").metadata
    assert metadata.title == "Notitie Groeifonds"
    assert metadata.publisher == "Ministerie van Economische Zaken"


def test_a_word_file_is_known_by_its_bytes_whatever_its_name(read_bytes: ReadBytes) -> None:
    assert SENTENCE in text_of(read_bytes(_word_file(), "notitie.pdf"))


# Web pages

_PAGE = f"""<!DOCTYPE html>
<html lang="nl"><head><title>Persbericht | Rijksoverheid</title>
<meta name="DCTERMS.title" content="Impuls voor de maakindustrie">
<meta name="DCTERMS.issued" content="2021-04-23">
<meta name="DCTERMS.publisher" content="Ministerie van Economische Zaken">
<style>p {{ color: red }}</style><script>var geheim = "SCRIPT1";</script></head>
<body>
<header><a href="/">HOOFD Rijksoverheid</a></header>
<nav><ul><li>MENU Onderwerpen</li></ul></nav>
<main>
<h1>Impuls voor de maakindustrie</h1>
<p>{SENTENCE} <script>document.write("SCRIPT2")</script></p>
<h2>Aanbevelingen</h2>
<ul><li>Meer <b>bedrijven</b> bereiken</li><li>Landelijk samenwerken</li></ul>
<table><tr><th>Jaar</th><th>Banen</th></tr><tr><td>2019</td><td>430</td></tr></table>
<aside>REKLAME Lees ook dit</aside>
<div role="navigation">KRUIMELPAD</div>
<p hidden>VERBORGEN</p><p style="display: none">ONZICHTBAAR</p>
<object>INGEBED</object><template>SJABLOON</template><noscript>NOSCRIPT</noscript>
</main>
<footer>VOET Over deze site, cookies en nog veel meer woorden</footer>
</body></html>"""


def test_a_web_page_gives_the_article_without_the_site_around_it(read_bytes: ReadBytes) -> None:
    reading = read_bytes(_PAGE.encode(), "persbericht.html")
    assert text_of(reading).split("\n") == [
        "Impuls voor de maakindustrie",
        SENTENCE,
        "Aanbevelingen",
        "Meer bedrijven bereiken",
        "Landelijk samenwerken",
        "Jaar\tBanen",
        "2019\t430",
    ]
    assert of_kind(reading, BlockKind.HEADING) == ["Impuls voor de maakindustrie", "Aanbevelingen"]
    assert of_kind(reading, BlockKind.TABLE_ROW) == ["Jaar\tBanen", "2019\t430"]


def test_a_web_page_says_its_own_title_date_and_publisher(read_bytes: ReadBytes) -> None:
    metadata = read_bytes(_PAGE.encode(), "persbericht.html").metadata
    assert metadata.title == "Impuls voor de maakindustrie"
    assert metadata.published == "2021-04-23"
    assert metadata.publisher == "Ministerie van Economische Zaken"


def test_a_page_without_a_main_part_is_read_without_its_menu(read_bytes: ReadBytes) -> None:
    page = f"<html><body><nav>MENU</nav><div><p>{SENTENCE}</p></div><footer>VOET</footer></body></html>"
    assert text_of(read_bytes(page.encode(), "a.html")) == SENTENCE


_TAGS = st.sampled_from(
    "<p> </p> <div> </div> <table> <tr> <td> </table> <main> <li> < <br> <!-- --> <svg> </svg> "
    "<h1> </h1> &amp; &#0; &lt;b&gt; woord".split()
)


@given(st.lists(_TAGS, max_size=30))
def test_the_text_of_scripts_and_styles_is_never_read_however_broken_the_page(
    tags: list[str],
) -> None:
    page = (
        "<html><body><p>Begin van de tekst.</p>"
        + "".join(tags)
        + "--></svg><script>GEHEIM1</script><style>GEHEIM2</style></body></html>"
    )
    text = text_of(read_html(page.encode(), "a.html"))
    assert "Begin van de tekst." in text
    assert "GEHEIM" not in text


def test_the_encoding_that_a_page_declares_is_believed(read_bytes: ReadBytes) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>De coördinatie van België.</p></body></html>'
    assert "coördinatie van België" in text_of(read_bytes(page.encode("iso-8859-1"), "a.html"))


# Markdown


def test_markdown_gives_headings_lists_and_tables_and_its_front_matter_is_metadata(
    read_bytes: ReadBytes,
) -> None:
    text = (
        "---\ntitle: Nieuwsbrief april\ndate: 2021-04-26\npublisher: Programmabureau\n---\n"
        f"# Nieuws\n\n{SENTENCE.replace('ruim', '**ruim**')}\n\n- Meer bedrijven\n- Meer banen\n\n"
        "## Cijfers\n\n| Jaar | Banen |\n|---|---|\n| 2019 | 430 |\n"
    )
    reading = read_bytes(text.encode(), "nieuwsbrief.md")
    assert reading.metadata.title == "Nieuwsbrief april"
    assert reading.metadata.published == "2021-04-26"
    assert reading.metadata.publisher == "Programmabureau"
    assert of_kind(reading, BlockKind.HEADING) == ["Nieuws", "Cijfers"]
    assert of_kind(reading, BlockKind.PARAGRAPH) == [SENTENCE]
    assert of_kind(reading, BlockKind.LIST_ITEM) == ["Meer bedrijven", "Meer banen"]
    assert of_kind(reading, BlockKind.TABLE_ROW) == ["Jaar\tBanen", "2019\t430"]
    assert "publisher" not in text_of(reading)


def test_headings_of_markdown_are_headings_with_their_marks_glued_to_them() -> None:
    text = (
        "##Circulaire bruggen\n\nDe brug is oud.\n\n####Toelichting\nZij is van 1920.\n\n"
        "#bruggen is een label.\n\n```\n##geen kop\n```\n"
    )
    reading = read_markdown(text.encode(), "a.md")
    assert of_kind(reading, BlockKind.HEADING) == ["Circulaire bruggen", "Toelichting"]
    assert "##geen kop" in text_of(reading)
    assert "#bruggen is een label." in text_of(reading)


def test_html_inside_markdown_is_text_and_nothing_more() -> None:
    reading = read_markdown(b"# Kop\n\nHet bedrag is <script>alert(1)</script> hoog.\n", "a.md")
    assert "<script>alert(1)</script>" in text_of(reading)


def test_blocks_of_html_in_markdown_are_read_as_a_web_page() -> None:
    text = (
        "<!-- GEHEIM -->\n\n<table><tr><th>Jaar</th><th>Banen</th></tr><tr><td>2019</td><td>430</td></tr>"
        "</table>\n\n<details><summary>Meer</summary>\n\nDit staat erin.\n\n</details>\n"
    )
    assert text_of(read_markdown(text.encode(), "a.md")).split("\n") == [
        "Jaar\tBanen",
        "2019\t430",
        "Meer",
        "Dit staat erin.",
    ]


# Plain text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom", "cp1252"]
)
def test_text_is_read_in_the_encodings_that_dutch_offices_write(
    read_bytes: ReadBytes, encoding: str
) -> None:
    text = (
        "De coördinatie van de industriële zaken kost € 1,3 mld. in België, zegt ‘mevrouw’ Crêpe.\n"
    )
    if encoding.endswith("-bom"):
        data = ("\ufeff" + text).encode(encoding.removesuffix("-bom"))
    else:
        data = text.encode(encoding)
    assert text_of(read_bytes(data, "a.txt")) == text.strip()


def test_blank_lines_part_paragraphs_and_a_short_line_alone_is_a_heading() -> None:
    text = f"Evaluatie Smart Industry\n\n{SENTENCE}\n\nAanbevelingen\n\n- Meer bedrijven\n- Meer banen\n"
    reading = read_text(text.encode(), "a.txt")
    assert of_kind(reading, BlockKind.HEADING) == ["Evaluatie Smart Industry", "Aanbevelingen"]
    assert of_kind(reading, BlockKind.PARAGRAPH) == [SENTENCE]
    assert of_kind(reading, BlockKind.LIST_ITEM) == ["- Meer bedrijven", "- Meer banen"]


def test_lines_that_were_wrapped_are_one_paragraph() -> None:
    wrapped = (
        "Het programma Smart Industry heeft in de afgelopen vijf jaar ruim 680\n"
        "bedrijven bereikt en dat is meer dan bij de start werd verwacht door de\n"
        "betrokken partijen.\n"
    )
    assert text_of(read_text(wrapped.encode(), "a.txt")) == " ".join(wrapped.split())


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        read_text(bytes(range(1, 32)) * 40, "a.txt")
    with pytest.raises(UnreadableDocument, match="no text"):
        read_text(b"... --- ...", "a.txt")


@given(st.text(max_size=400))
def test_any_text_is_read_so_that_blocks_are_exact_lines_of_the_page_or_it_is_refused(
    text: str,
) -> None:
    try:
        reading = read_text(text.encode("utf-8", "replace"), "a.txt")
    except UnreadableDocument:
        return
    (page,) = reading.pages
    assert [page.text[b.start : b.end] for b in page.blocks] == page.text.split("\n")
    for block in page.blocks:
        quote = page.text[block.start : block.end]
        assert quote.strip() == quote != ""


@given(st.binary(max_size=200))
def test_any_bytes_decode_to_text_that_can_be_stored(data: bytes) -> None:
    decode(data).encode("utf-8")


def test_an_email_is_read_with_its_subject_sender_and_date(read_bytes: ReadBytes) -> None:
    message = EmailMessage()
    message["Subject"] = "Voortgang van het programma"
    message["From"] = "Programmabureau Noord <bureau@example.org>"
    message["To"] = "lezer@example.org"
    message["Date"] = "Mon, 15 Feb 2021 10:00:00 +0100"
    message.set_content(
        "Beste lezer,\n\nOp 3 maart 2019 waren er 20 fieldlabs.\n> Hoeveel zijn het er?"
    )
    message.add_alternative("<p>Alleen in HTML.</p>", subtype="html")
    message.add_attachment(b"x", maintype="text", subtype="plain", filename="bijlage.txt")
    reading = read_bytes(message.as_bytes(), "bericht.eml")
    assert reading.metadata.title == "Voortgang van het programma"
    assert reading.metadata.publisher == "Programmabureau Noord"
    assert reading.metadata.published == "2021-02-15"
    text = reading.pages[0].text
    assert "Op 3 maart 2019 waren er 20 fieldlabs." in text
    assert "Hoeveel zijn het er?" in text
    assert ">" not in text
    assert "Alleen in HTML" not in text
    assert not reading.paged


def test_an_email_with_only_html_is_read_from_that(read_bytes: ReadBytes) -> None:
    data = (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?q?Co=C3=B6rdinatie?=\r\n"
        b"Content-Type: text/html; charset=iso-8859-15\r\n\r\n"
        b"<div><p>De co\xf6rdinatie ligt bij de provincie.</p><script>x()</script></div>"
    )
    reading = read_bytes(data, "bericht")
    assert reading.metadata.title == "Coördinatie"
    assert reading.pages[0].text == "Coördinatie\nDe coördinatie ligt bij de provincie."
